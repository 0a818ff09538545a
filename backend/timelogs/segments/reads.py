"""Segments as people see them: with names, beside what was measured, and whether their week is locked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from backend.accounts.users.models import User
from backend.core.db import db
from backend.core.errors import NotFound
from backend.core.paging import Page, page_of
from backend.planning.tasks.models import Task
from backend.productions.productions.models import Production
from backend.timelogs.seeing import narrowed, visible
from backend.timelogs.segments.beats import LONGEST_MS
from backend.timelogs.segments.models import TIMER, TimeCorrection, TimeSegment
from backend.timelogs.segments.moments import day_of, moment, now_ms, start_of
from backend.timelogs.segments.schemas_hand import SegmentQuery
from backend.timelogs.weeks import locks

_ONE_DAY = dt.timedelta(days=1)


def listed(query: SegmentQuery) -> Page:
    """Segments the caller may see, the newest first."""
    statement = named().where(visible(TimeSegment.user_id, TimeSegment.production_id, query.production_id))
    statement = statement.where(*narrowed(TimeSegment, query))
    if not query.include_removed:
        statement = statement.where(~TimeSegment.removed)
    zone = zone_of(query.zone, query.production_id)
    if query.first:
        first = start_of(query.first, zone)
        statement = statement.where(TimeSegment.end_ms >= first, TimeSegment.start_ms >= first - LONGEST_MS)
    if query.last:
        statement = statement.where(TimeSegment.start_ms < start_of(query.last + _ONE_DAY, zone))
    page = page_of(statement, [TimeSegment.start_ms, TimeSegment.id], query, descending=True)
    return replace(page, items=described(page.items))


def one(segment_id: int) -> dict[str, Any]:
    """A segment the caller may see. Raises NotFound."""
    return described([_row(segment_id)])[0]


def find(segment_id: int) -> TimeSegment:
    """The row of a segment the caller may see. Raises NotFound."""
    segment: TimeSegment = _row(segment_id)[0]
    return segment


def history(segment_id: int) -> list[dict[str, Any]]:
    """Every step by hand, the first first."""
    segment = find(segment_id)
    statement = (
        select(TimeCorrection, User.name)
        .outerjoin(User, User.id == TimeCorrection.by_id)
        .where(TimeCorrection.segment_id == segment.id)
        .order_by(TimeCorrection.id)
    )
    return [
        {
            "kind": row.kind, "old": row.old and shown(row.old), "new": shown(row.new), "reason": row.reason,
            "by_name": name, "at": row.at,
        }
        for row, name in db.session.execute(statement)
    ]  # fmt: skip


def shown(facts: dict[str, Any]) -> dict[str, Any]:
    """What a step said, with moments for people."""
    return {
        "task_id": facts["task_id"], "removed": facts["removed"],
        "started_at": moment(facts["start_ms"]).isoformat(), "ended_at": moment(facts["end_ms"]).isoformat(),
    }  # fmt: skip


def zone_of(zone: str | None, production_id: int | None) -> str:
    """The zone that days are of: the one named, else the production's, else UTC."""
    if zone:
        return zone
    if production_id is not None:
        return db.session.scalar(select(Production.timezone).where(Production.id == production_id)) or "UTC"
    return "UTC"


def described(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """(segment, person, task, production, zone) as the contract answers a segment."""
    if not rows:
        return []
    locked: dict[int, set[tuple[int, dt.date]]] = {}
    since = day_of(min(row[0].start_ms for row in rows), "UTC") - _ONE_DAY
    for row in rows:
        if row[0].user_id not in locked:
            locked[row[0].user_id] = locks.approved_weeks(row[0].user_id, since)
    return [_described(row, locked[row[0].user_id]) for row in rows]


def _described(found: Any, locked: set[tuple[int, dt.date]]) -> dict[str, Any]:
    row, person, task, production, zone = found
    names = (
        "id", "uid", "user_id", "production_id", "task_id", "dcc", "dcc_version", "machine", "file", "note", "source",
        "closed", "corrected", "removed", "clock_guessed",
    )  # fmt: skip
    end = now_ms() if row.closed is None and row.source == TIMER else row.end_ms
    return {
        **{name: getattr(row, name) for name in names},
        "session_id": row.session_uid, "user_name": person, "task_title": task, "production_title": production,
        "started_at": moment(row.start_ms), "ended_at": moment(end), "seconds": (end - row.start_ms) // 1000,
        "running": row.closed is None,
        "locked": (row.production_id, locks.monday_of(day_of(row.start_ms, zone))) in locked,
        "measured": {
            "started_at": moment(row.measured_start_ms), "ended_at": moment(row.measured_end_ms),
            "task_id": row.measured_task_id,
        },
    }  # fmt: skip


def named() -> Any:
    """(segment, person, task, production, zone) of segments, to be narrowed down."""
    return (
        select(TimeSegment, User.name, Task.title, Production.title, Production.timezone)
        .join(User, User.id == TimeSegment.user_id)
        .join(Task, Task.id == TimeSegment.task_id)
        .join(Production, Production.id == TimeSegment.production_id)
    )


def _row(segment_id: int) -> Any:
    seen = visible(TimeSegment.user_id, TimeSegment.production_id)
    row = db.session.execute(named().where(TimeSegment.id == segment_id, seen)).first()
    if row is None:
        raise NotFound
    return row
