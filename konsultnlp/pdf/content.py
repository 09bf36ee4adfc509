"""Content streams to operands and operators, for pdfminer's interpreter; its own parser goes byte by byte.

Supports: what programs write, one regular expression a token. Avoids: inline images, broken numbers, and anything else that
is out of the common; then `tokens` gives nothing and pdfminer's own parser takes the page, so that both read alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import KWD, LIT, PSKeyword, literal_name

from konsultnlp.pdf.limits import CALL_EFFORT, MOST_EFFORT

_TOKEN = re.compile(
    rb"""
    (?P<space>[\ \t\n\r\f\v]++|%[^\r\n]*+)
    |(?P<real>[-+]?(?:[0-9]++\.[0-9]*+|\.[0-9]++)(?=[\ \t\n\r\f\v\[\]()<>/%]))
    |(?P<whole>[-+]?[0-9]++(?=[\ \t\n\r\f\v\[\]()<>/%]))
    |(?P<word>[A-Za-z][^#/%\[\]()<>{}\ \t\n\r\f\v]*+(?![#{}])|['"])
    |(?P<plain>\([^()\\]*+\))
    |(?P<string>\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))
    |(?P<hex><[0-9A-Fa-f\ \t\n\r\f\v]*+>(?!>))
    |(?P<name>/[^#/%\[\]()<>{}\ \t\n\r\f\v]*+(?![#{}]))
    |(?P<open>\[|<<)
    |(?P<close>\]|>>)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter with a fast parser before it."""

    def execute(self, streams: Any) -> None:
        """Runs the operators of content streams.

        Args:
            streams: The streams, one after the other as if they were one.

        Raises:
            PDFException: The page, with all that it draws within what it draws, is more than can be looked at.
        """
        own = [stream_value(s) for s in streams]
        device: Any = self.device  # ours, which counts what the whole page costs
        device.effort += CALL_EFFORT + sum(len(s.get_data()) for s in own)
        if device.effort > MOST_EFFORT:
            raise PDFException(f"more than {MOST_EFFORT} bytes are drawn on the page")
        found = None if self.parent_stream_ids & {s.objid for s in own} else tokens(own)
        if found is None or any(s.objid is None for s in own):
            super().execute(streams)  # pdfminer leaves out streams that call themselves, and says so
            return
        self.stream_ids.clear()
        self.stream_ids.update(s.objid for s in own if s.objid is not None)
        operators = _operators()
        for token in found:
            if type(token) is not PSKeyword:
                self.argstack.append(token)
                continue
            run, n_args = operators.get(token, (None, 0))
            if run is None:
                continue
            if not n_args:
                run(self)
                continue
            args = self.argstack[-n_args:]
            del self.argstack[-n_args:]
            if len(args) == n_args:
                run(self, *args)

    def do_TJ(self, seq: Any) -> None:  # noqa: N802 (pdfminer calls it by the operator)
        """Prints text. Its colour is not asked for, so that the graphics state need not be copied."""
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)


@cache
def _operators() -> dict[PSKeyword, tuple[Callable[..., None], int]]:
    """The interpreter's methods by their operators, with the number of their operands."""
    found: dict[PSKeyword, tuple[Callable[..., None], int]] = {}
    for name in dir(Interpreter):
        if name.startswith("do_"):
            run = getattr(Interpreter, name)
            operator = name[3:].replace("_a", "*").replace("_w", '"').replace("_q", "'")
            found[KWD(operator.encode("ascii"))] = (run, run.__code__.co_argcount - 1)
    return found


def tokens(streams: list[PDFStream]) -> list[Any] | None:
    """The operands and operators (`PSKeyword`) of content streams; none where they are out of the common."""
    data = b"\n".join([s.get_data() for s in streams] + [b""])
    top: list[Any] = []
    open_ones: list[tuple[bytes, list[Any]]] = []
    into = top
    end = 0
    for match in _TOKEN.finditer(data):
        if match.start() != end:
            return None
        end = match.end()
        kind = match.lastgroup
        if kind == "space":
            continue
        text = match.group()
        if kind == "word":
            if text in _BOOLEANS:
                into.append(_BOOLEANS[text])
            elif open_ones or text in _INLINE:
                return None
            else:
                into.append(KWD(text))
        elif kind == "open":
            open_ones.append((text, into))
            into = []
        elif kind == "close":
            closed = into
            if not open_ones:
                return None
            opened, into = open_ones.pop()
            if (opened, text) == (b"[", b"]"):
                into.append(closed)
            elif (opened, text) == (b"<<", b">>") and len(closed) % 2 == 0:
                into.append({literal_name(k): v for k, v in list(pairwise(closed))[::2] if v is not None})
            else:
                return None
        else:
            value = _READERS[kind or ""](text)
            if value is None:
                return None
            into.append(value)
    return top if end == len(data) and not open_ones else None


_INLINE = {b"BI", b"ID", b"EI"}
_BOOLEANS = {b"true": True, b"false": False}


def _string(text: bytes) -> bytes | None:
    """A string with escapes as pdfminer reads it: what stands after a backslash without being an escape is dropped."""
    too_large = False

    def one(match: re.Match[bytes]) -> bytes:
        nonlocal too_large
        found = match.group(1)
        if found[0] in b"01234567":
            code = int(found, 8)
            too_large = too_large or code > 255
            return bytes((code & 255,))
        return _ESCAPED.get(found, b"")

    plain = _ESCAPE.sub(one, text[1:-1])
    return None if too_large else plain


def _hex(text: bytes) -> bytes | None:
    digits = text[1:-1].translate(None, b" \t\n\r\f\v")
    return bytes.fromhex(digits.decode("ascii")) if len(digits) % 2 == 0 else None


def _name(text: bytes) -> Any:
    try:
        return LIT(text[1:].decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(text[1:])


_READERS: dict[str, Callable[[bytes], Any]] = {
    "real": float, "whole": int, "plain": lambda text: text[1:-1], "string": _string, "hex": _hex, "name": _name,
}  # fmt: skip
