"""Whether an executable alone shows its window: `scripts/lib/run window_opens EXECUTABLE`.

Starts it on a virtual screen, in an empty folder and an empty home, waits for the first frame and for the page of the
first start to be told to screen readers, looks whether the picture has more than a ground in it, and closes it.
"""

import os
import sys
import time
from pathlib import Path

from PIL import Image

from harness import Tally, scratch
from person import Missing, Person, pictures_of
from screen import Screen, larger


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    os.environ["ACCOLADE"] = str(Path(sys.argv[1]).resolve())
    tally, pictures = Tally("window-opens"), pictures_of("window-opens")
    with scratch("window") as folder, Screen(larger("1280x800"), ears=True) as screen:
        os.chdir(folder)
        person = Person(screen, folder / "home", pictures)
        try:
            start = time.monotonic()
            person.start()
            print(f"window after {(time.monotonic() - start) * 1000:.0f} ms")
            person.until("Welcome to Accolade")
            tally.check(True, "the page of the first start is told")
            time.sleep(0.5)
            person.shot("start")
            colors = Image.open(pictures / "start.png").convert("RGB").getcolors(1 << 20)
            # Letters are drawn with soft edges.
            tally.check(len(colors) > 50, f"{len(colors)} colours are in the picture")
            tally.check(person.close() == 0, "the window closes")
        except Missing as missing:
            tally.check(False, str(missing))
    tally.finish()


if __name__ == "__main__":
    main()
