"""Facts of the whole document: type, meeting, number, date, year, issuer, language. What the text does not say stays empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.dates import find_dates
from konsultnlp.grammar.ministries import find_ministries
from konsultnlp.sections import Section
from konsultnlp.text import CleanText

FRONT = 1500
"""Characters of a document's front that are searched where no heading ends it."""

_MINUTES = regex.compile(r"\b(?:møte)?(?:referat|protokoll|møtebok|møteprotokoll)\b", regex.IGNORECASE)
_AGENDA_MATERIAL = regex.compile(
    r"\b(?:materiale|sakspapir\p{L}*|saks?liste|bakgrunnsnotat|notat til konsultasjonsm\p{L}+|møtemateriale)\b",
    regex.IGNORECASE,
)
_SUBMISSION = regex.compile(
    r"\b(?:innspill|innspel|høringsuttalelse|høringssvar|høyringsfråsegn|høyringssvar|høringsinnspill|uttalelse|fråsegn)\b",
    regex.IGNORECASE,
)
_LETTER = regex.compile(
    r"\b(?:deres|dykkar|vår|vår sak)\s*(?:ref|saksnr|dato)|med (?:vennlig )?hilsen|med (?:venleg )?helsing",
    regex.IGNORECASE,
)
_CONSULTATION = regex.compile(r"konsultasjonsmøt", regex.IGNORECASE)
_BILATERAL = regex.compile(r"bilateral\p{L}*\s+(?:konsultasjons)?møt", regex.IGNORECASE)
_ORDINAL_WORDS = {"første": 1, "fyrste": 1, "andre": 2, "annet": 2, "tredje": 3, "fjerde": 4}
_MEETING_NUMBER = regex.compile(
    r"(?:\b(?P<digit>[1-6])\s?\.?|\b(?P<word>første|fyrste|andre|annet|tredje|fjerde))\s+(?:ordinære\s+)?konsultasjonsmøt",
    regex.IGNORECASE,
)
_YEAR = regex.compile(r"(?<![\d.,–-])(?:19[89]\d|20[0-4]\d)(?![\d–-]|[.,]\d| kroner| mill)")
_WORD = regex.compile(r"\p{L}+")
# Who leads or convenes the meeting has issued its papers, where no letterhead says so.
_CONVENES = regex.compile(
    r"\s*(?:\([\p{Lu}]{2,5}\)\s*)?(?:leder|leier|leiar|har sett|har samlet|har samla|har utarbeidet|har utarbeidd|har sendt|kaller inn|kallar inn|innkaller|inviterer til)\b"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """See `konsultnlp.records.DocumentRecord`, whose fields of the same names these fill.

    Attributes:
        sender: Whose letter it is, as written; only for ``innspill``.
        ministry_id: The ministry that "departementet" means where the chapter names none: the one that the bilateral
            meeting is with, the one that the letter is written to, else the one that leads the meeting.
        date: What decides the meaning of names and dates without a year: the meeting's date, else its year, else empty.
    """

    doc_type: str
    title: str
    meeting_kind: str
    meeting_number: int | None
    meeting_date: str
    year: int | None
    issuer_id: str
    language: str
    date: str
    sender: str = ""
    ministry_id: str = ""


def document_date(clean: CleanText) -> str:
    """A first idea of the date, before sections are known: enough to resolve abbreviations in headings."""
    years = _YEAR.findall(clean.text[:FRONT])
    return str(years[0]) if years else ""


def find_facts(clean: CleanText, sections: Sequence[Section]) -> Facts:
    """Reads the facts off the title, the letterhead, the label lines and the sections' kinds."""
    title, front = _title_and_front(clean, sections)
    head = f"{title}\n{front}"
    doc_type = _doc_type(title, front, clean, sections)
    # A letter may well speak of a meeting; it is about one where its title says so.
    kind = _meeting_kind(title) or ("" if doc_type == "innspill" else _meeting_kind(front))
    number = _number(title) or _number(front) if kind == "konsultasjonsmote" else None
    year_in_title = _YEAR.search(title)
    year = int(year_in_title.group()) if year_in_title else None
    opening = _opening(clean)
    date = _meeting_date(front, year, doc_type) or _meeting_date(opening, year, doc_type, called=True)
    if date[:4].isdigit():
        year = int(date[:4])
    if year is None:
        found = _YEAR.findall(head) or _YEAR.findall(opening)
        year = int(found[0]) if found else None
    letter_date = _letter_date(clean) if doc_type == "innspill" else ""
    if letter_date:
        year = int(letter_date[:4])
    resolving = date or letter_date or (str(year) if year else "")
    sender, sender_id = _sender(clean, resolving) if doc_type == "innspill" else ("", "")
    issuer_id = sender_id if doc_type == "innspill" else _issuer(clean, sections, front, resolving)
    return Facts(
        doc_type, title, kind, number, date if len(date) == 10 else "", year, issuer_id, language_of(clean.text),
        resolving, sender, _ministry(clean, head, kind, doc_type, resolving) or (issuer_id if issuer_id != "ks" else ""),
    )  # fmt: skip


def _title_and_front(clean: CleanText, sections: Sequence[Section]) -> tuple[str, str]:
    """The title, and the text from the document's start to its first chapter."""
    first = sections[0] if sections else None
    if first is None:
        line = clean.text.split("\n", 1)[0]
        return (line if len(line) < 200 else ""), clean.text[:FRONT]
    chapter = next((s for s in sections if s.kind not in ("front", "attendance", "agenda")), None)
    end = chapter.start if chapter else FRONT
    return first.title, clean.text[: min(end, 4 * FRONT)]


LONG_LINE = 160
"""Characters: a longer line is running text, no part of the head."""


def _opening(clean: CleanText) -> str:
    """The lines before the first running text, whatever headings they were taken for."""
    lines = clean.text[:FRONT].split("\n")
    end = next((i for i, line in enumerate(lines) if len(line) > LONG_LINE), len(lines))
    return "\n".join(lines[:end])


def _meeting_kind(text: str) -> str:
    bilateral, consultation = _BILATERAL.search(text), _CONSULTATION.search(text)
    if bilateral and (not consultation or bilateral.start() <= consultation.start()):
        return "bilateralt"
    return "konsultasjonsmote" if consultation else ""


def _number(text: str) -> int | None:
    match = _MEETING_NUMBER.search(text)
    if not match:
        return None
    return int(match.group("digit")) if match.group("digit") else _ORDINAL_WORDS[match.group("word").casefold()]


def _doc_type(title: str, front: str, clean: CleanText, sections: Sequence[Section]) -> str:
    """By the title's words, then the front's, then by what the sections are."""
    inputs = sum(s.kind == "input" for s in sections)
    attendance = any(s.kind == "attendance" for s in sections)
    for text in (title, front):
        if _MINUTES.search(text) and not inputs:
            return "referat"
        if _AGENDA_MATERIAL.search(text):
            return "materiale"
        if _SUBMISSION.search(text) and not inputs:
            return "innspill"
    if inputs:
        return "materiale"
    if attendance or regex.search(
        r"^(?:Til ?stede|Til ?stades|Møteleder|Møteleiar|Referent)\s*:", front, regex.MULTILINE
    ):
        return "referat"
    if _LETTER.search(clean.text[: 2 * FRONT]) or _LETTER.search(clean.text[-FRONT:]):
        return "innspill"
    return "materiale" if _meeting_kind(title) else "annet"


def _meeting_date(front: str, year: int | None, doc_type: str, *, called: bool = False) -> str:
    """The date in the document's front; a label's own ("Dato:", "Tid:") goes first. A letter has none.

    Args:
        front: The text to look in.
        year: The meeting's year, for a date without one.
        doc_type: What kind of document it is.
        called: Whether to take only a date that the text calls a meeting's.
    """
    if doc_type == "innspill":
        return ""
    labelled = regex.search(r"^(?:Dato|Tid|Tidspunkt|Møtedato|Møtetid)\s*:?\s.*$", front, regex.MULTILINE)
    for text in ((labelled.group(),) if labelled else ()) + (front,):
        hits = find_dates(text, year=year, date=str(year or ""))
        days = [hit for hit in hits if len(hit.iso) == FULL and not hit.iso_end and hit.role != "deadline"]
        meetings = [hit for hit in days if hit.role == "meeting"]
        others = [hit for hit in days if not _ISSUED.search(text[: hit.start])]
        for hit in meetings + ([] if called else others):
            return hit.iso
    return ""


FULL = len("2021-05-17")

# What stands before the date of the paper itself: "Oslo, 3. mai", "Publisert 3. mai", the letter's references.
_ISSUED = regex.compile(
    r"(?:(?:^|\n)\s*\p{Lu}[\p{L}. ]{2,20},?(?: den)?|\b(?:publisert|oppdatert|sist endra|sist endret|(?:vår|deres|dykkar)[^\n]*(?:\n[^\n]*)?))\s\Z",
    regex.IGNORECASE,
)


def _issuer(clean: CleanText, sections: Sequence[Section], front: str, date: str) -> str:
    """The letterhead's ministry; else the one that leads the meeting or gathers its papers, as the text says."""
    above = clean.text[: sections[0].start] if sections and sections[0].start else ""
    for hit in find_ministries(above, date):
        if hit.ministry_id:
            return hit.ministry_id
    if regex.search(r"^KS\b", above, regex.MULTILINE):
        return "ks"
    opening = clean.text[: 2 * FRONT]
    for hit in find_ministries(opening, date):
        if hit.ministry_id and _CONVENES.match(opening, hit.end):
            return hit.ministry_id
    return ""


def _ministry(clean: CleanText, head: str, kind: str, doc_type: str, date: str) -> str:
    """The ministry on the other side of a bilateral meeting or a letter, where the head names one and no other."""
    if doc_type == "innspill":
        lines = clean.text[:FRONT].split("\n")[:15]
        head = "\n".join(line for line in lines if len(line) < ADDRESS)
    elif kind != "bilateralt":
        return ""
    for line in head.split("\n"):
        found = {hit.ministry_id for hit in find_ministries(line, date) if hit.ministry_id}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


_CLOSING = regex.compile(
    r"^(?:Med (?:vennlig |venleg )?(?:hilsen|helsing)|Vennlig hilsen|Venleg helsing)\b.*$",
    regex.MULTILINE | regex.IGNORECASE,
)
_KS = regex.compile(r"\bKS\b|Kommunesektorens organisasjon|Kommunenes Sentralforbund|Norske Kommuners Sentralforbund")
_MUNICIPALITY = regex.compile(r"\p{Lu}[\p{L}-]+(?: og \p{Lu}[\p{L}-]+)? (?:fylkes)?kommune\b")
_TO = regex.compile(r"^(?:Til\b|Deres|Dykkar|Postboks|Kopi)")
ADDRESS = 80
"""A line of a letter's address or letterhead is shorter than this; what is longer is its text."""
SIGNATURE = 400
"""Characters after the closing words in which the sender signs."""


def _letter_date(clean: CleanText) -> str:
    """The date a letter bears: "Oslo, 24. oktober 2014" or a date alone, near its top."""
    for line in clean.text[:FRONT].split("\n")[:15]:
        for hit in find_dates(line):
            before = line[: hit.start].rstrip(" ,")
            if (
                len(hit.iso) == 10
                and hit.end >= len(line.rstrip(" ."))
                and regex.search(r"(?:^|\s|:)(?:\p{Lu}\p{L}+|den|Dato:?)?$", before)
            ):
                return hit.iso
    return ""


def _sender(clean: CleanText, date: str) -> tuple[str, str]:
    """Who signs a letter, or whose letterhead it bears: as written, and what it means."""
    closings = [match.end() for match in _CLOSING.finditer(clean.text)]
    signature = clean.text[closings[-1] : closings[-1] + SIGNATURE].split("\nKopi")[0] if closings else ""
    head = "\n".join(line for line in clean.text[:FRONT].split("\n")[:4] if not _TO.match(line) and len(line) < ADDRESS)
    for text in (signature, head):
        if match := _KS.search(text):
            return ("KS" if "KS" in text else match.group()), "ks"
        for hit in find_ministries(text, date):
            if hit.ministry_id:
                return hit.text, hit.ministry_id
        if match := _MUNICIPALITY.search(text):
            return match.group(), ""
    return "", ""


def language_of(text: str) -> str:
    """``nb`` or ``nn``, by the commonest words that only one of them has; empty for a text without any.

    The word list is ``lexicon/language_words.csv``.
    """
    words = Counter(w.casefold() for w in _WORD.findall(text))
    score = {"nb": 0, "nn": 0}
    for row in lexicon.table("language_words", "nb", "nn"):
        for standard in score:
            score[standard] += sum(words[form] for form in lexicon.forms(row[standard]))
    if not any(score.values()):
        return ""
    return max(score, key=lambda s: score[s])
