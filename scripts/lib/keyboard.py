"""Whether all is done by keys alone, from the first start to published files: `scripts/keyboard`.

Starts the real executable on a virtual screen in an empty home and touches no mouse: Tab and arrows, Return, Escape,
shortcuts and the search over everything. What has the keyboard is heard as a screen reader hears it. Pictures of every
step stay in target/test-logs/keyboard.
"""

import time
from pathlib import Path

from harness import Tally
from listen import FOCUSED, Element
from person import Missing, Person, click_through
from smoke import timed, write_sheet

ISSUER, ADDRESS, GROUP = "Harbour School of Music", "https://certificates.example.org", "Choir conducting"
ROWS = 24
WRONG_ADDRESS, RIGHT_ADDRESS = "ben(at)example.org", "ben@example.org"
# More than any screen has.
MOST_TABS = 90
# What a frame may take on a busy machine, in seconds.
PATIENCE = 3.0


class Typist(Person):
    """Somebody who uses the keyboard only."""

    def focused(self) -> Element | None:
        """What has the keyboard; the window itself is meant where nothing in it has."""
        return next((element for element in self.elements() if element.has(FOCUSED) and element.within), None)

    def named(self) -> str:
        element = self.focused()
        return element.name if element else ""

    def press(self, *keys: str) -> None:
        self.screen.run("xdotool", "key", "--delay", "30", *keys)
        time.sleep(0.05)

    def commit(self) -> None:
        """Presses a button that makes or publishes something, which waits half a second before it can be pressed."""
        time.sleep(1)
        self.press("Return")

    def type(self, text: str) -> None:
        self.screen.run("xdotool", "type", "--delay", "6", "--", text)
        time.sleep(0.15)

    def begins(self, name: str, seconds: float = 30) -> None:
        """Waits until this has the keyboard, without a key."""
        try:
            self.wait(f"“{name}” to have the keyboard", lambda: self.named().startswith(name), seconds)
        except Missing as missing:
            raise Missing(f"“{self.named()}” has the keyboard: {missing}") from missing

    def to(self, name: str, key: str = "Tab") -> None:
        """Goes on by a key until this has the keyboard."""
        said = []
        for _ in range(MOST_TABS):
            before = self.focused()
            if before and before.name.startswith(name):
                return
            self.press(key)
            self.moved(before)
            said.append(self.named())
        raise Missing(f"{key} does not come to “{name}”, but to {' · '.join(said)}")

    def moved(self, before: Element | None) -> None:
        """Waits for a frame in which something else has the keyboard; where there is nothing else, none comes."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            now = self.focused()
            if (now and now.path) != (before and before.path):
                return
            time.sleep(0.02)

    def do(self, name: str) -> None:
        """Does what a button or a card does."""
        self.to(name)
        self.press("Return")

    def command(self, words: str) -> None:
        """Does something by the search over everything."""
        self.press("ctrl+k")
        self.begins("Search everything")
        self.type(words)
        self.until(words)
        self.press("Return")
        self.wait("the search to close", lambda: self.find("Empty: Search everything") is None)


def issuer(typist: Typist) -> None:
    typist.until("Welcome to Accolade")
    typist.begins("Look around with sample data")
    typist.do("Start my own")
    typist.begins("Name of the issuer")
    typist.type(ISSUER)
    typist.to("Web address")
    typist.type(ADDRESS)
    typist.shot("01-issuer")
    typist.press("Return")
    typist.begins("Create credentials")
    typist.shot("02-home")


def group(typist: Typist) -> None:
    typist.command("Make a credential group")
    typist.begins("Title")
    typist.type(GROUP)
    typist.do("Meridian")
    typist.shot("03-group")
    typist.do("Make group")
    typist.until(f"“{GROUP}” is made")


def workspace_menu(typist: Typist) -> None:
    """The menu of the workspace opens, is walked through and closes by keys, and what opened it has them again."""
    typist.to("Workspace: ", "shift+Tab")
    typist.press("Return")
    typist.begins("Open a workspace…")
    typist.press("Down")
    typist.begins("Close the workspace")
    typist.shot("04-menu")
    typist.press("Escape")
    typist.begins("Workspace: ")


def spreadsheet(typist: Typist, sheet: Path) -> None:
    typist.press("ctrl+n")
    typist.begins(GROUP)
    typist.press("Return")
    typist.begins("Spreadsheet")
    typist.type(str(sheet))
    typist.shot("05-recipients")
    typist.press("Return")
    typist.begins(f"Check {ROWS} rows")
    typist.press("Return")
    typist.begins(f"Rows, {ROWS}")
    typist.until(f"{ROWS - 2} of {ROWS} rows are ready. 2 need you.")
    typist.shot("06-check")


def mend(typist: Typist) -> None:
    """One cell is typed anew, one row is left out."""
    typist.press("F8")
    typist.until("Row 5")
    typist.press("Return")
    typist.until("Edit E-mail address, row 5")
    typist.press("ctrl+a")
    typist.type(RIGHT_ADDRESS)
    typist.press("Return")
    typist.until(f"E-mail address, row 5: {RIGHT_ADDRESS}")
    typist.press("F8")
    typist.until("Row 6")
    typist.do("Leave out")
    typist.until(f"All {ROWS - 1} rows are ready.")
    typist.shot("07-mended")


def generate(typist: Typist) -> None:
    typist.do(f"Go on with {ROWS - 1} rows")
    typist.begins(f"Generate {ROWS - 1} credentials")
    typist.shot("08-verify")
    typist.commit()
    typist.until(f"{ROWS - 1} credentials wait for review")


def review(typist: Typist) -> None:
    """The first one is looked at as its recipient sees it, and the arrows go to the next."""
    typist.until("Select all")
    typist.wait("a card to have the keyboard", lambda: (f := typist.focused()) and typist.find(f"Select {f.name}"))
    typist.shot("09-review")
    typist.press("Return")
    typist.until(f"1 of {ROWS - 1}")
    typist.press("Right")
    typist.until(f"2 of {ROWS - 1}")
    typist.do("Recipient page")
    typist.until("Awarded to")
    typist.shot("10-page")
    typist.press("Escape")
    typist.until("Select all")


def publish(typist: Typist) -> None:
    typist.do(f"Publish {ROWS - 1} now…")
    typist.until("Back to review")
    if accept := typist.find("Accept the warnings of ", starting=True):
        typist.do(accept.name)
    typist.to(f"Publish {ROWS - 1} credentials")
    typist.shot("11-plan")
    typist.commit()
    typist.until(f"Published {ROWS - 1} credentials", seconds=120)
    typist.shot("12-published")


def recipients() -> list[list[str]]:
    given, family = ["Anna", "Bruno", "Chidi", "Daria", "Elif", "Farid"], ["Lee", "Okafor", "Lindqvist", "Moreau"]
    names = [f"{one} {other}" for other in family for one in given]
    rows = [[name, f"person{at}@example.org", str(60 + at), ""] for at, name in enumerate(names)]
    rows[1] = ["Ben Okafor", WRONG_ADDRESS, "64", ""]
    rows[2] = ["", "nobody@example.org", "70", "who is this?"]
    return rows


def flow(tally: Tally, typist: Typist, folder: Path) -> None:
    sheet = write_sheet(folder / "participants.xlsx", recipients())
    typist.start()
    for what, step in [
        ("an issuer of one's own", lambda: issuer(typist)),
        ("a group with a design", lambda: group(typist)),
        ("the menu of the workspace", lambda: workspace_menu(typist)),
        ("a spreadsheet is read and checked", lambda: spreadsheet(typist, sheet)),
        ("its mistakes are mended", lambda: mend(typist)),
        ("credentials are generated", lambda: generate(typist)),
        ("they are reviewed", lambda: review(typist)),
        ("they are published", lambda: publish(typist)),
    ]:
        timed(tally, f"by keys: {what}", step)
    pages = list(typist.home.rglob("published/*/index.html"))
    tally.check(len(pages) == ROWS - 1, f"{len(pages)} recipients have a page, not {ROWS - 1}")
    tally.check(typist.close() == 0, "the window closes")


def main() -> None:
    click_through("keyboard", __doc__, flow, Typist)


if __name__ == "__main__":
    main()
