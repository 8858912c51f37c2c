"""Reading 100,000 rows, beside other programs: `scripts/bench-import [--rounds 3] [--peers PYTHON]`.

Makes sheets of 100,000 rows and 8 columns in target/bench, reads, maps and checks them in a process of its own, and
reads the same file with openpyxl, pandas, python-calamine and fastexcel where the Python of `--peers` has them. Prints
the median CPU seconds of all processes, the seconds on the clock, and the peak memory of the largest process. Ours is
the bench `library`; LIBRARY_BENCH names another build of it.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from harness import ROOT

FOLDER = ROOT / "target/bench"
PEERS = {
    "openpyxl, read-only": "import openpyxl; w = openpyxl.load_workbook({f!r}, read_only=True, data_only=True); print(sum(1 for _ in w.worksheets[0].iter_rows(values_only=True)) - 1)",
    "pandas with openpyxl": "import pandas; print(len(pandas.read_excel({f!r}, engine='openpyxl')))",
    "pandas with calamine": "import pandas; print(len(pandas.read_excel({f!r}, engine='calamine')))",
    "python-calamine": "from python_calamine import CalamineWorkbook as W; print(len(W.from_path({f!r}).get_sheet_by_index(0).to_python()) - 1)",
    "fastexcel": "import fastexcel; print(fastexcel.read_excel({f!r}).load_sheet(0).height)",
}


def bench() -> list[str]:
    """The command of the bench."""
    if os.environ.get("LIBRARY_BENCH"):
        return [os.environ["LIBRARY_BENCH"]]
    built = subprocess.run(
        ["cargo", "bench", "--bench", "library", "--no-run", "--locked"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    # The last line names the executable in brackets.
    return [str(ROOT / built.stderr.rsplit("(", 1)[1].split(")")[0])]


def sheet(ending: str) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"100000x8.{ending}"
    if not path.exists():
        subprocess.run([sys.executable, str(ROOT / "benches/data/make_sheet.py"), "100000", str(path), "--columns", "8"], check=True)
    return path


def once(command: list[str]) -> tuple[float, float, float, str]:
    """CPU seconds, seconds, megabytes, and what it said."""
    begun = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = child.stdout.read()
    _, _, usage = os.wait4(child.pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    return cpu, time.monotonic() - begun, usage.ru_maxrss / 1024, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default=sys.executable, help="a Python that has the other readers")
    options = parser.parse_args()
    ours = bench()
    xlsx, text = sheet("xlsx"), sheet("csv")
    jobs = {"Accolade, XLSX, read, mapped and checked": [*ours, "import-once", str(xlsx)], "Accolade, CSV, the same": [*ours, "import-once", str(text)]}
    for name, code in PEERS.items():
        jobs[f"{name}, read only"] = [options.peers, "-c", code.format(f=str(xlsx))]
    print("| 100,000 rows × 8 columns | CPU s | wall s | peak MB |")
    print("| --- | --- | --- | --- |")
    for name, command in jobs.items():
        runs = [once(command) for _ in range(options.rounds)]
        if "100000" not in runs[-1][3]:
            print(f"| {name} | – | – | – |")
            continue
        cpu, wall, megabytes = (statistics.median(run[i] for run in runs) for i in range(3))
        print(f"| {name} | {cpu:.2f} | {wall:.2f} | {megabytes:.0f} |", flush=True)


if __name__ == "__main__":
    main()
