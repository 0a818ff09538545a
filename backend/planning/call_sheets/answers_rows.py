"""What the rows of a call sheet answer."""

import datetime as dt

from backend.core.schemas import Out
from backend.planning.call_sheets.schemas import CastCallStatus, Section

Clock = dt.time | None


class CallSheetSceneOut(Out):
    """A line of the scene list; a banner has no scene. `part` 0 is a whole scene; `typed`: `at` was typed by hand."""

    id: int
    version: int
    position: int
    banner: str
    at: Clock
    minutes: int | None
    notes: str
    typed: list[str]
    scene_id: int | None
    part: int
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
    """A cast member's calls; phone and e-mail only for those who may see them. `mine`: the caller is that performer.

    `wrap` is when they are dismissed; their own minutes replace the sheet's and the production's; `typed` names the
    times that were typed by hand.
    """

    id: int
    version: int
    cast_member_id: int
    number: int
    character_name: str
    name: str
    phone: str | None
    email: str | None
    code: str
    pick_up: Clock
    makeup: Clock
    wardrobe: Clock
    on_set: Clock
    wrap: Clock
    travel_minutes: int | None
    makeup_minutes: int | None
    wardrobe_minutes: int | None
    typed: list[str]
    status: CastCallStatus
    remarks: str
    scene_numbers: list[str]
    mine: bool


class CallSheetCrewOut(Out):
    """A crew member's call; phone and e-mail only for those who may see them. `mine`: the caller is that person."""

    id: int
    version: int
    member_id: int | None
    department: str
    position: str
    name: str
    phone: str | None
    email: str | None
    call: Clock
    wrap: Clock
    on_call: bool
    typed: list[str]
    mine: bool


class CallSheetBackgroundOut(Out):
    """Background artists or stand-ins of one kind."""

    id: int
    version: int
    stand_in: bool
    quantity: int
    kind: str
    call: Clock
    on_set: Clock
    remarks: str
    typed: list[str]


class CallSheetDepartmentOut(Out):
    """A department's call and note."""

    id: int
    version: int
    department: str
    call: Clock
    note: str


class CallSheetInfoOut(Out):
    """A line of unit information; the phone only for those who may see it."""

    id: int
    version: int
    section: Section
    label: str
    text: str
    phone: str | None
    at: Clock


class CallSheetSignatureOut(Out):
    """A line to sign: who signed, when, for which edition."""

    id: int
    version: int
    role: str
    name: str
    edition: int | None
    signed_at: dt.datetime | None
    signed_by: str
