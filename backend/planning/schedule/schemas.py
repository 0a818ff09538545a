"""What the schedule takes and answers. Where a body has `board_id`, null means the active board."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import (
    MAX_ID,
    UNCHANGED,
    Body,
    Clock,
    Count,
    Day,
    Id,
    Line,
    Out,
    Patch,
    Query,
    Text,
)
from backend.planning.schedule.calendar_schemas import UnitOut, WorkCalendarOut

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Key = Annotated[int, Field(ge=-MAX_ID, le=MAX_ID)]
Keys = Annotated[
    list[Key],
    Field(
        max_length=2000,
        description="Strips by key, in order: minus the scene's id for a whole scene, else the strip's own id",
    ),
]
SceneIds = Annotated[list[Id], Field(max_length=2000, description="Whole scenes by id, in order")]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Eighths = Annotated[int, Field(ge=1, le=800)]


class BoardQuery(Query):
    """Which board; the active one when none is named."""

    board_id: Id | None = None


class ShootingDayPatch(Patch):
    """Fields of a shooting day to change."""

    date: Day = dt.date(1900, 1, 1)
    unit_id: Id = UNCHANGED
    general_call: Clock | None = None
    location_id: Id | None = None
    pinned: bool = False
    notes: Text = ""


class ShootingDayCreate(Patch):
    """A new shooting day, of the main unit when no other is named."""

    board_id: Id | None = None
    date: Day
    unit_id: Id | None = None
    general_call: Clock | None = None
    location_id: Id | None = None
    pinned: bool = False
    notes: Text = ""


class ShootingDayRange(Body):
    """Shooting days one after the other, on the days the company works."""

    board_id: Id | None = None
    unit_id: Id | None = None
    first: Day
    count: int = Field(ge=1, le=366, description="How many shooting days the range has")
    skip: Annotated[list[Weekday], Field(max_length=7)] | None = Field(
        None, description="Weekdays without shooting; null: those of the board's calendar"
    )
    general_call: Clock | None = None
    location_id: Id | None = None


class DaySwap(Body):
    """The day to change dates with, of the same board."""

    with_id: Id


class DayShift(Body):
    """By how many working days; negative is earlier."""

    by: Annotated[int, Field(ge=-366, le=366)]


class DayBreak(Body):
    """Before which strip of the day, from 0, the day ends."""

    position: Count


class Strips(Body):
    """Strips by their keys, or whole scenes by their ids: one of the two."""

    keys: Keys | None = None
    scene_ids: SceneIds | None = None


class DayStrips(Strips):
    """The strips of a day in shooting order; whatever else was on the day goes to the boneyard."""


class StripMove(Strips):
    """Strips to lay, in this order, on a day (or in the boneyard when `day_id` is null)."""

    keys: Annotated[Keys, Field(min_length=1)] | None = None
    scene_ids: Annotated[SceneIds, Field(min_length=1)] | None = None
    board_id: Id | None = None
    day_id: Id | None
    position: Count | None = Field(
        None, description="Place in the day, from 0, among the strips that stay; null is last"
    )


class SceneSplit(Body):
    """The lengths of a scene's parts; together as long as the scene."""

    board_id: Id | None = None
    scene_id: Id
    eighths: Annotated[list[Eighths], Field(min_length=2, max_length=20)]


class SceneJoin(Body):
    """A scene that lies in parts."""

    board_id: Id | None = None
    scene_id: Id


class BannerCreate(Body):
    """A banner: company move, lunch, travel, pre-light."""

    board_id: Id | None = None
    day_id: Id | None = None
    position: Count | None = Field(None, description="Place in the day, from 0; null is last")
    banner: Line
    minutes: Minutes | None = None
    notes: Text = ""


class BannerPatch(Patch):
    """Fields of a banner to change."""

    banner: Line = UNCHANGED
    minutes: Minutes | None = None
    notes: Text = ""


class DayBreaks(Strips):
    """Strips to lay on days one after the other, a new day whenever the next strip would be too much for one.

    Without a limit the production's working rules say how much a day takes.
    """

    keys: Annotated[Keys, Field(min_length=1)] | None = None
    scene_ids: Annotated[SceneIds, Field(min_length=1)] | None = None
    board_id: Id | None = None
    unit_id: Id | None = None
    first: Day = Field(description="Days that hold other strips, and pinned ones, are left alone")
    max_eighths: Eighths | None = None
    max_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    general_call: Clock | None = Field(None, description="Of days that are added")


class StripOut(Out):
    """A strip: a scene, a part of one (`part` of `parts`; 0 is the whole scene), or a banner (scene_id null)."""

    key: int
    id: int | None = Field(description="Null for a scene that has lain in the boneyard from the start")
    scene_id: int | None
    part: int
    parts: int
    banner: str
    notes: str
    number: str
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    synopsis: str
    script_day: str
    eighths: int
    scene_eighths: int
    status: str
    estimated_minutes: int | None
    location_id: int | None
    location_name: str | None
    cast_numbers: list[int]
    cast_member_ids: list[int]


class ShootingDayOut(Out):
    """A shooting day with its strips in order; `number` of `of` counts the days of its unit by date.

    eighths, sets and cast count what is to be shot; minutes is what it takes, banners included, scenes without an
    estimate by their length. `off` says why the company does not work on this date: holiday, travel, off, weekday.
    """

    id: int
    version: int
    board_id: int
    unit_id: int
    unit_name: str
    date: dt.date
    number: int
    of: int
    general_call: dt.time | None
    location_id: int | None
    location_name: str | None
    pinned: bool
    notes: str
    eighths: int
    minutes: int
    sets: int
    cast: int
    off: str | None
    call_sheet_id: int | None
    call_sheet_status: str | None
    strips: list[StripOut]


class ScheduleOut(Out):
    """A board; `version` is its revision, which moves must match. `undo` and `redo` say what the caller could.

    After a move only the days it touched (and, by their absence, those that went), the boneyard only if it changed,
    calendar and units null. `board_id` is null before the first write.
    """

    version: int
    board_id: int | None
    board_name: str
    active: bool
    days: list[ShootingDayOut]
    unscheduled: list[StripOut] | None
    calendar: WorkCalendarOut | None
    units: list[UnitOut] | None
    undo: str | None
    redo: str | None
