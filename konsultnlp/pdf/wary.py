"""pdfminer's parser and document, wary of references that go round and of streams that unpack to gigabytes."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef, PDFStream

from konsultnlp.pdf.bombs import MOST_UNPACKED, unpacked_size


class WaryDocument(PDFDocument):
    """A document whose `getobj` never gives a reference: pdfminer follows one to itself for ever."""

    def getobj(self, objid: int) -> object:
        """An object.

        Raises:
            PDFObjectNotFound: There is none of that number, or only references that go round.
        """
        found: object = super().getobj(objid)
        seen = {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                raise PDFObjectNotFound(objid)
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found


class WaryParser(PDFParser):
    """A parser that refuses bombs."""

    def do_keyword(self, pos: int, token: Any) -> None:
        """Takes up a keyword.

        Raises:
            PDFException: It begins a stream that unpacks to more than any honest one.
        """
        super().do_keyword(pos, token)
        if token is self.KEYWORD_STREAM and self.curstack:
            made = self.curstack[-1][1]
            if (
                isinstance(made, PDFStream)
                and made.rawdata
                and "Width" not in made.attrs  # pictures are not unpacked
                and unpacked_size(made.rawdata, 0, MOST_UNPACKED) > MOST_UNPACKED
            ):
                raise PDFException(f"a stream unpacks to more than {MOST_UNPACKED >> 20} MB")
