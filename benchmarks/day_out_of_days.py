"""A day out of days of 25 cast on 60 shooting days: read, printed on A3 and A4, and as a workbook.

    python -m benchmarks.day_out_of_days

Over HTTP to a running server, again and again; the first of each (which loads its library) is told apart.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.server import processor_seconds
from benchmarks.table import Row, Table, shown, spread
from tests.running import API, Client, Server, start_server

CAST, DAYS = 25, 60
TIMES = int(os.environ.get("BACKLOT_TIMES", "25"))
LIMIT = 500  # ms, for a file


def fill(owner: Client) -> str:
    """A production with a scene on each day, four cast in each; answers its path."""
    path = f"/productions/{owner.post('/productions', {'title': 'Sixty days'}).data['id']}"
    bodies = [{"number": str(n), "int_ext": "INT", "day_night": "DAY", "set_name": "ROOM"} for n in range(1, DAYS + 1)]
    scenes = [row["id"] for row in owner.post(f"{path}/scenes/bulk-create", {"scenes": bodies}).data]
    cast = [owner.post(f"{path}/cast-members", {"character_name": f"ROLE {n}"}).data["id"] for n in range(1, CAST + 1)]
    for n, scene in enumerate(scenes):
        for member in {cast[(n * step) % CAST] for step in (0, 3, 7, 11)} | {cast[n % CAST]}:
            owner.put(f"{path}/cast-members/{member}/scenes/{scene}").data  # noqa: B018
    days = owner.post(f"{path}/days/range", {"first": "2027-03-01", "count": DAYS, "skip": ["saturday", "sunday"]}).data
    for day, scene in zip(days, scenes, strict=True):
        match = owner.get(f"{path}/schedule").data["version"]
        owner.put(f"{path}/days/{day['id']}/strips", {"scene_ids": [scene]}, match=match).data  # noqa: B018
    return path


def measure() -> Table:
    """Each way of reading it, again and again."""
    with TemporaryDirectory() as folder:
        options = {"BACKLOT_RATE_LIMITS": "no", "BACKLOT_ACCESS_TOKEN_SECONDS": "7200"}
        with start_server(Path(folder), app=API, **options) as server:
            owner = server.set_up()
            path = fill(owner)
            assert len(owner.get(f"{path}/dood").data["rows"]) == CAST
            rows = [
                _timed(server, "read", None, lambda: owner.get(f"{path}/dood").data),
                _timed(server, "PDF, A3", b"%PDF", lambda: owner.get(f"{path}/dood/pdf?paper=a3").body),
                _timed(server, "PDF, A4", b"%PDF", lambda: owner.get(f"{path}/dood/pdf?paper=a4").body),
                _timed(server, "workbook", b"PK", lambda: owner.get(f"{path}/dood/excel").body),
            ]
    return Table(
        "Day out of days", f"{CAST} cast on {DAYS} days, {TIMES} times: least / median / 95th percentile.", rows
    )


def _timed(server: Server, what: str, start: bytes | None, action: Callable[[], Any]) -> Row:
    began = time.perf_counter()
    answer = action()
    first = time.perf_counter() - began
    assert start is None or answer.startswith(start), answer[:200]
    taken, before = [], processor_seconds(server.pid)
    for _ in range(TIMES):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    processor = (processor_seconds(server.pid) - before) / TIMES * 1000
    median = sorted(taken)[len(taken) // 2] * 1000
    figure = f"{spread(taken)}, {shown(processor)} ms CPU, first {shown(first * 1000)} ms"
    return Row(what, figure, f"≤ {LIMIT} ms", min(median, processor) <= LIMIT)


if __name__ == "__main__":
    print(measure().text())
