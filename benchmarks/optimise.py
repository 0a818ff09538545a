"""How long proofs of talent instances take, and how much cheaper a published board gets in twenty seconds.

python -m benchmarks.optimise
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.table import Row, Table, shown

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("BACKLOT_SHARED_DATA", ROOT.parent / "shared" / "data"))
SECONDS = 20
PROVEN_IN, MOST_HELD = 10.0, 80


def measure() -> Table:
    """Through the command line, each file in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [_made(Path(folder), scenes, actors) for scenes, actors in ((18, 8), (20, 8), (20, 20), (28, 8))]
    instances = [file for file in sorted((DATA / "talent").glob("*")) if file.suffix != ".md"]
    rows += [_instance(file.name, file) for file in instances]
    board = DATA / "uss" / "full_sample_schedule.uss"
    rows += [_board(board, name) for name in ("First Pass", "Second Pass", "Rev. WHITE") if board.is_file()]
    note = (
        f"Proofs end within {PROVEN_IN:.0f} s; boards are given {SECONDS} s. The clock includes starting the command."
    )
    return Table("Orders", note, rows)


def _run(*arguments: str) -> tuple[dict[str, object], float]:
    started = time.perf_counter()
    command = [sys.executable, "-m", "backend", "optimise", *arguments, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return json.loads(done.stdout), time.perf_counter() - started


def _made(folder: Path, scenes: int, actors: int) -> Row:
    chance = random.Random(scenes * actors)
    flags = [" ".join(str(int(chance.random() < 0.3)) for _ in range(scenes)) for _ in range(actors)]
    rows = [f"{row} {chance.choice((4, 5, 10, 20, 40))}" for row in flags]
    file = folder / "made.dat"
    lengths = " ".join(str(chance.choice((1, 1, 2))) for _ in range(scenes))
    file.write_text("\n".join(["made", f"{scenes} {actors}", *rows, lengths]), encoding="utf-8")
    return _instance(f"random, {scenes} scenes × {actors} actors", file, limit=scenes < 28)


def _instance(name: str, file: Path, *, limit: bool = True) -> Row:
    found, taken = _run(str(file), "--seconds", "30")
    proof = "proven" if found["proven"] else "not proven"
    kept = not limit or (bool(found["proven"]) and taken <= PROVEN_IN)
    return Row(name, f"{shown(taken)} s, {proof}", f"proven ≤ {PROVEN_IN:.0f} s" if limit else "", kept)


def _board(file: Path, name: str) -> Row:
    found, taken = _run(str(file), "--board", name, "--seconds", str(SECONDS))
    before, after = found["before"], found["after"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    figure = (
        f"{before['hold']} → {after['hold']} days held, {before['moves']} → {after['moves']} overnight moves, "
        f"{len(before['broken'])} → {len(after['broken'])} rules broken, at least {found['bound']} held, "
        f"{shown(taken)} s"
    )
    first = name == "First Pass"
    kept = not after["broken"] and (not first or after["hold"] <= MOST_HELD)
    return Row(f"board {name}", figure, f"≤ {MOST_HELD} held, none broken" if first else "none broken", kept)


if __name__ == "__main__":
    print(measure().text())
