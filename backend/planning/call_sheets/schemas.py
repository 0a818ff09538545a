"""What call sheets take; what they answer is in `answers`.

A time that is sent counts as typed by hand and no proposal replaces it; `typed` says which of a row's times are.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.roles import JobRole
from backend.core.schemas import (
    MAX_INT,
    ONE_LINE,
    STRIPPED,
    Body,
    Clock,
    Count,
    Email,
    Id,
    Line,
    MaybeLine,
    PageQuery,
    Patch,
    Phone,
    Query,
    Text,
)

CallSheetStatus = Literal["draft", "published", "in_progress", "wrapped", "cancelled"]
CastCallStatus = Literal["scheduled", "confirmed", "on_set", "wrapped", "cancelled"]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Degrees = Annotated[int, Field(ge=-100, le=150)]
Colour = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[a-z][a-z -]*$")]
ShortLine = Annotated[str, StringConstraints(max_length=60, pattern=ONE_LINE), STRIPPED]
Percent = Annotated[int, Field(ge=0, le=100)]
People = Annotated[int, Field(ge=0, le=100_000)]
Section = Literal["walkie", "transport", "contact", "emergency"]
HeadTime = Literal["shooting_call", "breakfast", "lunch", "second_meal", "estimated_wrap"]
CastTime = Literal["pick_up", "makeup", "wardrobe", "on_set", "wrap"]
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
    second_meal: Clock | None = None
    estimated_wrap: Clock | None = None
    travel_minutes: Minutes | None = None
    makeup_minutes: Minutes | None = None
    wardrobe_minutes: Minutes | None = None
    temperature_high: Degrees | None = None
    temperature_low: Degrees | None = None
    rain_percent: Percent | None = None
    wind: ShortLine = ""
    weather: Text = ""
    parking: Text = ""
    basecamp: Text = ""
    hospital: Text = ""
    safety_notes: Text = ""
    emergency_plan: Text = ""
    closed_set: bool = False
    policy: Text = ""
    breakfast_count: People | None = None
    lunch_count: People | None = None
    notes: Text = ""
    typed: Annotated[list[HeadTime], Field(max_length=5)] = []


class CallSheetQuery(PageQuery):
    """Which call sheets."""

    status: CallSheetStatus | None = None


class CallSheetPdfQuery(Query):
    """On which paper (the production's own unless said), of which edition, for whom, with or without phone numbers."""

    paper: Literal["a4", "letter"] | None = None
    edition: Annotated[int, Field(ge=1, le=MAX_INT)] | None = Field(None, description="As it went out")
    person: Annotated[str, Field(pattern=r"^(cast|member|crew):[0-9]{1,10}$")] | None = Field(
        None, description="Whose own calls stand on top: `cast:7`, `member:3`, `crew:12`"
    )
    phones: bool | None = Field(None, description="Print people's numbers; as the production wants it")


class CallSheetScenePatch(Patch):
    """A line of the scene list."""

    banner: Line = ""
    at: Clock | None = None
    minutes: Minutes | None = None
    notes: Text = ""
    typed: Annotated[list[Literal["at"]], Field(max_length=1)] = []


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
    wardrobe: Clock | None = None
    on_set: Clock | None = None
    wrap: Clock | None = None
    travel_minutes: Minutes | None = None
    makeup_minutes: Minutes | None = None
    wardrobe_minutes: Minutes | None = None
    typed: Annotated[list[CastTime], Field(max_length=5)] = []
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
    email: Email | Literal[""] = ""
    call: Clock | None = None
    wrap: Clock | None = None
    on_call: bool = False
    typed: Annotated[list[Literal["call"]], Field(max_length=1)] = []


class CallSheetCrewCreate(CallSheetCrewPatch):
    """A member of the production to call, or anybody by name (a day player of the crew)."""

    member_id: Id | None = None


class CallSheetCalls(Body):
    """Working the times out afresh: those typed by hand stay unless `over_typed`."""

    over_typed: bool = False


class CallSheetBackgroundPatch(Patch):
    """Background artists or stand-ins of one kind."""

    stand_in: bool = False
    quantity: Annotated[int, Field(ge=1, le=10_000)] = 1
    kind: Line = ""
    call: Clock | None = None
    on_set: Clock | None = None
    remarks: Text = ""
    typed: Annotated[list[Literal["call", "on_set"]], Field(max_length=2)] = []


class CallSheetBackgroundCreate(CallSheetBackgroundPatch):
    """Background to call; times that are not given are proposed."""

    kind: Line


class CallSheetDepartmentPatch(Patch):
    """A department's call and note."""

    department: Line = ""
    call: Clock | None = None
    note: Text = ""


class CallSheetDepartmentCreate(CallSheetDepartmentPatch):
    """A department with a call or a note of its own; one row a department."""

    department: Line


class CallSheetInfoPatch(Patch):
    """A line of unit information: a walkie channel, a vehicle's run, a contact, help in an emergency."""

    section: Section = "contact"
    label: Line = ""
    text: Text = ""
    phone: Phone = ""
    at: Clock | None = None


class CallSheetInfoCreate(CallSheetInfoPatch):
    """A new line of unit information."""

    section: Section
    label: Line


class CallSheetSignaturePatch(Patch):
    """A line to sign."""

    role: Line = ""
    name: MaybeLine = ""


class CallSheetSignatureCreate(CallSheetSignaturePatch):
    """A new line to sign; one a role."""

    role: Line


class CallSheetDefaultsPatch(Patch):
    """What the production's call sheets start from; see `models.CallSheetDefaults`. Null only where it says so."""

    setup_minutes: Minutes = 0
    minutes_per_eighth: Annotated[int, Field(ge=1, le=240)] = 15
    travel_minutes: Minutes = 45
    makeup_minutes: Minutes = 45
    wardrobe_minutes: Minutes = 15
    breakfast_minutes: Minutes | None = None
    lunch_after_call: Minutes = 360
    lunch_lasts: Minutes = 60
    colours: Annotated[list[Colour], Field(min_length=1, max_length=30)] = []
    channels: Annotated[list[Annotated[list[Line], Field(min_length=2, max_length=2)]], Field(max_length=40)] = []
    policy: Text = ""
    closed_set: bool = False
    temperature_unit: Literal["C", "F"] = "C"
    hide_phones: bool = False
    signing: Annotated[list[JobRole], Field(max_length=8)] = []


class CallSheetDifferenceQuery(Query):
    """Which two editions; without `to` the sheet as it stands now."""

    since: Annotated[int, Field(ge=1, le=MAX_INT)]
    to: Annotated[int, Field(ge=1, le=MAX_INT)] | None = None
