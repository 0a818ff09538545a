"""The one segment of a person that runs: how it gives way to a newer one, and how it ends in silence."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select, update

from backend.core import changes
from backend.core.db import db, start_writing
from backend.productions.productions.models import Production
from backend.timelogs.segments import counting
from backend.timelogs.segments.models import TIMER, TimeSegment
from backend.timelogs.segments.moments import HOUR, now_ms
from backend.timelogs.terms import service as terms
from backend.timelogs.terms.models import TimeSettings

SILENT_MS = 150_000  # and at least two and a half intervals: then the program is gone, not thinking


@dataclass(frozen=True)
class _News:
    id: int
    production_id: int
    audit_name: str = TimeSegment.audit_name

    def __str__(self) -> str:
        return "hours"


def tell(segment_id: int, production_id: int) -> None:
    """Let pages that show hours know that somebody began, changed over or stopped."""
    changes.news(_News(segment_id, production_id))


def supersede(row: Any, at_ms: int, now: int) -> None:
    """End a running segment because a newer one began at `at_ms`.

    A measured one ends where its last heartbeat said; one that is run by hand ends where the newer begins, unless it
    was forgotten long before.
    """
    if row.source != TIMER:
        close(row, "stale" if now - row.seen_ms > SILENT_MS else "superseded")
    elif at_ms - row.start_ms >= terms.settings_of(row.production_id).hand_timer_hours * HOUR:
        close(row, "forgotten")
    else:
        close(row, "superseded", end_ms=max(row.start_ms, at_ms))


def close(row: Any, reason: str, *, end_ms: int | None = None) -> None:
    """End a running segment: at `end_ms`, or where it has reached. Counts what it grew by."""
    values: dict[str, Any] = {"closed": reason}
    grown = (row.end_ms, row.end_ms)
    if end_ms is not None and end_ms > row.end_ms:
        grown = (row.end_ms, end_ms)
        values |= {"end_ms": end_ms, "measured_end_ms": end_ms}
    db.session.execute(
        update(TimeSegment).where(TimeSegment.id == row.id).values(values),
        execution_options={"synchronize_session": False},
    )
    for name, value in values.items():
        setattr(row, name, value)
    counting.add(row, *grown, row.timezone)
    tell(row.id, row.production_id)


def of(user_id: int) -> Any:
    """A person's running segment with its production's `timezone`, or None."""
    return next(iter(_running(TimeSegment.user_id == user_id)), None)


def end_silent(user_id: int | None = None) -> int:
    """Close what runs without a sign of life, of one person or of all; answers how many. Inside a write transaction.

    A measured one that was silent too long ends at its last heartbeat. One run by hand past the production's limit was
    forgotten: nobody knows how long it was work, so nothing counts until its person says.
    """
    now, ended = now_ms(), 0
    for row in _running(*([TimeSegment.user_id == user_id] if user_id else [])):
        if row.source == TIMER:
            if now - row.start_ms >= (row.hand_timer_hours or terms.DEFAULTS["hand_timer_hours"]) * HOUR:
                close(row, "forgotten")
                ended += 1
        elif now - row.seen_ms > max(SILENT_MS, 2500 * (row.interval_seconds or 0)):
            close(row, "stale")
            ended += 1
    return ended


def sweep() -> None:
    """The scheduled job: close everything silent."""
    start_writing()
    end_silent()
    db.session.commit()


def _running(*conditions: Any) -> list[SimpleNamespace]:
    found = (
        select(
            *TimeSegment.__table__.columns,
            Production.timezone,
            TimeSettings.hand_timer_hours,
            TimeSettings.interval_seconds,
        )
        .join(Production, Production.id == TimeSegment.production_id)
        .outerjoin(TimeSettings, TimeSettings.production_id == TimeSegment.production_id)
        .where(TimeSegment.closed.is_(None), *conditions)
    )
    return [SimpleNamespace(**row._mapping) for row in db.session.execute(found)]
