"""What calendars and units take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import UNCHANGED, Body, Day, Line, MaybeLine, Out, Patch

DateKind = Literal["holiday", "off", "travel", "work"]
WeekdaysOff = Annotated[
    list[Annotated[int, Field(ge=0, le=6)]],
    Field(max_length=6, description="Weekdays without work, Monday = 0; one at least is left for shooting"),
]


class CalendarCreate(Body):
    """A new calendar."""

    name: Line
    weekly_off: WeekdaysOff = [5, 6]


class CalendarPatch(Patch):
    """Fields of a calendar to change."""

    name: Line = UNCHANGED
    weekly_off: WeekdaysOff = UNCHANGED


class CalendarDateCreate(Body):
    """A date that differs, or several in a row."""

    date: Day
    last: Day | None = Field(None, description="The last of several dates; null: `date` alone")
    kind: DateKind
    name: MaybeLine = ""


class CalendarDatePatch(Patch):
    """Fields of a date to change."""

    kind: DateKind = UNCHANGED
    name: MaybeLine = UNCHANGED


class CalendarDateOut(Out):
    """A date that differs from its weekday: a holiday, a day off, company travel, or a day off that is worked."""

    id: int
    version: int
    date: dt.date
    kind: str
    name: str


class WorkCalendarOut(Out):
    """A calendar with its dates, ascending."""

    id: int
    version: int
    name: str
    weekly_off: list[int]
    dates: list[CalendarDateOut]


class UnitCreate(Body):
    """A new unit, after the others."""

    name: Line


class UnitPatch(Patch):
    """Another name, or another place among the units; the first is the main unit."""

    name: Line = UNCHANGED
    position: Annotated[int, Field(ge=0, le=100)] = UNCHANGED


class UnitOut(Out):
    """A shooting unit."""

    id: int
    version: int
    name: str
