"""Text layers that are nonsense are told from text, whatever it is about."""

import pytest

import konsultnlp
from konsultnlp.pdf.garbled import is_garbled

TEXTS = [
    "Kommunesektoren har behov for forutsigbare rammer, og KS ber regjeringen om å vurdere ordningen på nytt. " * 2,
    "Kommunane treng føreseielege rammer, og KS bed regjeringa om å vurdere ordninga på nytt før sommaren. " * 2,
    "The committee shall consider whether the municipalities have been compensated for their expenditure. " * 2,
    "Sámediggi lea Norgga sámiid álbmotválljen orgána ja ovddasvástida sámi servodaga ovdáneami birra. " * 3,
    "Statssekretær Eldbjørg Hovin Brekkhus (KRD), Oddgeir Fjørtoft (HOD), Sigbjørn Kvåle Aas, NAV, KMD, FIN. " * 3,
    "2019 1 250,5 2 300,0 118,4 % 2020 1 310,2 2 411,9 120,1 % 2021 1 402,7 2 540,3 122,8 % " * 4,
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_text(text):
    assert not is_garbled(text)


@pytest.mark.parametrize("shift", [1, 3, 4, 13, 29])
@pytest.mark.parametrize("text", TEXTS[:3])
def test_letters_that_stand_for_others_are_nonsense(text, shift):
    shifted = "".join(chr(ord(c) + shift) if c.isalpha() else c for c in text)
    assert is_garbled(shifted)


def test_private_glyphs_are_nonsense():
    assert is_garbled("\ue012\ue034\ue021 \ue0a1\ue033\ue045\ue099 " * 20)


def test_of_a_short_text_nothing_is_said():
    assert not is_garbled("Xq zvw kjh")


@pytest.fixture
def faulty(tmp_path):
    """A page whose text layer says other letters than its picture shows: a font with a faulty table of its letters."""
    import pypdfium2
    from pdfs import FILLER, Sheet
    from reportlab.pdfgen.canvas import Canvas

    picture = (
        pypdfium2.PdfDocument(Sheet(tmp_path / "ren.pdf").lines(70, 80, *FILLER).save())[0].render(scale=3).to_pil()
    )
    canvas = Canvas(str(tmp_path / "feil skrift.pdf"), invariant=1)
    canvas.drawInlineImage(picture, 0, 0, *canvas._pagesize)
    text = canvas.beginText(70, 760)
    text.setTextRenderMode(3)  # not painted, as in the text layer of a scan
    for line in FILLER:
        text.textLine("".join(chr(ord(c) + 3) if c.isascii() and c.isalpha() else c for c in line))
    canvas.drawText(text)
    canvas.save()
    return tmp_path / "feil skrift.pdf"


def test_nonsense_is_no_text_and_no_silence(faulty):
    doc = konsultnlp.read(faulty, ocr=False)
    assert doc.text == "" and doc.documents[0].warnings == "garbled-text:1"
    assert doc.errors[0].error == "garbled-text" and "page 1" in doc.errors[0].message


def test_nonsense_is_read_off_the_picture_instead(faulty):
    from konsultnlp.pdf import tesseract

    if tesseract.why_not():
        pytest.skip(tesseract.why_not())
    doc = konsultnlp.read(faulty)
    assert "arbeidet sammen om felles tjenester" in doc.text
    assert doc.documents[0].warnings == "garbled-text:1;read-by-ocr:1" and doc.errors == []
