"""Workspaces for the scripts to ill-treat: making them, and what has to hold of every one that was interrupted."""

import hashlib
import shutil
from pathlib import Path

from harness import DATA, Answer, Tally, accolade, listed, must
from sheets import recipients

GROUP = "Course"


def make(folder: Path, rows: int) -> tuple[Path, Path]:
    """A workspace with a group, and a sheet of so many recipients for it."""
    folder.mkdir(parents=True, exist_ok=True)
    workspace, sheet = folder / "workspace", recipients(folder / "sheet.xlsx", rows)
    must("init", workspace, "--issuer", "Test school", "--url", "https://certificates.example.org")
    must("design", "import", DATA / "names-design", workspace=workspace)
    must("group", "create", GROUP, "--certificate", "Names", "--code", "C", workspace=workspace)
    return workspace, sheet


def copy(workspace: Path, to: Path) -> Path:
    """A copy of a workspace, in place of what is there."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(workspace, to)
    return to


def generate(workspace: Path, sheet: Path) -> Answer:
    return accolade("generate", GROUP, sheet, "--issue-date", "2026-11-26", workspace=workspace)


def publish(workspace: Path) -> Answer:
    return accolade("publish", "--all", "--accept-warnings", workspace=workspace)


def temporary(workspace: Path) -> list[str]:
    """Files that only an interrupted run leaves: none may be left after a complete one."""
    names = (path.relative_to(workspace).as_posix() for path in workspace.rglob("*"))
    return [name for name in names if ".tmp" in name or ".generating" in name]


def stated(folder: Path) -> dict[str, str]:
    """The names and digests that the index of a folder states."""
    lines = (folder / "files.sha256").read_text(encoding="utf-8").splitlines()
    return {line[66:]: line[:64] for line in lines}


def check_published(tally: Tally, workspace: Path, identity: str, what: str) -> dict[str, str]:
    """The files of a published credential are whole; returns their digests."""
    folder = workspace / "published" / identity / "1"
    if not tally.check((folder / "files.sha256").is_file(), f"{what}: {identity} is published with its files"):
        return {}
    index = stated(folder)
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != "files.sha256"}
    wrong = [name for name in index if found.get(name) != index[name]]
    tally.check(not wrong and any(name.endswith(".pdf") for name in index), f"{what}: the files of {identity} are whole ({wrong})")
    return index


def check_sound(tally: Tally, workspace: Path, what: str) -> bool:
    """`doctor` finds nothing."""
    answer = accolade("doctor", workspace=workspace)
    return tally.check(answer.code == 0 and not answer.crashed(), f"{what}: doctor says {answer.code}: {answer.err.strip()[:600]}")


def check_complete(tally: Tally, workspace: Path, rows: int, what: str) -> dict[str, dict]:
    """Every row has one credential and no more; returns them by id."""
    credentials = listed(workspace)
    tally.check(len(credentials) == rows, f"{what}: {len(credentials)} credentials of {rows} rows")
    places = {(credential["batch"], credential["row"]) for credential in credentials}
    tally.check(len(places) == len(credentials), f"{what}: no row has two credentials")
    numbers = {credential["number"] for credential in credentials}
    tally.check(len(numbers) == len(credentials), f"{what}: no number is given twice")
    return {credential["id"]: credential for credential in credentials}
