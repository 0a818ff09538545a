"""Measured time that found no place: looked at by its person and by leads, and put on a task or discarded."""

import uuid
from dataclasses import replace
from typing import Any

from sqlalchemy import Integer, cast, or_, select

from backend.accounts.users.models import User
from backend.core import clock
from backend.core.access import me
from backend.core.db import db
from backend.core.errors import Conflict, NotFound
from backend.core.paging import Page, page_of
from backend.planning.tasks.models import Task
from backend.productions.members.access import membership, productions_where
from backend.timelogs.segments import counting, running, timer
from backend.timelogs.segments.models import MEASURED, TimeCorrection, TimeHeld, TimeSegment
from backend.timelogs.segments.moments import days_touched, moment
from backend.timelogs.segments.retention import settled_until
from backend.timelogs.segments.schemas_hand import HeldPlace, HeldQuery
from backend.timelogs.weeks import locks


def listed(query: HeldQuery) -> Page:
    """What waits: the caller's own, and of productions whose weeks they approve; the newest first."""
    statement = _seen()
    if query.production_id is not None:
        if membership(me(), query.production_id) is None:
            raise NotFound
        statement = statement.where(TimeHeld.production_id == query.production_id)
    page = page_of(statement, [TimeHeld.id], query, descending=True)
    return replace(page, items=[_described(*row) for row in page.items])


def place(held_id: int, body: HeldPlace) -> dict[str, Any]:
    """Put held time on a task. Raises Conflict while its week is approved, Invalid naming `task_id`."""
    held = _open(held_id)
    task = timer.find_task(body.task_id)
    days = days_touched(held.start_ms, held.end_ms, task.timezone)
    if locks.locked_days(task.production_id, held.user_id, days):
        raise Conflict("The week of this time is approved. It must be reopened first.")
    settled = settled_until(task.production_id, task.timezone)
    if settled is not None and days[0] <= settled:
        raise Conflict("Of this time only the sums of each day are kept.")
    item = held.item
    known = db.session.scalar(select(TimeSegment.id).where(TimeSegment.uid == held.uid))
    row = TimeSegment(
        uid=str(uuid.uuid4()) if known else held.uid, session_uid=item["session_uid"], user_id=held.user_id,
        production_id=task.production_id, task_id=task.id, start_ms=held.start_ms, end_ms=held.end_ms,
        measured_task_id=item["task_id"], measured_start_ms=held.start_ms, measured_end_ms=held.end_ms,
        source=MEASURED, closed=item["closed"] or "replayed", seen_ms=held.end_ms, clock_guessed=item["guessed"],
        dcc=item["dcc"], dcc_version=item["dcc_version"], machine=item["machine"], file=item["file"],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    new = {"task_id": task.id, "start_ms": row.start_ms, "end_ms": row.end_ms, "removed": False}
    db.session.add(
        TimeCorrection(segment_id=row.id, kind="create", old=None, new=new, reason=body.reason, by_id=me().user_id)
    )
    counting.recount(row.user_id, row.start_ms, row.end_ms)
    running.tell(row.id, row.production_id)
    return _settle(held, f"On {task.title}: {body.reason}")


def discard(held_id: int, reason: str) -> dict[str, Any]:
    """Say that held time is none; it stays stored."""
    return _settle(_open(held_id), f"Discarded: {reason}")


def _settle(held: TimeHeld, what: str) -> dict[str, Any]:
    described = _described(*db.session.execute(_seen().where(TimeHeld.id == held.id)).one())
    held.settled_at, held.settled_by_id, held.settlement = clock.now(), me().user_id, what
    db.session.flush()
    return described


def _open(held_id: int) -> TimeHeld:
    row = db.session.execute(_seen().where(TimeHeld.id == held_id)).first()
    if row is None:
        raise NotFound
    held: TimeHeld = row[0]
    return held


def _seen() -> Any:
    identity = me()
    return (
        select(TimeHeld, User.name, Task.title)
        .join(User, User.id == TimeHeld.user_id)
        .outerjoin(Task, Task.id == cast(TimeHeld.item["task_id"].as_string(), Integer))
        .where(
            TimeHeld.settled_at.is_(None),
            or_(
                TimeHeld.user_id == identity.user_id,
                TimeHeld.production_id.in_(productions_where(identity, "time.approve")),
            ),
        )
    )


def _described(held: TimeHeld, person: str, task: str | None) -> dict[str, Any]:
    known = task is not None and held.production_id is not None  # the titles of others' tasks are none of theirs
    return {
        "id": held.id, "user_id": held.user_id, "user_name": person, "production_id": held.production_id,
        "reason": held.reason, "task_id": held.item["task_id"] if known else None,
        "task_title": task if known else None,
        "started_at": moment(held.start_ms), "ended_at": moment(held.end_ms),
        "seconds": (held.end_ms - held.start_ms) // 1000, "dcc": held.item["dcc"], "file": held.item["file"],
    }  # fmt: skip
