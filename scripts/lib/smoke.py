"""Whether somebody who has never seen it gets from the first start to published files: `scripts/smoke`.

Starts the real executable on a virtual screen in an empty home and does all with mouse and keyboard, finding things by
the names that a screen reader would say: an issuer, a group with a field, a spreadsheet of 500 names in many scripts with
the usual mistakes in it, mending them, generating, reviewing, publishing. Then the files are looked at without the
program. Pictures of every step stay in target/test-logs/smoke.
"""

import html
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import xlsxwriter

from harness import Tally, listed
from person import Person, click_through
from readers import comparable, poppler_text
from sheets import names

ISSUER, ADDRESS, GROUP = "Harbour School of Music", "https://certificates.example.org", "Choir conducting"
ROWS = 500
# Of the sheet: two lines above the headings, which stand in the third.
FIRST = 4
DAMAGED, MENDED = "Jos\u00c3\u00a9 Garc\u00c3\u00ada", "Jos\u00e9 Garc\u00eda"
WRONG_ADDRESS, RIGHT_ADDRESS = "ben(at)example.org", "ben@example.org"
# Roles of what is used (AtspiRole): boxes, menus, buttons, tabs, tables, fields, links.
USED = {7, 11, 35, 37, 43, 44, 55, 56, 62, 79, 88}


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
    person.fill("Web address", ADDRESS)
    person.shot("02-issuer")
    person.click("Start")
    person.until("Credential groups")
    person.shot("03-home-empty")


def group(person: Person) -> None:
    person.click("Groups")
    person.click("New group")
    person.fill("Title", GROUP)
    person.fill("Code", "CC")
    person.bring("Meridian")
    person.click("Meridian")
    person.click("Add a field")
    person.fill("Name of field 1", "grade")
    person.click("Kind of field 1")
    person.click("Number")
    person.shot("04-group")
    person.click("Make group")
    person.until(f"“{GROUP}” is made")


def spreadsheet(person: Person, sheet: Path) -> None:
    person.click("Create credentials")
    person.until("Who receives a credential?")
    person.fill("Spreadsheet", str(sheet))
    person.click("Open")
    person.until("What do the columns hold?")
    person.shot("05-columns")
    person.click(f"Check {ROWS} rows")
    person.until(f"{ROWS - 3} of {ROWS} rows are ready. 3 need you.")
    person.shot("06-check")


def mend(person: Person) -> None:
    """Each mistake in its own way: an offered correction, one typed into the table, a row left out, one taken back."""
    person.click(f"Participant, row {FIRST + 1}: {DAMAGED}")
    person.click(f"Write it as {MENDED}")
    person.until(f"Participant, row {FIRST + 1}: {MENDED}")
    person.click("Undo: ", starting=True)
    person.until(f"Participant, row {FIRST + 1}: {DAMAGED}")
    person.click("Redo: ", starting=True)
    person.until(f"Participant, row {FIRST + 1}: {MENDED}")
    person.click(f"E-mail address, row {FIRST + 2}: {WRONG_ADDRESS}")
    person.click(f"Write it as {RIGHT_ADDRESS}")
    person.until(f"E-mail address, row {FIRST + 2}: {RIGHT_ADDRESS}")
    person.click(f"Grade, row {FIRST + 4}: ninety")
    person.hand.key("Return")
    person.until(f"Edit Grade, row {FIRST + 4}")
    person.hand.key("ctrl+a")
    person.hand.type("90")
    person.hand.key("Return")
    person.until(f"Grade, row {FIRST + 4}: 90")
    # The row without a name is the only one that needs somebody now, and is left out.
    person.click("Need you")
    person.until(f"Row {FIRST + 3}")
    person.click("Leave out")
    person.until(f"All {ROWS - 1} rows are ready.")
    person.shot("07-mended")


def generate(person: Person) -> None:
    person.click(f"Go on with {ROWS - 1} rows")
    person.until(f"{ROWS - 1} credentials")
    person.fill("Expiry date", "2031-12-31")
    person.click("Right-to-left")
    person.wait("a right-to-left name", lambda: any(name.startswith("Credential of ") and name[14:15] >= "\u0590" for name in person.names()))
    person.shot("08-verify")
    person.click(f"Generate {ROWS - 1} credentials")
    person.until(f"{ROWS - 1} credentials wait for review")
    person.shot("09-generated")


def review(person: Person) -> str:
    """Looks at the first one as its recipient will, then holds it; gives its name."""
    person.wait("the way to the sheet", lambda: person.find("Select all") or person.find("Review"))
    if not person.find("Select all"):
        person.click("Review")
    person.until("Select all")
    somebody = person.wait("a card", lambda: next((name[7:] for name in person.names() if is_card(name)), None))
    person.shot("10-review")
    person.click(somebody)
    person.until(f"Certificate of {somebody}")
    person.shot("11-credential")
    person.click("Recipient page")
    person.until("Awarded to")
    person.shot("12-recipient-page")
    person.click("Hold…")
    person.fill("Reason", "The dean has to sign first")
    person.click("Hold")
    person.until("Held 1 credential")
    person.click("Review")
    person.until("Select all")
    return somebody


