"""Whether the PDF and the PNG of a credential show the same: `scripts/agree [--keep FOLDER] [--out FOLDER] [DESIGN…]`.

Every ready design, the one for tests that has everything, and the sheets that `cargo test --test pictures` leaves are filled with a short, a long, an Arabic,
a Devanagari and a Chinese name, those without a name once. Its PDF is rasterised by PDFium and by poppler in the size of the PNG, and the three pictures are
compared.
"""

import argparse
import json
import re
import shutil
import sys
from pathlib import Path

import numpy
from PIL import Image

from harness import ROOT, Tally, accolade, must, scratch
from readers import PIXEL_READERS, png_pixels
from sheets import write_xlsx

# What `cargo test --test pictures` leaves.
SHEETS = ROOT / "target/pictures"

# What one reader does not draw, with its reason. poppler refuses a picture that is enlarged a hundred times (“Bogus memory
# allocation size”), at 150, 300 and 600 dpi alike; PDFium draws it as the PNG has it. Of the sixteen ways of mixing
# colours, poppler mixes hue and saturation otherwise; PDFium draws all of them as the PNG has them, without a difference.
APART = {("images", "poppler"), ("effects", "poppler")}

# Sheets with hairlines that are finer than the pixels of a screen, which every renderer thins out in its own way: they
# are compared where the pixels are finer than they are. The part of the pixels that differ falls away with the resolution,
# so nothing is missing: of the guilloches 0.20 % at 150 dpi, 0.04 % at 300 and 0.002 % at 600 (poppler; 0.11, 0.02 and
# 0.001 % in PDFium), of the white lines of ribbons 0.013 % at 150 and none at 300.
DPI = 150
FINE = {"guilloches": 600, "ornaments": 300}

NAMES = {
    "short": ("Ed Oz", "en"),
    "long": ("Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh de la Trémoïlle", "en"),
    "arabic": ("محمد بن عبد الله", "ar"),
    "devanagari": ("क्षितिज श्रीवास्तव", "hi"),
    "chinese": ("王小明", "zh-Hans"),
}

# Two renderers that are both right differ where an edge runs through a pixel: each has its own idea of how much of the
# pixel is covered, and a picture is resampled with another kernel. Both move ink by less than a pixel and make none. So
# the pictures are averaged over 3 × 3 pixels, which spreads the ink of a hairline in the same way wherever in its pixel
# it falls, and a pixel counts as different only when its average lies outside what the other picture has in the
# averages around it, by more than this. An edge between black and white that is a third of a pixel off moves an average
# by 255 / 9 = 28, which is the tolerance.
TOLERANCE = 28

# How far away the other picture may have the same, in pixels. PDFium rounds the widths of glyphs to thousandths of an em,
# by which the end of a line of forty large letters moves a little more than one pixel; poppler does not.
REACH = {"PDFium": 2, "poppler": 1}

# A dot over an i at 150 dpi has some 9 pixels, a comma 20. Single pixels do differ at sharp corners and where three
# colours meet; a spot of SPOT different pixels within 8 × 8 is something that one picture has and the other lacks.
SPOT = 12


