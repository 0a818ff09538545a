"""What the schedule takes and answers."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import Body, Clock, Count, Day, Id, Out, Patch, Text

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SceneIds = Annotated[list[Id], Field(max_length=2000)]


class ShootingDayPatch(Patch):
    """Fields of a shooting day to change."""

    date: Day = dt.date(1900, 1, 1)
    general_call: Clock | None = None
    location_id: Id | None = None
    notes: Text = ""


class ShootingDayCreate(ShootingDayPatch):
    """A new shooting day."""

    date: Day


class ShootingDayRange(Body):
    """Shooting days one after the other, leaving out the weekdays nobody works."""

    first: Day
    count: int = Field(ge=1, le=366, description="How many shooting days the range has")
    skip: list[Weekday] = Field([], max_length=7, description="Weekdays without shooting")
    general_call: Clock | None = None
    location_id: Id | None = None


class DayStrips(Body):
    """The scenes of a day in shooting order; whatever else was on the day goes back to the unscheduled."""

    scene_ids: SceneIds


class StripMove(Body):
    """Scenes to lay, in this order, on a day (or back to the unscheduled when `day_id` is null)."""

    scene_ids: Annotated[list[Id], Field(min_length=1, max_length=2000)]
    day_id: Id | None
    position: Count | None = Field(
        None, description="Place in the day, from 0, among the strips that stay; null is last"
    )


class StripOut(Out):
    """A scene as a strip."""

    scene_id: int
    number: str
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    synopsis: str
    script_day: str
    eighths: int
    status: str
    estimated_minutes: int | None
    location_id: int | None
    location_name: str | None
    cast_numbers: list[int]
    cast_member_ids: list[int]


class ShootingDayOut(Out):
    """A shooting day with its strips in order; `number` of `of` counts shooting days by date."""

    id: int
    version: int
    date: dt.date
    number: int
    of: int
    general_call: dt.time | None
    location_id: int | None
    location_name: str | None
    notes: str
    eighths: int
    call_sheet_id: int | None
    call_sheet_status: str | None
    strips: list[StripOut]


class ScheduleOut(Out):
    """The board. After a move only the days it touched, and the unscheduled scenes only if they changed (else null)."""

    version: int
    days: list[ShootingDayOut]
    unscheduled: list[StripOut] | None
