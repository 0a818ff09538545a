"""What heartbeats, the timer and sessions take and answer."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import Body, Day, Id, MaybeLine, Out, Query, Text
from backend.productions.productions.vocabulary import ZoneName

Program = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9 ._-]{0,31}$"), Field(description="A program's name, lower case")
]
Zone = ZoneName | None  # of the days; UTC unless a production is named


class HeartbeatsBody(Body):
    """Segments as their program knows them; each item is judged for itself.

    An item: segment_id and session_id (UUIDs), task_id, dcc, dcc_version, file, closed (null while it runs, else idle,
    stop, pause, switch, quit, sleep or crash), and either start_age and end_age (seconds before `uptime`) or, for rows
    of an earlier boot, start_at and end_at (seconds since 1970 by the program's clock).
    """

    device: MaybeLine = Field("", description="The machine's name", max_length=80)
    boot: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,64}$")] = Field(description="Names this uptime")
    uptime: float = Field(ge=0, le=1e10, allow_inf_nan=False, description="Seconds of a clock nobody sets")
    sent_at: float = Field(ge=0, le=1e11, allow_inf_nan=False, description="The program's wall clock, since 1970")
    items: list[Any] = Field(max_length=500)
    timer: bool = Field(True, description="Whether to answer what runs now")


class BeatResult(Out):
    """What became of an item: 201 new, 200 known, 409 kept elsewhere, 422 unusable, 403 somebody else's."""

    index: int
    segment_id: str
    status: Literal[200, 201, 403, 409, 422]
    reason: str


class RunningOut(Out):
    """The segment that runs."""

    segment_id: str
    session_id: str
    task_id: int
    task_title: str
    production_id: int
    production_title: str
    dcc: str
    machine: str
    source: Literal["measured", "timer", "manual"]
    started_at: dt.datetime
    seconds: int
    seen_at: dt.datetime


class TimerSettings(Out):
    """The rules a program goes by."""

    idle_minutes: int
    interval_seconds: int
    max_hours: int
    keep_file_names: bool
    count_renders: bool


class TimerOut(Out):
    """What runs for the caller, and what they have today."""

    running: RunningOut | None
    seconds_today: int
    settings: TimerSettings


class HeartbeatsOut(Out):
    """One result for each item, in their order."""

    server_time: float
    results: list[BeatResult]
    timer: TimerOut | None


class TimerStart(Body):
    """Start a timer by hand."""

    task_id: Id
    note: Text = Field("", max_length=500)
    dcc: Program = "web"


class WorkSessionStart(Body):
    """Begin a session in a program."""

    task_id: Id
    dcc: Program
    dcc_version: MaybeLine = Field("", max_length=32)
    file: MaybeLine = ""
    machine: MaybeLine = Field("", max_length=80)


class WorkSessionBeat(Body):
    """A sign of life."""

    idle_seconds: int = Field(0, ge=0, le=86_400, description="How long ago the last input was")


class WorkSessionQuery(Query):
    """Whose sessions of which day."""

    day: Day
    user_id: Id | None = None
    zone: Zone = None


class WorkSessionOut(Out):
    """From Start to Stop; `seconds` is work without the pauses."""

    session_id: str
    user_id: int
    user_name: str
    task_id: int
    task_title: str
    production_id: int
    production_title: str
    dcc: str
    file: str
    state: Literal["active", "paused", "stopped"]
    started_at: dt.datetime
    ended_at: dt.datetime
    seconds: int
    paused_seconds: int


class WorkSessionEvent(Out):
    """A step of a session: start, pause, resume or stop, and why."""

    kind: Literal["start", "pause", "resume", "stop"]
    at: dt.datetime
    why: str
