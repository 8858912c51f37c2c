"""Whether damage to a single file is recovered or said: `scripts/damage [--times 0]`.

Every file of a workspace in turn is truncated, has one bit flipped, or is removed (or so many random ones of these
damages with --times). Then the workspace is opened, checked and asked for everything in it. Either all that was there is
there, or the program says clearly what is not; it never crashes, and never loses anything without a word.
"""

import argparse
import random
from pathlib import Path

import workspaces
from harness import Answer, Tally, accolade, fingerprint, listed, scratch

DAMAGES = ["truncated", "emptied", "flipped", "removed"]


def damage(path: Path, kind: str, choose: random.Random) -> None:
    content = bytearray(path.read_bytes())
    if kind == "removed":
        path.unlink()
        return
    if kind == "truncated":
        del content[choose.randrange(len(content)) if content else 0 :]
    elif kind == "emptied":
        content.clear()
    elif content:
        at = choose.randrange(len(content))
        content[at] ^= 1 << choose.randrange(8)
    path.write_bytes(content)


def clear(answer: Answer) -> bool:
    """Whether a refusal is one that a person can do something with."""
    return answer.code in (1, 2) and "error: " in answer.err and "hint: " in answer.err


def check(tally: Tally, base: Path, wanted: dict, files: dict[str, str], name: str, kind: str, choose: random.Random) -> str:
    """One damage; says what became of it."""
    what = f"{name} {kind}"
    workspace = workspaces.copy(base, base.parent / "damaged")
    damage(workspace / name, kind, choose)
    first = accolade("doctor", workspace=workspace)
    tally.check(not first.crashed() and first.code != 124, f"{what}: doctor crashes: {first.err[:500]}")
    tally.check(first.code == 0 or clear(first), f"{what}: doctor says {first.code} without error and hint: {first.err[:500]}")
    found = accolade("list", "--json", workspace=workspace)
    tally.check(not found.crashed() and found.code != 124, f"{what}: list crashes: {found.err[:500]}")
    if found.code != 0:
        tally.check("problems" in found.err, f"{what}: list says {found.code} and nothing else: {found.err[:500]}")
        return "refused"
    now = {credential["id"]: credential for credential in listed(workspace)}
    lost = [key for key in wanted if now.get(key) != wanted[key]]
    said = first.code != 0 or "error" in first.err or "warning" in first.err or "error" in found.err
    tally.check(not lost or said, f"{what}: {len(lost)} credentials are lost or changed without a word")
    after = fingerprint(workspace)
    changed = [path for path, value in files.items() if path.startswith(("published/", "blobs/")) and after.get(path) != value]
    tally.check(not changed or first.code != 0, f"{what}: doctor does not mention {changed[:3]}")
    if lost:
        return "lost, and said"
    return "recovered" if first.code == 0 else "kept, and said"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=0, help="so many random damages instead of all")
    parser.add_argument("--rows", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    choose = random.Random(options.seed)
    tally = Tally("damage")
    outcomes: dict[str, int] = {}
    with scratch("damage") as folder:
        base, sheet = workspaces.make(folder, options.rows)
        for step in (workspaces.generate(base, sheet), workspaces.publish(base)):
            assert step.code == 0, step.err
        wanted = {credential["id"]: credential for credential in listed(base)}
        files = fingerprint(base)
        cases = [(name, kind) for name in files for kind in DAMAGES]
        if options.times:
            cases = choose.sample(cases, min(options.times, len(cases)))
        for name, kind in cases:
            outcome = check(tally, base, wanted, files, name, kind, choose)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    print(", ".join(f"{count} × {outcome}" for outcome, count in sorted(outcomes.items())))
    tally.finish()


if __name__ == "__main__":
    main()
