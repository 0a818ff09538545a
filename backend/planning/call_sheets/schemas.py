"""What call sheets take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import Body, Clock, Count, Id, Line, MaybeLine, Out, PageQuery, Patch, Phone, Query, Text
from backend.planning.schedule.schemas import StripOut

CallSheetStatus = Literal["draft", "published", "in_progress", "wrapped", "cancelled"]
CastCallStatus = Literal["scheduled", "confirmed", "on_set", "wrapped", "cancelled"]
Minutes = Annotated[int, Field(ge=0, le=1440)]
WorkCode = Annotated[str, StringConstraints(max_length=4, pattern=r"^[A-Z/]*$")]  # SW, W, WF, SWF, H, T, R, FT …


class CallSheetCreate(Body):
    """A call sheet made from a shooting day."""

    day_id: Id


class CallSheetPatch(Patch):
    """The head of a sheet; `status` only goes on: draft, published, in_progress, wrapped, or cancelled."""

    status: CallSheetStatus = "draft"
    location_id: Id | None = None
    general_call: Clock | None = None
    shooting_call: Clock | None = None
    breakfast: Clock | None = None
    lunch: Clock | None = None
    estimated_wrap: Clock | None = None
    weather: Text = ""
    parking: Text = ""
    basecamp: Text = ""
    hospital: Text = ""
    safety_notes: Text = ""
    notes: Text = ""


class CallSheetQuery(PageQuery):
    """Which call sheets."""

    status: CallSheetStatus | None = None


class CallSheetPdfQuery(Query):
    """On which paper; the production's own unless said."""

    paper: Literal["a4", "letter"] | None = None


class CallSheetScenePatch(Patch):
    """A line of the scene list."""

    banner: Line = ""
    at: Clock | None = None
    minutes: Minutes | None = None
    notes: Text = ""


class CallSheetSceneCreate(CallSheetScenePatch):
    """A scene, or a banner (company move, lunch) between scenes; last unless a position is given."""

    scene_id: Id | None = None
    position: Count | None = None


class CallSheetSceneOrder(Body):
    """All lines of the scene list in their new order."""

    row_ids: Annotated[list[Id], Field(max_length=500)]


class CallSheetCastPatch(Patch):
    """A cast member's calls."""

    code: WorkCode = ""
    pick_up: Clock | None = None
    makeup: Clock | None = None
    on_set: Clock | None = None
    status: CastCallStatus = "scheduled"
    remarks: Text = ""


class CallSheetCastCreate(CallSheetCastPatch):
    """A cast member to call; times and code that are not given are proposed."""

    cast_member_id: Id


class CallSheetCrewPatch(Patch):
    """A crew member's call; `on_call` prints O/C instead of a time."""

    department: MaybeLine = ""
    position: MaybeLine = ""
    name: Line = ""
    phone: Phone = ""
    call: Clock | None = None
    on_call: bool = False


class CallSheetCrewCreate(CallSheetCrewPatch):
    """A member of the production to call, or anybody by name (a day player of the crew)."""

    member_id: Id | None = None


class CallSheetSceneOut(Out):
    """A line of the scene list; a banner has no scene."""

    id: int
    version: int
    position: int
    banner: str
    at: dt.time | None
    minutes: int | None
    notes: str
    scene_id: int | None
    number: str
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    synopsis: str
    script_day: str
    eighths: int
    status: str
    location_id: int | None
    location_name: str | None
    cast_numbers: list[int]
    cast_member_ids: list[int]


class CallSheetCastOut(Out):
    """A cast member's calls; the phone only for those who may see it. `mine`: the caller is that performer."""

    id: int
    version: int
    cast_member_id: int
    number: int
    character_name: str
    name: str
    phone: str | None
    code: str
    pick_up: dt.time | None
    makeup: dt.time | None
    on_set: dt.time | None
    status: CastCallStatus
    remarks: str
    scene_numbers: list[str]
    mine: bool


class CallSheetCrewOut(Out):
    """A crew member's call; the phone only for those who may see it. `mine`: the caller is that person."""

    id: int
    version: int
    member_id: int | None
    department: str
    position: str
    name: str
    phone: str | None
    call: dt.time | None
    on_call: bool
    mine: bool


class CallSheetBriefOut(Out):
    """A call sheet in the list."""

    id: int
    version: int
    date: dt.date
    day_id: int | None
    day_number: int | None
    status: CallSheetStatus
    edition: int
    published_at: dt.datetime | None
    general_call: dt.time | None
    location_name: str | None
    scenes: int
    cast: int
    crew: int


class CallSheetNoteOut(Out):
    """Something to look at, and where."""

    field: str
    message: str


class CallSheetSunOut(Out):
    """The sun over the sheet's location; `note` says why a time is missing."""

    civil_dawn: dt.time | None
    sunrise: dt.time | None
    sunset: dt.time | None
    civil_dusk: dt.time | None
    note: str


class CallSheetTotalsOut(Out):
    """What the day holds."""

    scenes: int
    eighths: int
    minutes: int
    cast: int
    crew: int


class CallSheetAdvanceOut(Out):
    """One of the next shooting days."""

    day_id: int
    date: dt.date
    number: int
    general_call: dt.time | None
    location_name: str | None
    eighths: int
    scenes: list[StripOut]


class CallSheetSceneRefOut(Out):
    """A scene by its number."""

    scene_id: int
    number: str


class CallSheetChangedOut(Out):
    """How the schedule moved since: scenes on the day but not on the sheet, and the other way round."""

    added: list[CallSheetSceneRefOut]
    removed: list[CallSheetSceneRefOut]
    day_gone: bool


class CallSheetRulesOut(Out):
    """What proposed times go by, in minutes."""

    minutes_per_eighth: int
    makeup_before_set: int
    pick_up_before_makeup: int
    lunch_after_call: int
    lunch_lasts: int
    crew_rest: int


class CallSheetOut(Out):
    """A whole call sheet. `missing` keeps it from being published, `warnings` do not; `location_map` may be empty."""

    id: int
    version: int
    date: dt.date
    day_id: int | None
    day_number: int | None
    days_total: int
    status: CallSheetStatus
    edition: int
    colour: str
    published_at: dt.datetime | None
    location_id: int | None
    location_name: str | None
    location_address: str
    location_map: str
    general_call: dt.time | None
    shooting_call: dt.time | None
    breakfast: dt.time | None
    lunch: dt.time | None
    estimated_wrap: dt.time | None
    weather: str
    parking: str
    basecamp: str
    hospital: str
    safety_notes: str
    notes: str
    sun: CallSheetSunOut
    scenes: list[CallSheetSceneOut]
    cast: list[CallSheetCastOut]
    crew: list[CallSheetCrewOut]
    totals: CallSheetTotalsOut
    advance: list[CallSheetAdvanceOut]
    changed: CallSheetChangedOut
    missing: list[CallSheetNoteOut]
    warnings: list[CallSheetNoteOut]
    rules: CallSheetRulesOut
