"""Whether a power cut loses anything: `scripts/power [--times 120] [--rows 12]`.

A generation, steps of review and a publication run under strace. Their calls are replayed up to a random one, and what
was not flushed by then is lost: either everything after a moment, or any pages of it. The workspace that remains must
open, must have all that the finished commands acknowledged and nothing that was never there, and the commands from the
interrupted one on must complete it.
"""

import argparse
import json
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

import workspaces
from disk import Call, Disk, calls, record
from harness import Tally, accolade, listed, program, scratch


@dataclass
class Step:
    command: tuple[str, ...]
    # The credentials before and after it, and the number of the call it ended with.
    before: dict[str, dict]
    after: dict[str, dict]
    last: int


def traced(workspace: Path, folder: Path, command: tuple[str, ...], first: int) -> tuple[list[Call], str]:
    """Runs one command; its calls, numbered from `first`, and its output."""
    trace = folder / "trace"
    done = record([program(), "--workspace", str(workspace), *command], trace)
    assert done.returncode == 0, (command, done.stderr.decode())
    return calls(trace, first), done.stdout.decode()


def run(workspace: Path, folder: Path, sheet: Path) -> tuple[list[Step], list[Call]]:
    """The steps with all their calls. Listing is traced too, as opening a workspace writes."""
    every: list[Call] = []
    steps: list[Step] = []
    known: dict[str, dict] = {}

    def go(*command: str) -> str:
        found, out = traced(workspace, folder, command, max(call.ended for call in every) + 1 if every else 0)
        every.extend(found)
        return out

    def step(*command: str) -> dict[str, dict]:
        nonlocal known
        go(*command)
        last = max(call.ended for call in every)
        now = {credential["id"]: credential for credential in json.loads(go("list", "--json"))}
        steps.append(Step(command, known, now, last))
        known = now
        return now

    # Credentials are named by number: a generation that was lost is made again with other ids.
    made = step("generate", workspaces.GROUP, str(sheet), "--issue-date", "2026-11-26")
    numbers = sorted(credential["number"] for credential in made.values())
    step("hold", numbers[0], "--reason", "a power cut may follow")
    step("edit", numbers[1], "recipient.name=Ann Corrected")
    step("publish", "--all", "--accept-warnings")
    step("revoke", numbers[2], "--reason", "a power cut may follow")
    step("release", numbers[0])
    step("publish", "--all", "--accept-warnings")
    return steps, every


def check(tally: Tally, workspace: Path, steps: list[Step], at: int, what: str) -> None:
    """The workspace after a cut at a call."""
    current = next((step for step in steps if step.last >= at), None)
    before = current.before if current else steps[-1].after
    after = current.after if current else steps[-1].after
    workspaces.check_sound(tally, workspace, what)
    answer = accolade("list", "--json", workspace=workspace)
    if not tally.check(answer.code == 0, f"{what}: list says {answer.code}: {answer.err[:400]}"):
        return
    found = {credential["id"]: credential for credential in json.loads(answer.out)}
    lost = [key for key in before if found.get(key) not in (before[key], after.get(key))]
    tally.check(not lost, f"{what}: {len(lost)} of {len(before)} acknowledged credentials are lost or changed")
    strange = [key for key in found if key not in before and found[key] != after.get(key)]
    tally.check(not strange, f"{what}: {len(strange)} credentials are there that never were so")
    for key, credential in found.items():
        if credential["state"] == "published":
            workspaces.check_published(tally, workspace, key, what)
    for step in steps[steps.index(current) :] if current else []:
        again = accolade(*step.command, workspace=workspace)
        # A step that the cut came too late for is refused when it is taken again.
        repeated = step is current and step.command[0] not in ("generate", "publish") and again.code == 1
        tally.check(again.code == 0 or repeated, f"{what}: {step.command[0]} says {again.code} afterwards: {again.err[:400]}")
    complete = listed(workspace)
    rows = {credential["row"] for credential in complete}
    tally.check(len(complete) == len(steps[0].after) == len(rows), f"{what}: {len(complete)} credentials of {len(rows)} rows afterwards")
    states = sorted(credential["state"] for credential in complete)
    tally.check(states == ["published"] * (len(states) - 1) + ["revoked"] or not current, f"{what}: the states are {states} afterwards")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=120)
    parser.add_argument("--rows", type=int, default=12)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    choose = random.Random(options.seed)
    tally = Tally("power")
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"]).returncode != 0:
        tally.skip("tracing is not allowed here")
        tally.finish()
    with scratch("power") as folder:
        base, sheet = workspaces.make(folder, options.rows)
        start = workspaces.copy(base, folder / "start")
        steps, every = run(base, folder, sheet)
        print(f"{len(every)} calls of {len(steps)} commands", flush=True)
        for _ in range(options.times):
            stop = choose.randrange(len(every))
            pages = choose.random() < 0.5
            # The trace names the files of `base`; its first state is in `start`.
            workspaces.copy(start, base)
            disk = Disk(base, every)
            for call in every[:stop]:
                disk.replay(call)
            after = folder / "after"
            disk.cut(after, choose, pages)
            lost = "any pages" if pages else "the last writes"
            check(tally, after, steps, every[stop].ended, f"call {stop} ({every[stop].name}), {lost} lost")
    tally.finish()


if __name__ == "__main__":
    main()
