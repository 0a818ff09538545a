"""Years of a department's hours in seconds: rows straight into the tables, as heartbeats and counting leave them."""

import datetime as dt
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from backend.timelogs.segments.models import TimeDay, TimeSegment
from backend.timelogs.segments.moments import HOUR, start_of

CHUNK = 20_000
PROGRAMS = ("blender", "maya", "nuke", "krita")
NOTHING: dict[str, Any] = {
    "corrected": False, "removed": False, "closed": "idle", "clock_guessed": False, "dcc_version": "4.5",
    "machine": "ws12", "file": "sh010_comp_v003.blend", "note": "", "device_id": None,
}  # fmt: skip


def workdays(first: dt.date, count: int) -> list[dt.date]:
    """So many Mondays to Fridays from a day on."""
    days = (first + dt.timedelta(days=n) for n in itertools.count())
    return list(itertools.islice((day for day in days if day.weekday() < 5), count))


def fill(
    connection: Connection, production_id: int, users: Sequence[int], tasks: Sequence[int], days: Sequence[dt.date],
    each: int,
) -> int:  # fmt: skip
    """`each` segments of every user on every day, three tasks in two programs a day; answers how many in all."""
    dice, sums = random.Random(1), defaultdict(lambda: [0, 0])
    rows = _segments(dice, sums, production_id, users, tasks, days, each)
    while chunk := list(itertools.islice(rows, CHUNK)):
        _insert(connection, TimeSegment, chunk)
    totals = (
        {"user_id": user, "day": day.isoformat(), "task_id": task, "dcc": dcc, "production_id": production_id,
         "ms": ms, "manual_ms": manual}
        for (user, day, task, dcc), (ms, manual) in sums.items()
    )  # fmt: skip
    while chunk := list(itertools.islice(totals, CHUNK)):
        _insert(connection, TimeDay, chunk)
    return len(users) * len(days) * each


def _segments(
    dice: random.Random, sums: dict[Any, list[int]], production_id: int, users: Sequence[int], tasks: Sequence[int],
    days: Sequence[dt.date], each: int,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    number, step = itertools.count(1), 9 * HOUR // each
    for day, user in itertools.product(days, users):
        at = start_of(day, "UTC") + 8 * HOUR
        work = [(task, dcc) for task in dice.sample(tasks, min(3, len(tasks))) for dcc in dice.sample(PROGRAMS, 2)]
        for place in range(each):
            task, dcc = work[place * len(work) // each]
            uid, length, manual = f"{next(number):036}", dice.randrange(step // 2, step), dice.random() < 0.02
            total = sums[user, day, task, dcc]
            total[0] += length
            total[1] += length if manual else 0
            yield {
                "uid": uid, "session_uid": uid, "user_id": user, "production_id": production_id, "task_id": task,
                "start_ms": at, "end_ms": at + length, "measured_task_id": task, "measured_start_ms": at,
                "measured_end_ms": at + length, "source": "manual" if manual else "measured", "seen_ms": at + length,
                "dcc": dcc, **NOTHING,
            }  # fmt: skip
            at += step


def _insert(connection: Connection, model: Any, rows: list[dict[str, Any]]) -> None:
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    names = list(rows[0])
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join([mark] * len(names))
    statement = f"INSERT INTO {model.__tablename__} ({columns}) VALUES ({marks})"
    connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])
