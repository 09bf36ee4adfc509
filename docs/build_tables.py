"""Writes docs/tabeller.md from what the records say of themselves: ``python docs/build_tables.py``.

Labels come from the lexicon, descriptions from the records' docstrings, so nothing is told in two places.
"""

from pathlib import Path

from konsultnlp.columns import ALL_TABLES, Kind, column_types, describe, describe_table, label

PAGE = Path(__file__).with_name("tabeller.md")

INTRO = """# Tabellene

<!-- Written by docs/build_tables.py; change konsultnlp/records instead. -->

En kjøring skriver én CSV-fil per tabell, i UTF-8, med komma og overskrifter. Under står hver kolonne i hver tabell: det norske
navnet, slik det står i rapporten og i Excel-arket, typen, og hva som står der. Beskrivelsene er på engelsk, fordi de hentes fra
programmet selv. Hva kodene betyr, står i [Koder](koder.md).

Noen kolonner går igjen:

- `doc_id` sier hvilket dokument raden er fra. Den lages av filnavnet og innholdet, så ikke gi filene nye navn mellom to kjøringer.
- `text` er ordrett det som står mellom `char_start` og `char_end` i `texts/<doc_id>.txt`.
- `page` er den fysiske siden, regnet fra 1. `bbox` er stedet på siden: `x0,top,x1,bottom` i PDF-punkter fra øverste venstre hjørne.
- `rule` navngir regelen som laget raden, så en feil kan spores.
"""

TYPES = {"string": "tekst", "integer": "heltall", "number": "tall", "boolean": "sann/usann"}


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def section(kind: Kind) -> str:
    """One table: what a row is, and its columns."""
    name, types = kind.TABLE, column_types(kind)
    lines = [
        f"## {label(name)}: `{name}.csv`",
        "",
        describe_table(kind),
        "",
        "| kolonne | navn | type | innhold |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{column}` | {_cell(label(name, column))} | {TYPES[types[column]]} | {_cell(text)} |"
        for column, text in describe(kind).items()
    ]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole page."""
    return "\n".join([INTRO, *map(section, ALL_TABLES)])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
