"""Makes scans for the tests: pages rendered, laid askew, soiled and stored as pictures without a text layer."""

import io

import numpy as np
import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def scan(source, target, *, dpi=200, skew=0.6, noise=8, turns=0, seed=1, pages=None):
    """Writes ``target``: the pages of ``source`` as grey pictures, the same bytes for the same arguments.

    ``skew``: degrees, to one side on odd pages and to the other on even ones. ``turns``: quarter turns counter-clockwise.
    """
    import cv2
    from PIL import Image

    rng = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(source)
    canvas = Canvas(str(target), invariant=1)
    for number, page in enumerate(document, 1):
        if pages and number not in pages:
            continue
        gray = page.render(scale=dpi / 72, grayscale=True).to_numpy()
        gray = np.array(gray, np.uint8).reshape(gray.shape[:2])
        height, width = gray.shape
        angle = skew if number % 2 else -skew
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        gray = cv2.warpAffine(gray, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
        paper = np.linspace(228, 250, height)[:, None] / 255  # a shadow at the top
        soiled = cv2.GaussianBlur(gray, (0, 0), 0.7) * paper + rng.normal(0, noise, gray.shape)
        for y, x in rng.integers(0, (height, width), (300, 2)):
            soiled[y : y + 2, x : x + 2] = 60
        picture = np.rot90(np.clip(soiled, 0, 255).astype(np.uint8), turns)
        size = page.get_size() if turns % 2 == 0 else page.get_size()[::-1]
        data = io.BytesIO()
        Image.fromarray(picture).save(data, "JPEG", quality=60)
        data.seek(0)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(data), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    document.close()
    return target
