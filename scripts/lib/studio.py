"""Whether somebody makes a certificate from nothing and issues it: `scripts/studio`.

Starts the real executable on a virtual screen in an empty workspace and draws with mouse and keyboard, finding things by
the names that a screen reader would say: a frame, texts in three scripts on the keyboards of three countries, a field
dragged from its panel, a code; a badge with words on a circle. Both are saved, a group gets them, one credential is issued
and published, and its files are read without the program. Pictures of every step stay in target/test-logs/studio.
"""

from pathlib import Path

import pypdfium2

from designer import Designer
from harness import Tally, listed, must
from person import click_through
from readers import comparable, pdfium_text, poppler_text
from smoke import check_told, timed

DESIGN, BADGE, GROUP = "Gate of words", "Round seal", "Calligraphy"
# What is typed, and on the keyboard of which country.
NAME, NAME_KEYS = "Jürgen Groß", "de"
WORDS = {"Certificate of calligraphy": "us", "شهادة تقدير": "ara", "प्रमाण पत्र": "in -variant deva"}
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>"""
RIM = "MASTER OF LETTERS"


def certificate(tally: Tally, person: Designer) -> None:
    person.new_design(DESIGN)
    person.shot("01-new")
    person.draw("r", (0.2, 0.2), (0.8, 0.8))
    drawn = person.until("Rectangle, shape")
    moved = person.carry("Rectangle, shape", 24, 18)
    after = person.until("Rectangle, shape")
    tally.check(abs(after.x - moved.x - 24) < 12 and after.width == drawn.width, f"a frame is dragged: {moved} to {after}")
    person.hand.key("ctrl+z")
    person.wait("the frame where it was", lambda: person.until("Rectangle, shape").x == drawn.x)
    person.hand.key("Escape")
    for down, (words, keyboard) in zip((0.27, 0.37, 0.47), WORDS.items()):
        before = person.count("text")
        person.write((0.35, down), words, keyboard)
        person.wait("one more text", lambda: person.count("text") == before + 1)
    person.shot("02-texts")
    person.click("Fields")
    person.until("Field Recipient name")
    before = person.count("text")
    person.drag_to_page("Field Recipient name", (0.5, 0.6))
    person.wait("the field on the page", lambda: person.count("text") == before + 1)
    person.draw("q", (0.68, 0.64), (0.74, 0.76))
    person.until("QR code, QR code")
    paste_drawing(tally, person)
    person.click("Problems")
    person.shot("03-certificate")
    person.save(DESIGN)


def paste_drawing(tally: Tally, person: Designer) -> None:
    """What another program has copied as a drawing arrives as one; it is taken away again."""
    drawing = person.home / "ornament.svg"
    drawing.write_text(DRAWING)
    person.screen.begin(["xclip", "-selection", "clipboard", "-t", "image/svg+xml", "-i", str(drawing)])
    person.hand.wait("1")
    before = person.count("image")
    person.hand.key("Escape")
    person.hand.key("ctrl+v")
    person.wait("the pasted drawing", lambda: person.count("image") == before + 1)
    tally.check(bool(person.find("Kept as vectors", starting=True)), "a pasted drawing stays vectors")
    person.hand.key("ctrl+z")
    person.wait("the page without it", lambda: person.count("image") == before)


def badge(person: Designer) -> None:
    person.new_design(BADGE, "Square badge", "Badge")
    person.draw("e", (0.3, 0.2), (0.7, 0.8))
    person.until("Ellipse, shape")
    person.write((0.45, 0.5), RIM)
    person.until("Text, text")
    person.click("Lines follow a circle")
    person.until("Radius of the circle")
    person.shot("04-badge")
    person.save(BADGE)


def issue(person: Designer) -> None:
    person.click("Groups")
    person.click("New group")
    person.fill("Title", GROUP)
    person.fill("Code", "CA")
    person.bring(BADGE)
    person.click(DESIGN)
    person.click(BADGE)
    person.shot("05-group")
    person.click("Make group")
    person.until(f"“{GROUP}” is made")
    person.click("Create credentials")
    person.until("Who receives a credential?")
    person.click("Fill in a form")
    person.until("Name 1")
    person.click("Name 1")
    person.letters(NAME, NAME_KEYS)
    person.click("Check 1 recipient")
    person.until("The person is ready.")
    person.click("Go on")
    person.click("Generate 1 credential")
    person.until("1 credential waits for review")
    person.shot("06-generated")


def publish(person: Designer) -> None:
    person.wait("the way to the sheet", lambda: person.find("Select all") or person.find("Review"))
    if not person.find("Select all"):
        person.click("Review")
    person.click("Publish ", starting=True)
    person.until("Back to review")
    accept = person.find("Accept the warnings of ", starting=True)
    if accept:
        person.click(accept.name)
    person.shot("07-plan")
    person.click("Publish 1 credential")
    person.until("Published 1 credential", seconds=120)
    person.shot("08-published")


def letters(line: str) -> str:
    """The letters of a line in no order: readers turn about words from right to left, and part some (`scripts/names`)."""
    return "".join(sorted(comparable(line).replace(" ", "")))


def check_files(tally: Tally, workspace: Path) -> None:
    """The one credential, as anybody finds it who has never seen the program."""
    (found,) = listed(workspace)
    tally.check((found["name"], found["state"]) == (NAME, "published"), f"one is published: {found}")
    folder = workspace / "published" / found["id"] / "1"
    files = sorted(path.name for path in folder.iterdir())
    pdfs = list(folder.glob("*.pdf"))
    if not tally.check(len(pdfs) == 1, f"there is a PDF among {files}"):
        return
    for reader, text in [("PDFium", pdfium_text(pdfs[0])), ("poppler", poppler_text(pdfs[0]))]:
        found = {letters(line) for line in text.splitlines()}
        missing = [words for words in (*WORDS, NAME) if letters(words) not in found]
        tally.check(not missing, f"{reader} finds what was typed in the PDF, but {missing} in {text!r}")
    pages = len(pypdfium2.PdfDocument(pdfs[0]))
    tally.check(pages == 1, f"the certificate has one page, not {pages}")
    tally.check(any("badge" in name for name in files), f"there is a badge among {files}")


def flow(tally: Tally, person: Designer, folder: Path) -> None:
    workspace = folder / "workspace"
    must("init", workspace, "--issuer", "House of letters", "--url", "https://certificates.example.org")
    person.start("--workspace", workspace)
    timed(tally, "a certificate from nothing", lambda: certificate(tally, person))
    timed(tally, "a badge with words on a circle", lambda: badge(person))
    check_told(tally, person)
    timed(tally, "one credential is issued with both", lambda: issue(person))
    timed(tally, "it is published", lambda: publish(person))
    tally.check(person.close() == 0, "the window closes")
    check_files(tally, workspace)


def main() -> None:
    click_through("studio", __doc__, flow, Designer)


if __name__ == "__main__":
    main()
