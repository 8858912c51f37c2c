"""What the program makes of wrong input: `scripts/wrong-input [WORD]`.

Every command is given files that are missing, empty, folders or garbage, fields and things that do not exist, days that
no calendar has, and places where it may not write. It must exit with 1, say what is wrong with a hint, and leave the
workspace and the folder around it as they were. With WORD, only cases that have it in their command are run.
"""

import json
import os
import shutil
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import workspaces
from harness import DATA, Tally, accolade, fingerprint, listed, must, program, scratch
from sheets import write_xlsx
from workspaces import GROUP

# Who may read everything in the scratch folder and write nothing.
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/")
GARBAGE = bytes((i * 197 + (i >> 3) * 61) % 256 for i in range(5000))


@dataclass
class Place:
    """Everything that a case may name."""

    root: Path
    workspace: Path
    sheet: Path
    pending: str
    published: str


def bad_sheets(root: Path) -> dict[str, Path]:
    folder = root / "sheets"
    folder.mkdir()
    made = {
        "missing": folder / "missing.xlsx",
        "folder": folder,
        "empty xlsx": folder / "empty.xlsx",
        "empty csv": folder / "empty.csv",
        "garbage xlsx": folder / "garbage.xlsx",
        "garbage csv": folder / "garbage.csv",
        "picture": folder / "picture.png",
    }
    made["empty xlsx"].write_bytes(b"")
    made["empty csv"].write_bytes(b"")
    for name in ("garbage xlsx", "garbage csv", "picture"):
        made[name].write_bytes(GARBAGE)
    made["no cells"] = write_xlsx(folder / "cells.xlsx", [], [])
    made["headings only"] = write_xlsx(folder / "headings.xlsx", ["Name", "E-mail"], [])
    made["no name column"] = write_xlsx(folder / "columns.xlsx", ["Shoe size"], [["41"]])
    made["no name"] = write_xlsx(folder / "name.xlsx", ["Name", "E-mail"], [["", "a@example.org"]])
    made["impossible day"] = write_xlsx(folder / "day.xlsx", ["Name", "Issue date"], [["Ann", "2026-02-30"]])
    made["bad address"] = write_xlsx(folder / "address.xlsx", ["Name", "E-mail"], [["Ann", "ann at example.org"]])
    made["damaged letters"] = write_xlsx(folder / "letters.xlsx", ["Name"], [["Bj\ufffdrn Str\ufffdm"]])
    return made


def bad_designs(root: Path) -> dict[str, Path]:
    folder = root / "designs"
    good = json.loads((DATA / "names-design/design.json").read_text(encoding="utf-8"))

    def folder_with(name: str, text: str) -> Path:
        (folder / name).mkdir(parents=True)
        (folder / name / "design.json").write_text(text, encoding="utf-8")
        return folder / name

    def changed(name: str, change) -> Path:
        design = json.loads(json.dumps(good))
        change(design)
        return folder_with(name, json.dumps(design))

    def text_of(design: dict) -> dict:
        return design["pages"][0]["elements"][0]["content"]["text"]

    made = {
        "missing": folder / "missing",
        "broken json": folder_with("broken", '{"format": "accolade-design",'),
        "another json": folder_with("another", '{"a": 1}'),
        "newer version": changed("newer", lambda d: d.update(version=999)),
        "no pages": changed("pages", lambda d: d.update(pages=[])),
        "unknown key": changed("key", lambda d: d.update(colour="red")),
        "unknown field": changed("field", lambda d: text_of(d)["spans"][0].update(text="{{issuer.phone}}")),
        "unclosed field": changed("unclosed", lambda d: text_of(d)["spans"][0].update(text="{{recipient.name")),
        "endless page": changed("endless", lambda d: d["pages"][0].update(width=1e12)),
        "picture missing": changed("picture", lambda d: d["pages"][0].update(background={"image": "images/none.png"})),
        "picture outside": changed("outside", lambda d: d["pages"][0].update(background={"image": "../../letters.png"})),
    }
    (folder / "empty").mkdir()
    made["empty folder"] = folder / "empty"
    for name in ("garbage.zip", "garbage.png", "garbage.svg", "garbage.pdf", "garbage.txt"):
        (folder / name).write_bytes(GARBAGE)
        made[name] = folder / name
    (folder / "empty.zip").write_bytes(b"")
    made["empty.zip"] = folder / "empty.zip"
    return made


