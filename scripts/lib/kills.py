"""Whether anything is lost when the window is killed: `scripts/kills [--rows 20000] [--publish 300]`.

The real window on a virtual screen is killed with signal 9 while somebody types into the form, while an element of a design
is dragged, while a text is typed on its page, while a spreadsheet is read and corrected, while credentials are generated, and while they are published. Started again, it must offer what was not
finished, have in it what was there, and complete the work: one credential for every row, whole files for each of them.
`scripts/crash` does the same to the command line many times; this is about what only the window holds.
"""

import argparse
import json
import shutil
import time
from pathlib import Path

import workspaces
from designer import Designer
from harness import Tally, listed, must, scratch
from person import Missing, Person, pictures_of
from screen import Screen, larger
from sheets import write_xlsx

NAME, MAIL = "Anna Lee", "anna@example.org"
DESIGN, WORDS = "Half a design", "Awarded to all who came"
DAMAGED, MENDED = "Jos\u00c3\u00a9 Garc\u00c3\u00ada", "Jos\u00e9 Garc\u00eda"
# How long after the last key, or after a correction is seen, the power goes.
MOMENT = 0.3


def begin_form(person: Person) -> None:
    person.click("Create credentials")
    person.until("For which group?")
    person.click(workspaces.GROUP)
    person.until("Who receives a credential?")


def go_on(person: Person) -> None:
    """What was not finished is offered, and taken."""
    person.click("Create credentials")
    person.until("You were not finished")
    person.click("Resume: ", starting=True)


def typing(tally: Tally, person: Person, workspace: Path) -> None:
    person.start("--workspace", workspace)
    begin_form(person)
    person.click("Fill in a form")
    person.fill("Name 1", NAME)
    person.fill("E-mail 1", MAIL)
    person.fill("Name 2", "Ben")
    time.sleep(MOMENT)
    person.kill()
    workspaces.check_sound(tally, workspace, "killed while typing")
    person.start("--workspace", workspace)
    go_on(person)
    kept = [person.value(field) for field in ("Name 1", "E-mail 1", "Name 2")]
    tally.check(kept == [NAME, MAIL, "Ben"], f"what was typed is there after a kill: {kept}")
    person.shot("typing")
    # It goes on: what was typed becomes credentials.
    person.click("Check 2 recipients")
    person.until("All 2 people are ready.")
    person.click("Go on")
    person.click("Generate 2 credentials")
    person.until("2 credentials wait for review")
    person.close()
    made = {credential["name"] for credential in listed(workspace)}
    tally.check(made == {NAME, "Ben"}, f"what was typed before the kill is generated: {made}")


def designing(tally: Tally, person: Designer, workspace: Path) -> None:
    """Killed while the mouse holds an element, then in the middle of a text; the working copy has all but the drag."""
    person.start("--workspace", workspace)
    person.new_design(DESIGN)
    person.draw("r", (0.3, 0.3), (0.5, 0.5))
    person.until("Kept as a draft")
    before = person.until("Rectangle, shape")
    x, y = before.middle
    person.hand.hold(f"{x},{y},{x + 90},{y + 60}")
    person.kill()
    person.hand.release("")
    workspaces.check_sound(tally, workspace, "killed while dragging")
    reopen(person, workspace)
    after = person.until("Rectangle, shape")
    tally.check((after.x, after.y) == (before.x, before.y), f"what was dragged is where it stood: {before} and {after}")
    person.shot("dragging")
    person.point_at(0.6, 0.6)
    person.hand.key("t")
    x, y = person.place(0.6, 0.6)
    person.hand.click(f"{x},{y}")
    person.letters(WORDS)
    time.sleep(MOMENT)
    person.kill()
    workspaces.check_sound(tally, workspace, "killed while a text is typed")
    reopen(person, workspace)
    person.until("Text, text")
    person.shot("typing-text")
    person.save(DESIGN)
    person.close()
    folder = workspace.parent / "kept"
    must("design", "export", DESIGN, folder, workspace=workspace)
    page = json.loads((folder / "design.json").read_text(encoding="utf-8"))["pages"][0]
    tally.check(len(page["elements"]) == 2 and WORDS in json.dumps(page), f"what was drawn and typed is kept: {page}")


