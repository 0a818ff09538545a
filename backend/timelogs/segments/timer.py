"""The timer of the person who asks: what runs now, how much today, and starting and stopping by hand.

A timer by hand needs no program that reports: it runs until it is stopped, also while the phone sleeps. Its time counts
when it ends; one that was forgotten counts nothing until its person says when they finished.
"""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import func, insert, select

from backend.core.access import me
from backend.core.db import db
from backend.core.errors import Invalid
from backend.core.roles import allowed
from backend.planning.tasks.models import Task
from backend.productions.members.models import Member
from backend.productions.productions.models import Production
from backend.timelogs.segments import counting, running
from backend.timelogs.segments.models import TIMER, TimeDay, TimeSegment
from backend.timelogs.segments.moments import day_of, moment, now_ms, start_of
from backend.timelogs.terms import service as terms


def now(user_id: int) -> dict[str, Any]:
    """What runs for a person, what they have today, and the rules their program goes by."""
    row = running.of(user_id)
    zone = row.timezone if row else "UTC"
    today = day_of(now_ms(), zone)
    settings = terms.settings_of(row.production_id) if row else terms.DEFAULTS
    return {
        "running": _described(row) if row else None,
        "seconds_today": (_with_timer(row, today) if row and row.source == TIMER else _counted(user_id, today)) // 1000,
        "settings": settings,
    }


def start(task_id: int, note: str, dcc: str) -> dict[str, Any]:
    """Start a timer by hand; what runs gives way. Starting what already runs by hand changes nothing.

    Raises Invalid naming `task_id` for a task that is not of one of the caller's productions.
    """
    task, user_id, begin = find_task(task_id), me().user_id, now_ms()
    running.end_silent(user_id)
    row = running.of(user_id)
    if row is not None and row.source == TIMER and row.task_id == task.id and row.dcc == dcc:
        return now(user_id)
    if row is not None:
        running.supersede(row, begin, begin)
    begin_by_hand(task, dcc=dcc, note=note, at_ms=begin, source=TIMER)
    return now(user_id)


def stop() -> dict[str, Any]:
    """Stop what runs, whichever program it runs in; stopping twice changes nothing."""
    user_id = me().user_id
    running.end_silent(user_id)
    if (row := running.of(user_id)) is not None:
        running.close(row, "stop", end_ms=now_ms() if row.source == TIMER else None)
    return now(user_id)


def begin_by_hand(task: Any, *, dcc: str, at_ms: int, source: str, **more: Any) -> str:
    """Insert a running segment that this server made; answers its uid."""
    uid = str(uuid.uuid4())
    values = {
        "uid": uid, "session_uid": more.pop("session_uid", None) or str(uuid.uuid4()), "user_id": me().user_id,
        "production_id": task.production_id, "task_id": task.id, "start_ms": at_ms, "end_ms": at_ms,
        "measured_task_id": task.id, "measured_start_ms": at_ms, "measured_end_ms": at_ms, "source": source,
        "closed": None, "seen_ms": at_ms, "dcc": dcc, "corrected": False, "removed": False, "clock_guessed": False,
        "dcc_version": "", "machine": "", "file": "", "note": "", **more,
    }  # fmt: skip
    new_id = db.session.scalar(insert(TimeSegment).values(values).returning(TimeSegment.id))
    running.tell(int(new_id or 0), task.production_id)
    return uid


def find_task(task_id: int, field: str = "task_id") -> Any:
    """(id, title, production_id, timezone, keep_file_names) of a task the caller may log time on.

    Raises Invalid naming `field`, in the same words for tasks of others as for none.
    """
    identity = me()
    statement = (
        select(Task.id, Task.title, Task.production_id, Production.timezone, Member.level, Member.job_role)
        .join(Production, Production.id == Task.production_id)
        .outerjoin(Member, (Member.production_id == Task.production_id) & (Member.user_id == identity.user_id))
        .where(Task.id == task_id)
    )
    row = db.session.execute(statement).first()
    if row is None or not allowed("time.own", identity.studio_role, row.level, row.job_role):
        raise Invalid("There is no such task on your productions.", field=field)
    return row


def _described(row: Any) -> dict[str, Any]:
    names = select(Task.title, Production.title).join(Production, Production.id == Task.production_id)
    task, production = db.session.execute(names.where(Task.id == row.task_id)).one()
    end = now_ms() if row.source == TIMER else row.end_ms
    return {
        "segment_id": row.uid, "session_id": row.session_uid, "task_id": row.task_id, "task_title": task,
        "production_id": row.production_id, "production_title": production, "dcc": row.dcc, "machine": row.machine,
        "source": row.source, "started_at": moment(row.start_ms), "seconds": (end - row.start_ms) // 1000,
        "seen_at": moment(row.seen_ms),
    }  # fmt: skip


def _counted(user_id: int, day: dt.date) -> int:
    found = select(func.coalesce(func.sum(TimeDay.ms), 0)).where(TimeDay.user_id == user_id, TimeDay.day == day)
    return int(db.session.scalar(found) or 0)


def _with_timer(row: Any, day: dt.date) -> int:
    """A day's milliseconds of a person whose timer by hand runs: as if it were stopped now."""
    begin, end = start_of(day, row.timezone), now_ms()
    timer = counting.Span(row.id, row.start_ms, end, row.production_id, row.task_id, row.dcc, False)
    spans = [*counting.spans_between(row.user_id, begin, end), timer]
    return sum(max(0, until - max(since, begin)) for since, until, _span in counting.slices(spans))
