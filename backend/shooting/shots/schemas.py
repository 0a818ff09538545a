"""What shots take and answer."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import ONE_LINE, STRIPPED, Body, Count, Id, MaybeLine, Out, PageQuery, Patch, Text

ShotType = Literal[
    "wide", "medium", "close_up", "extreme_close_up", "two_shot", "over_shoulder", "pov", "insert", "establishing",
    "master",
]  # fmt: skip
CameraAngle = Literal["eye_level", "high_angle", "low_angle", "dutch_angle", "aerial", "birds_eye"]
CameraMovement = Literal["static", "pan", "tilt", "dolly", "tracking", "crane", "handheld", "steadicam", "zoom"]
ShotStatus = Literal["not_started", "in_progress", "completed", "rejected", "approved"]

# A shot number is read aloud over the radio: letters, digits and few signs, no spaces ("3", "12A", "V14-2").
ShotNumber = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[0-9A-Za-z][0-9A-Za-z./_-]*$")]
Setting = Annotated[str, StringConstraints(max_length=50, pattern=ONE_LINE), STRIPPED]
FrameRate = Annotated[int, Field(ge=1, le=1000, description="Frames a second")]
Seconds = Annotated[int, Field(ge=0, le=86_400)]
Takes = Annotated[int, Field(ge=0, le=999)]


class ShotPatch(Patch):
    """Fields of a shot to change."""

    number: ShotNumber = "1"
    position: Count = 0
    name: MaybeLine = ""
    description: Text = ""
    shot_type: ShotType = "medium"
    camera_angle: CameraAngle = "eye_level"
    camera_movement: CameraMovement = "static"
    camera_model: MaybeLine = ""
    lens: MaybeLine = ""
    focal_length: Setting = ""
    aperture: Setting = ""
    iso: Setting = ""
    frame_rate: FrameRate = 24
    duration: Seconds | None = None
    takes_planned: Takes = 1
    status: ShotStatus = "not_started"
    vfx_required: bool = False
    vfx_notes: Text = ""
    sound_notes: Text = ""
    lighting_setup: Text = ""
    notes: Text = ""


class ShotCreate(ShotPatch):
    """A new shot; without a number it gets the next one, without a position it comes last."""


class ShotStatusBody(Body):
    """How far the shot is."""

    status: ShotStatus


class SceneShotQuery(PageQuery):
    """A page of one scene's shots."""


class ShotQuery(PageQuery):
    """Which shots of the production."""

    scene_id: Id | None = None
    status: ShotStatus | None = None
    shot_type: ShotType | None = None
    vfx_required: bool | None = None
    search: str = Field("", max_length=255, description="Part of the number, name or description")


class ShotOut(Out):
    """A shot."""

    id: int
    version: int
    scene_id: int
    scene_number: str
    number: str
    position: int
    name: str
    description: str
    shot_type: ShotType
    camera_angle: CameraAngle
    camera_movement: CameraMovement
    camera_model: str
    lens: str
    focal_length: str
    aperture: str
    iso: str
    frame_rate: int
    duration: int | None
    takes_planned: int
    status: ShotStatus
    vfx_required: bool
    vfx_notes: str
    sound_notes: str
    lighting_setup: str
    notes: str


class NextShotNumberOut(Out):
    """The number a new shot of this scene would get."""

    number: str
