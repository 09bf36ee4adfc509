"""Facts of the whole document: type, meeting, number, date, year, issuer, language. What the text does not say stays empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.dates import find_dates
from konsultnlp.grammar.front_lines import is_sender
from konsultnlp.grammar.ministries import find_ministries
from konsultnlp.meeting import Meeting, find_meeting, first_year
from konsultnlp.sections import Section
from konsultnlp.text import CleanText

TOP_LINES = 6
"""Lines from a document's start among which its issuer's name may stand alone."""
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
_WORD = regex.compile(r"\p{L}+")
# "Utarbeidet av Finansdepartementet", "Avsender: KS", "Frå: KS": who has made the paper.
_PREPARED = regex.compile(
    r"(?:^|\b)(?:(?:utarbeid\p{L}*|utgitt|utgjeve|samlet|samla|redigert|sett\ssaman|satt\ssammen|skrevet|skrive)\s(?:av|i|ved)|avsend(?:er|ar):|(?:fra|frå):)\s",
    regex.IGNORECASE | regex.MULTILINE,
)
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
    return str(first_year(clean.text[:FRONT]) or "")


def find_facts(clean: CleanText, sections: Sequence[Section]) -> Facts:
    """Reads the facts off the title, the letterhead, the label lines and the sections' kinds."""
    title, front = _title_and_front(clean, sections)
    head = f"{title}\n{front}"
    doc_type = _doc_type(title, front, clean, sections)
    letter_date = _letter_date(clean) if doc_type == "innspill" else ""
    meeting = _meeting(clean, title, front, doc_type, letter_date)
    date, year = meeting.date, meeting.year
    resolving = letter_date or date or (str(year) if year else "")
    sender, sender_id = _sender(clean, resolving) if doc_type == "innspill" else ("", "")
    ministry = _ministry(clean, head, meeting.kind, doc_type, resolving)
    issuer_id = sender_id if doc_type == "innspill" else _issuer(clean, sections, front, resolving) or ministry
    return Facts(
        doc_type, title, meeting.kind, meeting.number, date, year, issuer_id, document_language(clean),
        resolving, sender, ministry or (issuer_id if issuer_id != "ks" else ""),
    )  # fmt: skip


def _title_and_front(clean: CleanText, sections: Sequence[Section]) -> tuple[str, str]:
    """The title, and the text from the document's start to its first chapter."""
    first = next((s for s in sections if s.kind == "front"), sections[0] if sections else None)
    if first is None:
        line = clean.text.split("\n", 1)[0]
        return (line if len(line) < 200 else ""), clean.text[:FRONT]
    chapter = next((s for s in sections if s.kind not in ("front", "attendance", "agenda")), None)
    end = chapter.start if chapter else FRONT
    return first.title, clean.text[: min(end, 4 * FRONT)]


def _meeting(clean: CleanText, title: str, front: str, doc_type: str, letter_date: str) -> Meeting:
    letter = doc_type == "innspill"
    lines = (front if not letter or len(front) > FRONT else clean.text[:FRONT]).split("\n")
    at = lines.index(title) if title in lines else -1
    return find_meeting(title, lines, title_at=at, letter=letter, letter_date=letter_date)


def _doc_type(title: str, front: str, clean: CleanText, sections: Sequence[Section]) -> str:
    """By the title's words, then the front's, then by what the sections are."""
    inputs = sum(s.kind == "input" for s in sections)
    attendance = any(s.kind == "attendance" for s in sections)
    if _MINUTES.search(title) and not _AGENDA_MATERIAL.search(title):
        return "referat"  # also where its parts are headed "Fra KS:"
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
    return "materiale" if find_meeting(title, [], title_at=-1, letter=False, letter_date="").kind else "annet"


def _issuer(clean: CleanText, sections: Sequence[Section], front: str, date: str) -> str:
    """The letterhead's ministry; else the one that leads the meeting or gathers its papers, as the text says."""
    above = clean.text[: sections[0].start] if sections and sections[0].start else ""
    for hit in find_ministries(above, date):
        if hit.ministry_id:
            return hit.ministry_id
    if regex.search(r"^KS\b", above, regex.MULTILINE):
        return "ks"
    attendance = next((s.start for s in sections if s.kind == "attendance"), len(front))
    for line in front[:attendance].split("\n")[:TOP_LINES]:
        if is_sender(line, date) and (hits := find_ministries(line, date)) and hits[0].ministry_id:
            return hits[0].ministry_id  # below the title, as on a web page
    if match := _PREPARED.search(front):
        for hit in find_ministries(front[match.end() : match.end() + ADDRESS], date):
            if hit.ministry_id and hit.start == 0:
                return hit.ministry_id
        if regex.match(r"KS\b", front[match.end() :]):
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


# A line that is a body of KS and nothing else: "KS Agder", "KS Storbynettverk", "KS storbynettverk".
_KS_BODY = regex.compile(
    r"^KS(?:-| )(?:\p{Lu}\p{L}+|\p{L}*nettverk\p{L}*)(?: (?:og )?\p{Lu}\p{L}+){0,2}$", regex.MULTILINE
)


def _sender(clean: CleanText, date: str) -> tuple[str, str]:
    """Who signs a letter, or whose letterhead it bears: as written, and what it means."""
    closings = [match.end() for match in _CLOSING.finditer(clean.text)]
    signature = clean.text[closings[-1] : closings[-1] + SIGNATURE].split("\nKopi")[0] if closings else ""
    head = "\n".join(line for line in clean.text[:FRONT].split("\n")[:4] if not _TO.match(line) and len(line) < ADDRESS)
    for text in (signature, head):
        if match := _KS.search(text):
            body = _KS_BODY.search(text)
            return (body.group() if body else "KS" if "KS" in text else match.group()), "ks"
        for hit in find_ministries(text, date):
            if hit.ministry_id:
                return hit.text, hit.ministry_id
        if match := _MUNICIPALITY.search(text):
            return match.group(), ""
    return "", ""


def document_language(clean: CleanText) -> str:
    """The standard that most of the running text is written in, told block by block; by the words of all where they tie."""
    weight = {"nb": 0, "nn": 0}
    for block in clean.blocks:
        language = language_of(clean.text[block.start : block.end])
        if language:
            weight[language] += block.end - block.start
    if weight["nb"] == weight["nn"]:
        return language_of(clean.text)
    return max(weight, key=lambda standard: weight[standard])


@cache
def _language_words() -> tuple[tuple[str, str], ...]:
    rows = lexicon.table("language_words", "nb", "nn")
    return tuple((standard, form) for row in rows for standard in ("nb", "nn") for form in lexicon.forms(row[standard]))


def language_of(text: str) -> str:
    """``nb`` or ``nn``, by the commonest words that only one of them has; empty for a text without any.

    The word list is ``lexicon/language_words.csv``.
    """
    words = Counter(w.casefold() for w in _WORD.findall(text))
    score = {"nb": 0, "nn": 0}
    for standard, form in _language_words():
        score[standard] += words.get(form, 0)
    if not any(score.values()):
        return ""
    return max(score, key=lambda s: score[s])
