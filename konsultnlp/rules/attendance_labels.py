"""Recognises the labels of an attendance list: who is present, from which side, who is absent, who leads, who writes.

Supports: labels on their own line, before their value, and one after the other in a running paragraph ("Til stede: Fra
staten: … Fra KS: …"), bokmål and nynorsk. Avoids: "til stede" and "fra KS" in running text: a label ends with a colon,
or is all there is on its line.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from konsultnlp.rules.attendance_orgs import Body, is_party, read_body

_MEETING = r"(?:\s(?:i|på|under|ved|til)\s(?:(?:\p{L}+)?møtet|(?:enkelt)?sak(?:er|ene|a|en)?))?"
_PRESENT = (
    r"(?:(?:møte)?delta(?:kere|gere|karar|kande|kende|kelse|kinga?|kerliste|karliste|kar|ker)"
    r"|til\s?stede(?:værende|verande)?|til\s?stades?(?:verande)?|tilstede|deltok|møtt|møtte|møtende|møtande"
    r"|(?:fram|frem|opp)møtte?|(?:følg[ea]nde|følgjande|desse|disse)(?:\s\p{L}+){0,2}\s(?:møtte|deltok|var\stil\sstade?s?|var\stil\sstede)"
    r"|(?:faste\s)?medlemm?er\s(?:til\sstade?s|til\sstede|møtt|som\smøtte)|navneliste|namneliste)"
)
_ABSENT = (
    r"(?:(?:hadde\s)?meldt[e]?\s)?(?:for|fra)fall|frav[æe]r(?:ende)?|fråv[æe]r(?:ande)?|ikk?je?\stil\sstede?s?|ikkje\stil\sstades"
    r"|ikke\s(?:møtt|tilstede)|ikkje\smøtt|forhindret|forhindra"
)
_CHAIR = (
    r"møtelede(?:r|lse)|møteleiar|møteleiing|ordstyr[ea]r|dirigent|leder\sav\smøtet|leiar\sav\smøtet|møtestyrar|møtet\s(?:ble|vart|blei)\s(?:ledet|leia|leidd)\sav"
)
_SECRETARY = (
    r"referent(?:er|ar|ane|ene)?|ref\.?|referat(?:\s?v/|\sved|\sfør(?:er|t)(?:\sav)?|skrivar|skriver)|møtesekretær(?:er|ar)?|protokollfør[ea]r"
    r"|skriftfører|skrivar|sekretær(?:\sfor\smøtet)?|ført\si\spennen\sav|ført\sav"
)
# Labels of other things, at which an attendance list stops.
_OTHER = (
    r"dato|møtedato|tid(?:spunkt)?|møtetid|tid\sog\sstad|tid\sog\ssted|sted|stad|møtested|møtestad|møterom|lokale|lokalitet|sak(?:snr|snummer|er|s?lista?|slisten)?"
    r"|dagsorden|agenda|program|tema|deres\sref|vår\sref|dykkar\sref|referanse|kopi(?:\stil)?|arkiv(?:kode|sak)?|til|fra|frå|emne|gjelder"
    r"|gjeld|vedlegg|neste\smøte|varighet|utsendt|referatdato|klokkeslett|kl|møte(?:type|nr|nummer)?|journalnr|distribusjon|kopimottak\p{L}*|møtebok|stadfesta|godkjent"
)
_FROM = r"(?:representant(?:er|ar)?\s|repr\.\s|delta\p{L}+\s)?(?:fra|frå|for)\s(?P<who>[^:\n.;()]{2,90}?(?:\([^()\n]{2,12}\))?)"
_TAIL = r"(?:\s(?:deltok|møtte|stilte|var\stil\sstede|var\stil\sstades|delt[oa]k|møtt)(?:\s(?:følgende|følgjande|også|òg))?)?"
_END = r"\s{0,2}(?P<colon>:)"

_KINDS = (
    ("absent", regex.compile(rf"(?:{_ABSENT}){_MEETING}(?:\s(?:frå|fra)\s[^:\n]{{2,40}}?)?{_END}", regex.IGNORECASE)),
    ("chair", regex.compile(rf"(?:{_CHAIR}){_END}", regex.IGNORECASE)),
    ("secretary", regex.compile(rf"(?:{_SECRETARY}){_END}", regex.IGNORECASE)),
    ("side", regex.compile(rf"(?:{_PRESENT}\s)?{_FROM}{_TAIL}{_END}", regex.IGNORECASE)),
    ("side", regex.compile(rf"sekretariat(?:et)?{_END}", regex.IGNORECASE)),
    ("present", regex.compile(rf"(?:{_PRESENT}){_MEETING}{_END}", regex.IGNORECASE)),
    ("other", regex.compile(rf"(?:{_OTHER})\.?{_END}", regex.IGNORECASE)),
)
_LEAD = " \t\u00a0*_•-–"
_BARE = regex.compile(rf"(?P<who>(?-i:\p{{Lu}})[^:\n;.,()\d]{{1,70}}?(?:\s?\([^()\n]{{2,12}}\))?){_TAIL}{_END}", regex.IGNORECASE)
# "Barne-, likestillings- og inkluderingsdepartementet:" has a comma in it.
_BARE_MINISTRY = regex.compile(rf"(?P<who>(?-i:\p{{Lu}})[\p{{L}}\s,-]{{3,90}}?departementet(?:\s?\([^()\n]{{2,12}}\))?){_TAIL}{_END}", regex.IGNORECASE)
# Where a label may begin inside a running paragraph: "… (KDD). Fra KS: …", "… (adm.) Fra KS: …".
_INSIDE = regex.compile(
    rf"(?:(?<=[.;)]\s{{0,2}})|(?<=^)|(?<=\n)|(?<=\s))(?=(?:{_FROM}{_TAIL}|{_ABSENT}|{_CHAIR}|{_SECRETARY}|observatør(?:er|ar)?|sekretariat(?:et)?|(?:møte)?(?:dato|sted|stad|tid)|sak(?:s)?liste){_END})",
    regex.IGNORECASE,
)
# A bare party there: "… (KRD). KS: …".
_INSIDE_BARE = regex.compile(r"(?<=[.;)]\s{1,2})\p{Lu}[^:;.,()\d]{1,60}:")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of an attendance list.

    ``kind`` is ``present``, ``side``, ``absent``, ``chair``, ``secretary`` or ``other``; ``start:end`` covers the colon.
    """

    kind: str
    start: int
    end: int
    body: Body


