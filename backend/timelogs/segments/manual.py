"""Time by hand: entered, corrected, taken out and brought back. What was measured is never touched."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import select

from backend.core.access import me
from backend.core.db import db
from backend.core.errors import Conflict, Invalid
from backend.planning.tasks.models import Task
from backend.productions.members import service as members
from backend.productions.productions.models import Production
from backend.timelogs.seeing import decide_about
from backend.timelogs.segments import counting, reads, running, timer
from backend.timelogs.segments.models import MANUAL, TimeCorrection, TimeSegment
from backend.timelogs.segments.moments import DAY, HOUR, days_touched, moment, now_ms, to_ms
from backend.timelogs.segments.retention import settled_until
from backend.timelogs.segments.schemas_hand import SegmentCreate, SegmentPatch
from backend.timelogs.terms import service as terms
from backend.timelogs.weeks import locks

YEAR_MS = 366 * DAY


def create(body: SegmentCreate) -> dict[str, Any]:
    """Enter time that no program measured, for oneself or, as a lead, for somebody.

    Raises Invalid naming the field, Conflict in a locked or handed-in week, Forbidden and NotFound as everywhere.
    """
    task = timer.find_task(body.task_id)
    user_id = body.user_id or me().user_id
    lead = decide_about(user_id, task.production_id)
    if lead and members.of_user(task.production_id, user_id) is None:
        raise Invalid("This person is not on the production of this task.", field="user_id")
    start, end = _moment(body.start, "start"), _moment(body.end, "end")
    row = TimeSegment(
        uid=str(uuid.uuid4()), session_uid=str(uuid.uuid4()), user_id=user_id, production_id=task.production_id,
        task_id=task.id, start_ms=start, end_ms=end, measured_task_id=task.id, measured_start_ms=start,
        measured_end_ms=end, source=MANUAL, closed=MANUAL, seen_ms=now_ms(), dcc=MANUAL, note=body.note,
    )  # fmt: skip
    _refuse_span(row, start, end, task.timezone)
    _refuse_week(row, start, end, task.timezone, lead=lead)
    _refuse_overlap(row, start, end)
    db.session.add(row)
    db.session.flush()
    _write_down(row, "create", None, body.reason)
    counting.recount(user_id, start, end)
    return _told(row)


def change(segment_id: int, body: SegmentPatch) -> dict[str, Any]:
    """Correct task, begin or end of a segment."""
    row, zone, lead = _editable(segment_id)
    before = _facts(row)
    task = timer.find_task(body.task_id) if body.task_id not in {None, row.task_id} else None
    start = _moment(body.start, "start") if body.start else row.start_ms
    end = _moment(body.end, "end") if body.end else row.end_ms
    if task is None and (start, end) == (row.start_ms, row.end_ms):
        return _told(row)
    _refuse_span(row, start, end, zone)
    _refuse_week(row, start, end, zone, lead=lead)
    for added in ((start, min(end, row.start_ms)), (max(start, row.end_ms), end)):
        if added[0] < added[1]:
            _refuse_overlap(row, *added)
    if task is not None:
        if task.production_id != row.production_id:
            lead = decide_about(row.user_id, task.production_id)
            _refuse_week(row, start, end, task.timezone, lead=lead, production_id=task.production_id)
        row.task_id, row.production_id = task.id, task.production_id
    row.start_ms, row.end_ms, row.corrected = start, end, True
    _write_down(row, "change", before, body.reason)
    _recount(row, before)
    return _told(row)


def remove(segment_id: int, reason: str) -> dict[str, Any]:
    """Take a segment out of every sum; it stays visible and can be brought back."""
    return _set_removed(segment_id, True, "remove", reason)


def restore(segment_id: int, reason: str) -> dict[str, Any]:
    """Bring a segment back that was taken out."""
    return _set_removed(segment_id, False, "restore", reason)


def _set_removed(segment_id: int, removed: bool, kind: str, reason: str) -> dict[str, Any]:
    row, zone, lead = _editable(segment_id)
    if row.removed == removed:
        return _told(row)
    _refuse_week(row, row.start_ms, row.end_ms, zone, lead=lead)
    before = _facts(row)
    row.removed = removed
    _write_down(row, kind, before, reason)
    _recount(row, before)
    return _told(row)


def _editable(segment_id: int) -> tuple[TimeSegment, str, bool]:
    """(row, its zone, whether the caller is a lead here). Raises NotFound, Forbidden, Conflict while it runs."""
    row = reads.find(segment_id)
    lead = decide_about(row.user_id, row.production_id)
    if row.closed is None:
        raise Conflict("This is running. Stop the timer first.")
    zone = db.session.scalar(select(Production.timezone).where(Production.id == row.production_id)) or "UTC"
    _refuse_week(row, row.start_ms, row.end_ms, zone, lead=lead)
    return row, zone, lead


def _moment(text: str, field: str) -> int:
    try:
        return to_ms(dt.datetime.fromisoformat(text))
    except ValueError as error:
        raise Invalid("This day does not exist.", field=field) from error


def _refuse_span(row: TimeSegment, start: int, end: int, zone: str) -> None:
    settings = terms.settings_of(row.production_id)
    now = now_ms()
    if end <= start:
        raise Invalid("The end must be after the start.", field="end")
    if end > now + 1000:
        raise Invalid("Time can be entered when it is over.", field="end")
    if end - start > settings.max_hours * HOUR:
        raise Invalid(f"One entry holds {settings.max_hours} hours at most.", field="end")
    kept = settings.retention_days * DAY if settings.retention_days else YEAR_MS
    if start < now - kept + 2 * DAY:
        raise Invalid("This is too long ago to be entered.", field="start")


def _refuse_week(
    row: TimeSegment, start: int, end: int, zone: str, *, lead: bool, production_id: int | None = None
) -> None:
    """Nobody writes into an approved week or what is forgotten, and a person not into what they handed in."""
    days, here = days_touched(start, end, zone), production_id or row.production_id
    settled = settled_until(here, zone)
    if settled is not None and days[0] <= settled:
        raise Conflict("Of this time only the sums of each day are kept.")
    states = locks.states(here, row.user_id, {locks.monday_of(day) for day in days})
    if "approved" in states:
        raise Conflict("This week is approved. It must be reopened first.")
    if "submitted" in states and not lead:
        raise Conflict("This week is handed in. Take it back first.")


def _refuse_overlap(row: TimeSegment, start: int, end: int) -> None:
    other = db.session.execute(
        select(TimeSegment.start_ms, TimeSegment.end_ms, Task.title)
        .join(Task, Task.id == TimeSegment.task_id)
        .where(
            TimeSegment.user_id == row.user_id, TimeSegment.end_ms > start, TimeSegment.start_ms < end,
            TimeSegment.id != (row.id or 0), ~TimeSegment.removed,
        )
        .order_by(TimeSegment.start_ms)
        .limit(1)
    ).first()  # fmt: skip
    if other is not None:
        span = f"{moment(other.start_ms):%Y-%m-%d %H:%M} to {moment(other.end_ms):%H:%M} UTC"
        raise Invalid(f"There is time already from {span}: {other.title}.", field="start")


def _facts(row: TimeSegment) -> dict[str, Any]:
    names = ("task_id", "start_ms", "end_ms", "removed", "production_id")
    return {name: getattr(row, name) for name in names}


def _write_down(row: TimeSegment, kind: str, before: dict[str, Any] | None, reason: str) -> None:
    step = TimeCorrection(
        segment_id=row.id, kind=kind, old=before, new=_facts(row), reason=reason, by_id=me().user_id
    )  # fmt: skip
    db.session.add(step)
    db.session.flush()
    running.tell(row.id, row.production_id)


def _recount(row: TimeSegment, before: dict[str, Any]) -> None:
    productions = {row.production_id, before["production_id"]}
    counting.recount(
        row.user_id, min(row.start_ms, before["start_ms"]), max(row.end_ms, before["end_ms"]), productions
    )  # fmt: skip


def _told(row: TimeSegment) -> dict[str, Any]:
    return reads.one(row.id)
