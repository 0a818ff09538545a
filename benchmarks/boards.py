"""A board of 200 strips on 25 days, five cast in each: moving a strip, reading the board, drawing its page again.

    python -m benchmarks.boards

Over HTTP to a running server, one strip after the other dragged to another day, each undone afterwards.
"""

import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.pages import visit
from benchmarks.server import processor_seconds
from benchmarks.table import Row, Table, shown, spread
from tests.running import OWNER, Client, Server, start_server

STRIPS, DAYS, CAST, IN_EACH = 200, 25, 20, 5
TIMES = int(os.environ.get("BACKLOT_TIMES", "40"))
LIGHT = itertools.cycle([("INT", "DAY"), ("EXT", "DAY"), ("INT", "NIGHT"), ("EXT", "NIGHT")])


def fill(owner: Client) -> str:
    """A production with the board; answers its path."""
    path = f"/productions/{owner.post('/productions', {'title': 'Two hundred strips'}).data['id']}"
    bodies = [
        {"number": str(n), "int_ext": where, "day_night": light, "set_name": f"ROOM {n % 37}", "eighths": 1 + n % 12}
        for n, (where, light) in zip(range(1, STRIPS + 1), LIGHT, strict=False)
    ]
    scenes = [row["id"] for row in owner.post(f"{path}/scenes/bulk-create", {"scenes": bodies}).data]
    cast = [
        owner.post(f"{path}/cast-members", {"character_name": f"CHARACTER {n}"}).data["id"] for n in range(1, CAST + 1)
    ]
    for n, scene in enumerate(scenes):
        for member in (cast[(n + k) % CAST] for k in range(IN_EACH)):
            owner.put(f"{path}/cast-members/{member}/scenes/{scene}").data  # noqa: B018
    days = owner.post(f"{path}/days/range", {"first": "2027-03-01", "count": DAYS}).data
    share = STRIPS // DAYS
    for n, day in enumerate(days):
        match = owner.get(f"{path}/schedule").data["version"]
        body = {"scene_ids": scenes[n * share : (n + 1) * share]}
        owner.put(f"{path}/days/{day['id']}/strips", body, match=match).data  # noqa: B018
    return path


def timed(server: Server, what: str, limit: float, action: Callable[[int], Any]) -> Row:
    """How long an action takes, again and again; judged by the processor time where others use the machine too."""
    action(0)
    taken, before = [], processor_seconds(server.pid)
    for n in range(1, TIMES + 1):
        started = time.perf_counter()
        action(n)
        taken.append(time.perf_counter() - started)
    processor = (processor_seconds(server.pid) - before) / TIMES * 1000
    median = sorted(taken)[len(taken) // 2] * 1000
    kept = min(median, processor) <= limit
    return Row(what, f"{spread(taken)}, {shown(processor)} ms CPU", f"≤ {shown(limit)} ms", kept)


def moving(owner: Client, path: str) -> Callable[[int], Any]:
    """Drag one strip to the next day, first place."""
    board = owner.get(f"{path}/schedule").data
    days, seen = [day["id"] for day in board["days"]], [board["version"]]
    keys = [strip["key"] for day in board["days"] for strip in day["strips"]]

    def move(n: int) -> None:
        body = {"keys": [keys[n * 7 % STRIPS]], "day_id": days[n * 11 % DAYS], "position": 0}
        seen[0] = owner.post(f"{path}/strips/move", body, match=seen[0]).data["version"]

    return move


def undoing(owner: Client, path: str) -> Callable[[int], Any]:
    """Take the drags back."""
    board = owner.get(f"{path}/schedule").data
    seen, where = [board["version"]], f"{path}/boards/{board['board_id']}"

    def undo(n: int) -> None:
        seen[0] = owner.post(f"{where}/{'redo' if n % 2 else 'undo'}", match=seen[0]).data["version"]

    return undo


def measure() -> Table:
    """Move, undo, read, draw."""
    with TemporaryDirectory() as folder, start_server(Path(folder), BACKLOT_RATE_LIMITS="no") as server:
        owner = server.set_up()
        path = fill(owner)
        rows = [
            timed(server, "move a strip", 30, moving(owner, path)),
            timed(server, "undo, redo", 30, undoing(owner, path)),
            timed(server, "read the whole board", 15, lambda _n: owner.get(f"{path}/schedule").data),
        ]
        account = (OWNER["email"], OWNER["password"])
        with visit(server, "schedule", int(path.split("/")[-1]), account) as tab:
            rows.append(timed(server, "draw its page again", 100, lambda _n: tab.rerun()))
    about = f"{STRIPS} strips on {DAYS} days, {TIMES} times each: least / median / 95th percentile, and processor time."
    return Table("The stripboard", about, rows)


if __name__ == "__main__":
    print(measure().text())
