#!/usr/bin/env python3
"""Writes the ready designs to assets/designs/<slug>/design.json.

    python3 scripts/designs/make.py            # all of them
    python3 scripts/designs/make.py quiet      # one
    python3 scripts/designs/make.py --check    # exit 1 when a file differs from what would be written

Needs Python 3.9 and nothing else. The same sources give the same bytes.
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent.parent / "assets" / "designs"
SLUGS = [
    "heritage",
    "meridian",
    "quiet",
    "faculty",
    "festival",
    "summit",
    "badge-shield",
    "badge-medallion",
    "badge-hex",
]


def main(arguments):
    sys.path.insert(0, str(HERE))
    kit = importlib.import_module("lib.kit")
    check = "--check" in arguments
    wanted = [a for a in arguments if a != "--check"] or SLUGS
    unknown = [a for a in wanted if a not in SLUGS]
    if unknown:
        print(f"No such design: {', '.join(unknown)}; there are {', '.join(SLUGS)}", file=sys.stderr)
        return 1
    differs = False
    for slug in wanted:
        module = importlib.import_module(slug.replace("-", "_"))
        content = kit.to_text(module.make()) + "\n"
        file = OUT / slug / "design.json"
        if check:
            if not file.exists() or file.read_text(encoding="utf-8") != content:
                differs = True
                print(f"{file} differs from its generator", file=sys.stderr)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
        print(f"{slug}: {len(content.encode('utf-8')) / 1024:.1f} KB")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
