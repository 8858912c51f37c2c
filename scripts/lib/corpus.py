"""Every spreadsheet of a folder, read or refused: `scripts/corpus [FOLDER] [--markdown] [--no-office] [--all]`.

Reads each file below FOLDER (the fixtures of the tests by default) as an import does, in a process of its own, with its
time and its peak memory, that of the reader's child included. The numbers of rows and cells are compared with what
openpyxl and LibreOffice find in the same sheet. A file fails when its reader crashes the program, needs more than 20 s
or 1 GB, refuses without a hint, or gives fewer rows or cells than both of the others; `--all` lists every difference.
`--markdown` prints the table of tests/README.md. The reader is the example `read_sheets`; READ_SHEETS names another
build of it.
"""

import argparse
import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from harness import ROOT, Tally, scratch

SECONDS, MEGABYTES = 20, 1000
csv.field_size_limit(1 << 30)
# Where LibreOffice shows more than is in the file, because it fills pivot tables and formulas in again.
CALCULATED = {"test_files__apachepoi_FormulaEvalTestData.xls.xlsb", "test_files__formula_stress_test.xlsb"}
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# All sheets, each in a file; values as they are shown; separated by commas, in UTF-8.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@dataclass
class Outcome:
    """What became of a file."""

    path: Path
    told: dict
    seconds: float
    megabytes: float
    said: str
    # Rows and cells with something in them, by program.
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        return self.told.get("outcome") == "read"

    @property
    def code(self) -> str:
        """Why it was refused."""
        errors = [p for p in self.told.get("problems", []) if p["severity"] == "error"]
        return errors[0]["code"] if errors else ""


def reader() -> str:
    path = os.environ.get("READ_SHEETS")
    if path:
        return path
    for kind in ("release", "debug"):
        built = ROOT / "target" / kind / "examples/read_sheets"
        if built.exists():
            return str(built)
    sys.exit("There is no reader: build it with `cargo build --example read_sheets`")