def averages(pixels: numpy.ndarray) -> numpy.ndarray:
    """The mean of every pixel and its eight neighbours, per channel."""
    padded = numpy.pad(pixels.astype(numpy.float32), ((1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = pixels.shape[:2]
    return sum(padded[y : y + height, x : x + width] for y in range(3) for x in range(3)) / 9


def around(values: numpy.ndarray, reach: int, choose) -> numpy.ndarray:
    """The least or greatest (`choose`) of every value and its neighbours up to so many pixels away."""
    padded = numpy.pad(values, ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    height, width = values.shape[:2]
    best = values
    for y in range(2 * reach + 1):
        for x in range(2 * reach + 1):
            best = choose(best, padded[y : y + height, x : x + width])
    return best


def differing(a: numpy.ndarray, b: numpy.ndarray, reach: int) -> numpy.ndarray:
    """Which pixels show something else in the two pictures."""
    a, b = averages(a), averages(b)

    def outside(x: numpy.ndarray, y: numpy.ndarray) -> numpy.ndarray:
        low, high = around(y, reach, numpy.minimum) - TOLERANCE, around(y, reach, numpy.maximum) + TOLERANCE
        return ((x < low) | (x > high)).any(axis=2)

    return outside(a, b) | outside(b, a)


def worst_spot(different: numpy.ndarray) -> int:
    """The greatest number of different pixels in a square of 8 × 8."""
    sums = numpy.pad(different.astype(numpy.int32), ((8, 8), (8, 8))).cumsum(axis=0).cumsum(axis=1)
    return int((sums[8:, 8:] - sums[:-8, 8:] - sums[8:, :-8] + sums[:-8, :-8]).max())


def fields(design: dict) -> dict[str, str]:
    """A value for every field that a design shows."""
    named = set(re.findall(r"\{\{\s*([\w.]+)", json.dumps(design, ensure_ascii=False)))
    named |= set(re.findall(r'"(?:field|empty|filled)": "([\w.]+)"', json.dumps(design)))
    sample = design.get("sample", {})
    values = {}
    for name in sorted(named - {"recipient.name", "recipient.language", "issuer.logo"}):
        name = name if "." in name else f"recipient.{name}"
        guess = {"date": "2026-11-26", "url": "https://example.org/c/1"}.get(re.split(r"[._]", name)[-1], "Example")
        values[name] = sample.get(name, guess)
    return values


def without_errors(design: Path, folder: Path, arguments: list) -> Path:
    """The design, or a copy of it without the elements that hold back a document: a sheet of pictures shows such, too."""
    answer = accolade("render", "--design", design, *arguments, "--overwrite")
    held = set(re.findall(r"^error: .*element “(.+?)”:", answer.out + answer.err, re.MULTILINE))
    if answer.code == 0 or not held:
        return design
    copy = folder / design.name
    shutil.copytree(design, copy)
    content = json.loads((copy / "design.json").read_text(encoding="utf-8"))
    for page in content["pages"]:
        page["elements"] = [element for element in page["elements"] if element["name"] not in held]
    (copy / "design.json").write_text(json.dumps(content), encoding="utf-8")
    print(f"{design.name:12} without {', '.join(sorted(held))}", flush=True)
    return copy


def compare(design: Path, folder: Path, out: Path, tally: Tally, keep: Path | None) -> None:
    """One design with every name."""
    content = json.loads((design / "design.json").read_text(encoding="utf-8"))
    values = fields(content)
    names = NAMES if "recipient.name" in json.dumps(content) else {"short": NAMES["short"]}
    # What is about the group and the issuer is the same for all rows; ids and addresses are made by the program.
    shared = {name: value for name, value in values.items() if name.startswith(("group.", "issuer."))}
    # A length as that of real addresses, so that the QR code has as many modules.
    shared["credential.url"] = "https://certificates.example.org/c/0123456789abcdefghjkmnpqrs"
    made = ("credential.id", "credential.number")
    columns = {name: value for name, value in values.items() if name not in shared and name not in made}
    head = ["recipient.name", "recipient.language", *columns, "case"]
    rows = [[name, language, *columns.values(), case] for case, (name, language) in names.items()]
    sheet = write_xlsx(folder / f"{design.name}.xlsx", head, rows)
    data = [part for name, value in shared.items() for part in ("--data", f"{name}={value}")]
    is_sheet = design.is_relative_to(SHEETS)
    dpi = FINE.get(design.name, DPI) if is_sheet else DPI
    files = ["--sheet", sheet, "--out", out, "--pdf", "--png", "--dpi", dpi, "--name-by", "case"]
    if is_sheet:
        design = without_errors(design, folder, [*files, *data])
    # A sheet was drawn once, to see what holds it back.
    must("render", "--design", design, *files, *data, "--overwrite")
    for case in names:
        png = png_pixels(out / f"{case}.png")
        height, width = png.shape[:2]
        for reader, pixels_of in PIXEL_READERS.items():
            if is_sheet and (design.name, reader) in APART:
                continue
            page = pixels_of(out / f"{case}.pdf", width, height)
            different = differing(png, page, REACH[reader])
            spot = worst_spot(different)
            share = different.mean() * 100
            good = tally.check(spot < SPOT, f"{design.name}, {case}, {reader}: {spot} pixels of a spot differ")
            print(f"{design.name:12} {case:11} {reader:8} {share:7.4f} % of the pixels differ, worst spot {spot}", flush=True)
            if keep and (not good or spot):
                keep.mkdir(parents=True, exist_ok=True)
                marked = numpy.repeat((~different * 255).astype(numpy.uint8)[:, :, None], 3, axis=2)
                Image.fromarray(numpy.hstack([png, page, marked])).save(keep / f"{design.name}-{case}-{reader}.png")


def self_check(tally: Tally) -> None:
    """The comparison finds what it has to find, and nothing else."""
    page = numpy.full((80, 80, 3), 255, numpy.uint8)
    page[40:, :] = 0
    moved = page.copy()
    moved[40, :] = 170  # the edge a third of a pixel lower
    dotted = page.copy()
    dotted[20:23, 20:23] = 0
    hairline, thinner = page.copy(), page.copy()
    hairline[20, :] = 0
    thinner[20:22, :] = 128
    for reach in REACH.values():
        tally.check(worst_spot(differing(page, moved, reach)) == 0, "an edge that is a third of a pixel off counts as the same")
        tally.check(worst_spot(differing(hairline, thinner, reach)) == 0, "a hairline between two pixels counts as the same")
        tally.check(worst_spot(differing(page, dotted, reach)) >= SPOT, "a missing dot is found")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("designs", nargs="*", type=Path)
    parser.add_argument("--keep", type=Path, help="where to put pictures of the differences")
    parser.add_argument("--out", type=Path, help="where to leave the PDFs and PNGs")
    options = parser.parse_args()
    tally = Tally("agree")
    self_check(tally)
    designs = [path.resolve() for path in options.designs] or sorted(path.parent for path in (ROOT / "assets/designs").glob("*/design.json"))
    if not options.designs:
        # The first page of this one has every form, stroke, gradient, shadow, clip and reflection.
        designs.append(ROOT / "tests/fixtures/design-everything")
        sheets = sorted(path.parent for path in SHEETS.glob("*/design.json"))
        if not sheets:
            sys.exit("There are no sheets of pictures: `cargo test --test pictures` leaves them")
        designs += sheets
    if not designs:
        sys.exit("There are no ready designs")
    with scratch("agree") as folder:
        for design in designs:
            compare(design, folder, (options.out or folder) / design.name, tally, options.keep)
    tally.finish()


if __name__ == "__main__":
    main()