def cases(place: Place) -> list[tuple[str, ...]]:
    """Every wrong command line."""
    root, pending, published = place.root, place.pending, place.published
    names = str(DATA / "names-design")
    out = str(root / "out")
    file = str(place.sheet)
    missing = str(root / "nowhere/file")
    found: list[tuple[str, ...]] = []
    for sheet in bad_sheets(root).values():
        found.append(("generate", GROUP, str(sheet)))
        found.append(("render", "--design", names, "--sheet", str(sheet), "--out", out, "--pdf"))
    for design in bad_designs(root).values():
        found.append(("design", "import", str(design)))
        found.append(("render", "--design", str(design), "--sheet", file, "--out", out, "--pdf"))
    found += [
        ("generate", "No such group", file),
        ("generate", GROUP, file, "--issue-date", "2026-02-30"),
        ("generate", GROUP, file, "--expiry-date", "2026-02-30"),
        ("generate", GROUP, file, "--expiry-date", "soon"),
        ("generate", GROUP, file, "--issue-date", "2026-11-26", "--expiry-date", "2020-01-01"),
        ("generate", GROUP, file, "--map", "No such column=recipient.name"),
        ("generate", GROUP, file, "--map", "Name=no_such_field"),
        ("generate", GROUP, file, "--map", "Name"),
        ("generate", GROUP, file, "--sheet-name", "No such sheet"),
        ("render", "--design", names, "--sheet", file, "--out", file, "--pdf"),
        ("render", "--design", names, "--sheet", file, "--out", out, "--pdf", "--name-by", "no_such_field"),
        ("render", "--design", names, "--sheet", file, "--out", out, "--png", "--dpi", "0"),
        ("render", "--design", names, "--sheet", file, "--out", out, "--png", "--dpi", "1e9"),
        ("design", "export", "No such design", out),
        ("design", "export", "Names", str(place.workspace)),
        ("design", "export", "Names", file + "/x"),
        ("design", "render", "No such design", out + ".png"),
        ("design", "render", "Names", out + ".gif"),
        ("design", "render", "Names", missing + ".png"),
        ("design", "render", "Names", out + ".png", "--data", "no_such_field=1"),
        ("design", "render", "Names", out + ".png", "--data", "recipient.name"),
        ("design", "render", "Names", out + ".png", "--data", "credential.issue_date=2026-02-30"),
        ("group", "create", "Without a design"),
        ("group", "create", "Wrong design", "--certificate", "No such design"),
        ("group", "create", "Wrong kind", "--badge", "Names"),
        ("group", "create", "", "--certificate", "Names"),
        ("group", "create", GROUP, "--certificate", "Names"),
        ("group", "create", "Wrong field", "--certificate", "Names", "--field", "grade:colour"),
        ("group", "create", "Wrong field", "--certificate", "Names", "--field", "name:text"),
        ("group", "create", "Same fields", "--certificate", "Names", "--field", "a:text", "--field", "a:number"),
        ("group", "create", "Wrong validity", "--certificate", "Names", "--valid", "2 years"),
        ("group", "create", "Wrong policy", "--certificate", "Names", "--duplicates", "perhaps"),
        ("group", "create", "Wrong language", "--certificate", "Names", "--language", "not a language"),
        ("group", "create", "Wrong number", "--certificate", "Names", "--number", "{colour}"),
        ("group", "create", "Wrong file name", "--certificate", "Names", "--file-name", "{{issuer.phone}}"),
        ("group", "show", "No such group"),
        ("list", "--group", "No such group"),
        ("list", "--state", "forgotten"),
        ("show", "no-such-credential"),
        ("log", "no-such-credential"),
        ("edit", "no-such-credential", "recipient.name=Ann"),
        ("edit", pending, "no_such_field=1"),
        ("edit", pending, "recipient.name"),
        ("edit", pending, "recipient.name="),
        ("edit", pending, "recipient.email=ann at example.org"),
        ("edit", pending, "credential.issue_date=2026-02-30"),
        ("edit", pending, "credential.id=1"),
        ("edit", published, "recipient.name=Ann"),
        ("accept", "no-such-credential"),
        ("accept", published),
        ("regenerate", published),
        ("hold", published, "--reason", "why"),
        ("hold", pending, "--reason", ""),
        ("release", pending),
        ("delete", published),
        ("delete", "no-such-credential"),
        ("correct", pending, "recipient.name=Ann", "--reason", "why"),
        ("correct", published, "no_such_field=1", "--reason", "why"),
        ("correct", published, "recipient.name=Ann", "--reason", " "),
        ("suspend", pending, "--reason", "why"),
        ("suspend", published, "--reason", ""),
        ("reinstate", published),
        ("revoke", pending, "--reason", "why"),
        ("revoke", published, "--reason", ""),
        ("publish", "--id", "no-such-credential"),
        ("publish", "--group", "No such group"),
        ("publish", "--batch", "999"),
        ("publish", "--all", "--out", file),
        ("publish",),
        ("backup", str(root)),
        ("backup", missing),
        ("restore", missing, str(root / "restored")),
        ("restore", file, str(root / "restored")),
        ("restore", str(root), str(root / "restored")),
        ("init", str(place.workspace), "--issuer", "Twice"),
        ("init", str(root), "--issuer", "Not empty"),
        ("init", file, "--issuer", "A file"),
        ("init", str(root / "new"), "--issuer", " "),
        ("init", str(root / "new"), "--issuer", "A", "--url", "not an address"),
        ("init", str(root / "new"), "--issuer", "A", "--email", "not an address"),
        ("init", str(root / "new"), "--issuer", "A", "--logo", missing),
        ("init", str(root / "new"), "--issuer", "A", "--logo", file),
    ]
    return found


