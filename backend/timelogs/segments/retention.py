"""Single segments are forgotten after a while, where a production wants that; the sums of each day stay.

What lies before the first day that is kept goes, corrections with it; a segment over that midnight is cut there. So a
day has either all its segments or none, and one that has none is settled: nothing can be worked out for it again.
Held time stays until somebody places or discards it.
"""

import datetime as dt

from sqlalchemy import ColumnElement, case, delete, func, select, update

from backend.core import clock
from backend.core.db import db, start_writing
from backend.productions.productions.models import Production
from backend.timelogs.segments.models import TimeDay, TimeSegment
from backend.timelogs.segments.moments import day_of, start_of
from backend.timelogs.terms.models import TimeSettings

BATCH = 5000  # segments forgotten in one transaction: heartbeats do not wait for long
_UNWATCHED = {"synchronize_session": False}


def prune() -> int:
    """Forget what is old enough, in transactions of its own; answers how many segments."""
    columns = (Production.id, Production.timezone, TimeSettings.retention_days)
    wanted = select(*columns).join(TimeSettings, TimeSettings.production_id == Production.id)
    productions = db.session.execute(wanted.where(TimeSettings.retention_days > 0)).all()
    return sum(_prune(one, clock.today(zone) - dt.timedelta(days=days), zone) for one, zone, days in productions)


def settled_until(production_id: int, zone: str) -> dt.date | None:
    """The last day of a production of which only the sums are left; None while all segments are there."""
    here = TimeDay.production_id == production_id
    first = db.session.scalar(select(func.min(TimeSegment.start_ms)).where(TimeSegment.production_id == production_id))
    sums = select(func.max(TimeDay.day)).where(
        here, *([TimeDay.day < day_of(first, zone)] if first is not None else [])
    )
    return db.session.scalar(sums)


def _prune(production_id: int, first_day: dt.date, zone: str) -> int:
    limit, forgotten = start_of(first_day, zone), 0
    old = (TimeSegment.production_id == production_id, TimeSegment.start_ms < limit, TimeSegment.closed.is_not(None))
    while True:
        start_writing(production_id)
        found = list(db.session.scalars(select(TimeSegment.id).where(*old, TimeSegment.end_ms <= limit).limit(BATCH)))
        db.session.execute(delete(TimeSegment).where(TimeSegment.id.in_(found)), execution_options=_UNWATCHED)
        if len(found) < BATCH:
            cut = {"start_ms": limit, "measured_start_ms": _not_before(limit)}
            db.session.execute(update(TimeSegment).where(*old).values(cut), execution_options=_UNWATCHED)
        db.session.commit()
        forgotten += len(found)
        if len(found) < BATCH:
            return forgotten


def _not_before(limit: int) -> ColumnElement[int]:
    """Where the measured part begins: at the limit, unless it lies before it as a whole."""
    begin, end = TimeSegment.measured_start_ms, TimeSegment.measured_end_ms
    return case((begin >= limit, begin), (end <= limit, end), else_=limit)
