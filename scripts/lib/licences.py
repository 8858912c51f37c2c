"""Whether all dependencies have licences that we accept: `scripts/licences [--advisories FOLDER]`.

Reads `deny.toml` and checks what `cargo deny` would: licences, sources, and that every accepted advisory is about a
crate that is still here. With a clone of the RustSec advisory database as FOLDER, advisories are matched as well; there
is none on most machines, so that part is reported as skipped there.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from harness import ROOT, Tally


def accepted(expression: str, allowed: set[str]) -> bool:
    """Whether an SPDX expression can be satisfied with the allowed licences. `/` is how `OR` was once written."""
    tokens = re.findall(r"\(|\)|[\w.+-]+", expression.replace("/", " OR "))

    def one() -> bool:
        token = tokens.pop(0)
        if token == "(":
            value = any_of()
            tokens.pop(0)
            return value
        if tokens and tokens[0] == "WITH":
            # An exception only adds permissions.
            del tokens[:2]
        return token in allowed

    def all_of() -> bool:
        value = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            value = one() and value
        return value

    def any_of() -> bool:
        value = all_of()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = all_of() or value
        return value

    return any_of()


def version(text: str) -> tuple:
    """A version that compares as semantic versions do; a pre-release comes before its release."""
    main, _, pre = text.split("+")[0].partition("-")
    numbers = [int(part) for part in main.split(".")] + [0, 0]
    return (*numbers[:3], pre == "", pre)


def meets(candidate: str, requirement: str) -> bool:
    """Whether a version meets a requirement of an advisory such as `>= 1.2, < 1.4` or `^2.0.1`."""
    operators = {">=": "__ge__", ">": "__gt__", "<=": "__le__", "<": "__lt__", "=": "__eq__"}
    have = version(candidate)
    for part in requirement.split(","):
        operator, wanted = re.fullmatch(r"\s*(>=|<=|>|<|=|\^|~)?\s*([\w.+-]+)\s*", part).groups()
        want = version(wanted)
        if operator in (None, "^"):
            # Compatible: not below it, and the first number that is not 0 is the same.
            kept = next((i for i, number in enumerate(want[:3]) if number), 2)
            good = have >= want and have[: kept + 1] == want[: kept + 1]
        elif operator == "~":
            good = have >= want and have[:2] == want[:2]
        else:
            good = getattr(have, operators[operator])(want)
        if not good:
            return False
    return True


def advisories(database: Path, packages: list[dict]) -> dict[str, str]:
    """The advisories that are about a version in use, with what they say."""
    found = {}
    for package in packages:
        for path in (database / "crates" / package["name"]).glob("RUSTSEC-*.md"):
            text = path.read_text(encoding="utf-8")
            entry = tomllib.loads(text.split("```toml", 1)[1].split("```", 1)[0])
            if "withdrawn" in entry["advisory"]:
                continue
            safe = entry.get("versions", {})
            ranges = safe.get("patched", []) + safe.get("unaffected", [])
            if not any(meets(package["version"], good) for good in ranges):
                title = re.search(r"^# (.+)", text, re.MULTILINE)
                found[path.stem] = f"{package['name']} {package['version']}: {title.group(1) if title else ''}"
    return found


def self_check(tally: Tally) -> None:
    """The reading of licences and versions itself."""
    allowed = {"MIT", "Zlib"}
    good = ["MIT", "GPL-3.0 OR MIT", "MIT/GPL-3.0", "(GPL-3.0 OR Zlib) AND MIT", "MIT WITH x-exception"]
    bad = ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND GPL-3.0", ""]
    tally.check(all(accepted(text, allowed) for text in good), "accepted licences are accepted")
    tally.check(not any(accepted(text or "none", allowed) for text in bad), "other licences are refused")
    yes = [("1.2.3", ">=1.2.3"), ("1.3.0", "^1.2"), ("0.2.5", ">= 0.2.4, < 0.3.0"), ("2.0.0", ">=2.0.0-rc.1"), ("0.2.5", "^0.2.4")]
    no = [("1.2.2", ">=1.2.3"), ("2.0.0", "^1.2"), ("0.3.0", "^0.2.4"), ("2.0.0-rc.1", ">=2.0.0")]
    tally.check(all(meets(*pair) for pair in yes) and not any(meets(*pair) for pair in no), "versions are compared rightly")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--advisories", type=Path, help="a clone of the RustSec advisory database")
    options = parser.parse_args()
    rules = tomllib.loads((ROOT / "deny.toml").read_text(encoding="utf-8"))
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    packages = [package for package in metadata["packages"] if package["source"]]
    tally = Tally("licences")
    self_check(tally)

    allowed = set(rules["licenses"]["allow"])
    for package in packages:
        name = f"{package['name']} {package['version']}"
        licence = package["license"] or "no licence named"
        tally.check(accepted(licence, allowed), f"{name}: {licence} is not among the accepted licences")
        tally.check(package["source"].startswith("registry+"), f"{name} comes from {package['source']}, not from the registry")

    ignored = {entry["id"]: entry["reason"] for entry in rules["advisories"]["ignore"]}
    names = {package["name"] for package in packages}
    for identity, reason in ignored.items():
        tally.check(reason.split()[0] in names, f"{identity} is accepted for a crate that is no longer here")
    if options.advisories:
        if not (options.advisories / "crates").is_dir():
            sys.exit(f"{options.advisories} is not a clone of the advisory database")
        found = advisories(options.advisories, packages)
        for identity, what in sorted(found.items()):
            tally.check(identity in ignored, f"{identity}: {what}")
        print(f"{len(found)} advisories are about crates in use, {len(ignored)} are accepted")
    else:
        tally.skip("advisories, as there is no copy of the database (--advisories FOLDER)")
    tally.finish()


if __name__ == "__main__":
    main()