def is_card(name: str) -> bool:
    return name.startswith("Select ") and not name.startswith("Select all")


def publish(person: Person, count: int) -> None:
    person.click("Publish ", starting=True)
    person.until("Back to review")
    accept = person.find("Accept the warnings of ", starting=True)
    if accept:
        person.click(accept.name)
    person.shot("13-plan")
    person.click(f"Publish {count} credentials")
    person.until(f"Published {count} credentials", seconds=180)
    person.shot("14-published")
    person.click("Home")
    person.until(f"{count} published")
    person.shot("15-home")


def expected(held: str) -> set[str]:
    """The names that are published: all but the one without a name and the one that was held."""
    rows = recipients()
    rows[1][0] = MENDED
    return {comparable(row[0]) for row in rows if row[0]} - {comparable(held)}


def words(text: str) -> set[str]:
    """The words of a text, without what stands between them."""
    return set(re.findall(r"\w+", comparable(text)))


def check_files(tally: Tally, workspace: Path, names_expected: set[str], held: str) -> None:
    """What lies on the disk, as anybody finds it who has never seen the program."""
    published, count = workspace / "published", len(names_expected)
    pages = {page.parent: comparable(html.unescape(page.read_text(encoding="utf-8"))) for page in published.glob("*/index.html")}
    tally.check(len(pages) == count, f"{len(pages)} recipients have a page, not {count}")
    found = {folder: [name for name in names_expected if f">{name}<" in text] for folder, text in pages.items()}
    alone = {folder: found_names[0] for folder, found_names in found.items() if len(found_names) == 1}
    tally.check(set(alone.values()) == names_expected, f"each has a page: {sorted(names_expected - set(alone.values()))[:3]} have none")
    tally.check(not any(comparable(held) in text for text in pages.values()), f"{held} was held and has no page")
    tally.check(all("2031" in text and ISSUER in text for text in pages.values()), "each page says the issuer and until when")
    pdfs = {folder: list(folder.glob("1/*.pdf")) for folder in pages}
    tally.check(all(len(files) == 1 for files in pdfs.values()), "each credential has one PDF file")
    tally.check(all(list(folder.glob("1/*.png")) for folder in pages), "each credential has a picture")
    files = {folder: files[0] for folder, files in pdfs.items() if files and folder in alone}
    with ThreadPoolExecutor(4) as pool:
        texts = dict(zip(files, map(comparable, pool.map(poppler_text, files.values()))))
    # This reader turns the words of a line with right-to-left ones about and joins some; `scripts/names` is strict.
    wrong = [alone[folder] for folder, text in texts.items() if any(word not in text for word in words(alone[folder]))]
    tally.check(len(texts) == count and not wrong, f"each PDF says its name: {len(wrong)} of {len(texts)} do not, such as {wrong[:3]}")


def check_told(tally: Tally, person: Person) -> None:
    """What assistive technology is told: everything that can be used has a name, and no name is a letter of an icon font."""
    nameless = [element for element in person.elements() if element.role in USED and not element.name.strip()]
    tally.check(not nameless, f"without a name for screen readers: {nameless[:3]}")
    icons = [name for name in person.names() if any("\ue000" <= letter <= "\uf8ff" for letter in name)]
    tally.check(not icons, f"icons are read out as letters: {icons[:3]}")


def flow(tally: Tally, person: Person, folder: Path) -> None:
    """The way of a new user; every step that cannot be done ends it."""
    sheet = write_sheet(folder / "participants.xlsx", recipients())
    person.start()
    steps = [
        ("an issuer of one's own", lambda: issuer(person)),
        ("a group with a field", lambda: group(person)),
        ("a spreadsheet is read and checked", lambda: spreadsheet(person, sheet)),
        ("its mistakes are mended", lambda: mend(person)),
        ("credentials are generated", lambda: generate(person)),
    ]
    for what, step in steps:
        timed(tally, what, step)
        check_told(tally, person)
    held = timed(tally, "they are reviewed, and one is held", lambda: review(person))
    check_told(tally, person)
    names_expected = expected(held)
    timed(tally, "the others are published", lambda: publish(person, len(names_expected)))
    check_told(tally, person)
    (workspace,) = [path.parent for path in person.home.rglob("workspace.json")]
    check_files(tally, workspace, names_expected, held)
    tally.check(person.close() == 0, "the window closes")
    found = {credential["name"]: credential["state"] for credential in listed(workspace)}
    states = [found.get(held), *sorted({state for name, state in found.items() if name != held})]
    tally.check(states == ["held", "published"], f"the command line sees the same: {states}")


def timed(tally: Tally, what: str, step):
    start = time.monotonic()
    done = step()
    tally.check(True, what)
    print(f"{time.monotonic() - start:6.1f} s  {what}", flush=True)
    return done


def main() -> None:
    click_through("smoke", __doc__, flow)


if __name__ == "__main__":
    main()
