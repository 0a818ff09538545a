"""What the scene routes take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import MAX_INT, ONE_LINE, STRIPPED, Body, Id, MaybeLine, Out, PageQuery, Patch, Query, Text

SceneStatus = Literal["not_started", "in_progress", "completed", "on_hold", "cancelled", "omitted"]
IntExt = Literal["INT", "EXT", "INT/EXT"]
SceneNumber = Annotated[
    str,
    StringConstraints(min_length=1, max_length=20, pattern=r"^[^\x00-\x20\x7f-\xa0]+$"),
    Field(description="As on the slate: 12, 12A, A12", examples=["12A"]),
]
DayNight = Annotated[str, StringConstraints(max_length=60, pattern=ONE_LINE), STRIPPED]
HeadingText = Annotated[str, StringConstraints(max_length=500, pattern=ONE_LINE), STRIPPED]
ScriptDay = Annotated[str, StringConstraints(max_length=50, pattern=ONE_LINE), STRIPPED]
Eighths = Annotated[int, Field(ge=0, le=8000, description="Length in eighths of a page")]
Priority = Annotated[int, Field(ge=-MAX_INT, le=MAX_INT)]
Minutes = Annotated[int, Field(ge=1, le=100_000)]


class SceneOut(Out):
    """A scene with everything the lists show."""

    id: int
    version: int
    number: str
    position: int = Field(description="Order in the script")
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    synopsis: str
    eighths: int
    script_day: str
    status: str
    priority: int
    estimated_minutes: int | None
    stunts: bool
    vfx: bool
    weather_dependent: bool
    notes: str
    location_id: int | None
    location_name: str | None
    created_at: dt.datetime
    updated_at: dt.datetime


class SceneQuery(PageQuery):
    """Which scenes; `search` looks in number, heading, set and synopsis."""

    status: list[SceneStatus] = Field([], description="Repeat for several")
    int_ext: IntExt | None = None
    day_night: DayNight | None = None
    set_name: MaybeLine | None = Field(None, description="The exact set")
    location_id: Id | None = None
    search: MaybeLine | None = None


class SceneNew(Body):
    """A scene by hand; the heading is put together from its parts when it is not given."""

    number: SceneNumber
    after_id: Id | None = Field(None, description="The scene it follows; at the end when left out")
    heading: HeadingText = ""
    int_ext: IntExt | None = None
    day_night: DayNight | None = None
    set_name: MaybeLine = ""
    synopsis: Text = ""
    eighths: Eighths = 1
    script_day: ScriptDay = ""
    priority: Priority = 0
    estimated_minutes: Minutes | None = None
    stunts: bool = False
    vfx: bool = False
    weather_dependent: bool = False
    notes: Text = ""
    location_id: Id | None = None


class ScenePatch(Patch):
    """Changes of a scene; what is not sent stays. `after_id` moves it in the script, null to the start."""

    number: SceneNumber = ""
    after_id: Id | None = None
    heading: HeadingText = ""
    int_ext: IntExt | None = None
    day_night: DayNight | None = None
    set_name: MaybeLine = ""
    synopsis: Text = ""
    eighths: Eighths = 1
    script_day: ScriptDay = ""
    status: SceneStatus = "not_started"
    priority: Priority = 0
    estimated_minutes: Minutes | None = None
    stunts: bool = False
    vfx: bool = False
    weather_dependent: bool = False
    notes: Text = ""
    location_id: Id | None = None


class SceneStatusPatch(Body):
    """Where a scene stands now."""

    status: SceneStatus


class SceneBulkChanges(Patch):
    """What changes on every chosen scene."""

    status: SceneStatus = "not_started"
    int_ext: IntExt | None = None
    day_night: DayNight | None = None
    set_name: MaybeLine = ""
    location_id: Id | None = None
    script_day: ScriptDay = ""
    priority: Priority = 0
    stunts: bool = False
    vfx: bool = False
    weather_dependent: bool = False


class SceneBulkPatch(Body):
    """The same changes on many scenes: all of them or none."""

    ids: list[Id] = Field(min_length=1, max_length=500)
    changes: SceneBulkChanges


class SceneBulkNew(Body):
    """Many scenes at once: all of them or none."""

    scenes: list[SceneNew] = Field(min_length=1, max_length=500)


class SceneTextQuery(Query):
    """Of which draft; the newest that has this scene when left out."""

    draft: Id | None = None


class SceneTextsQuery(PageQuery):
    """Of which draft; of each scene the newest draft that has it when left out."""

    draft: Id | None = None


class ParagraphOut(Out):
    """A paragraph of the script; `dual` is the side of dual dialogue, "" when there is none."""

    type: str
    text: str
    dual: str = ""


class SceneTextOut(Out):
    """A scene's words in one draft; `draft_id` is null when the scene came from no draft."""

    scene_id: int
    draft_id: int | None
    paragraphs: list[ParagraphOut]
