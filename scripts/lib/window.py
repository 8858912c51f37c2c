"""Runs the real window on a machine without a display, to look at it and to click through it.

    scripts/window look FOLDER [--size 1280x800] [--profile debug]
        Starts the program in an empty home, tries the sample data, and leaves pictures in FOLDER.
    scripts/window drive FOLDER STEP...
        The same, with steps of one's own: wait=SECONDS, shot=NAME, click=X,Y, double=X,Y, right=X,Y, drag=X,Y,X,Y,
        hold=X,Y,X,Y (a drag without its end), release=, type=TEXT, key=KEYS, scroll=X,Y,CLICKS.

Needs what `screen.py` names.
"""

import argparse
import contextlib
import tempfile
from pathlib import Path

from harness import ROOT
from screen import Hand, Screen, home_of, larger, settings_for

LOOK = ["wait=2", "shot=start", "key=Return", "wait=60", "shot=home", "key=ctrl+k", "shot=palette"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["look", "drive"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("steps", nargs="*")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--profile", default="debug", help="the folder below target")
    parser.add_argument("--home", type=Path, help="kept between runs; an empty one by default")
    arguments = parser.parse_intermixed_args()
    program = ROOT / "target" / arguments.profile / "accolade"
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        home = arguments.home or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings_for(home, arguments.size)
        screen = stack.enter_context(Screen(larger(arguments.size)))
        screen.environment.update(home_of(home))
        process = screen.begin([str(program)], stderr=None)
        hand = Hand(screen, screen.window(process), arguments.folder)
        for step in arguments.steps or LOOK:
            hand.do(step)
        hand.key("alt+F4")
        process.wait(20)


if __name__ == "__main__":
    main()
