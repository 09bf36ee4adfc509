"""Lines that stand at the front of a document and say something of it, but head no text: dates, labels, addresses, names.

Supports: "Onsdag 3. mai 2017 kl. 9.00", "Oslo, 3. mai 2017", "Møteleder: …", "Postboks 8112 Dep", a sender's bare name.
Avoids: headings with a colon ("Regionreformen: oppgaver og økonomi") and headings that begin with a date ("1. mai-toget").
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import one_of
from konsultnlp.grammar.ministries import find_ministries, ministry_id

_MONTH = r"(?:jan|feb|mars|apr|mai|jun|jul|aug|sep|okt|nov|des)\p{L}*\.?"
_WEEKDAY = r"(?:(?:man|mån|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag(?:en)?)"
_YEAR = r"(?:\d{4}|\d{2})(?!\d)"
_DAY = rf"\d{{1,2}}(?:\.?\s{_MONTH}|\.{_MONTH}|/\s?\d{{1,2}}(?=\s*$|[\s,]+kl)|[./]\s?\d{{1,2}}[./-]\s?(?={_YEAR}))[\s./-]{{0,2}}(?:{_YEAR})?"
# "Oslo, " or "Oslo den ": where a letter was written.
_PLACE = r"(?:\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)?,?\s)?"
_DATE_START = regex.compile(
    rf"^{_PLACE}(?:{_WEEKDAY},?\s+)?(?:den\s+)?{_DAY}(?![\p{{L}}\d]|-\p{{L}})", regex.IGNORECASE
)
_AFTER_DATE = regex.compile(
    r"(?:\.|[,\s]+[–-]?\s*(?:(?:kl|klokka|klokken|i|på|ved|frå|fra|digitalt|møterom)\b|\d|\p{Lu})[^!?:;]{0,90})?$"
)
_CLOCK = regex.compile(r"(?<=\d)[:.](?=\d)")
_SENTENCE = regex.compile(r"(?<!\bkl)[.]\s+\p{Lu}")

# "Dato: 3. mai", "Saksnr.: 24/117": one or two words, a colon, a value.
_RUN_IN = regex.compile(r"^\p{Lu}[\p{L}. /-]{1,28}:\s+\S")
# Words that label a line, but also open a heading: "Sak: …", "Tema: …".
_ALSO_HEADINGS = frozenset({"sak", "saker", "tema", "program", "vedlegg", "møte", "emne", "referat"})
_MORE_LABELS = "saksbehandler|saksbehandlar|sakshandsamar|frist|form|møteform|kontaktperson|telefon|e-post|sak nr|arkivnr|ref|u.off"
_ADDRESS = regex.compile(
    r"\b(?:post)?boks\s+\d+|(?:^|\s)\d{4}\s\p{Lu}[\p{L}-]+$|^(?:til|att|v/)\.?:\s", regex.IGNORECASE
)
_REFERENCE = regex.compile(
    r"\b(?:deres|dykkar|vår|vårt)\s(?:ref|dato|saks?nr)|\b(?:arkiv|saks?)-?\s?(?:nr|nummer|kode|ref|behandler|handsamar)\.?\s?:",
    regex.IGNORECASE,
)
_SENDER = regex.compile(r"(?:det\s(?:kongelege?|kongelige)\s|sekretariatet\s?for\s)?", regex.IGNORECASE)


def is_date_line(text: str) -> bool:
    """Whether a line is nothing but a date, with its weekday, hour and place."""
    start = _DATE_START.match(text) if len(text) < 120 else None
    if start is None:
        return False
    rest = _CLOCK.sub("", text[start.end() :])
    return _AFTER_DATE.match(rest) is not None and _SENTENCE.search(rest) is None


def is_run_in(text: str) -> bool:
    """Whether a line looks like a short label with its value; headings with a colon do, too."""
    return _RUN_IN.match(text) is not None


@cache
def _labels() -> regex.Pattern[str]:
    found = {
        f.casefold() for row in lexicon.table("attendance_labels", "kind", "forms") for f in lexicon.forms(row["forms"])
    }
    found |= set(_MORE_LABELS.split("|"))
    alternatives = one_of(found - _ALSO_HEADINGS, any_case=True)
    return regex.compile(rf"^(?:{alternatives})\.?\s?:", regex.IGNORECASE)


def is_known_label(text: str) -> bool:
    """Whether a line begins with a label that never opens a heading: "Møteleder:", "Forfall:", "Deres ref.:"."""
    return _labels().match(text) is not None


def is_address(text: str) -> bool:
    """Whether a line belongs to a letter's address or reference block."""
    return len(text) < 120 and (_ADDRESS.search(text) is not None or _REFERENCE.search(text) is not None)


@cache
def _ks_names() -> frozenset[str]:
    rows = lexicon.table("ks_bodies", "forms", "kind")
    return frozenset(f.casefold() for row in rows if row["kind"] == "ks" for f in lexicon.forms(row["forms"]))


def is_ks(text: str) -> bool:
    """Whether a line is KS' name, old or new, and nothing else."""
    return text.strip(" :.").casefold() in _ks_names()


def is_sender(text: str, date: str = "") -> bool:
    """Whether a line is nothing but the name of KS or a ministry, as in a letterhead."""
    name = _SENDER.sub("", text.strip(" :."), count=1)
    if is_ks(name) or regex.fullmatch(
        r"det\s(?:kongelege|kongelige)|arbeidslivets organisasjon", text, regex.IGNORECASE
    ):
        return True
    if ministry_id(name, date):
        return True
    hits = find_ministries(name, date)
    return len(hits) == 1 and hits[0].start == 0 and hits[0].end == len(name)
