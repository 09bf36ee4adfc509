"""The first sheet of a workbook: what the others hold, and what had to be left out of them. In bokmål, for those who open it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from konsultnlp.columns import ALL_TABLES, Kind, column_types, describe, describe_table, label
from konsultnlp.export.workbook_looks import Looks

NAME = "om"

INTRO = (
    "Tabellene er lest ut av PDF-er med konsultnlp. Én rad er ett funn, med sitat og side.",
    "Rader fra samme dokument har samme doc_id. Id-en til en rad er entydig sammen med doc_id.",
    "Sidetallet er en lenke til PDF-en, så lenge den ligger der den lå. Leseren avgjør om den åpnes på rett side.",
    "Tekst som et regneark ville kjørt som formel, har fått en apostrof foran: =1+1 står som '=1+1. Sitatet er uten den.",
    "Tomme celler: dokumentet sier det ikke. Datoer som ikke er hele, og tall med flere enn 15 siffer, står som tekst.",
    "Det samme står uavkortet i CSV-filene ved siden av.",
)
_HEADS = ("Tabell", "Kolonne", "Navn", "Hva det er (engelsk)", "Type")
_TYPES = {"string": "tekst", "integer": "heltall", "number": "tall", "boolean": "sann/usann"}
_WIDTHS = (16, 18, 28, 100, 12)


@dataclass(slots=True)
class _Count:
    kind: Kind
    rows: Sequence[int]
    unlinked: int
    cut: int


class About:
    """The sheet; it is made first, so that it stands first, and written last.

    Args:
        book: The workbook.
        looks: Its formats.
    """

    def __init__(self, book: Any, looks: Looks) -> None:
        self._sheet = book.add_worksheet(NAME)
        self._looks = looks
        self._counts: list[_Count] = []
        for at, wide in enumerate(_WIDTHS):
            self._sheet.set_column(at, at, wide)

    def count(self, kind: Kind, rows: Sequence[int], unlinked: int, cut: int) -> None:
        """Takes what must be told of a table.

        Args:
            kind: Its record class.
            rows: Rows on each of its sheets.
            unlinked: Rows that got no link.
            cut: Cells that were too long.
        """
        self._counts.append(_Count(kind, rows, unlinked, cut))

    def write(self, most_links: int) -> None:
        """Writes the sheet.

        Args:
            most_links: How many links a sheet may have.
        """
        lines: list[tuple[tuple[str, ...], Any]] = [(("konsultnlp",), self._looks.title)]
        lines += [((text,), self._looks.plain) for text in (*INTRO, "")]
        lines += [((text,), self._looks.bold) for text in self._notes(most_links)]
        lines += [(("Ark", "Rader", "Navn", "En rad er (engelsk)"), self._looks.head)]
        for count in self._counts:
            for number, rows in enumerate(count.rows, 1):
                name = count.kind.TABLE if number == 1 else f"{count.kind.TABLE} ({number})"
                words = _unmarked(describe_table(count.kind))
                lines.append(((name, str(rows), label(count.kind.TABLE), words), self._looks.plain))
        lines += [(("",), self._looks.plain), (_HEADS, self._looks.head)]
        for kind in ALL_TABLES:
            words_of, types = describe(kind), column_types(kind)
            for column in kind.columns():
                words = _unmarked(words_of[column])
                cells = (kind.TABLE, column, label(kind.TABLE, column), words, _TYPES[types[column]])
                lines.append((cells, self._looks.plain))
        for row, (texts, look) in enumerate(lines):
            for at, text in enumerate(texts):
                if text.isdecimal():
                    self._sheet.write_number(row, at, int(text), look)
                elif text:
                    self._sheet.write_string(row, at, text, look)

    def _notes(self, most_links: int) -> list[str]:
        notes = []
        for count in self._counts:
            table = count.kind.TABLE
            if len(count.rows) > 1:
                notes.append(f"{table}: flere rader enn et ark rommer; tabellen går videre i «{table} (2)».")
            if count.unlinked:
                notes.append(
                    f"{table}: {count.unlinked} rader er uten lenke; Excel tillater {most_links} lenker på et ark."
                )
            if count.cut:
                notes.append(f"{table}: {count.cut} celler er kortet ned; Excel rommer 32 767 tegn i en celle.")
        return [*notes, ""] if notes else []


def _unmarked(text: str) -> str:
    return text.replace("`", "")
