"""Spreadsheets for the scripts to feed the program with, and the names they are made of."""

import csv
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from harness import DATA


@dataclass(frozen=True)
class Name:
    """A line of tests/data/names.tsv."""

    text: str
    language: str
    script: str
    tests: str

    @property
    def damaged(self) -> bool:
        """Whether import must stop at it: letters were lost, or characters are inside that no name has."""
        return self.tests.startswith("damaged") or self.tests.endswith("a named problem")


def names() -> list[Name]:
    """The names of tests/data/names.tsv in their order."""
    with open(DATA / "names.tsv", encoding="utf-8", newline="") as file:
        # Quotation marks are parts of names here, not marks of the format.
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Name(*line) for line in lines[1:]]


def write_xlsx(path: Path, head: list[str], rows: list[list[str]]) -> Path:
    """Writes a sheet in which every cell is a text, as typed."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Recipients")
    for at, row in enumerate([head, *rows]):
        for column, value in enumerate(row):
            sheet.write_string(at, column, value)
    book.close()
    return path


def recipients(path: Path, count: int) -> Path:
    """A sheet of so many recipients with different names and addresses."""
    parts = [name.text.strip() for name in names() if not name.damaged and len(name.text) < 30]
    rows = [[f"{parts[i % len(parts)]} {i}", f"person{i}@example.org"] for i in range(count)]
    return write_xlsx(path, ["Name", "E-mail"], rows)
