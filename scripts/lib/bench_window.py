"""What the real window costs: `scripts/bench-window [--million] [--rows]`.

On a virtual screen whose pictures the processor draws: how long from the start of the program to its first frame, and to
the home page; what it uses while nobody touches it; and its memory while a contact sheet of 10,000 credentials is scrolled
through, and while the 100,000 rows of a sheet are corrected. With `--million` also with the workspace of 1,000,000
credentials that `cargo bench --bench workspace` leaves in target/bench/workspace. A window is shown when its first frame
is painted, so that its appearance is the end of that.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import workspaces
from harness import ROOT, listed, must, scratch
from person import Person
from screen import Screen, larger

SIZE = "1280x800"
MILLION = ROOT / "target/bench/workspace"


def first_frame(person: Person, *arguments: object, shown: str) -> tuple[float, float]:
    """Seconds until the window is there, and until it shows something by name."""
    start = time.monotonic()
    person.start(*arguments)
    window = time.monotonic() - start
    person.until(shown)
    return window, time.monotonic() - start


def starts(person: Person, what: str, *arguments: object, shown: str, times: int = 3) -> None:
    found = []
    for _ in range(times):
        found.append(first_frame(person, *arguments, shown=shown))
        person.close(120)
    windows, pages = zip(*found)
    print(f"{what:<44} first frame {statistics.median(windows) * 1000:5.0f} ms, “{shown}” {statistics.median(pages) * 1000:5.0f} ms", flush=True)


def ticks(person: Person) -> int:
    """The processor's time that the program has used, in ticks of a hundredth of a second."""
    fields = Path(f"/proc/{person.process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def idle(person: Person, what: str, seconds: int = 10) -> None:
    time.sleep(3)
    before = ticks(person)
    time.sleep(seconds)
    print(f"{what:<44} {ticks(person) - before} ticks of {os.sysconf('SC_CLK_TCK')} a second, in {seconds} s", flush=True)


def memory(person: Person) -> dict[str, int]:
    """In megabytes: what is in memory now, and the most that ever was."""
    status = Path(f"/proc/{person.process.pid}/status").read_text()
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return {name: int(lines[name].split()[0]) // 1000 for name in ("VmRSS", "VmHWM")}


def contact_sheet(person: Person, folder: Path, count: int) -> None:
    workspace, sheet = workspaces.make(folder, count)
    must("generate", workspaces.GROUP, sheet, "--issue-date", "2026-11-26", workspace=workspace)
    person.start("--workspace", workspace)
    person.click("Review")
    person.until("Select all")
    time.sleep(2)
    print(f"{'contact sheet of 10,000, before':<44} {memory(person)} MB", flush=True)
    for turn in range(12):
        person.hand.scroll(f"700,500,{40 if turn < 8 else -40}")
    print(f"{'after 480 turns of the wheel':<44} {memory(person)} MB", flush=True)
    # To the end and back by the bar at the side.
    time.sleep(2)
    idle(person, "contact sheet, nobody touches it")
    person.close()


def many_rows(folder: Path, rows: int) -> Path:
    """A sheet in which every tenth name was decoded wrongly and every thirtieth address is none."""
    names = ["JosÃ© GarcÃ\u00ada", "محمد علي", "अनन्या शर्मा"] + ["Zoë Müller"] * 7
    with (folder / "many.csv").open("w", encoding="utf-8") as file:
        file.write("Name,E-mail,Course,City,Remark\n")
        for row in range(rows):
            at = "@" if row % 30 else "(at)"
            file.write(f"{names[row % 10]} {row},person{row}{at}example.org,Course {row % 7},Town {row % 97},x\n")
    return folder / "many.csv"


def corrected_rows(person: Person, folder: Path, rows: int) -> None:
    folder.mkdir(exist_ok=True)
    workspace, _ = workspaces.make(folder, 1)
    person.start("--workspace", workspace)
    person.until("Create credentials")
    print(f"{'home, before a sheet is read':<44} {memory(person)} MB", flush=True)
    person.close()
    # There is one group, and so it is not asked for.
    person.start("--workspace", workspace, "open", many_rows(folder, rows))
    person.until("What do the columns hold?")
    person.click("Check ", starting=True)
    person.until("Next problem")
    print(f"{f'{rows:,} rows in the table':<44} {memory(person)} MB", flush=True)
    person.click("Repair the letters of ", starting=True)
    person.until("Undo: ", starting=True)
    time.sleep(3)
    print(f"{'every tenth of them mended':<44} {memory(person)} MB", flush=True)
    person.click("Go on with ", starting=True)
    person.until("Credential of ", starting=True)
    time.sleep(5)
    print(f"{'every row tried on the design':<44} {memory(person)} MB", flush=True)
    person.close()


def large_workspace(person: Person) -> None:
    """What the benchmark of workspaces has left, with as many credentials as it was told to make."""
    count = len(listed(MILLION))
    what = f"{count:,} credentials"
    starts(person, f"start, {what}", "--workspace", MILLION, shown="Create credentials")
    person.start("--workspace", MILLION)
    person.until("Create credentials")
    idle(person, f"home, {what}")
    print(f"{f'home, {what}':<44} {memory(person)} MB", flush=True)
    person.close(120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--rows", action="store_true", help="only the memory with the rows of a sheet")
    options = parser.parse_args()
    with scratch("bench") as folder, Screen(larger(SIZE), ears=True) as screen, tempfile.TemporaryDirectory() as pictures:
        person = Person(screen, folder / "home", Path(pictures))
        if options.rows:
            return corrected_rows(person, folder, 100_000)
        starts(person, "start, nothing there", shown="Welcome to Accolade")
        person.start()
        person.until("Welcome to Accolade")
        idle(person, "first start, nobody touches it")
        person.close()
        if options.million:
            large_workspace(person)
        contact_sheet(person, folder, 10_000)
        corrected_rows(person, folder / "rows", 100_000)


if __name__ == "__main__":
    main()
