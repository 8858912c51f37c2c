"""What the scripts share: where things are, running the program, workspaces to try it on, and the final count.

The scripts see the program as its users do: its command line, its files, its exit codes.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests/data"

# Signals and exit codes that only a crash gives: 101 is a panic, 134 an abort, 139 a bad address.
CRASHES = {101, 134, 139, -6, -11}


def program() -> str:
    """The program under test: $ACCOLADE, else the release build."""
    path = os.environ.get("ACCOLADE") or str(ROOT / "target/release/accolade")
    if not os.access(path, os.X_OK):
        sys.exit(f"There is no program at {path}: build it with `cargo build --release`, or name one in ACCOLADE")
    return path


@dataclass
class Answer:
    """What the program said and how it ended."""

    code: int
    out: str
    err: str

    def crashed(self) -> bool:
        return self.code in CRASHES or "panicked" in self.err or "RUST_BACKTRACE" in self.err


def accolade(*arguments: object, workspace: Path | None = None, timeout: float = 300, prefix: tuple[str, ...] = ()) -> Answer:
    """Runs the program to its end. `prefix` is a command that runs it in turn, such as `setpriv …`."""
    command = [*prefix, program()]
    if workspace is not None:
        command += ["--workspace", str(workspace)]
    command += [str(argument) for argument in arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return Answer(124, "", f"no end after {timeout:.0f} s: {' '.join(command)}")
    return Answer(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def must(*arguments: object, workspace: Path | None = None) -> Answer:
    """Runs a step that a test stands on; its failure ends the script."""
    answer = accolade(*arguments, workspace=workspace)
    if answer.code != 0:
        sys.exit(f"accolade {' '.join(map(str, arguments))}: exit {answer.code}\n{answer.out}{answer.err}")
    return answer


def listed(workspace: Path, *arguments: object) -> list[dict]:
    """The credentials that `list --json` gives."""
    answer = must("list", "--json", *arguments, workspace=workspace)
    found = json.loads(answer.out)
    return found["credentials"] if isinstance(found, dict) else found


def fingerprint(folder: Path, ignored: tuple[str, ...] = ()) -> dict[str, str]:
    """Every file of a folder with the hash of its content."""
    prints = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(ignored):
            prints[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return prints


@contextmanager
def scratch(name: str):
    """A folder for one run, removed afterwards unless KEEP is set."""
    if os.environ.get("KEEP"):
        yield Path(tempfile.mkdtemp(prefix=f"accolade-{name}-"))
        return
    with tempfile.TemporaryDirectory(prefix=f"accolade-{name}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@dataclass
class Tally:
    """Counts checks and prints those that fail."""

    name: str
    passed: int = 0
    failures: list[str] = field(default_factory=list)
    skipped: int = 0

    def check(self, good: bool, what: str) -> bool:
        if good:
            self.passed += 1
        else:
            self.failures.append(what)
            print(f"FAILED {what}", flush=True)
        return good

    def skip(self, what: str) -> None:
        self.skipped += 1
        print(f"skipped: {what}", flush=True)

    def finish(self) -> None:
        """Prints the line of counts that `scripts/test` adds up, and ends the script."""
        print(f"{self.name}: {self.passed} passed, {len(self.failures)} failed, {self.skipped} skipped")
        sys.exit(1 if self.failures else 0)
