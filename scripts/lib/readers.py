"""What a reader of a PDF finds in it: its text and its picture, by PDFium (Chrome, Edge) and poppler (most of Linux)."""

import re
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image

# Pages are rasterised larger than Pillow thinks good; they are our own.
Image.MAX_IMAGE_PIXELS = None

# Marks that say in which direction text runs; readers add their own, and none of them is a letter.
DIRECTION_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def comparable(text: str) -> str:
    """A text without what two readers may differ in rightly: normal form, direction marks, the width of white space."""
    plain = unicodedata.normalize("NFC", text.translate(DIRECTION_MARKS))
    return re.sub(r"\s+", " ", plain).strip()


def pdfium_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def poppler_text(path: Path) -> str:
    return subprocess.run(["pdftotext", "-q", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True).stdout.decode()


TEXT_READERS = {"PDFium": pdfium_text, "poppler": poppler_text}


# Readers move glyphs to whole pixels (poppler) or fatten them (PDFium) to suit a screen. That is their own doing and not
# the file's, so a page is rasterised so many times larger in both directions and averaged down.
FINER = 3


def pdfium_pixels(path: Path, width: int, height: int) -> numpy.ndarray:
    """The first page as RGB of this size."""
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        picture = page.render(scale=FINER * width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    return averaged_down(picture, width, height)


def poppler_pixels(path: Path, width: int, height: int) -> numpy.ndarray:
    """The first page as RGB of this size."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "page"
        size = ["-scale-to-x", str(FINER * width), "-scale-to-y", str(FINER * height)]
        subprocess.run(["pdftoppm", "-q", "-singlefile", *size, str(path), str(out)], check=True)
        return averaged_down(Image.open(f"{out}.ppm").convert("RGB"), width, height)


def averaged_down(picture: Image.Image, width: int, height: int) -> numpy.ndarray:
    """The picture in the size asked for, each pixel the mean of those that it stands for."""
    # PDFium rounds the size up where the page is not a whole number of pixels.
    off = max(abs(picture.width - FINER * width), abs(picture.height - FINER * height))
    assert off <= FINER, f"{picture.size} is not {FINER} times {width} x {height}"
    canvas = Image.new("RGB", (FINER * width, FINER * height), "white")
    canvas.paste(picture)
    return numpy.asarray(canvas.reduce(FINER))


PIXEL_READERS = {"PDFium": pdfium_pixels, "poppler": poppler_pixels}


def png_pixels(path: Path) -> numpy.ndarray:
    """A PNG as RGB, what is transparent on white."""
    picture = Image.open(path).convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return numpy.asarray(Image.alpha_composite(white, picture).convert("RGB"))
