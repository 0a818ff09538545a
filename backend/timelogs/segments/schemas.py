"""What heartbeats, the timer, sessions and entries by hand take and answer."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import STRIPPED, Body, Day, Id, MaybeLine, Out, PageQuery, Patch, Query, Text
from backend.productions.productions.vocabulary import ZoneName

_PLAIN = r"[^\x00-\x1f\x7f]*"
_REASON = rf"^[ \t\r\n]*{_PLAIN}[^\s\x00-\x1f\x7f]{_PLAIN}[ \t\r\n]*$"
Reason = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, pattern=_REASON),
    STRIPPED,
    Field(description="Why; it stays in the segment's history"),
]
Program = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9 ._-]{0,31}$"), Field(description="A program's name, lower case")
]
Zone = ZoneName | None  # of the days; UTC unless a production is named
_DATE = r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
Moment = Annotated[
    str,
    StringConstraints(pattern=rf"^{_DATE}T{_TIME}(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"),
    Field(description="A moment with its zone, such as 2026-11-28T09:30:00Z", examples=["2026-11-28T09:30:00Z"]),
]


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


class SegmentQuery(PageQuery):
    """Which segments, the newest first; days of `zone`, both included."""

    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")
    zone: Zone = None
    user_id: Id | None = None
    production_id: Id | None = None
    task_id: Id | None = None
    dcc: str | None = Field(None, max_length=32)
    department: str | None = Field(None, max_length=255, description="Of the person there; empty: of nobody's")
    category: str | None = Field(None, max_length=255, description="Of the task")
    include_removed: bool = False


class MeasuredOut(Out):
    """What the program said, whatever was corrected since."""

    started_at: dt.datetime
    ended_at: dt.datetime
    task_id: int | None


class SegmentOut(Out):
    """A segment as it counts, beside what was measured."""

    id: int
    uid: str
    session_id: str
    user_id: int
    user_name: str
    production_id: int
    production_title: str
    task_id: int
    task_title: str
    dcc: str
    dcc_version: str
    machine: str
    file: str
    note: str
    source: Literal["measured", "timer", "manual"]
    started_at: dt.datetime
    ended_at: dt.datetime
    seconds: int
    running: bool
    closed: str | None
    corrected: bool
    removed: bool
    clock_guessed: bool
    locked: bool
    measured: MeasuredOut


class SegmentCreate(Body):
    """Time entered by hand."""

    task_id: Id
    start: Moment
    end: Moment
    reason: Reason
    note: Text = Field("", max_length=500)
    user_id: Id | None = Field(None, description="Somebody else, for whoever approves their hours")


class SegmentPatch(Patch):
    """What to correct of a segment; what was measured stays beside it."""

    task_id: Id | None = None
    start: Moment | None = None
    end: Moment | None = None
    reason: Reason


class ReasonBody(Body):
    """Why."""

    reason: Reason


class CorrectionOut(Out):
    """One step of a segment's history; moments as in a segment."""

    kind: Literal["create", "change", "remove", "restore"]
    old: dict[str, Any] | None
    new: dict[str, Any]
    reason: str
    by_name: str | None
    at: dt.datetime


class GapQuery(Query):
    """Gaps of which day."""

    day: Day
    zone: Zone = None


class GapTask(Out):
    """What was worked on before a gap."""

    task_id: int
    task_title: str
    production_id: int


class GapOut(Out):
    """A stretch that was taken out because nobody was there, to be offered back."""

    start: dt.datetime
    end: dt.datetime
    seconds: int
    why: str
    before: GapTask


class HeldQuery(PageQuery):
    """Held time of which production."""

    production_id: Id | None = None


class HeldOut(Out):
    """Measured time that found no place."""

    id: int
    user_id: int
    user_name: str
    production_id: int | None
    reason: Literal["locked", "task_gone", "not_member", "too_old"]
    task_id: int | None
    task_title: str | None
    started_at: dt.datetime
    ended_at: dt.datetime
    seconds: int
    dcc: str
    file: str


class HeldPlace(Body):
    """Where held time belongs."""

    task_id: Id
    reason: Reason
