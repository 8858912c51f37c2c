"""A screen that nobody sees, the real window on it, and a hand that moves the mouse and types.

`Screen` is a virtual X server with a window manager; with `ears=True` it also has the buses over which a screen reader
would listen (`listen.py`). `Hand` does what a person does, slowly enough for one frame between two movements.

Needs: xvfb, openbox, xdotool, imagemagick, the X11 and GL libraries of the program; for `ears` dbus-daemon and at-spi2-core.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOOLS = ["Xvfb", "openbox", "xdotool", "import"]


class Screen:
    """A virtual screen with a window manager; all that was begun on it ends with it."""

    def __init__(self, size: str, ears: bool = False) -> None:
        missing = [tool for tool in [*TOOLS, *(["dbus-daemon"] if ears else [])] if not shutil.which(tool)]
        if missing:
            sys.exit(f"not installed: {', '.join(missing)}")
        self.size, self.ears = size, ears
        self.processes: list[subprocess.Popen] = []
        self.folder = tempfile.TemporaryDirectory(prefix="accolade-screen-", ignore_cleanup_errors=True)
        # Nothing of the person who runs this gets in: their settings, their session, their other screens.
        self.environment = {name: os.environ[name] for name in ("PATH", "LANG", "RUST_BACKTRACE") if name in os.environ}
        self.environment.update(XDG_RUNTIME_DIR=self.folder.name, LIBGL_ALWAYS_SOFTWARE="1")
        self.environment.setdefault("LANG", "C.UTF-8")

    def __enter__(self) -> "Screen":
        try:
            number = self.begin_that_says(["Xvfb", "-displayfd", "{}", "-screen", "0", f"{self.size}x24", "-nolisten", "tcp"])
            if not number:
                sys.exit("the virtual screen did not start; is Xvfb installed?")
            self.environment["DISPLAY"] = f":{number}"
            if self.ears:
                bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={}"]
                self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.begin_that_says(bus)
            else:
                # Nobody is looked for on a bus that is not there.
                self.environment["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
            self.begin(["openbox"])
            time.sleep(0.5)
        except BaseException:
            self.__exit__()
            raise
        return self

    def begin_that_says(self, command: list[str]) -> str:
        """Starts a program that writes one line to a file number, `{}` in its arguments, when it is ready."""
        read, write = os.pipe()
        self.begin([part.format(write) for part in command], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as pipe:
            return pipe.readline().strip()

    def begin(self, command: list[str], **options) -> subprocess.Popen:
        options.setdefault("stderr", subprocess.DEVNULL)
        options.setdefault("env", self.environment)
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options)
        self.processes.append(process)
        return process

    def __exit__(self, *_) -> None:
        for process in reversed(self.processes):
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()
        self.folder.cleanup()

    def run(self, *command: str) -> str:
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False).stdout

    def window(self, process: subprocess.Popen, seconds: float = 30) -> str:
        """The window of a program, once it is there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if process.poll() is not None:
                sys.exit(f"the program ended with {process.returncode}")
            found = self.run("xdotool", "search", "--onlyvisible", "--pid", str(process.pid)).split()
            if found:
                return found[0]
            time.sleep(0.05)
        sys.exit("no window appeared")


class Hand:
    """Does what a person does. Every method takes its step as text, as `scripts/window drive` gets it."""

    def __init__(self, screen: Screen, window: str, folder: Path) -> None:
        self.screen, self.window, self.folder = screen, window, folder

    def do(self, step: str) -> None:
        name, _, value = step.partition("=")
        getattr(self, name)(value)

    def wait(self, seconds: str) -> None:
        time.sleep(float(seconds))

    def shot(self, name: str) -> None:
        self.screen.run("import", "-window", self.window, str(self.folder / f"{name}.png"))

    def click(self, at: str) -> None:
        self.move(at)
        self.screen.run("xdotool", "click", "1")
        time.sleep(0.4)

    def double(self, at: str) -> None:
        self.move(at)
        self.screen.run("xdotool", "click", "--repeat", "2", "--delay", "90", "1")
        time.sleep(0.4)

    def right(self, at: str) -> None:
        self.move(at)
        self.screen.run("xdotool", "click", "3")
        time.sleep(0.4)

    def drag(self, value: str) -> None:
        self.hold(value)
        self.release("")

    def hold(self, value: str) -> None:
        """A drag without its end."""
        x, y, to_x, to_y = (int(number) for number in value.split(","))
        self.move(f"{x},{y}")
        self.screen.run("xdotool", "mousedown", "1")
        time.sleep(0.2)
        for part in range(1, 7):
            self.move(f"{x + (to_x - x) * part // 6},{y + (to_y - y) * part // 6}")

    def release(self, _: str) -> None:
        self.screen.run("xdotool", "mouseup", "1")
        time.sleep(0.4)

    def scroll(self, value: str) -> None:
        x, y, clicks = value.split(",")
        self.move(f"{x},{y}")
        button = "5" if int(clicks) > 0 else "4"
        self.screen.run("xdotool", "click", "--repeat", str(abs(int(clicks))), "--delay", "40", button)
        time.sleep(0.4)

    def type(self, text: str) -> None:
        self.screen.run("xdotool", "type", "--delay", "15", "--", text)
        time.sleep(0.4)

    def key(self, keys: str) -> None:
        self.screen.run("xdotool", "key", "--delay", "60", *keys.split())
        time.sleep(0.4)

    def move(self, at: str) -> None:
        x, y = at.split(",")
        self.screen.run("xdotool", "mousemove", "--window", self.window, x, y)
        time.sleep(0.3)


def settings_for(home: Path, size: str) -> None:
    """The choices of a person whose window was last so large, unless there are some."""
    settings = home / "config" / "accolade" / "settings.json"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        width, height = size.split("x")
        settings.write_text(f'{{"window": {{"size": [{width}.0, {height}.0], "position": [0.0, 0.0]}}}}')


def larger(size: str) -> str:
    """A screen around a window of a size, with room for what the window manager draws."""
    width, height = (int(side) + 60 for side in size.split("x"))
    return f"{width}x{height}"


def home_of(home: Path) -> dict[str, str]:
    """The environment of somebody who lives in a folder."""
    return {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data")}