def label_at(text: str, at: int, end: int, date: str, *, opened: bool, colon: bool = False) -> Label | None:
    """The label that begins at ``at``, or None.

    Args:
        text: Any text.
        at: Where it must begin.
        end: End of the line; what stands alone on it needs no colon.
        date: The document's date.
        opened: Whether a list has begun, in which a party's bare name ("KS:") is a label too.
        colon: Whether it must end with a colon all the same.
    """
    while at < end and text[at] in _LEAD:
        at += 1
    line = text[at:end].rstrip()
    found = _labelled(line, at, date, opened)
    if found is None and not colon and ":" not in line:
        found = _labelled(line + ":", at, date, opened)
        # Alone on its line without a colon: nothing but the label, and no "Sak" or "Fra", which begin other lines too.
        if found is None or found.end != at + len(line) + 1 or found.kind == "other":
            return None
        if found.kind == "side" and not line.casefold().startswith("sekretariat") and not is_party(regex.sub(r"^(?:fra|frå)\s", "", line, flags=regex.IGNORECASE), date):
            return None
        return Label(found.kind, at, at + len(line), found.body)
    return found


def _labelled(line: str, at: int, date: str, opened: bool) -> Label | None:
    """The label with a colon that ``line`` begins with; ``at`` is where the line begins."""
    for kind, pattern in _KINDS:
        match = pattern.match(line)
        body = _body(match, date) if match else None
        if match and body is not None:
            return Label(kind, at, at + match.end(), body)
    for pattern in (_BARE_MINISTRY, _BARE) if opened else ():
        match = pattern.match(line)
        if match and _is_short(match["who"]):
            body = read_body(match["who"], date)
            if body.side or body.function:
                return Label("side", at, at + match.end(), body)
    return None


def _is_short(who: str) -> bool:
    return len(who.split()) <= 8


def _body(match: regex.Match[str], date: str) -> Body | None:
    who = match.groupdict().get("who")
    if not who:
        return Body()
    if regex.search(r"\b(?:er|var|ble|blir|vart|har|hadde|kan|skal|må)\b", who):
        return None
    body = read_body(regex.sub(r"\s?\([^()]*\)$", "", who), date)
    known = body.side or body.org or body.function or regex.match(r"(?:sekretariat|møte)", who.strip(), regex.IGNORECASE)
    return body if known else None


def labels_inside(text: str, start: int, end: int) -> list[int]:
    """Offsets after ``start`` at which a label with a colon may begin inside a running paragraph."""
    found = {m.start() for pattern in (_INSIDE, _INSIDE_BARE) for m in pattern.finditer(text, start, end)}
    return sorted(at for at in found if at > start)
