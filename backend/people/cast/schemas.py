"""What the cast routes take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import MAX_INT, Body, Day, Email, Id, Line, MaybeLine, Out, PageQuery, Patch, Phone, Text

RoleType = Literal["lead", "supporting", "day_player", "extra", "stunt"]
CastNumber = Annotated[int, Field(ge=1, le=99_999, description="The number on strips and call sheets")]
DropDays = Annotated[
    int, Field(ge=0, le=365, description="Calendar days a gap must exceed for the drop; null is the production's rule")
]
Rate = Annotated[
    int, Field(ge=0, le=MAX_INT, description="What a paid day costs, minor units of the production's currency")
]
Aliases = Annotated[list[Line], Field(max_length=50, description="Other names the script uses for this character")]


class CastMemberOut(Out):
    """A character and their performer; phone, e-mail, birth and rate are null for those who may not see them.

    Counts leave out omitted scenes; `eighths` is the length of the scenes they are in.
    """

    id: int
    version: int
    number: int
    character_name: str
    name: str
    role_type: str
    phone: str | None
    email: str | None
    aliases: list[str]
    notes: str
    born: dt.date | None
    allow_hold: bool
    allow_drop: bool
    drop_days: int | None
    daily_rate: int | None
    scene_count: int
    scene_numbers: list[str]
    cues: int
    lines: int
    eighths: int
    created_at: dt.datetime
    updated_at: dt.datetime


class CastQuery(PageQuery):
    """Which cast members; `search` looks in the character's and the performer's name."""

    role_type: list[RoleType] = Field([], description="Repeat for several")
    search: MaybeLine | None = None


class CastMemberNew(Body):
    """A character by hand; the next free number when none is given."""

    character_name: Line
    number: CastNumber | None = None
    name: MaybeLine = ""
    role_type: RoleType = "supporting"
    phone: Phone = ""
    email: Email | None = None
    aliases: Aliases = []
    notes: Text = ""
    born: Day | None = None
    allow_hold: bool = True
    allow_drop: bool = True
    drop_days: DropDays | None = None
    daily_rate: Rate | None = None


class CastMemberPatch(Patch):
    """Changes of a cast member; what is not sent stays. A renamed character keeps the old name as an alias."""

    character_name: Line = ""
    number: CastNumber = 1
    name: MaybeLine = ""
    role_type: RoleType = "supporting"
    phone: Phone = ""
    email: Email | None = None
    aliases: Aliases = []
    notes: Text = ""
    born: Day | None = None
    allow_hold: bool = True
    allow_drop: bool = True
    drop_days: DropDays | None = None
    daily_rate: Rate | None = None


class AppearanceOut(Out):
    """A character in a scene: speeches and lines of dialogue; `by_hand` when somebody put them there."""

    id: int
    scene_id: int
    cast_member_id: int
    number: int
    character_name: str
    cues: int
    lines: int
    by_hand: bool


class AppearanceQuery(PageQuery):
    """Which appearances."""

    scene_id: Id | None = None
    cast_member_id: Id | None = None
