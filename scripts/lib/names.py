"""Whether every name comes back from its PDF: `scripts/names [--markdown] [--pictures FILE.png] [--out FOLDER]`.

Makes a PDF of every undamaged name of tests/data/names.tsv with `accolade render`, extracts the text with PDFium and
with poppler, and compares it with the name. Where a reader gives something else, the same name is set by typst in the
same fonts: when the same reader stumbles there too, the reader is at fault, otherwise we are. Exits with 1 when we are.
"""

import argparse
import sys
from pathlib import Path

import typst
from PIL import Image

from harness import DATA, ROOT, Tally, must, scratch
from readers import TEXT_READERS, comparable
from sheets import Name, names, write_xlsx


def render(chosen: list[Name], folder: Path, out: Path) -> None:
    """A PDF and a PNG of every name, named by its place among the undamaged ones."""
    rows = [[name.text, name.language, str(number)] for number, name in enumerate(chosen, 1)]
    sheet = write_xlsx(folder / "names.xlsx", ["Name", "Language", "line"], rows)
    must("render", "--design", DATA / "names-design", "--sheet", sheet, "--out", out, "--pdf", "--png", "--name-by", "line")


# One page with one text; the families after the first are what typst falls back to.
TYPST = """#set page(width: 842pt, height: 200pt, margin: 20pt)
#set text(size: if sys.inputs.name.clusters().len() > 40 {{ 9pt }} else {{ 36pt }}, lang: sys.inputs.lang, font: ({families}))
#sys.inputs.name
"""


class Typst:
    """Sets the same name in the same fonts with another program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "name.typ"
        families = sorted(set(typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[ROOT / "fonts"]).families()))
        self.source.write_text(TYPST.format(families=", ".join(f'"{family}"' for family in ["Noto Sans", *families])))
        self.compiler = typst.Compiler(str(self.source), font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)

    def pdf(self, name: Name) -> Path:
        out = self.folder / "typst.pdf"
        inputs = {"name": name.text, "lang": name.language.split("-")[0]}
        self.compiler.compile(input=str(self.source), output=str(out), format="pdf", sys_inputs=inputs)
        return out


def pictures(chosen: list[Name], out: Path, target: Path) -> None:
    """One picture of all names as their PNGs show them, for somebody to look at."""
    strips = [Image.open(out / f"{number}.png").convert("RGB") for number in range(1, len(chosen) + 1)]
    strips = [strip.resize((strip.width // 3, strip.height // 3), Image.Resampling.LANCZOS) for strip in strips]
    columns, (width, height) = 3, strips[0].size
    sheet = Image.new("RGB", (columns * width, -(-len(strips) // columns) * height), "white")
    for at, strip in enumerate(strips):
        sheet.paste(strip, (at % columns * width, at // columns * height))
    sheet.save(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print the table of the README")
    parser.add_argument("--pictures", type=Path, help="write one picture of all names")
    parser.add_argument("--out", type=Path, help="where to leave the PDFs and PNGs")
    options = parser.parse_args()
    chosen = [name for name in names() if not name.damaged]
    tally = Tally("names")
    equal = dict.fromkeys(TEXT_READERS, 0)
    rest: list[tuple[str, Name, str, str]] = []
    with scratch("names") as folder:
        out = options.out or folder / "out"
        render(chosen, folder, out)
        other = Typst(folder)
        for number, name in enumerate(chosen, 1):
            for reader, text_of in TEXT_READERS.items():
                found, wanted = comparable(text_of(out / f"{number}.pdf")), comparable(name.text)
                if found == wanted:
                    equal[reader] += 1
                    tally.passed += 1
                    continue
                also = comparable(text_of(other.pdf(name))) != wanted
                rest.append((reader, name, found, "reader" if also else "ours"))
                tally.check(also, f"{name.text} ({name.script}): {reader} reads “{found}”, and typst's PDF rightly")
        if options.pictures:
            pictures(chosen, out, options.pictures)
    print_table(equal, rest, len(chosen), options.markdown)
    tally.finish()


def print_table(equal: dict[str, int], rest: list[tuple[str, Name, str, str]], count: int, markdown: bool) -> None:
    counts = ", ".join(f"{number} of {count} with {reader}" for reader, number in equal.items())
    print(f"Equal after extraction: {counts}")
    fault = {"reader": "the same from typst's PDF", "ours": "typst's PDF is read rightly"}
    if markdown and rest:
        print("\n| reader | name | what it reads | the other writer |\n| --- | --- | --- | --- |")
    for reader, name, found, whose in rest:
        line = [reader, f"{name.text.strip()} ({name.script})", found, fault[whose]]
        print("| " + " | ".join(line) + " |" if markdown else "  " + " · ".join(line))


if __name__ == "__main__":
    main()
