"""The whole job, timed: `scripts/bench [--pdf 2000] [--png 200] [--rounds 3]`.

Makes the sheets in target/bench, then runs `accolade render` on the design of the side-by-side run, from the sheet to
the files, with one thread and with as many as there are cores. Prints the median of the rounds; what counts for
comparisons is files per CPU second, which other work on the machine changes least.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from harness import ROOT, program, scratch

DESIGN = ROOT / "benches/data/peers-design"
FOLDER = ROOT / "target/bench"


def sheet(rows: int, ending: str = "xlsx") -> Path:
    """The sheet of so many rows, made once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{rows}.{ending}"
    if not path.exists():
        subprocess.run([sys.executable, str(ROOT / "benches/data/make_sheet.py"), str(rows), str(path)], check=True)
    return path


def once(kind: str, rows: int, jobs: int, out: Path) -> tuple[float, float, int, int]:
    """Wall seconds, CPU seconds of all processes, files and their bytes."""
    shutil.rmtree(out, ignore_errors=True)
    command = [program(), "render", "--design", str(DESIGN), "--sheet", str(sheet(rows)), "--out", str(out), f"--{kind}", "--quiet"]
    command += ["--jobs", str(jobs), "--name-by", "certificate_id"]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    files = list(out.glob(f"*.{kind}"))
    return wall, cpu, len(files), sum(file.stat().st_size for file in files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pdf", type=int, default=2000)
    parser.add_argument("--png", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for ending in ("xlsx", "csv"):
        sheet(100_000, ending)
    print("| job | files | threads | wall s | CPU s | files/s | files per CPU second | bytes per file |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with scratch("bench") as folder:
        for kind, rows in (("pdf", options.pdf), ("png", options.png)):
            for jobs in sorted({1, os.cpu_count() or 1}):
                runs = [once(kind, rows, jobs, folder / "out") for _ in range(options.rounds)]
                wall, cpu = (statistics.median(run[i] for run in runs) for i in (0, 1))
                _, _, files, size = runs[-1]
                assert files == rows, f"{files} files of {rows} rows"
                line = f"| {kind.upper()} | {files} | {jobs} | {wall:.2f} | {cpu:.2f} | {files / wall:.0f} | {files / cpu:.0f} | {size // files} |"
                print(line, flush=True)


if __name__ == "__main__":
    main()