def reopen(person: Designer, workspace: Path) -> None:
    """A design that was never saved is gone on with from its card."""
    person.start("--workspace", workspace)
    person.click("Designs")
    person.until("Import a design")
    person.bring(DESIGN)
    person.click(DESIGN)
    person.until(f"Canvas of {DESIGN}")
    person.until("You go on with changes that were not saved")


def importing(tally: Tally, person: Person, workspace: Path, folder: Path, rows: int) -> Path:
    """Killed while the file is read, then after a correction; leaves the corrected rows unfinished."""
    parts = [[f"Person {at}", f"person{at}@example.org"] for at in range(rows)]
    parts[1][0] = DAMAGED
    sheet = write_xlsx(folder / "course.xlsx", ["Name", "E-mail"], parts)
    person.start("--workspace", workspace)
    begin_form(person)
    person.fill("Spreadsheet", str(sheet))
    person.click("Open")
    person.kill()
    workspaces.check_sound(tally, workspace, "killed while a file is read")
    person.start("--workspace", workspace)
    person.click("Create credentials")
    person.wait("a group or what was begun", lambda: person.find("For which group?") or person.find("You were not finished"))
    if person.find("You were not finished"):
        person.click("Resume: ", starting=True)
    else:
        person.click(workspaces.GROUP)
        person.fill("Spreadsheet", str(sheet))
        person.click("Open")
    person.wait("the columns or the rows", lambda: person.find("Check ", starting=True) or person.find("Next problem"))
    if not person.find("Next problem"):
        person.click("Check ", starting=True)
    person.click(f"Name, row 3: {DAMAGED}")
    person.click(f"Write it as {MENDED}")
    person.until(f"Name, row 3: {MENDED}")
    time.sleep(MOMENT)
    person.kill()
    workspaces.check_sound(tally, workspace, "killed after a correction")
    person.start("--workspace", workspace)
    go_on(person)
    there = person.until(f"Name, row 3: {MENDED}")
    tally.check(there is not None, "the correction is there after a kill")
    person.shot("importing")
    return sheet


def generating(tally: Tally, person: Person, workspace: Path, rows: int) -> bool:
    """Kills the program when the first are made; says whether it could, or all were made before."""
    person.click("Go on")
    person.click("Generate ", starting=True)
    # Not what the window says: it counts what goes before, too.
    person.wait("the first credentials", lambda: made_of_sheet(workspace))
    person.kill()
    made = made_of_sheet(workspace)
    if len(made) == rows:
        return False
    workspaces.check_sound(tally, workspace, "killed while generating")
    tally.check(0 < len(made), f"the kill fell in the middle: {len(made)} of {rows} were made")
    before = {credential["id"]: credential for credential in made}
    person.start("--workspace", workspace)
    person.until("Interrupted")
    # It goes on where it was: at the last step, with the rows as they were mended.
    go_on(person)
    person.click("Generate ", starting=True)
    person.wait("all of them", lambda: all_made(person), 120)
    person.shot("generating")
    person.until_gone("Interrupted")
    person.close()
    after = {credential["id"]: credential for credential in made_of_sheet(workspace)}
    tally.check(len(after) == rows, f"every row has one credential after going on: {len(after)} of {rows}")
    tally.check(all(after.get(key) == value for key, value in before.items()), "what was made before the kill is unchanged")
    workspaces.check_sound(tally, workspace, "gone on generating")
    tally.check(not workspaces.temporary(workspace), f"nothing temporary is left: {workspaces.temporary(workspace)[:3]}")
    return True


def made_of_sheet(workspace: Path) -> list[dict]:
    return [credential for credential in listed(workspace) if credential["name"].startswith(("Person", "Jos"))]


def all_made(person: Person) -> bool:
    """Whether the window has gone on to review, which says it in passing."""
    return any("wait for review" in name or name.startswith("Contact sheet, ") for name in person.names())


def generating_in_time(tally: Tally, person: Person, folder: Path, first: int) -> None:
    """Imports and generates twice as many until a kill falls in the middle, as `publishing_in_time` does."""
    for rows in (first << doubled for doubled in range(5)):
        base, _ = workspaces.make(folder / f"rows-{rows}", 1)
        importing(tally, person, base, folder, rows)
        if generating(tally, person, base, rows):
            return
        shutil.rmtree(base)
    tally.check(False, f"all of {rows} were generated before a kill")


