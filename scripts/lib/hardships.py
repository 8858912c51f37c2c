"""Whether the window bears what happens to people's computers: `scripts/hardships`.

The real window on a virtual screen, with a workspace on a disk that can only be read; on a disk that gets full while a form
is typed, while credentials are generated and while they are published; with a workspace that another window has open; and
with a spreadsheet that is changed and then removed while it is open. It must say what is the matter, lose nothing, and go
on when the matter is mended. Disks are small file systems in memory, which need root; without, those parts are skipped.
"""

import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import workspaces
from fulldisk import fill
from harness import Tally, listed, must, program, scratch
from kills import begin_form
from person import Missing, Person, pictures_of
from screen import Screen, larger
from sheets import write_xlsx

FULL = "disk is full"


@contextmanager
def disk(place: Path, megabytes: int):
    """A small file system; gives whether there is one."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=True)


def says(person: Person, words: str, seconds: float = 60) -> str:
    """Waits until the window says something with these words in it."""
    return person.wait(f"“…{words}…”", lambda: next((name for name in person.names() if words in name), None), seconds)


def read_only(tally: Tally, person: Person, base: Path, folder: Path) -> None:
    place = folder / "read-only"
    with disk(place, 64) as mounted:
        if not mounted:
            return tally.skip("mounting a small file system needs root")
        workspace = workspaces.copy(base, place / "workspace")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        person.start("--workspace", workspace)
        says(person, "its disk is read-only")
        tally.check("Copy to…" in person.names(), f"a workspace on a read-only disk is shown, and how to copy it: {person.names()}")
        person.shot("read-only")
        shown = subprocess.run([program(), "--workspace", workspace, "group", "list"], capture_output=True, text=True)
        tally.check(shown.returncode == 0 and workspaces.GROUP in shown.stdout, f"the command line reads it, too: {shown.stderr}")
        person.click("Copy to…")
        person.until("Copy the workspace")
        person.fill("Folder of the copy", str(folder / "copied"))
        person.click("Copy")
        person.wait("the copy to be opened", lambda: "Copy to…" not in person.names() and "Copy" not in person.names())
        tally.check((folder / "copied/workspace.json").is_file(), "the copy is a workspace")
        person.shot("read-only-copied")
        tally.check(person.close() == 0, "the window closes after that")


def full_disk(tally: Tally, person: Person, base: Path, folder: Path) -> None:
    place = folder / "full"
    with disk(place, 96) as mounted:
        if not mounted:
            return tally.skip("mounting a small file system needs root")
        workspace = workspaces.copy(base, place / "workspace")
        # Choices and what is not finished are on the same disk.
        (place / "config/accolade").mkdir(parents=True)
        drafts = place / "config/accolade/unfinished"
        person.screen.environment["XDG_CONFIG_HOME"] = str(place / "config")
        try:
            on_full_disk(tally, person, workspace, place, drafts)
        finally:
            person.screen.environment["XDG_CONFIG_HOME"] = str(person.home / "config")


def unfinished(drafts: Path) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in drafts.glob("*.json"))


def on_full_disk(tally: Tally, person: Person, workspace: Path, place: Path, drafts: Path) -> None:
    person.start("--workspace", workspace)
    begin_form(person)
    person.click("Fill in a form")
    person.fill("Name 1", "Anna Lee")
    ballast = fill(place, 0)
    person.fill("Name 2", "Ben Okafor")
    tally.check(FULL in says(person, FULL), "a draft that cannot be kept is said")
    person.shot("full-typing")
    ballast.unlink()
    person.fill("Name 3", "Cem Aydin")
    kept = person.wait("the draft", lambda: "Cem Aydin" in unfinished(drafts))
    tally.check(kept and "Ben Okafor" in unfinished(drafts), "with space again all that was typed is kept")
    person.click("Check 3 recipients")
    person.until("All 3 people are ready.")
    person.click("Go on")
    person.until("Generate 3 credentials")
    ballast = fill(place, 0)
    person.click("Generate 3 credentials")
    tally.check(FULL in says(person, FULL), "generating on a full disk is said")
    person.shot("full-generating")
    ballast.unlink()
    person.click("Generate 3 credentials")
    person.until("3 credentials wait for review")
    person.click("Publish ", starting=True)
    person.until("Publish 3 credentials")
    ballast = fill(place, 0)
    person.click("Publish 3 credentials")
    tally.check(FULL in says(person, FULL), "publishing on a full disk is said")
    person.shot("full-publishing")
    ballast.unlink()
    again = person.wait("a way to go on", lambda: person.find("Try these again") or person.find("Publish the other ", starting=True) or person.find("Publish 3 credentials"))
    person.click(again.name)
    says(person, "Published 3 credentials")
    person.shot("full-published")
    tally.check(person.close() == 0, "the window closes after a full disk")
    states = sorted(credential["state"] for credential in listed(workspace))
    tally.check(states == ["published"] * 3, f"with space again everything is published: {states}")
    workspaces.check_sound(tally, workspace, "after a full disk")
    tally.check(not workspaces.temporary(workspace), f"nothing temporary is left: {workspaces.temporary(workspace)[:3]}")


def opened_twice(tally: Tally, person: Person, base: Path, folder: Path) -> None:
    person.start("--workspace", base)
    person.until("Create credentials")
    other = Person(person.screen, folder / "other home", person.pictures)
    other.start("--workspace", base)
    said = says(other, "open in another")
    tally.check(bool(said), "a second window says that another one has the workspace")
    other.shot("twice")
    tally.check(other.close() == 0, "the second window closes")
    person.screen.environment.update({"HOME": str(person.home), "XDG_CONFIG_HOME": str(person.home / "config")})
    person.click("Groups")
    person.until("Credential groups")
    tally.check(True, "the first one works on")
    person.close()


def changed_sheet(tally: Tally, person: Person, base: Path, folder: Path) -> None:
    def write(names: list[str]) -> Path:
        return write_xlsx(folder / "course.xlsx", ["Name", "E-mail"], [[name, f"p{at}@example.org"] for at, name in enumerate(names)])

    old, new = ["Anna Lee", "Ben Okafor"], ["Cem Aydin", "Dora Nagy", "Emil Varga"]
    sheet = write(old)
    person.start("--workspace", base)
    begin_form(person)
    person.fill("Spreadsheet", str(sheet))
    person.click("Open")
    person.click("Check 2 rows")
    person.until("All 2 rows are ready.")
    write(new)
    person.click("Go on")
    person.click("Generate 2 credentials")
    done = person.wait("an answer", lambda: next((name for name in person.names() if "wait for review" in name or "changed" in name), None))
    person.shot("changed")
    tally.check(True, f"a spreadsheet that changed while it was open: “{done}”")
    sheet.unlink()
    person.close()
    made = sorted(credential["name"] for credential in listed(base))
    if "changed" in done:
        tally.check(made == [], f"nothing is made of a sheet that nobody has seen: {made}")
    else:
        tally.check(made == old, f"what was seen and checked is what is made: {made}")


def main() -> None:
    tally, pictures = Tally("hardships"), pictures_of("hardships")
    with scratch("hardships") as folder, Screen(larger("1280x800"), ears=True) as screen:
        base, _ = workspaces.make(folder, 1)
        person = Person(screen, folder / "home", pictures)
        for part in (read_only, full_disk, opened_twice, changed_sheet):
            try:
                part(tally, person, base, folder)
            except Missing as missing:
                tally.check(False, f"{part.__name__}: {missing}")
                person.kill()
    tally.finish()


if __name__ == "__main__":
    main()
