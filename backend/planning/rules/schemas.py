"""What working rules and strip colours take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import Body, Clock, Currency, MaybeLine, Out, Patch, Text

Minutes = Annotated[int, Field(ge=0, le=10_080, description="Minutes; 0: no such rule")]
DayMinutes = Annotated[int, Field(ge=0, le=1440, description="Minutes; 0: no such rule")]
Hours = Annotated[int, Field(ge=0, le=168)]
Money = Annotated[int, Field(ge=0, le=100_000_000, description="Minor units")]
PresetKey = Literal["us_theatrical", "us_television", "eu_uk", "student"]
StripKey = Literal["classic", "green_night", "scenechronize"]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]


class MinorBandIn(Body):
    """Hours of children below an age; from call to dismissal, meals included."""

    under_age: Annotated[int, Field(ge=1, le=21)]
    max_at_work_minutes: Annotated[int, Field(ge=0, le=1440)]
    earliest_call: Clock
    latest_wrap: Clock
    source: MaybeLine = ""


class RuleChanges(Patch):
    """Rules to change; null goes back to the preset's value."""

    cast_rest_minutes: Minutes | None = None
    crew_rest_minutes: Minutes | None = None
    weekly_rest_minutes: Minutes | None = None
    rest_exceptions: Text | None = None
    forced_call: Text | None = None
    swing_rest_minutes: Minutes | None = None
    meal_after_minutes: DayMinutes | None = None
    meal_minutes: DayMinutes | None = None
    meal_deduct_minutes: DayMinutes | None = None
    meal_grace_minutes: DayMinutes | None = None
    early_meal_minutes: DayMinutes | None = None
    meal_penalties: Annotated[list[Money], Field(max_length=10)] | None = None
    penalty_currency: Currency | None = None
    max_eighths_per_day: Annotated[int, Field(ge=0, le=400)] | None = None
    max_day_minutes: DayMinutes | None = None
    drop_days: Annotated[int, Field(ge=0, le=365)] | None = None
    send_before_call_hours: Hours | None = None
    reminder_hours: Annotated[list[Hours], Field(max_length=5)] | None = None
    minors: Annotated[list[MinorBandIn], Field(max_length=10)] | None = None


class StripColours(Patch):
    """Colours to change; null goes back to the preset's colour."""

    day_int: Colour | None = None
    day_ext: Colour | None = None
    night_int: Colour | None = None
    night_ext: Colour | None = None
    dawn: Colour | None = None
    dusk: Colour | None = None
    day_break: Colour | None = None
    week_break: Colour | None = None
    holiday: Colour | None = None
    free: Colour | None = None


class RulesPatch(Patch):
    """Another preset, or single rules and colours; those changed before stay changed."""

    preset: PresetKey = "us_theatrical"
    values: RuleChanges = Field(default_factory=RuleChanges)
    strip_preset: StripKey = "classic"
    strip_colours: StripColours = Field(default_factory=StripColours)


class MinorBandOut(Out):
    """Hours of children below an age."""

    under_age: int
    max_at_work_minutes: int
    earliest_call: dt.time
    latest_wrap: dt.time
    source: str


class RuleValues(Out):
    """Every working rule; minutes, eighths, minor units of money."""

    cast_rest_minutes: int
    crew_rest_minutes: int
    weekly_rest_minutes: int
    rest_exceptions: str
    forced_call: str
    swing_rest_minutes: int
    meal_after_minutes: int
    meal_minutes: int
    meal_deduct_minutes: int
    meal_grace_minutes: int
    early_meal_minutes: int
    meal_penalties: list[int]
    penalty_currency: str
    max_eighths_per_day: int
    max_day_minutes: int
    drop_days: int
    send_before_call_hours: int
    reminder_hours: list[int]
    minors: list[MinorBandOut]


class RulesOut(Out):
    """The rules in force: `changed` names those unlike the preset, `sources` say where its values are from."""

    version: int
    preset: str
    values: RuleValues
    preset_values: RuleValues
    sources: dict[str, str]
    changed: list[str]
    strip_preset: str
    strip_colours: dict[str, str]
    strip_changed: list[str]


class PresetOut(Out):
    """A preset of working rules."""

    key: str
    name: str
    about: str
    values: RuleValues
    sources: dict[str, str]


class StripPresetOut(Out):
    """A convention of strip colours."""

    key: str
    name: str
    source: str
    colours: dict[str, str]


class PresetsOut(Out):
    """What a production may choose from."""

    rules: list[PresetOut]
    strips: list[StripPresetOut]
