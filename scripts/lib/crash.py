"""Whether anything is lost or done twice when the program is killed: `scripts/crash [--times 50] [--rows 400]`.

Kills `generate`, then `publish`, with signal 9 at random moments, each time on a fresh copy of the same workspace. After
each kill `doctor` must be content, what the workspace had acknowledged must be there, and the next run must complete
the work: one credential for every row, whole files for every one that is published, nothing temporary left.
"""

import argparse
import random
import subprocess
import time
from pathlib import Path

import workspaces
from harness import Tally, listed, program, scratch


def kill_after(seconds: float, workspace: Path, *arguments: object) -> bool:
    """Runs the program and kills it after a while; whether it was still running."""
    command = [program(), "--workspace", str(workspace), *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    running = process.poll() is None
    process.kill()
    process.wait()
    return running


def killed_generate(tally: Tally, base: Path, sheet: Path, rows: int, seconds: float, what: str) -> bool:
    workspace = workspaces.copy(base, base.parent / "killed")
    killed = kill_after(seconds, workspace, "generate", workspaces.GROUP, sheet, "--issue-date", "2026-11-26")
    workspaces.check_sound(tally, workspace, what)
    before = {credential["id"]: credential for credential in listed(workspace)}
    again = workspaces.generate(workspace, sheet)
    tally.check(again.code == 0, f"{what}: the next run says {again.code}: {again.err[:400]}")
    after = workspaces.check_complete(tally, workspace, rows, what)
    tally.check(all(after.get(key) == value for key, value in before.items()), f"{what}: what was there is there unchanged")
    workspaces.check_sound(tally, workspace, f"{what}, completed")
    tally.check(not workspaces.temporary(workspace), f"{what}: {workspaces.temporary(workspace)[:3]} are left")
    return killed and len(before) < rows


def killed_publish(tally: Tally, base: Path, rows: int, seconds: float, what: str) -> bool:
    workspace = workspaces.copy(base, base.parent / "killed")
    killed = kill_after(seconds, workspace, "publish", "--all", "--accept-warnings")
    workspaces.check_sound(tally, workspace, what)
    published = [credential["id"] for credential in listed(workspace, "--state", "published")]
    before = {key: workspaces.check_published(tally, workspace, key, what) for key in published}
    again = workspaces.publish(workspace)
    tally.check(again.code == 0, f"{what}: the next run says {again.code}: {again.err[:400]}")
    after = workspaces.check_complete(tally, workspace, rows, what)
    tally.check(all(found["state"] == "published" for found in after.values()), f"{what}: everything is published")
    stated = {key: workspaces.check_published(tally, workspace, key, what) for key in after}
    tally.check(all(stated[key] == value for key, value in before.items()), f"{what}: what was published is unchanged")
    folders = {path.name for path in (workspace / "published").iterdir() if not path.name.startswith(".")}
    tally.check(folders == set(after), f"{what}: only what is published has a folder ({len(folders)} for {len(after)})")
    workspaces.check_sound(tally, workspace, f"{what}, completed")
    tally.check(not workspaces.temporary(workspace), f"{what}: {workspaces.temporary(workspace)[:3]} are left")
    return killed and len(published) < rows


def duration(run) -> float:
    """How long an uninterrupted run takes, so that kills fall into all of it."""
    start = time.monotonic()
    answer = run()
    assert answer.code == 0, answer.err
    return time.monotonic() - start


def within_run(kill, times: int, long: float, moments: random.Random) -> int:
    """Kills so many runs, each of `long` seconds; gives how many kills fell before the end. One that came too late says
    that runs are shorter, for a machine may have had more to do when the first was timed, and is done once more."""
    fell = 0
    for _ in range(times):
        for _ in range(5):
            seconds = moments.uniform(0, long)
            if kill(seconds, long):
                fell += 1
                break
            long = min(long, seconds)
    return fell


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50, help="kills of each command")
    parser.add_argument("--rows", type=int, default=400)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    moments = random.Random(options.seed)
    tally = Tally("crash")
    within = {}
    with scratch("crash") as folder:
        base, sheet = workspaces.make(folder, options.rows)
        full = workspaces.copy(base, folder / "full")
        def generated(seconds: float, long: float) -> bool:
            what = f"generate killed after {seconds:.3f} s of {long:.1f}"
            return killed_generate(tally, base, sheet, options.rows, seconds, what)

        def published(seconds: float, long: float) -> bool:
            what = f"publish killed after {seconds:.3f} s of {long:.1f}"
            return killed_publish(tally, full, options.rows, seconds, what)

        long = duration(lambda: workspaces.generate(full, sheet))
        within["generate"] = within_run(generated, options.times, long, moments)
        trial = workspaces.copy(full, folder / "trial")
        long = duration(lambda: workspaces.publish(trial))
        within["publish"] = within_run(published, options.times, long, moments)
    print(f"of {options.times} kills each, these fell before the end: {within}")
    # Kills that all come too late would prove nothing.
    tally.check(all(count * 2 >= options.times for count in within.values()), "at least half of the kills fell before the end")
    tally.finish()


if __name__ == "__main__":
    main()