def done(names: list[str]) -> int:
    """How many of the work are done, as the window says it: `120 of 300`, perhaps with more behind it."""
    numbers = [0]
    for name in names:
        number, _, rest = name.replace("\u2009", "").partition(" of ")
        if number.isdigit() and rest.split(",")[0].isdigit():
            numbers.append(int(number))
    return max(numbers)


def is_far(names: list[str], least: int, count: int) -> bool:
    return done(names) >= least or f"Published {count} credentials" in names


def publishing(tally: Tally, person: Person, workspace: Path, count: int, least: int) -> bool:
    """Kills the program when so many are published; says whether it could, or all were published before."""
    what = f"killed after {least} of {count} were published"
    person.start("--workspace", workspace)
    person.click("Review")
    person.click("Publish ", starting=True)
    person.until("Back to review")
    if accept := person.find("Accept the warnings of ", starting=True):
        person.click(accept.name)
    person.click(f"Publish {count} credentials")
    person.wait("the first files", lambda: is_far(person.names(), least, count))
    said = done(person.names())
    person.kill()
    if len(listed(workspace, "--state", "published")) == count:
        return False
    workspaces.check_sound(tally, workspace, what)
    published = [credential["id"] for credential in listed(workspace, "--state", "published")]
    # Some are done, and none is counted before its files are there.
    tally.check(len(published) < count and (least == 1 or published), f"{what}: {len(published)} are published")
    tally.check(said <= len(published), f"{what}: {said} were said to be published, {len(published)} are")
    before = {key: workspaces.check_published(tally, workspace, key, what) for key in published}
    person.start("--workspace", workspace)
    person.until(f"Publishing was interrupted: {len(published)} of {count} are published")
    # The folder has what is published, and nothing that is not.
    folders = {path.name for path in (workspace / "published").iterdir() if path.is_dir() and not path.name.startswith(".")}
    tally.check(folders == set(published), f"{what}: {len(folders)} have a folder after the start, {len(published)} are published")
    pages = [key for key in published if (workspace / "published" / key / "index.html").is_file()]
    tally.check(pages == published, f"{what}: {len(pages)} of {len(published)} have a page after the start")
    person.shot(f"published-{least}")
    person.click("Resume publishing")
    person.until(f"Published {count} credentials", seconds=120)
    person.close()
    after = workspaces.check_complete(tally, workspace, count, what)
    stated = {key: workspaces.check_published(tally, workspace, key, what) for key in after}
    tally.check(all(stated[key] == value for key, value in before.items()), f"{what}: what was published is unchanged")
    folders = {path.name for path in (workspace / "published").iterdir() if path.is_dir() and not path.name.startswith(".")}
    tally.check(folders == set(after), f"{what}: {len(folders)} have a folder for {len(after)}")
    workspaces.check_sound(tally, workspace, f"{what}, completed")
    tally.check(not workspaces.temporary(workspace), f"{what}: {workspaces.temporary(workspace)[:3]} are left")
    return True


def publishing_in_time(tally: Tally, person: Person, folder: Path, first: int, part: float) -> None:
    """Publishes twice as many until a kill falls in the middle: a machine may be quicker than its window can be read."""
    for count in (first << doubled for doubled in range(6)):
        base, sheet = workspaces.make(folder / f"{count}-{part}", count)
        must("generate", workspaces.GROUP, sheet, "--issue-date", "2026-11-26", workspace=base)
        if publishing(tally, person, base, count, max(1, int(count * part))):
            return
        shutil.rmtree(base)
    tally.check(False, f"all of {count} were published before a kill")


def run(tally: Tally, person: Designer, folder: Path, options) -> None:
    workspace, _ = workspaces.make(folder / "making", 1)
    typing(tally, person, workspace)
    designing(tally, person, workspace)
    generating_in_time(tally, person, folder, options.rows)
    shutil.rmtree(workspace)
    for part in (0, 0.5):
        publishing_in_time(tally, person, folder, options.publish, part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20000, help="that are generated")
    parser.add_argument("--publish", type=int, default=300, help="that are published")
    options = parser.parse_args()
    tally, pictures = Tally("kills"), pictures_of("kills")
    with scratch("kills") as folder, Screen(larger("1280x800"), ears=True) as screen:
        person = Designer(screen, folder / "home", pictures)
        try:
            run(tally, person, folder, options)
        except Missing as missing:
            tally.check(False, str(missing))
    tally.finish()


if __name__ == "__main__":
    main()
