"""Whether a template comes back unharmed from LibreOffice: `scripts/template [--keep FOLDER]`.

Types every undamaged name of tests/data/names.tsv into a template, with codes that spreadsheets like to damage, dates and
values of lists. Saves it as xlsx, xls, ods and csv: as it is, with rows inserted, deleted and sorted, and with a title
above and columns moved and added. Every file must be known as the template (the csv by its headings) and give exactly what
was typed. Excel and Google Sheets are not tried.
"""

import argparse
import json
import subprocess
import unicodedata
from pathlib import Path

from harness import Tally, accolade, listed, must, scratch
from sheets import names

ENDINGS = ["xlsx", "xls", "ods", "csv"]
TOWNS = [f"Δήμος {n}" for n in range(1, 301)]
FIELDS = ["code:text", "level:choice(Gold|Silver)", f"town:choice({'|'.join(TOWNS)})", "born:date"]

# What a spreadsheet makes a number, a date, a formula or a truth value of where a cell is no text.
CODES = [
    *["00123", "0007", "1E5", "1e15", "01", "1/2", "3-4", "=1+1", "+49 30 123456", "-7", "2026-11-26", "TRUE", "1,5", "1.50"],
    *["12345678901234567", "@home", "'quoted", "5%", "MAR1", "SEPT2", "10:30", "€ 5", "1 000"],
]


def people() -> list[dict]:
    """What is typed, row by row."""
    found = []
    for at, name in enumerate(name for name in names() if not name.damaged):
        found.append({
            "name": name.text.strip(),
            "email": f"person{at}@example.org",
            "code": CODES[at % len(CODES)],
            "level": ["Gold", "Silver"][at % 2],
            "town": TOWNS[at * 7 % len(TOWNS)],
            "born": f"19{50 + at % 50}-0{1 + at % 9}-1{at % 10}",
        })
    return found


def office(jobs: list[dict]) -> list[dict]:
    helper = Path(__file__).with_name("office.py")
    done = subprocess.run(["/usr/bin/python3", helper], input=json.dumps(jobs), capture_output=True, text=True, timeout=1200)
    if done.returncode != 0:
        raise SystemExit(f"LibreOffice: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def workspace(folder: Path) -> Path:
    must("init", folder, "--issuer", "Northfield", "--url", "https://n.example")
    fields = [argument for field in FIELDS for argument in ("--field", field)]
    must("group", "create", "Course", "--certificate", "Quiet", *fields, workspace=folder)
    return folder


def look(tally: Tally, what: str, found: dict) -> None:
    """The headings are locked and nothing else, every column has its note, lists and dates are checked."""
    tally.check(found["protected"], f"{what}: the sheet is protected")
    tally.check(not found["last column locked"], f"{what}: all columns can be filled in")
    tally.check(found["sheets"] == {"Recipients": True, "Instructions": True, "_accolade": False}, f"{what}: {found['sheets']}")
    checks = {column["heading"]: column["check"] for column in found["columns"]}
    wanted = {"level": "LIST", "town": "LIST", "born": "DATE", "Issue date": "DATE", "Full name": "ANY"}
    tally.check({heading: checks.get(heading) for heading in wanted} == wanted, f"{what}: {checks}")
    for column in found["columns"]:
        good = column["locked heading"] and not column["locked"] and "Example: " in column["note"]
        tally.check(good, f"{what}: {column}")


def compare(tally: Tally, folder: Path, typed: list[dict]) -> None:
    """The credentials are what was typed."""
    by_email = {}
    for credential in listed(folder, "--limit", "1000"):
        shown = json.loads(must("show", credential["id"], "--json", workspace=folder).out)
        by_email[shown["email"]] = shown
    tally.check(len(by_email) == len(typed), f"{len(by_email)} of {len(typed)} people are there")
    for person in typed:
        shown = by_email.get(person["email"])
        if not tally.check(shown is not None, f"{person['name']} is there"):
            continue
        found = {"name": shown["name"], "email": shown["email"], **shown["fields"]}
        tally.check(found == person, f"typed {person}, found {found}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder that is left, with the saved files")
    options = parser.parse_args()
    tally = Tally("template")
    typed = people()
    with scratch("template") as folder:
        out = options.keep.resolve() if options.keep else folder
        out.mkdir(parents=True, exist_ok=True)
        reference = workspace(folder / "w")
        template = out / "template.xlsx"
        must("template", "Course", template, "--force", workspace=reference)
        fill = [{"do": "type", "row": 1 + at, "texts": list(person.values())} for at, person in enumerate(typed)]
        body = [
            {"do": "insert rows", "row": 5, "count": 2},
            {"do": "delete rows", "row": 5},
            {"do": "sort", "column": 2},
        ]
        moved = [
            {"do": "unprotect"},
            {"do": "insert rows", "row": 0, "count": 2},
            {"do": "type", "row": 0, "texts": ["Participants of the course in May"]},
            {"do": "move column", "column": 3, "to": 0},
            {"do": "type down", "row": 2, "column": 10, "texts": ["Phone", "+49 30 1234567", "0049"]},
        ]
        cases = {"filled": [], "sorted": body, "moved": moved}
        files = {case: [out / f"{case}.{ending}" for ending in ENDINGS] for case in cases}
        jobs = [{"open": str(template), "look": True}]
        jobs += [
            {"open": str(template), "edits": [*fill, *edits], "save": [str(path) for path in files[case]]}
            for case, edits in cases.items()
        ]
        jobs += [{"open": str(files["filled"][at]), "look": True} for at in (0, 2)]
        answers = office(jobs)
        for case, answer in zip(["template", *cases, "filled.xlsx", "filled.ods"], answers, strict=True):
            tally.check(not answer["refused"], f"{case}: {answer['refused']}")
            if answer["look"]:
                look(tally, case, answer["look"])
        must("update", "Course", files["filled"][0], "--apply", workspace=reference)
        compare(tally, reference, typed)
        for case, paths in files.items():
            for path in paths:
                check_file(tally, reference, path, len(typed))
    tally.finish()


def check_file(tally: Tally, reference: Path, path: Path, count: int) -> None:
    """The file says what is there already, and is known as the template."""
    answer = accolade("update", "Course", path, "--json", workspace=reference)
    if not tally.check(answer.code == 0, f"{path.name}: exit {answer.code} {answer.err}"):
        return
    found = json.loads(answer.out)
    odd = [row for row in found["rows"] if row["is"] != "unchanged"]
    tally.check(found["unchanged"] == count and not odd and not found["gone"], f"{path.name}: {unicodedata.normalize('NFC', str(odd[:3]))}")
    known = "from-template" in answer.err
    tally.check(known == (path.suffix != ".csv"), f"{path.name}: known as the template: {known}")
    why = {column["field"]: column["why"] for column in found["columns"]}
    tally.check(why.get("name") == ("heading" if path.suffix == ".csv" else "template"), f"{path.name}: {why}")


if __name__ == "__main__":
    main()
