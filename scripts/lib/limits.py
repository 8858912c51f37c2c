"""Whether very long lists stay within their limits: `scripts/limits [--rows 700000] [--keep FOLDER]`.

Makes lists in which every row is wrong, has a date that can be read in two ways, is in capitals, or is good, and one of all
kinds, as CSV and as .xlsx; checks each, alone and for a group, writes the rows that wait out, and asks for credentials of the
wrong ones. All processes of a command together may hold 1 GB at most. What hangs is ended after five minutes, and fails by that;
how long a command takes otherwise is printed, in seconds of the processors, and decides nothing: machines differ.
"""

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import workspaces
from harness import Tally, must, program, scratch

MOST_MEMORY = 1000
HANGS = 300
HEAD = ["Name", "E-mail", "Course", "Issue date", "Certificate ID", "Grade", "City"]
FIRST = "Anna Ben Chloë Dmitri Éva Farid Grace Hiroshi Inès João Kateřina Liam Mărioara Noor Oluwaseun Priya Raúl Søren Zoë".split()
LAST = "Müller Okafor Lee Núñez Kowalska Ibsen García Tanaka O’Brien Šesták Wójcik Ferreira Haddad Kovács Nguyen Öztürk".split()
KINDS = ["wrong", "dates", "capitals", "good"]


def row(kind: str, at: int, chance: random.Random) -> list[str]:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}-{chance.choice(LAST)}"
    day, month, year = chance.randint(1, 12), chance.randint(1, 12), chance.randint(2020, 2026)
    email, date = f"p{at}@example.org", f"{year}-{month:02}-{day:02}"
    match chance.choice(KINDS) if kind == "mixed" else kind:
        case "wrong":
            name, email, date = f"{name.replace('ü', 'Ã¼')}  x", f"p{at} example.org", "31.02.2026"
        case "dates":
            date = f"{day:02}/{month:02}/{year}"
        case "capitals":
            name = name.upper()
    return [name, email, "First aid", date, f"{at:07}", "A", "Köln"]


def rows(kind: str, count: int):
    chance = random.Random(7)
    yield HEAD
    for at in range(count):
        yield row(kind, at, chance)


def write_csv(path: Path, kind: str, count: int) -> None:
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows(kind, count))


PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def write_xlsx(path: Path, kind: str, count: int) -> None:
    """Written by hand: the library takes a minute for so many rows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for number, values in enumerate(rows(kind, count), 1):
                cells = (f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' for at, value in enumerate(values))
                sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def family(process: int) -> list[int]:
    """A process and its children."""
    found = [process]
    try:
        for task in os.listdir(f"/proc/{process}/task"):
            for child in Path(f"/proc/{process}/task/{task}/children").read_text().split():
                found += family(int(child))
    except OSError:
        pass  # It has ended meanwhile.
    return found


def kilobytes(process: int) -> int:
    """The memory of a process; what several share is parted among them."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass  # It has ended meanwhile.
    return 0


def run(workspace: Path, arguments: list[object]) -> tuple[int, float, float, str]:
    """Exit code, peak of all processes in megabytes, seconds of the processors, and the end of what it said."""
    command = [program(), "--workspace", str(workspace), *map(str, arguments)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        peak, begun = 0, time.monotonic()
        while process.poll() is None:
            peak = max(peak, sum(map(kilobytes, family(process.pid))))
            if time.monotonic() - begun > HANGS:
                process.kill()
            time.sleep(0.02)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        said.seek(max(0, said.seek(0, os.SEEK_END) - 300))
        end = said.read().decode("utf-8", "replace")
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return process.returncode, peak / 1024, seconds, end


def commands(sheet: Path, kind: str, report: Path) -> list[tuple[list[object], int]]:
    """What is asked of a list, and the exit code that is right."""
    wrong = kind in ("wrong", "dates", "mixed")
    asks = [
        (["check", sheet, "--json"], int(wrong)),
        (["check", sheet, "--group", workspaces.GROUP], int(wrong)),
    ]
    if kind == "wrong":
        asks += [
            (["check", sheet, "--fix", "all", "--report", report.with_suffix(".csv"), "--overwrite"], 1),
            (["generate", workspaces.GROUP, sheet], 1),
            (["generate", workspaces.GROUP, sheet, "--skip-bad", "--report", report], 0),
        ]
    return asks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=700_000)
    parser.add_argument("--few", action="store_true", help="only the wrong list and the one of all kinds, without a group")
    options = parser.parse_args()
    if not sys.platform.startswith("linux"):
        sys.exit("The memory of all processes is only known on Linux")
    tally = Tally("limits")
    # A shorter list may take less, and what the program takes by itself.
    share = min(1.0, options.rows / 700_000)
    memory = 150 + (MOST_MEMORY - 150) * share
    with scratch("limits") as folder:
        workspace, _ = workspaces.make(folder, 1)
        kinds = ["wrong", "mixed"] if options.few else ["wrong", "dates", "capitals", "mixed", "good"]
        for kind in kinds:
            for ending, write in (("csv", write_csv), ("xlsx", write_xlsx)):
                if options.few and (kind, ending) == ("mixed", "xlsx"):
                    continue
                sheet = folder / f"{kind}.{ending}"
                write(sheet, kind, options.rows)
                report = folder / f"report-{ending}.xlsx"
                for arguments, right in commands(sheet, kind, report):
                    code, peak, took, end = run(workspace, arguments)
                    what = f"{kind} {ending}: {' '.join(str(part) for part in arguments if part != sheet and part != workspaces.GROUP)}".replace(str(folder) + "/", "")
                    print(f"{what}: {peak:.0f} MB, {took:.1f} s", flush=True)
                    tally.check(code == right, f"{what}: exit {code} and not {right}: {end}")
                    tally.check(peak <= memory, f"{what}: {peak:.0f} MB is more than {memory:.0f}")
                if report.exists():
                    again = run(workspace, ["check", report, "--json"])
                    tally.check(again[0] == 1 and again[1] <= memory, f"the report of {ending} is read again: exit {again[0]}, {again[1]:.0f} MB")
                    report.unlink()
                sheet.unlink()
        must("doctor", workspace=workspace)
    tally.finish()


if __name__ == "__main__":
    main()
