"""Whether names survive other programs: `scripts/roundtrip [--keep FOLDER]`.

Writes all names of tests/data/names.tsv, damaged ones included, with XlsxWriter, lets LibreOffice save them as XLSX, XLS,
ODS, flat ODS, HTML and CSV in several encodings, reads each file as an import does, and compares name for name; beside the names stand values that spreadsheets like to change (leading zeros, 1E5, long numbers, dates)
and numbers that are only shown so. In CSV of a code page, the names that it has are compared. The reader is the example
`read_sheets`.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import xlsxwriter

from corpus import OFFICE, reader
from harness import Tally, scratch
from sheets import names

HEAD = ["Name", "Text", "Number", "Date"]
TEXTS = ["00123", "1E5", "01/02", "=1+1", "12345678901234567", "3-4", "TRUE", "’", "+49 170", "0.50"]
# Number, format, and what a person sees.
NUMBERS = [(123, "00000", "00123"), (0.95, "0%", "95%"), (1e15, "0", "1000000000000000"), (3.5, "0.00", "3.50"), (79210001122, "0", "79210001122"), (7, "000", "007")]

# Ending, filter of LibreOffice, and the encoding of Python for names that it can write; None for all names.
FORMATS = [
    ("xlsx", "xlsx", None),
    ("xls", "xls:MS Excel 97", None),
    ("ods", "ods", None),
    ("fods", "fods", None),
    ("html", "html:HTML (StarCalc)", None),
    ("utf-8.csv", "csv:Text - txt - csv (StarCalc):44,34,76", None),
    ("semicolon.csv", "csv:Text - txt - csv (StarCalc):59,34,76", None),
    ("utf-16.csv", "csv:Text - txt - csv (StarCalc):9,34,65535", None),
    ("1252.csv", "csv:Text - txt - csv (StarCalc):59,34,1", "cp1252"),
    ("1250.csv", "csv:Text - txt - csv (StarCalc):59,34,33", "cp1250"),
    ("1251.csv", "csv:Text - txt - csv (StarCalc):59,34,34", "cp1251"),
]


def encodable(text: str, encoding: str | None) -> bool:
    try:
        text.encode(encoding or "utf-8")
        return True
    except UnicodeEncodeError:
        return False


def write(path: Path, wanted: list[str]) -> list[list[str]]:
    """Writes the sheet; gives what a reader must find."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Recipients")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    text = book.add_format({"num_format": "@"})
    sheet.write_row(0, 0, HEAD)
    found = []
    for at, name in enumerate(wanted):
        number, code, shown = NUMBERS[at % len(NUMBERS)]
        sheet.write_string(at + 1, 0, name, text)
        sheet.write_string(at + 1, 1, TEXTS[at % len(TEXTS)], text)
        sheet.write_number(at + 1, 2, number, book.add_format({"num_format": code}))
        sheet.write_number(at + 1, 3, 45992 + at, day)
        found.append([name, TEXTS[at % len(TEXTS)], shown])
    book.close()
    return found


def convert(source: Path, target: Path, how: str, profile: Path) -> Path | None:
    """The sheet saved by LibreOffice; None when it cannot."""
    target.mkdir()
    home = f"-env:UserInstallation={profile.as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", how, "--outdir", str(target), str(source)]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        child.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return next(iter(target.iterdir()), None)


def read(path: Path) -> dict:
    done = subprocess.run([reader(), "--rows", str(path)], capture_output=True, timeout=60)
    return json.loads(done.stdout)


def compare(kind: str, told: dict, wanted: list[list[str]], tally: Tally) -> None:
    if told["outcome"] != "read":
        tally.check(False, f"{kind}: {told['problems']}")
        return
    tally.check(len(told["values"]) == len(wanted), f"{kind}: {len(told['values'])} rows of {len(wanted)}")
    for row, values in zip(wanted, told["values"]):
        for column, (before, after) in enumerate(zip(row, values)):
            # A web page has no spaces at the edges of a text, and never two of them.
            before = " ".join(before.split()) if kind == "html" else before
            tally.check(before == after, f"{kind}: {HEAD[column]} {before!r} became {after!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="where to leave the files")
    options = parser.parse_args()
    tally = Tally("roundtrip")
    if not OFFICE:
        tally.skip("LibreOffice is not installed")
        tally.finish()
    everyone = [name.text for name in names()]
    with scratch("roundtrip") as folder:
        profile = folder / "profile"
        for kind, how, encoding in FORMATS:
            chosen = [name for name in everyone if encodable(name, encoding)]
            source = folder / "names.xlsx"
            wanted = write(source, chosen)
            made = convert(source, folder / kind, how, profile)
            if not tally.check(made is not None, f"{kind}: LibreOffice made no file"):
                continue
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(made, options.keep / f"names-{kind}")
            told = read(made)
            before = len(tally.failures)
            compare(kind, told, wanted, tally)
            print(f"{kind}: {len(chosen)} names, {len(tally.failures) - before} differences, {told.get('encoding') or 'workbook'}", flush=True)
    tally.finish()


if __name__ == "__main__":
    sys.exit(main())
