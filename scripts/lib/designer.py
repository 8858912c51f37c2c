"""Somebody at the studio in the real window: tools by their keys, elements by the names that a screen reader says."""

import time

from listen import Element
from person import Missing, Person

# What the panels at the sides and the bar under the page take, in pixels.
LEFT, RIGHT, DATA_BAR = 240, 280, 48


class Designer(Person):
    """A person with a design on the screen."""

    def new_design(self, name: str, *choices: str) -> None:
        """Makes a design with choices of the dialog, such as “A4” or “Badge”, and waits until its page is there."""
        self.click("Designs")
        self.until("Import a design")
        self.click("New design")
        self.fill("Name of the new design", name)
        for choice in choices:
            self.click(choice)
        self.click("Create")
        self.room = self.until(f"Canvas of {name}")

    def in_sight(self, name: str, starting: bool = False) -> Element:
        """The studio has panels in place of a page that scrolls: what is in them is there once it holds still."""
        if not self.find("Canvas of ", starting=True):
            return super().in_sight(name, starting)
        for _ in range(60):
            element = self.held_still(name, starting)
            x, y = element.middle
            # Only the panels at the sides scroll; what is clicked in the middle is the page or lies over it.
            if 0 < y < self.height - DATA_BAR or LEFT < x < self.width - RIGHT:
                return element
            self.hand.scroll(f"{x},{self.height // 2},{3 if y > 0 else -3}")
            if self.until(name, starting).middle == element.middle:
                # It is in a bar, or there is no further to go.
                return element
        raise Missing(f"“{name}” cannot be scrolled into sight: {element}")

    def place(self, across: float, down: float) -> tuple[int, int]:
        """A point of the canvas, each way from 0 to 1."""
        return round(self.room.x + self.room.width * across), round(self.room.y + self.room.height * down)

    def draw(self, tool: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Takes the tool of a key and draws from here to there."""
        self.point_at(0.5, 0.5)
        self.hand.key(tool)
        (x, y), (to_x, to_y) = self.place(*start), self.place(*end)
        self.hand.drag(f"{x},{y},{to_x},{to_y}")

    def write(self, at: tuple[float, float], words: str, keyboard: str = "us") -> None:
        """A new text where the canvas is clicked; it is left when the words are in it."""
        self.point_at(*at)
        self.hand.key("t")
        x, y = self.place(*at)
        self.hand.click(f"{x},{y}")
        self.letters(words, keyboard)
        self.hand.key("Escape")

    def letters(self, words: str, keyboard: str = "us") -> None:
        """Types on a keyboard of a country (`setxkbmap`), which must have the letters; then there is the usual one again."""
        if keyboard != "us":
            self.keyboard(keyboard)
        self.screen.run("xdotool", "type", "--delay", "30", "--", words)
        time.sleep(0.4)
        if keyboard != "us":
            self.keyboard("us")

    def keyboard(self, layout: str) -> None:
        self.screen.run("setxkbmap", *layout.split())
        # The window hears of it like of any other event.
        time.sleep(0.4)

    def point_at(self, across: float, down: float) -> None:
        x, y = self.place(across, down)
        self.hand.move(f"{x},{y}")

    def drag_to_page(self, name: str, at: tuple[float, float]) -> None:
        """Drags something out of a panel onto the page."""
        x, y = self.in_sight(name).middle
        to_x, to_y = self.place(*at)
        self.hand.drag(f"{x},{y},{to_x},{to_y}")

    def carry(self, name: str, x: int, y: int) -> Element:
        """Drags an element so many pixels on; the element as it was."""
        before = self.until(name)
        from_x, from_y = before.middle
        self.hand.drag(f"{from_x},{from_y},{from_x + x},{from_y + y}")
        return before

    def number(self, name: str, value: str) -> None:
        """Types a number into a field of the inspector."""
        self.click(name)
        self.hand.key("ctrl+a")
        self.hand.type(value)
        self.hand.key("Return")

    def save(self, name: str) -> None:
        self.click("Done")
        self.until(f"Saved {name}", starting=True, seconds=30)

    def count(self, kind: str) -> int:
        """How many elements of a kind there are, such as “text”."""
        return sum(name.endswith(f", {kind}") for name in self.names())
