"""What call sheets answer."""

import datetime as dt

from backend.core.schemas import Out
from backend.planning.call_sheets.answers_rows import (
    CallSheetBackgroundOut,
    CallSheetCastOut,
    CallSheetCrewOut,
    CallSheetDepartmentOut,
    CallSheetInfoOut,
    CallSheetSceneOut,
    CallSheetSignatureOut,
)
from backend.planning.call_sheets.schemas import CallSheetStatus

Clock = dt.time | None


class CallSheetBriefOut(Out):
    """A call sheet in the list."""

    id: int
    version: int
    date: dt.date
    day_id: int | None
    day_number: int | None
    unit: str
    status: CallSheetStatus
    edition: int
    published_at: dt.datetime | None
    general_call: Clock
    location_name: str | None
    scenes: int
    cast: int
    crew: int


class CallSheetNoteOut(Out):
    """A finding: its code, `blocks` or `warns`, and where to put it right (list, field, row)."""

    code: str
    severity: str
    section: str
    field: str
    row_id: int | None
    message: str


class CallSheetProposalOut(Out):
    """A time that does not follow from the others any more: where it stands, what it says, what it would be."""

    section: str
    row_id: int
    field: str
    now: Clock
    proposed: Clock


class CallSheetDifferenceOut(Out):
    """A change in a plain sentence, and where on the sheet."""

    section: str
    sentence: str


class CallSheetSunOut(Out):
    """The sun over the sheet's location; `note` says why a time is missing."""

    civil_dawn: Clock
    sunrise: Clock
    sunset: Clock
    civil_dusk: Clock
    note: str


class CallSheetTotalsOut(Out):
    """What the day holds."""

    scenes: int
    eighths: int
    minutes: int
    cast: int
    crew: int
    background: int


class CallSheetMealsOut(Out):
    """For how many is cooked: as typed, else counted from the rows."""

    breakfast: int
    lunch: int
    counted: int


class CallSheetPlannedOut(Out):
    """A scene of one of the next days, or a part of one."""

    scene_id: int
    part: int
    number: str
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    synopsis: str
    script_day: str
    eighths: int
    location_name: str | None
    cast_numbers: list[int]


class CallSheetAdvanceOut(Out):
    """One of the next shooting days."""

    day_id: int
    date: dt.date
    number: int
    general_call: Clock
    location_name: str | None
    eighths: int
    scenes: list[CallSheetPlannedOut]


class CallSheetSceneRefOut(Out):
    """A scene, or a part of one, by its number."""

    scene_id: int
    part: int
    number: str


class CallSheetChangedOut(Out):
    """How the schedule moved since: scenes on the day but not on the sheet, and the other way round."""

    added: list[CallSheetSceneRefOut]
    removed: list[CallSheetSceneRefOut]
    day_gone: bool


class CallSheetOffsetsOut(Out):
    """What proposed times go by while neither the sheet nor a row has its own, in minutes."""

    setup_minutes: int
    minutes_per_eighth: int
    travel_minutes: int
    makeup_minutes: int
    wardrobe_minutes: int
    breakfast_minutes: int | None
    lunch_after_call: int
    lunch_lasts: int


class CallSheetDefaultsOut(CallSheetOffsetsOut):
    """What the production's call sheets start from; version 0 while nobody changed anything."""

    version: int
    colours: list[str]
    channels: list[list[str]]
    policy: str
    closed_set: bool
    temperature_unit: str
    hide_phones: bool
    signing: list[str]


class CallSheetContactOut(Out):
    """One of the people at the head of the sheet."""

    role: str
    name: str


class CallSheetOut(Out):
    """A whole call sheet. `missing` keeps it from being published, `warnings` do not; `location_map` may be empty.

    Those who make sheets get it as it stands, with `proposals` (times that do not follow from the others) and
    `unpublished` (what changed since the last edition); everybody else gets the last edition.
    """

    id: int
    version: int
    date: dt.date
    day_id: int | None
    unit_id: int | None
    unit: str
    day_number: int | None
    days_total: int
    status: CallSheetStatus
    edition: int
    edition_name: str
    colour: str
    published_at: dt.datetime | None
    location_id: int | None
    location_name: str | None
    location_address: str
    location_map: str
    general_call: Clock
    shooting_call: Clock
    breakfast: Clock
    lunch: Clock
    second_meal: Clock
    estimated_wrap: Clock
    travel_minutes: int | None
    makeup_minutes: int | None
    wardrobe_minutes: int | None
    temperature_high: int | None
    temperature_low: int | None
    temperature_unit: str
    rain_percent: int | None
    wind: str
    weather: str
    parking: str
    basecamp: str
    hospital: str
    safety_notes: str
    emergency_plan: str
    closed_set: bool
    policy: str
    breakfast_count: int | None
    lunch_count: int | None
    notes: str
    typed: list[str]
    sun: CallSheetSunOut
    scenes: list[CallSheetSceneOut]
    cast: list[CallSheetCastOut]
    crew: list[CallSheetCrewOut]
    background: list[CallSheetBackgroundOut]
    departments: list[CallSheetDepartmentOut]
    info: list[CallSheetInfoOut]
    signatures: list[CallSheetSignatureOut]
    contacts: list[CallSheetContactOut]
    totals: CallSheetTotalsOut
    meals: CallSheetMealsOut
    advance: list[CallSheetAdvanceOut]
    changed: CallSheetChangedOut
    missing: list[CallSheetNoteOut]
    warnings: list[CallSheetNoteOut]
    proposals: list[CallSheetProposalOut]
    unpublished: list[CallSheetDifferenceOut]
    offsets: CallSheetOffsetsOut


class CallSheetEditionOut(Out):
    """An edition: when it went out, who published it, on which paper."""

    number: int
    colour: str
    published_at: dt.datetime
    published_by: str


class CallSheetPersonOut(Out):
    """What changed for one person between two editions."""

    key: str
    name: str
    part: str
    sentences: list[str]


class CallSheetChangesOut(Out):
    """What changed between two editions (`to` null: the sheet as it stands), for everybody and for each person."""

    since: int
    to: int | None
    differences: list[CallSheetDifferenceOut]
    people: list[CallSheetPersonOut]