def elsewhere(place: Place) -> list[tuple[Path, tuple[str, ...]]]:
    """Commands on workspaces that are none."""
    commands = [
        ("list",), ("doctor",), ("log",), ("design", "list"), ("group", "list"), ("issuer",), ("show", "x"), ("publish", "--all"),
        ("generate", GROUP, str(place.sheet)), ("backup", str(place.root / "b")), ("accept", "x"), ("revoke", "x", "--reason", "y"),
    ]  # fmt: skip
    empty = place.root / "not-a-workspace"
    empty.mkdir()
    newer = place.root / "newer-workspace"
    shutil.copytree(place.workspace, newer)
    about = json.loads((newer / "workspace.json").read_text())
    # A checksum over the facts tells another version from a damaged one.
    checked = f"999 999 {about['id']}".encode()
    about.update(format=999, min_reader=999, check=f"{zlib.crc32(checked):08x}")
    (newer / "workspace.json").write_text(json.dumps(about))
    wrong = [place.root / "nowhere", empty, place.sheet, newer]
    return [(workspace, command) for workspace in wrong for command in commands]


def forbidden(place: Place) -> list[tuple[str, ...]]:
    """Commands that would write where it is not allowed."""
    names, sheet, out = str(DATA / "names-design"), str(place.sheet), str(place.root / "out")
    return [
        ("init", str(place.root / "new"), "--issuer", "A"),
        ("generate", GROUP, sheet),
        ("publish", "--all", "--accept-warnings"),
        ("design", "import", names),
        ("design", "render", names, out + ".png"),
        ("group", "create", "New", "--certificate", "Names"),
        ("hold", place.pending, "--reason", "why"),
        ("backup", str(place.root / "backup")),
        ("render", "--design", names, "--sheet", sheet, "--out", out, "--pdf"),
    ]