def read(path: Path) -> Outcome:
    begun = time.monotonic()
    child = subprocess.Popen([reader(), "--raw", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = child.stdout.read(), child.stderr.read()
    # What is reported is the larger of the process and its own children.
    _, status, usage = os.wait4(child.pid, 0)
    seconds, said = time.monotonic() - begun, err.decode("utf-8", "replace")
    try:
        told = json.loads(out)
    except ValueError:
        told = {"outcome": f"no answer, status {status}"}
    outcome = Outcome(path, told, seconds, usage.ru_maxrss / 1024, said)
    if outcome.is_read:
        outcome.counts["ours"] = (told["rows"], told["cells"])
    return outcome


def count(rows) -> tuple[int, int]:
    """Rows and cells that show something."""
    filled = [sum(1 for value in row if value is not None and str(value).strip()) for row in rows]
    return sum(1 for cells in filled if cells), sum(filled)


def by_openpyxl(outcome: Outcome) -> tuple[int, int] | None:
    """What openpyxl finds in the same sheet; None where it cannot read it, or lists what no file has (16 million cells)."""
    if outcome.path.suffix.lower() not in (".xlsx", ".xlsm") or outcome.path.stat().st_size > 2_000_000:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Not read-only, which believes what a file says of its size.
            book = openpyxl.load_workbook(outcome.path, data_only=True)
        sheet = book[outcome.told["sheet"]]
        # The cells that are there; their rows in any order.
        rows: dict[int, int] = {}
        for (row, _), cell in sheet._cells.items():
            if cell.value is not None and str(cell.value).strip():
                rows[row] = rows.get(row, 0) + 1
        return len(rows), sum(rows.values())
    except Exception:  # whatever stops another program is none of our business
        return None


def by_office(outcomes: list[Outcome], folder: Path) -> None:
    """What LibreOffice finds in the same sheets. It is started once for many files, and again for those it lost."""
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    names = {}
    for number, outcome in enumerate(outcomes):
        name = f"{number:04}"
        shutil.copy(outcome.path, folder / f"{name}{outcome.path.suffix}")
        names[name] = outcome
    out = folder / "out"

    def convert(chosen: list[str], seconds: int) -> None:
        files = [str(folder / f"{name}{names[name].path.suffix}") for name in chosen]
        command = [OFFICE, home, "--headless", "--convert-to", CSV, "--outdir", str(out), *files]
        # It is a family of processes: all of them must go, or the next one waits for the last.
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    waiting = [name for name, outcome in names.items() if outcome.told["rows"] < 100_000 and outcome.seconds < 5]
    for start in range(0, len(waiting), 10):
        batch = waiting[start : start + 10]
        convert(batch, 40)
        for name in batch:
            if not list(out.glob(f"{name}*.csv")):
                convert([name], 15)
    for name, outcome in names.items():
        sheet = outcome.told["sheet"]
        wanted = out / f"{name}-{sheet}.csv"
        # A name with characters that files cannot have is written otherwise; the order of sheets is lost.
        files = [wanted] if wanted.exists() else list(out.glob(f"{name}*.csv"))
        if len(files) == 1:
            text = files[0].read_text("utf-8", "replace")
            outcome.counts["LibreOffice"] = count(csv.reader(io.StringIO(text)))


def judge(outcome: Outcome, tally: Tally) -> str:
    """Checks a file; gives what to say of its counts."""
    name = outcome.path.name
    problems = outcome.told.get("problems", [])
    tally.check("problems" in outcome.told and "panicked" not in outcome.said, f"{name}: {outcome.told.get('outcome')} {outcome.said[:300]}")
    tally.check(outcome.seconds <= SECONDS, f"{name}: {outcome.seconds:.1f} s")
    tally.check(outcome.megabytes <= MEGABYTES, f"{name}: {outcome.megabytes:.0f} MB")
    for problem in problems:
        tally.check(not problem["unexpected"], f"{name}: unexpected: {problem['message']}")
        if problem["severity"] == "error":
            tally.check(bool(problem["hints"]), f"{name}: no hint: {problem['message']}")
    if not outcome.is_read:
        return ""
    ours = outcome.counts["ours"]
    others = {program: counts for program, counts in outcome.counts.items() if program != "ours"}
    if not others:
        return "alone"
    if ours in others.values():
        return "same"
    # Cells that are left out with a warning are no loss without a word.
    if name in CALCULATED or any(problem["code"] == "far-cells" for problem in problems):
        return "other"
    fewer = all(ours[0] < rows or ours[1] < cells for rows, cells in others.values())
    tally.check(not fewer, f"{name}: fewer rows or cells: {outcome.counts}")
    return "fewer" if fewer else "other"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests/fixtures/sheets")
    parser.add_argument("--markdown", action="store_true", help="print the table of tests/README.md")
    parser.add_argument("--no-office", action="store_true", help="do not ask LibreOffice")
    parser.add_argument("--all", action="store_true", help="list every difference in counts, and what was refused")
    options = parser.parse_args()
    tally = Tally("corpus")
    files = sorted(p for p in options.folder.rglob("*") if p.is_file() and p.name not in ("expected.tsv", "MANIFEST.tsv", "README.md"))
    outcomes = [read(path) for path in files]
    are_read = [outcome for outcome in outcomes if outcome.is_read]
    for outcome in are_read:
        counts = by_openpyxl(outcome)
        if counts:
            outcome.counts["openpyxl"] = counts
    if not options.no_office and not OFFICE:
        tally.skip("counts of LibreOffice: it is not installed")
    elif not options.no_office:
        # It takes every text for UTF-8, as it was told to; workbooks say what they are.
        with scratch("corpus") as folder:
            by_office([outcome for outcome in are_read if outcome.told.get("encoding") is None], folder)
    verdicts = {}
    for outcome in outcomes:
        verdict = verdicts[outcome.path] = judge(outcome, tally)
        if options.all and not outcome.is_read:
            print(f"refused {outcome.path.name}: {[p['message'] for p in outcome.told.get('problems', [])][:1]}")
        if options.all and verdict == "other":
            print(f"{verdict} {outcome.path.name}: {outcome.counts}")
    if options.markdown:
        table(outcomes, verdicts)
    slowest, largest = max(outcomes, key=lambda o: o.seconds), max(outcomes, key=lambda o: o.megabytes)
    print(f"slowest {slowest.path.name} {slowest.seconds:.1f} s, largest {largest.path.name} {largest.megabytes:.0f} MB")
    print("counts:", dict(Counter(v for v in verdicts.values() if v)))
    tally.finish()


def table(outcomes: list[Outcome], verdicts: dict[Path, str]) -> None:
    print("| files | count | read | same counts as another program | refused |")
    print("| --- | --- | --- | --- | --- |")
    for ending in sorted({o.path.suffix.lower() for o in outcomes}):
        of = [o for o in outcomes if o.path.suffix.lower() == ending]
        are_read = [o for o in of if o.is_read]
        compared = [o for o in are_read if verdicts[o.path] != "alone"]
        same = sum(verdicts[o.path] == "same" for o in compared)
        refused = Counter(o.code for o in of if not o.is_read)
        reasons = ", ".join(f"{count} {code}" for code, count in refused.most_common())
        print(f"| {ending} | {len(of)} | {len(are_read)} | {same} of {len(compared)} | {reasons or 'none'} |")


if __name__ == "__main__":
    main()
