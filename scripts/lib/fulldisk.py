"""What a full disk does: `scripts/fulldisk [--size 96]`.

Works in a small file system in memory until nothing fits any more (which needs root; without, the test is skipped). The
program must say that the disk is full, keep what it acknowledged, and go on when there is space again.
"""

import argparse
import os
import shutil
import subprocess
from pathlib import Path

import workspaces
from harness import Tally, accolade, listed, scratch


def fill(folder: Path, keep: int) -> Path:
    """A file that leaves only so many bytes of the disk."""
    ballast = folder / "ballast"
    with open(ballast, "wb") as file:
        while (free := shutil.disk_usage(folder).free - keep) > 0:
            file.write(bytes(min(free, 1 << 20)))
            file.flush()
    return ballast


def check(tally: Tally, folder: Path, base: Path, sheet: Path, rows: int, keep: int) -> None:
    """Generates and publishes with so many bytes left, then with enough."""
    what = f"with {keep // 1024} KiB left"
    workspace = workspaces.copy(base, folder / "workspace")
    ballast = fill(folder, keep)
    for name, run in (("generate", lambda: workspaces.generate(workspace, sheet)), ("publish", lambda: workspaces.publish(workspace))):
        answer = run()
        tally.check(not answer.crashed() and answer.code != 124, f"{what}: {name} crashes: {answer.err[:500]}")
        full = "disk is full" in answer.err and "hint: " in answer.err
        tally.check(answer.code in (0, 1) and (answer.code == 0 or full), f"{what}: {name} says {answer.code}: {answer.err[:500]}")
    # Reading needs no space, or says why it does.
    answer = accolade("list", "--json", workspace=workspace)
    tally.check(answer.code == 0 or "disk-full" in answer.err, f"{what}: list says {answer.code}: {answer.err[:500]}")
    before = {found["id"] for found in listed(workspace)} if answer.code == 0 else set()
    ballast.unlink()
    for name, run in (("generate", lambda: workspaces.generate(workspace, sheet)), ("publish", lambda: workspaces.publish(workspace))):
        answer = run()
        tally.check(answer.code == 0, f"{what}, then freed: {name} says {answer.code}: {answer.err[:500]}")
    after = workspaces.check_complete(tally, workspace, rows, f"{what}, then freed")
    tally.check(before <= set(after), f"{what}: what was there before is there after")
    for key in after:
        workspaces.check_published(tally, workspace, key, f"{what}, then freed")
    workspaces.check_sound(tally, workspace, f"{what}, then freed")
    shutil.rmtree(workspace)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=96, help="MiB of the file system")
    parser.add_argument("--rows", type=int, default=60)
    options = parser.parse_args()
    tally = Tally("fulldisk")
    if os.geteuid() != 0:
        tally.skip("mounting a small file system needs root")
        tally.finish()
    with scratch("fulldisk") as folder:
        base, sheet = workspaces.make(folder, options.rows)
        disk = folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={options.size}m", "tmpfs", str(disk)], capture_output=True, text=True)
        if mounted.returncode != 0:
            tally.skip(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
            tally.finish()
        try:
            for keep in (0, 16 << 10, 128 << 10, 512 << 10, 1 << 20, 2 << 20):
                check(tally, disk, base, sheet, options.rows, keep)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    tally.finish()


if __name__ == "__main__":
    main()
