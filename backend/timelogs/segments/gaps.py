"""Stretches that were taken out because nobody was at the machine: offered back, because it may have been a meeting."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from backend.core.access import me
from backend.core.db import db
from backend.planning.tasks.models import Task
from backend.timelogs.segments.models import TIMER, TimeSegment
from backend.timelogs.segments.moments import HOUR, moment, now_ms, start_of
from backend.timelogs.segments.reads import zone_of

OFFERED = ("idle", "sleep", "crash", "stale", "pause", "forgotten")
SHORTEST_MS, LONGEST_MS = 60_000, 8 * HOUR
_ONE_DAY = dt.timedelta(days=1)


def of_day(day: dt.date, zone: str | None) -> list[dict[str, Any]]:
    """The caller's gaps of a day, each with what was worked on before it."""
    place = zone_of(zone, None)
    start, end = start_of(day, place), start_of(day + _ONE_DAY, place)
    statement = (
        select(TimeSegment, Task.title)
        .join(Task, Task.id == TimeSegment.task_id)
        .where(
            TimeSegment.user_id == me().user_id, TimeSegment.end_ms >= start, TimeSegment.start_ms < end,
            ~TimeSegment.removed,
        )
        .order_by(TimeSegment.start_ms, TimeSegment.id)
    )  # fmt: skip
    rows = db.session.execute(statement).all()
    return [_described(*gap) for gap in _between(rows) if gap[1] - gap[0] >= SHORTEST_MS]


def _between(rows: Any) -> list[tuple[int, int, TimeSegment, str]]:
    """(start, end, segment before, its task's title) of what lies between stretches that are covered."""
    found = []
    last: tuple[TimeSegment, str] | None = None
    for row, title in rows:
        if last is not None and last[0].closed in OFFERED and row.start_ms > _reach(last[0]):
            found.append((last[0].end_ms, row.start_ms, *last))
        if last is None or _reach(row) >= _reach(last[0]):
            last = (row, title)
    if last is not None and last[0].closed == "forgotten":
        found.append((last[0].end_ms, min(now_ms(), last[0].start_ms + LONGEST_MS), *last))
    return [gap for gap in found if gap[1] - gap[0] <= LONGEST_MS]


def _reach(row: TimeSegment) -> int:
    return now_ms() if row.source == TIMER and row.closed is None else row.end_ms


def _described(start: int, end: int, before: TimeSegment, title: str) -> dict[str, Any]:
    return {
        "start": moment(start), "end": moment(end), "seconds": (end - start) // 1000, "why": before.closed,
        "before": {"task_id": before.task_id, "task_title": title, "production_id": before.production_id},
    }  # fmt: skip
