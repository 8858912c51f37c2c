"""Whether somebody who has never seen it gets from the first start to published files: `scripts/smoke`.

Starts the real executable on a virtual screen in an empty home and does all with mouse and keyboard, finding things by
the names that a screen reader would say: an issuer, a group with a field, a spreadsheet of 500 names in many scripts with
the usual mistakes in it, mending them, generating, reviewing, publishing. Then the files are looked at without the
program. Pictures of every step stay in target/test-logs/smoke.
"""

import argparse
import csv
import html
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import xlsxwriter

from harness import Tally, scratch
from person import Missing, Person, pictures_of
from readers import comparable, poppler_text
from screen import Screen, larger
from sheets import names

ISSUER, GROUP = "Harbour School of Music", "Choir conducting"
ROWS = 500
# Of the sheet: two lines above the headings, which stand in the third.
FIRST = 4
DAMAGED, MENDED = "Jos\u00c3\u00a9 Garc\u00c3\u00ada", "Jos\u00e9 Garc\u00eda"
WRONG_ADDRESS, RIGHT_ADDRESS = "ben(at)example.org", "ben@example.org"


def recipients() -> list[list[str]]:
    """The rows, mistakes included."""
    parts = [name.text.strip() for name in names() if not name.damaged and 1 < len(name.text.strip()) < 30]
    rows = [[f"{parts[at % len(parts)]} {at}", f"person{at}@example.org", str(60 + at % 40), ""] for at in range(ROWS)]
    rows[1] = [DAMAGED, "jose@example.org", "88", "as it came from the old list"]
    rows[2] = ["Ben Okafor", WRONG_ADDRESS, "64", ""]
    rows[3] = ["", "nobody@example.org", "70", "who is this?"]
    rows[4] = ["  Anna   Lee ", "anna@example.org", "ninety", ""]
    return rows


def write_sheet(path: Path, rows: list[list[str]]) -> Path:
    """As an office makes it: a title, an empty line, headings of its own, numbers as numbers."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Autumn")
    sheet.write(0, 0, "Participants, autumn 2026")
    sheet.write_row(FIRST - 2, 0, ["Participant", "E-mail address", "Grade", "Remarks"])
    for at, row in enumerate(rows, FIRST - 1):
        for column, value in enumerate(row):
            (sheet.write_number if value.isdigit() else sheet.write_string)(at, column, float(value) if value.isdigit() else value)
    book.close()
    return path


def issuer(person: Person) -> None:
    person.until("Welcome to Accolade")
    person.shot("01-start")
    person.click("Start my own")
    person.fill("Name of the issuer", ISSUER)
    person.shot("02-issuer")
    person.click("Start")
    person.until("Credential groups")
    person.shot("03-home-empty")


def group(person: Person) -> None:
    person.click("Groups")
    person.click("New group")
    person.fill("Title", GROUP)
    person.fill("Code", "CC")
    # What is scrolled out of sight is not drawn; the designs come into it on the way to the fields.
    person.in_sight("Add a field")
    person.click("Meridian")
    person.click("Add a field")
    person.fill("Name of field 1", "grade")
    person.click("Kind of field 1")
    person.click("Number")
    person.shot("04-group")
    person.click("Make group")
    person.until(f"“{GROUP}” is made")


def explore(person, name):
    for e in person.elements():
        if e.name: print(name, e.role, repr(e.name), e.x, e.y, e.width, e.height)
    person.shot(name)


def main():
    with scratch("smoke") as folder, Screen(larger("1280x800"), ears=True) as screen:
        sheet = write_sheet(folder / "participants.xlsx", recipients())
        person = Person(screen, folder / "home", pictures_of("smoke"))
        t = time.monotonic()
        person.start()
        issuer(person)
        group(person)
        print(time.monotonic() - t)
        person.click("Create credentials")
        person.until("Who receives a credential?")
        person.fill("Spreadsheet", str(sheet))
        person.click("Open")
        person.until("What do the columns hold?")
        explore(person, "columns")
        person.click("Check ", starting=True)
        person.until("Next problem")
        time.sleep(1)
        explore(person, "check")
if __name__ == '__main__': main()
