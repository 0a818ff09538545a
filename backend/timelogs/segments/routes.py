"""Heartbeats, the timer by hand and sessions: what programs call while somebody works."""

from typing import Any

from backend.core.access import me
from backend.core.contract import Domain
from backend.core.roles import SIGNED_IN
from backend.timelogs.segments import heartbeats, sessions, timer
from backend.timelogs.segments.schemas import (
    HeartbeatsBody,
    HeartbeatsOut,
    TimerOut,
    TimerStart,
    WorkSessionBeat,
    WorkSessionEvent,
    WorkSessionOut,
    WorkSessionQuery,
    WorkSessionStart,
)

bp = Domain("time", __name__, prefix="/time")


@bp.post("/heartbeats", allow=SIGNED_IN, out=HeartbeatsOut, transaction=False, devices=True)
def heartbeat(body: HeartbeatsBody) -> dict[str, Any]:
    """Say how far segments reach; as often and as late as need be."""
    return heartbeats.receive(me(), body)


@bp.get("/timer", allow=SIGNED_IN, out=TimerOut, devices=True)
def timer_now() -> dict[str, Any]:
    """What runs for the caller, and what they have today."""
    return timer.now(me().user_id)


@bp.post("/timer/start", allow=SIGNED_IN, out=TimerOut, devices=True)
def timer_start(body: TimerStart) -> dict[str, Any]:
    """Start a timer by hand, or change over to another task."""
    return timer.start(body.task_id, body.note, body.dcc)


@bp.post("/timer/stop", allow=SIGNED_IN, out=TimerOut, devices=True)
def timer_stop() -> dict[str, Any]:
    """Stop what runs."""
    return timer.stop()


@bp.post("/sessions", allow=SIGNED_IN, out=WorkSessionOut, status=201, devices=True)
def session_start(body: WorkSessionStart) -> dict[str, Any]:
    """Begin a session in a program."""
    return sessions.begin(body)


@bp.get("/sessions", allow=SIGNED_IN, out=list[WorkSessionOut], devices=True)
def sessions_of_day(query: WorkSessionQuery) -> list[dict[str, Any]]:
    """The sessions of a person that touch a day."""
    return sessions.of_day(query)


@bp.get("/sessions/<string:session_id>", allow=SIGNED_IN, out=WorkSessionOut, devices=True)
def session_show(session_id: str) -> dict[str, Any]:
    """One session."""
    return sessions.one(session_id)


@bp.get("/sessions/<string:session_id>/events", allow=SIGNED_IN, out=list[WorkSessionEvent], devices=True)
def session_events(session_id: str) -> list[dict[str, Any]]:
    """Start, pauses and stop of a session."""
    return sessions.events(session_id)


@bp.post("/sessions/<string:session_id>/heartbeat", allow=SIGNED_IN, out=WorkSessionOut, devices=True)
def session_beat(session_id: str, body: WorkSessionBeat) -> dict[str, Any]:
    """A sign of life of one's own session."""
    return sessions.beat(session_id, body.idle_seconds)


@bp.post("/sessions/<string:session_id>/pause", allow=SIGNED_IN, out=WorkSessionOut, devices=True)
def session_pause(session_id: str, body: WorkSessionBeat) -> dict[str, Any]:
    """Pause one's own session at the last input."""
    return sessions.pause(session_id, body.idle_seconds)


@bp.post("/sessions/<string:session_id>/resume", allow=SIGNED_IN, out=WorkSessionOut, devices=True)
def session_resume(session_id: str) -> dict[str, Any]:
    """Go on with one's own session."""
    return sessions.resume(session_id)


@bp.post("/sessions/<string:session_id>/stop", allow=SIGNED_IN, out=WorkSessionOut, devices=True)
def session_stop(session_id: str, body: WorkSessionBeat) -> dict[str, Any]:
    """Stop one's own session at the last input."""
    return sessions.stop(session_id, body.idle_seconds)
