"""Collects the licences of everything that is linked into the program: `scripts/notices [--check]`.

Writes `assets/notices.txt`, which the window shows under Settings, About: first a line for each crate with its version,
licence and holders, then the texts, each once. With `--check` it only says whether the file is as it should be.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from harness import ROOT

TARGET = ROOT / "assets" / "notices.txt"
HOLDER = re.compile(r"^\W*(copyright\b.*)$", re.IGNORECASE)
FILES = re.compile(r"^(licen[cs]e|copying|notice|unlicense)", re.IGNORECASE)


def linked() -> list[dict]:
    """The crates that are linked into the program on any system, without those for tests and for building only."""
    cargo = os.environ.get("CARGO", "cargo").split()
    run = [*cargo, "metadata", "--format-version", "1", "--locked"]
    metadata = json.loads(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    pending, seen = [metadata["resolve"]["root"]], set()
    while pending:
        one = pending.pop()
        if one in seen:
            continue
        seen.add(one)
        for dependency in nodes[one]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                pending.append(dependency["pkg"])
    seen.discard(metadata["resolve"]["root"])
    return sorted((packages[one] for one in seen), key=lambda package: (package["name"], package["version"]))


def texts_of(package: dict) -> list[str]:
    folder = Path(package["manifest_path"]).parent
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and FILES.match(path.name)]
    return [path.read_text(encoding="utf-8", errors="replace") for path in files]


def body_of(text: str) -> str:
    """A licence without the lines that name the holders, which stand beside the crate."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if not HOLDER.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def holders_of(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        # The text of the Apache licence has lines of its own that begin with the word; a holder is named with a year
        # or a sign, or the licence is short.
        for line in text.split("\n"):
            match = HOLDER.match(line)
            if match and re.search(r"\d{4}|\(c\)|©", line, re.IGNORECASE) and "[yyyy]" not in line and "{yyyy}" not in line:
                holder = re.sub(r"\s+", " ", match[1]).strip().replace("\t", " ")
                if holder not in found and len(holder) < 200:
                    found.append(holder)
    return found


def notices() -> str:
    lines, bodies = [], {}
    for package in linked():
        texts = texts_of(package)
        holders = holders_of(texts) or [author.split(" <")[0] for author in package["authors"]]
        licence = package["license"] or "see its text"
        lines.append("\t".join([package["name"], package["version"], licence, "; ".join(holders)]))
        for text in texts:
            body = body_of(text)
            # The same words in other lines and signs are the same text.
            key = re.sub(r"\W+", "", body).lower()
            # Shorter ones only say which other files to read.
            if len(key) > 200:
                bodies.setdefault(key, (body, []))[1].append(package["name"])
    parts = ["\n".join(lines)]
    for body, names in bodies.values():
        shown = ", ".join(dict.fromkeys(names))
        parts.append(f"# {shown}\n\n{body}")
    return "\n\f\n".join(parts) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is not as it should be")
    arguments = parser.parse_args()
    wanted = notices()
    if arguments.check:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != wanted:
            print("assets/notices.txt is not of these dependencies; run scripts/notices", file=sys.stderr)
            return 1
        print(f"notices: {len(wanted.split(chr(10) + chr(12), 1)[0].splitlines())} passed, 0 failed")
        return 0
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
