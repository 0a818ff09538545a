"""What entries by hand, corrections, gaps and held time take and answer."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import STRIPPED, Body, Day, Id, Out, PageQuery, Patch, Query, Text
from backend.timelogs.segments.schemas import Zone

_PLAIN = r"[^\x00-\x1f\x7f]*"
_REASON = rf"^[ \t\r\n]*{_PLAIN}[^\s\x00-\x1f\x7f]{_PLAIN}[ \t\r\n]*$"
Reason = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, pattern=_REASON),
    STRIPPED,
    Field(description="Why; it stays in the segment's history"),
]
_DATE = r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
Moment = Annotated[
    str,
    StringConstraints(pattern=rf"^{_DATE}T{_TIME}(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"),
    Field(description="A moment with its zone, such as 2026-11-28T09:30:00Z", examples=["2026-11-28T09:30:00Z"]),
]


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
