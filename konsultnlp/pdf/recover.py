"""Pages whose text layer is missing or nonsense: read by OCR where it is to be had, else told, never passed over in silence."""

from __future__ import annotations

from dataclasses import dataclass, field

from konsultnlp.errors import GarbledText, InputError, PageUnread, PageWithoutText
from konsultnlp.pdf import tesseract
from konsultnlp.pdf.garbled import is_garbled
from konsultnlp.pdf.model import Page
from konsultnlp.pdf.reader import PdfFile
from konsultnlp.pdf.scan import Scanner
from konsultnlp.pdf.scan_image import is_blank
from konsultnlp.text import Pose

FAR_MORE = 3
"""A picture that holds so many times the words of its text layer is a scan."""
PREVIEW_DPI = 50
SURE = 75.0
"""Mean confidence below which the reader is told to look at the page."""


@dataclass(slots=True)
class Recovery:
    """Looks at each page in turn.

    Attributes:
        ocr: Whether OCR may be used.
        by_ocr: 1-based numbers of the pages that were read by OCR.
        unsure: Those among them of which the OCR is not sure.
        garbled: Pages whose text layer is nonsense and was not used.
        pictured: Pages with a few words on a picture that OCR could not look at.
        poses: How the pages that were read by OCR lie.
        broken: What could not be read, and why.
    """

    pdf: PdfFile
    ocr: bool = True
    by_ocr: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    poses: dict[int, Pose] = field(default_factory=dict)
    broken: list[InputError] = field(default_factory=list)
    _scanner: Scanner = field(default_factory=Scanner)

    def page(self, page: Page) -> Page:
        """The page itself where its text layer is sound, else what the OCR makes of its picture."""
        garbled = is_garbled(" ".join(w.text for w in page.words))
        # a few words on a picture: a stamp, or a filing system's note, on a scan
        stamped = page.pictured
        if page.words and not garbled and not (stamped and not self._why_not()):
            if stamped:
                self.pictured.append(page.number)
            self._scanner.learn(page)
            return page
        try:
            if not page.words and is_blank(self.pdf.picture(page.number, PREVIEW_DPI)):
                return page
        except PageUnread as fault:
            self.broken.append(fault)
            return page
        error: type[InputError] = GarbledText if garbled else PageWithoutText
        found = "its text layer is nonsense" if garbled else "no text layer, it is probably a scanned picture"
        read: Page | None = None
        why = self._why_not()
        if not why:
            try:
                read = self._by_ocr(page)
            # OpenCV's and Tesseract's faults have no common base, and one page must not stop the rest.
            except Exception as fault:
                why = f"OCR failed: {type(fault).__name__}: {str(fault)[:120]}"
        if read is not None and (not page.words or garbled or len(read.words) > FAR_MORE * len(page.words)):
            self._note(read, garbled)
            return read
        if page.words and not garbled:
            return page
        why = why or "OCR finds no text in it"
        self.broken.append(error(f"{found}; {why}", path=self.pdf.path, page=page.number))
        if garbled:
            self.garbled.append(page.number)
            page.words = []  # a quote of nonsense would be a quote that is not on the page
        return page

    def _why_not(self) -> str:
        return tesseract.why_not() if self.ocr else "OCR is switched off"

    def _by_ocr(self, page: Page) -> Page | None:
        picture = self.pdf.picture(page.number, tesseract.DPI)
        read = self._scanner.read(page.number, page.width, page.height, picture)
        read.links = page.links
        return read if read.words else None

    def _note(self, read: Page, garbled: bool) -> None:
        self.by_ocr.append(read.number)
        if read.pose:
            self.poses[read.number] = read.pose
        if read.confidence < SURE:
            self.unsure.append(read.number)
        if garbled:
            self.garbled.append(read.number)
