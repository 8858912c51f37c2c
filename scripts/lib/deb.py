"""Packs an executable as a Debian package: `scripts/lib/deb.py EXECUTABLE FOLDER`; prints the path of the package.

Name, files and dependencies are those of `[package.metadata.deb]` in Cargo.toml, which `cargo deb` reads as well; this
needs only dpkg-deb, and takes seconds. The same files give the same package.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Every package says the same day, so that it is the same whenever it is made.
DAY = "1767225600"
# The packages that bring the libraries which the executable names itself.
BROUGHT = {"libc.so.6": "libc6", "libm.so.6": "libc6", "ld-linux-x86-64.so.2": "libc6", "ld-linux-aarch64.so.1": "libc6", "libgcc_s.so.1": "libgcc-s1"}


def ask(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def own_dependencies(executable: Path) -> list[str]:
    """What `$auto` stands for: the C library, as new as the newest symbol that is used, and what else is linked."""
    head, symbols = ask("objdump", "-p", str(executable)), ask("objdump", "-T", str(executable))
    libraries = set(re.findall(r"NEEDED\s+(\S+)", head))
    unknown = libraries - set(BROUGHT)
    if unknown:
        sys.exit(f"the executable needs {', '.join(sorted(unknown))}; say in {Path(__file__).name} which package brings it")
    versions = [tuple(map(int, found.split("."))) for found in re.findall(r"GLIBC_(\d+\.\d+)", symbols)]
    newest = ".".join(map(str, max(versions)))
    return sorted({f"libc6 (>= {newest})" if BROUGHT[one] == "libc6" else BROUGHT[one] for one in libraries})


def lay_out(tree: Path, executable: Path, assets: list[list[str]]) -> int:
    """Puts the files in their places; their size in KiB."""
    size = 0
    for source, place, mode in assets:
        # The executable in the metadata is the one of the profile `dist`; any other can be packed.
        path = executable if Path(source).name == "accolade" else ROOT / source
        target = tree / place / Path(source).name if place.endswith("/") else tree / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        target.chmod(int(mode, 8))
        size += path.stat().st_size
    return size // 1024


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    executable, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    package = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]
    about = package["metadata"]["deb"]
    architecture = ask("dpkg", "--print-architecture").strip()
    depends = about["depends"].replace("$auto", ", ".join(own_dependencies(executable)))
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        size = lay_out(tree, executable, about["assets"])
        fields = {
            "Package": package["name"],
            "Version": package["version"],
            "Architecture": architecture,
            "Maintainer": about["maintainer"],
            "Installed-Size": str(size),
            "Depends": depends,
            "Recommends": about["recommends"],
            "Section": about["section"],
            "Priority": "optional",
            "Description": package["description"],
        }
        control = tree / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text("".join(f"{name}: {value}\n" for name, value in fields.items()), encoding="utf-8")
        licence = tree / "usr/share/doc" / package["name"] / "copyright"
        licence.write_bytes((ROOT / about["license-file"][0]).read_bytes())
        licence.chmod(0o644)
        # Folders as everybody else has them, whatever the umask of this run.
        for path in [tree, *tree.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)
        folder.mkdir(parents=True, exist_ok=True)
        out = folder / f"{package['name']}_{package['version']}_{architecture}.deb"
        environment = dict(os.environ, SOURCE_DATE_EPOCH=DAY)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", str(tree), str(out)]
        subprocess.run(command, check=True, stdout=sys.stderr, env=environment)
    print(out)


if __name__ == "__main__":
    main()
