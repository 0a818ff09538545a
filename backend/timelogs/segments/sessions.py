"""Sessions: from Start to Stop in one program, for programs that want no more than start, pause, resume and stop.

A session is its segments: a pause ends one, going on begins the next, so a pause can never count as work. Sessions of
programs that send heartbeats read the same.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from backend.core.access import me
from backend.core.db import db
from backend.core.errors import Conflict, NotFound
from backend.timelogs.seeing import visible
from backend.timelogs.segments import counting, reads, running, timer
from backend.timelogs.segments.beats import base_name
from backend.timelogs.segments.models import MEASURED, TimeSegment
from backend.timelogs.segments.moments import now_ms, start_of
from backend.timelogs.segments.schemas import WorkSessionQuery, WorkSessionStart
from backend.timelogs.terms import service as terms

_PAUSED = {"pause", "idle", "sleep", "stale", "superseded", "crash", "replayed"}
_ONE_DAY = dt.timedelta(days=1)


def begin(body: WorkSessionStart) -> dict[str, Any]:
    """Start a session; what runs gives way."""
    task, now = timer.find_task(body.task_id), now_ms()
    file = base_name(body.file) if terms.settings_of(task.production_id).keep_file_names else ""
    session_uid = str(uuid.uuid4())
    _give_way(now)
    timer.begin_by_hand(
        task, dcc=body.dcc, at_ms=now, source=MEASURED, session_uid=session_uid, dcc_version=body.dcc_version,
        file=file, machine=body.machine,
    )  # fmt: skip
    return one(session_uid)


def beat(session_uid: str, idle_seconds: int) -> dict[str, Any]:
    """A sign of life: the work reaches until the last input. Raises Conflict for a session that does not run."""
    row = _mine(session_uid)
    if _state(row) == "stopped":
        raise Conflict("This session has been stopped.")
    if row.closed == "pause":
        raise Conflict("This session is paused. Resume it first.")
    now = now_ms()
    if row.closed is not None or now - row.seen_ms > running.SILENT_MS:
        return resume(session_uid)
    _reach(row, now - idle_seconds * 1000, now, None)
    return one(session_uid)


def pause(session_uid: str, idle_seconds: int) -> dict[str, Any]:
    """End the work at the last input; pausing what is paused changes nothing."""
    return _end(session_uid, "pause", idle_seconds)


def stop(session_uid: str, idle_seconds: int) -> dict[str, Any]:
    """End the session at the last input; stopping what is stopped changes nothing."""
    return _end(session_uid, "stop", idle_seconds)


def resume(session_uid: str) -> dict[str, Any]:
    """Go on after a pause; going on with what runs changes nothing. Raises Conflict for a stopped session."""
    row, now = _mine(session_uid), now_ms()
    if _state(row) == "stopped":
        raise Conflict("This session has been stopped. Start a new one.")
    if row.closed is None and now - row.seen_ms <= running.SILENT_MS:
        return one(session_uid)
    task = timer.find_task(row.task_id)
    _give_way(now)
    timer.begin_by_hand(
        task, dcc=row.dcc, at_ms=now, source=MEASURED, session_uid=session_uid, dcc_version=row.dcc_version,
        file=row.file, machine=row.machine,
    )  # fmt: skip
    return one(session_uid)


def one(session_uid: str) -> dict[str, Any]:
    """A session the caller may see. Raises NotFound."""
    rows = _rows(TimeSegment.session_uid == session_uid)
    if not rows:
        raise NotFound
    return _summed(rows)


def of_day(query: WorkSessionQuery) -> list[dict[str, Any]]:
    """The sessions of a person that touch a day, the first first."""
    zone = reads.zone_of(query.zone, None)
    start, end = start_of(query.day, zone), start_of(query.day + _ONE_DAY, zone)
    touched = select(TimeSegment.session_uid).where(
        TimeSegment.user_id == (query.user_id or me().user_id), TimeSegment.end_ms >= start, TimeSegment.start_ms < end
    )
    sessions: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(TimeSegment.session_uid.in_(touched)):
        sessions.setdefault(row["session_id"], []).append(row)
    return [_summed(rows) for rows in sessions.values()]


def events(session_uid: str) -> list[dict[str, Any]]:
    """Start, pauses and stop of a session, the first first."""
    rows = _rows(TimeSegment.session_uid == session_uid)
    if not rows:
        raise NotFound
    found: list[dict[str, Any]] = []
    for at, row in enumerate(rows):
        found.append({"kind": "resume" if at else "start", "at": row["started_at"], "why": ""})
        if row["closed"] is not None:
            over = at == len(rows) - 1 and row["closed"] not in _PAUSED
            found.append({"kind": "stop" if over else "pause", "at": row["ended_at"], "why": row["closed"]})
    return found


def _summed(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    first, last = rows[0], max(rows, key=lambda row: row["ended_at"])
    newest = rows[-1]
    work = sum(row["seconds"] for row in rows)
    names = ("user_id", "user_name", "production_id", "production_title", "dcc")
    state = "active" if newest["running"] else "paused" if newest["closed"] in _PAUSED else "stopped"
    return {
        **{name: first[name] for name in names},
        "session_id": first["session_id"], "task_id": newest["task_id"], "task_title": newest["task_title"],
        "file": newest["file"], "state": state, "started_at": first["started_at"], "ended_at": last["ended_at"],
        "seconds": work,
        "paused_seconds": max(0, round((last["ended_at"] - first["started_at"]).total_seconds()) - work),
    }  # fmt: skip


def _rows(condition: Any) -> list[dict[str, Any]]:
    seen = visible(TimeSegment.user_id, TimeSegment.production_id)
    statement = reads.named().where(condition, seen, ~TimeSegment.removed)
    return reads.described(db.session.execute(statement.order_by(TimeSegment.start_ms, TimeSegment.id)).all())


def _end(session_uid: str, reason: str, idle_seconds: int) -> dict[str, Any]:
    row, now = _mine(session_uid), now_ms()
    if row.closed is None:
        silent = now - row.seen_ms > running.SILENT_MS
        _reach(row, row.end_ms if silent else now - idle_seconds * 1000, now, reason)
    elif reason == "stop" and _state(row) == "paused":
        db.session.execute(update(TimeSegment).where(TimeSegment.id == row.id).values(closed="stop"))
        running.tell(row.id, row.production_id)
    return one(session_uid)


def _reach(row: TimeSegment, until_ms: int, now: int, closed: str | None) -> None:
    """Let the work of a running segment reach until a moment, which is never before what it had reached."""
    old, end = row.end_ms, max(row.end_ms, until_ms)
    row.end_ms = row.measured_end_ms = end
    row.seen_ms, row.closed = now, closed
    db.session.flush()
    zone = reads.zone_of(None, row.production_id)
    counting.add(row, old, end, zone)
    if closed is not None:
        running.tell(row.id, row.production_id)


def _mine(session_uid: str) -> TimeSegment:
    """The newest segment of one's own session. Raises NotFound for anybody else's."""
    row = db.session.scalar(
        select(TimeSegment)
        .where(TimeSegment.session_uid == session_uid, TimeSegment.user_id == me().user_id)
        .order_by(TimeSegment.start_ms.desc(), TimeSegment.id.desc())
        .limit(1)
    )
    if row is None:
        raise NotFound
    return row


def _state(row: TimeSegment) -> str:
    return "active" if row.closed is None else "paused" if row.closed in _PAUSED else "stopped"


def _give_way(now: int) -> None:
    running.end_silent(me().user_id)
    if (row := running.of(me().user_id)) is not None:
        running.supersede(row, now, now)
