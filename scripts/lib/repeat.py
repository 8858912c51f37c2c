"""Whether the same input gives the same bytes: `scripts/repeat`.

Renders one sheet twice, with one thread and with several, and compares every file.
"""

from harness import DATA, Tally, fingerprint, must, scratch
from sheets import names, write_xlsx


def main() -> None:
    tally = Tally("repeat")
    rows = [[name.text, name.language, str(line)] for line, name in enumerate(names(), 1) if not name.damaged]
    with scratch("repeat") as folder:
        sheet = write_xlsx(folder / "names.xlsx", ["Name", "Language", "line"], rows)
        prints = []
        for run, jobs in enumerate((1, 4, 4)):
            out = folder / str(run)
            must("render", "--design", DATA / "names-design", "--sheet", sheet, "--out", out, "--pdf", "--png", "--name-by", "line", "--jobs", jobs)
            prints.append(fingerprint(out))
        tally.check(len(prints[0]) >= 2 * len(rows), "a PDF and a PNG of every name are made")
        for name, value in prints[0].items():
            tally.check(all(other.get(name) == value for other in prints[1:]), f"{name} is the same in every run")
    tally.finish()


if __name__ == "__main__":
    main()