class Runner:
    def __init__(self, tally: Tally, place: Place) -> None:
        self.tally, self.place = tally, place
        self.before = self.state()

    def state(self) -> dict[str, str]:
        """What must not change. The database is made from the journal, and a lock comes and goes."""
        ignored = ("workspace/db", "workspace/lock", "newer-workspace/db", "newer-workspace/lock")
        return fingerprint(self.place.root, ignored)

    def refuse(self, command: tuple[str, ...], workspace: Path, prefix: tuple[str, ...] = ()) -> None:
        answer = accolade(*command, workspace=workspace, prefix=prefix, timeout=120)
        what = " ".join(part.replace(str(self.place.root), "…") or "''" for part in command)
        if workspace != self.place.workspace:
            what += f" in {workspace.name}"
        if prefix:
            what += " as nobody"
        self.tally.check(answer.code == 1 and not answer.crashed(), f"{what}: exit {answer.code}: {(answer.err or answer.out).strip()[:400]}")
        # The same message for several rows counts once; besides it there may be one about the whole.
        lines = [line.split("row ")[0] + line.split(": ")[-1] for line in answer.err.splitlines() if line.startswith("error: ")]
        errors, hints = len({line for line in lines if "more of this kind" not in line}), answer.err.count("hint: ")
        self.tally.check(1 <= errors <= 2 and hints >= 1, f"{what}: {errors} errors and {hints} hints: {answer.err.strip()[:400]}")
        after = self.state()
        changed = [name for name in self.before.keys() | after.keys() if self.before.get(name) != after.get(name)]
        if not self.tally.check(not changed, f"{what}: changed {changed[:4]}"):
            self.before = after


def prepare(root: Path) -> Place:
    workspace, sheet = workspaces.make(root, 4)
    for step in (workspaces.generate(workspace, sheet),):
        assert step.code == 0, step.err
    identities = sorted(credential["id"] for credential in listed(workspace))
    must("publish", "--id", identities[0], "--accept-warnings", workspace=workspace)
    return Place(root, workspace, sheet, identities[1], identities[0])


def main() -> None:
    tally = Tally("wrong-input")
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    with scratch("wrong") as root:
        # Others have to be able to look into it, for the cases without permission.
        root.chmod(0o755)
        place = prepare(root)
        all_cases, all_elsewhere = cases(place), elsewhere(place)
        run = Runner(tally, place)
        for command in all_cases:
            if word in " ".join(command):
                run.refuse(command, place.workspace)
        for workspace, command in all_elsewhere:
            if word in " ".join(command):
                run.refuse(command, workspace)
        without_permission(tally, run, place, word)
    tally.finish()


def without_permission(tally: Tally, run: Runner, place: Place, word: str) -> None:
    """The cases that need somebody who may not write."""
    if os.geteuid() != 0:
        tally.skip("trying without write permission needs root, to become somebody else")
        return
    # The program may stand where nobody else can read.
    copied = place.root / "accolade"
    shutil.copy(program(), copied)
    shutil.copytree(DATA / "names-design", place.root / "names-design")
    if subprocess.run([*NOBODY, str(copied), "--version"], capture_output=True).returncode != 0:
        tally.skip("the program cannot be run as somebody else here")
        return
    os.environ["ACCOLADE"] = str(copied)
    run.before = run.state()
    for command in forbidden(place):
        if word in " ".join(command):
            moved = tuple(part.replace(str(DATA / "names-design"), str(place.root / "names-design")) for part in command)
            run.refuse(moved, place.workspace, NOBODY)


if __name__ == "__main__":
    main()
