"""What availability takes and answers."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import UNCHANGED, Body, Clock, Day, Id, Out, PageQuery, Patch, Query, Text

Kind = Literal["cast", "crew", "location", "element"]
State = Literal["unavailable", "tentative", "hold_1", "hold_2", "booked"]


class Subject(Body):
    """Whose days they are: a cast member, a member of the production, a location or an element, by its id."""

    kind: Kind
    id: Id


class Span(Body):
    """Days from `first` to `last`, both included; with clocks only between them on each of these days."""

    first: Day
    last: Day
    starts: Clock | None = None
    ends: Clock | None = None
    note: Text = ""


class AvailabilityCreate(Span):
    """A span of one subject. Where it meets older ones of the same subject, it takes their place."""

    subject: Subject
    state: State


class AvailabilityPaint(Span):
    """One span for several subjects; state null makes these days free again."""

    subjects: Annotated[list[Subject], Field(min_length=1, max_length=300)]
    state: State | None


class AvailabilityPatch(Patch):
    """Fields of a span to change."""

    first: Day = UNCHANGED
    last: Day = UNCHANGED
    starts: Clock | None = None
    ends: Clock | None = None
    state: State = UNCHANGED
    note: Text = UNCHANGED


class AvailabilityQuery(PageQuery):
    """Which spans: those that touch the days asked for, of a kind or of one subject."""

    first: Day | None = None
    last: Day | None = None
    kind: Kind | None = None
    subject_id: Id | None = Field(None, description="With `kind`: one subject")


class CalendarQuery(Query):
    """Which days, at most 100."""

    first: Day
    last: Day


class AvailabilityOut(Out):
    """A span; `mine` when it is the caller's own availability, `entered_by` who wrote it down."""

    id: int
    version: int
    kind: Kind
    subject_id: int
    name: str
    first: dt.date
    last: dt.date
    starts: dt.time | None
    ends: dt.time | None
    state: State
    note: str
    mine: bool
    entered_by: str
    entered_by_id: int | None


class Replaced(Out):
    """What became of an older span that a new one met; `text` says it in words."""

    id: int
    action: Literal["removed", "shortened", "split"]
    text: str


class AvailabilitySaved(AvailabilityOut):
    """A span as it was stored, and the older ones it changed."""

    replaced: list[Replaced]


class AvailabilityPainted(Out):
    """The spans as they were stored, and the older ones they changed."""

    spans: list[AvailabilityOut]
    replaced: list[Replaced]


class CalendarDay(Out):
    """A day: its number when it is a shooting day of the active board, and whether the company works."""

    date: dt.date
    number: int | None
    works: bool


class CalendarCell(Out):
    """One subject on one day; `clash`: the schedule wants them and they cannot be had (error), or perhaps (warning)."""

    date: dt.date
    span_id: int | None
    state: State | None
    partly: str = Field(description="`09:00–13:00` when only these hours are meant")
    wanted: bool
    clash: Literal["error", "warning"] | None


class CalendarRow(Out):
    """A subject with the days on which something is known or wanted."""

    kind: Kind
    id: int
    number: str
    name: str
    about: str
    mine: bool
    cells: list[CalendarCell]


class CalendarOut(Out):
    """Days across, people and places down."""

    days: list[CalendarDay]
    rows: list[CalendarRow]
