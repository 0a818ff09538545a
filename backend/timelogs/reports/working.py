"""Who is working now."""

from typing import Any

from sqlalchemy import func, or_, select

from backend.accounts.users.models import User
from backend.core.db import db
from backend.planning.tasks.models import Task
from backend.productions.productions.models import Production
from backend.timelogs.amounts import SECOND
from backend.timelogs.seeing import visible
from backend.timelogs.segments.models import TIMER, TimeSegment
from backend.timelogs.segments.moments import moment, now_ms
from backend.timelogs.segments.running import SILENT_MS
from backend.timelogs.terms.models import TimeSettings


def now() -> list[dict[str, Any]]:
    """The fields of `WorkingOut` of everybody the caller sees whose timer runs, by name; not of silent programs."""
    at = now_ms()
    silent = func.coalesce(TimeSettings.interval_seconds, 0) * 2500
    heard = or_(TimeSegment.source == TIMER, TimeSegment.seen_ms >= at - SILENT_MS, TimeSegment.seen_ms + silent >= at)
    # By the index of what runs: "+ 0" keeps the database from going through all of a production's segments instead.
    seen = visible(TimeSegment.user_id + 0, TimeSegment.production_id + 0)
    rows = db.session.execute(
        select(
            TimeSegment.user_id, User.name.label("user_name"), TimeSegment.task_id, Task.title.label("task_title"),
            TimeSegment.production_id, Production.title.label("production_title"), TimeSegment.dcc,
            TimeSegment.machine, TimeSegment.file, TimeSegment.source, TimeSegment.start_ms, TimeSegment.end_ms,
            TimeSegment.seen_ms,
        )
        .join(User, User.id == TimeSegment.user_id)
        .join(Task, Task.id == TimeSegment.task_id)
        .join(Production, Production.id == TimeSegment.production_id)
        .outerjoin(TimeSettings, TimeSettings.production_id == TimeSegment.production_id)
        .where(TimeSegment.closed.is_(None), heard, seen)
        .order_by(func.lower(User.name), TimeSegment.user_id)
    )  # fmt: skip
    return [_described(row, at) for row in rows]


def _described(row: Any, at: int) -> dict[str, Any]:
    until = max(at, row.end_ms) if row.source == TIMER else row.end_ms
    return {
        **row._mapping,
        "started_at": moment(row.start_ms),
        "seconds": (until - row.start_ms) // SECOND,
        "seen_at": moment(at if row.source == TIMER else row.seen_ms),
    }
