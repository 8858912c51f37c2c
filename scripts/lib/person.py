"""Somebody at the real window, who finds things by the names that a screen reader says, and uses mouse and keyboard."""

import argparse
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from harness import Tally, program, scratch
from listen import ENABLED, Ears, Element
from screen import Hand, Screen, home_of, larger, settings_for

# Roles that only say something (AtspiRole); what has the same name and can be used is meant before them.
LABEL, HEADING = 29, 83
# The height of the bar at the top, below which pages scroll away, and an edge at the bottom.
TOP, BOTTOM = 54, 30


class Missing(Exception):
    """Something that should be in the window is not there."""


class Person:
    """The program, begun on a screen in a home, and what a person does with it."""

    def __init__(self, screen: Screen, home: Path, pictures: Path, size: str = "1280x800") -> None:
        self.screen, self.home, self.pictures, self.size = screen, home, pictures, size
        self.width, self.height = (int(side) for side in size.split("x"))
        screen.environment.update(home_of(home))
        settings_for(home, size)
        self.ears = Ears(screen.environment["DBUS_SESSION_BUS_ADDRESS"])
        self.process: subprocess.Popen | None = None
        self.log = pictures / "program.log"

    def start(self, *arguments: object) -> None:
        """Begins the program and waits for its window."""
        with open(self.log, "ab") as log:
            self.process = self.screen.begin([program(), *map(str, arguments)], stderr=log)
        self.hand = Hand(self.screen, self.screen.window(self.process), self.pictures)
        self.root = self.ears.application(self.process.pid)

    def kill(self) -> None:
        """As a power cut does it: without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self, seconds: float = 30) -> int:
        """Closes the window as its cross does; the code with which the program ended."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            # A window that has just appeared may not have the keyboard yet.
            self.hand.key("alt+F4")
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self.process.wait(5)
        raise Missing(f"the program does not end within {seconds:.0f} s after its window was closed")

    # What there is to see.

    def elements(self) -> list[Element]:
        if self.process.poll() is not None:
            raise Missing(f"the program ended with {self.process.returncode}; see {self.log}")
        return self.ears.elements(self.root)

    def names(self) -> list[str]:
        return [element.name for element in self.elements() if element.name]

    def find(self, name: str, starting: bool = False) -> Element | None:
        """The last element of that name, usable ones before such as only say it."""
        fits = str.startswith if starting else str.__eq__
        found = [element for element in self.elements() if element.width and element.height and fits(element.name, name)]
        usable = [element for element in found if element.role not in (LABEL, HEADING)]
        return (usable or found or [None])[-1]

    def wait(self, what: str, seen, seconds: float = 60):
        """Waits until something is seen; returns it. `seen` gives a false value until then."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := seen():
                return found
            time.sleep(0.03)
        self.shot("missing")
        raise Missing(f"waited {seconds:.0f} s in vain for {what}; the window says: {' · '.join(self.names())[:3000]}")

    def until(self, name: str, starting: bool = False, seconds: float = 60) -> Element:
        return self.wait(f"“{name}”", lambda: self.find(name, starting), seconds)

    def until_gone(self, name: str, seconds: float = 60) -> None:
        self.wait(f"“{name}” to go", lambda: self.find(name) is None, seconds)

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.ears.text(self.until(name))

    # What there is to do.

    def held_still(self, name: str, starting: bool = False) -> Element:
        """The element, once it no longer moves."""
        before = self.until(name, starting)
        for _ in range(60):
            time.sleep(0.06)
            element = self.until(name, starting)
            if (element.x, element.y) == (before.x, before.y):
                return element
            before = element
        raise Missing(f"“{name}” does not hold still: {before}")

    def in_sight(self, name: str, starting: bool = False) -> Element:
        """The element, after its page was scrolled to where it can be reached, and once it holds still."""
        before = None
        for _ in range(60):
            element = self.held_still(name, starting)
            # In the foot of a page, which stays when the page is scrolled.
            if before == element.middle and element.y + element.height <= self.height:
                return element
            before = element.middle
            if element.middle[1] > self.height - BOTTOM:
                self.hand.scroll(f"{self.width // 2},{self.height // 2},2")
            elif element.middle[1] < TOP and not self.in_top_bar(element):
                self.hand.scroll(f"{self.width // 2},{self.height // 2},-2")
            else:
                return element
        raise Missing(f"“{name}” cannot be scrolled into sight: {element}")

    def bring(self, name: str) -> None:
        """Scrolls down until something is there that is drawn only where it is in sight."""
        for _ in range(60):
            if self.find(name):
                return
            self.hand.scroll(f"{self.width // 2},{self.height // 2},1")
            time.sleep(0.1)
        raise Missing(f"“{name}” does not come into sight")

    def in_top_bar(self, element: Element) -> bool:
        search = self.find("Search everything")
        return search is not None and element.within[-1] == search.within[-1]

    def click(self, name: str, starting: bool = False) -> None:
        """Clicks in the middle of something, once it can be used."""
        self.wait(f"“{name}” to be usable", lambda: (found := self.find(name, starting)) and found.has(ENABLED))
        x, y = self.in_sight(name, starting).middle
        self.hand.click(f"{x},{y}")

    def fill(self, name: str, text: str) -> None:
        """Puts a text in place of what stands in a field, and sees that it arrived."""
        for _ in range(3):
            self.click(name)
            self.hand.key("ctrl+a")
            self.hand.type(text)
            if self.value(name) == text:
                return
        raise Missing(f"“{name}” holds “{self.value(name)}” after “{text}” was typed")

    def shot(self, name: str) -> None:
        self.hand.shot(name)


def pictures_of(name: str) -> Path:
    """The folder for the pictures of a run, emptied."""
    folder = Path(__file__).resolve().parents[2] / "target/test-logs" / name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        os.remove(old)
    return folder


def click_through(name: str, about: str, flow: Callable[[Tally, Person, Path], None], who: type[Person] = Person) -> None:
    """The command of a script that clicks through the window: `flow` gets somebody at a new screen, and a folder."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--size", default="1280x800", help="of the window")
    options = parser.parse_args()
    tally, pictures = Tally(name), pictures_of(name)
    with scratch(name) as folder, Screen(larger(options.size), ears=True) as screen:
        person = who(screen, folder / "home", pictures, options.size)
        try:
            flow(tally, person, folder)
        except Missing as missing:
            tally.check(False, str(missing))
        said = (pictures / "program.log").read_text(encoding="utf-8", errors="replace")
        tally.check(not said.strip(), f"the program says nothing on its standard error: {said[:400]}")
    tally.finish()
