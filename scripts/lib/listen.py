"""What a screen reader is told by the window: its elements with role, name, state and place, over the AT-SPI bus.

The smoke test finds buttons and fields by it, and so it proves the names that assistive technology gets. The protocol is
that of at-spi2-core (org.a11y.atspi.Accessible and .Component, https://gitlab.gnome.org/GNOME/at-spi2-core/-/tree/main/xml).
"""

import time
from dataclasses import dataclass

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
ACTION = "org.a11y.atspi.Action"
# Numbers of states in the two words that GetState gives (AtspiStateType).
FOCUSED, ENABLED, SENSITIVE, SHOWING, CHECKED = 12, 8, 24, 25, 4
WINDOW = 1  # coordinates from the corner of the window (AtspiCoordType)


@dataclass
class Element:
    """Something in the window: what it is, what it is called, and where it is in pixels of the window."""

    bus: str
    path: str
    # The paths of all that it lies in, the innermost last.
    within: tuple[str, ...]
    role: int
    name: str
    states: int
    x: int
    y: int
    width: int
    height: int

    def has(self, state: int) -> bool:
        return bool(self.states >> state & 1)

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


class Ears:
    """A listener on the accessibility bus of a session."""

    def __init__(self, session: str) -> None:
        # The session tells programs that somebody listens; those that run already hear of it, too.
        with open_dbus_connection(session) as desktop:
            bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            status = Properties(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status"))
            (address,) = desktop.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=20).body
            for name in ("IsEnabled", "ScreenReaderEnabled"):
                desktop.send_and_get_reply(status.set(name, "b", True), timeout=20)
        self.connection = open_dbus_connection(address)

    def close(self) -> None:
        self.connection.close()

    def ask(self, questions: list) -> list:
        """Sends all questions, then gathers the answers in their order; `None` for what is gone meanwhile."""
        serials = []
        for question in questions:
            serial = next(self.connection.outgoing_serial)
            self.connection.send(question, serial=serial)
            serials.append(serial)
        answers, waiting, until = {}, set(serials), time.monotonic() + 30
        while waiting:
            message = self.connection.receive(timeout=max(until - time.monotonic(), 0.01))
            serial = message.header.fields.get(5)
            if serial in waiting and message.header.message_type in (MessageType.method_return, MessageType.error):
                waiting.remove(serial)
                answers[serial] = message.body if message.header.message_type == MessageType.method_return else None
        return [answers[serial] for serial in serials]

    def call(self, node: tuple[str, str], interface: str, method: str, signature: str | None = None, body: tuple = ()):
        return new_method_call(DBusAddress(node[1], node[0], interface), method, signature, body)

    def application(self, pid: int, seconds: float = 30) -> tuple[str, str]:
        """The root of the program with this process number, once it has said that it is there."""
        registry = ("org.a11y.atspi.Registry", ROOT)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            (found,) = self.ask([self.call(registry, ACCESSIBLE, "GetChildren")])
            for node in found[0] if found else []:
                bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
                (number,) = self.ask([new_method_call(bus, "GetConnectionUnixProcessID", "s", (node[0],))])
                if number and number[0] == pid:
                    return tuple(node)
            time.sleep(0.05)
        raise TimeoutError("the window does not speak to assistive technology")

    def elements(self, root: tuple[str, str]) -> list[Element]:
        """All that the window tells, in reading order of each level."""
        found, level = [], [(root, ())]
        while level:
            questions = []
            for node, _ in level:
                name = Properties(DBusAddress(node[1], node[0], ACCESSIBLE)).get("Name")
                questions += [
                    self.call(node, ACCESSIBLE, "GetChildren"),
                    self.call(node, ACCESSIBLE, "GetRole"),
                    name,
                    self.call(node, ACCESSIBLE, "GetState"),
                    self.call(node, COMPONENT, "GetExtents", "u", (WINDOW,)),
                ]
            answers, following = self.ask(questions), []
            for at, (node, within) in enumerate(level):
                children, role, name, state, place = answers[at * 5 : at * 5 + 5]
                if children is None or role is None or name is None:
                    continue
                following += [(tuple(child), (*within, node[1])) for child in children[0]]
                low, high = state[0] if state else (0, 0)
                where = place[0] if place else (0, 0, 0, 0)
                found.append(Element(*node, within, role[0], name[0][1], low | high << 32, *where))
            level = following
        return found

    def text(self, element: Element) -> str:
        """What stands in a field."""
        (found,) = self.ask([self.call((element.bus, element.path), TEXT, "GetText", "ii", (0, -1))])
        return found[0] if found else ""

    def press(self, element: Element) -> bool:
        """Asks for what a click would do, as a screen reader does; whether the window took it."""
        (found,) = self.ask([self.call((element.bus, element.path), ACTION, "DoAction", "i", (0,))])
        return bool(found and found[0])
