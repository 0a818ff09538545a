"""What a production's terms of time tracking take and answer."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from backend.core.schemas import Body, Day, Out, Patch

LEAST_KEPT, MOST_KEPT = 60, 3650  # days; a replay may be a month late and must still find what it belongs to


def _whole_months(days: int) -> int:
    if days and not LEAST_KEPT <= days <= MOST_KEPT:
        raise ValueError(f"must be 0 (keep everything) or {LEAST_KEPT} to {MOST_KEPT} days")
    return days


Retention = Annotated[
    int,
    AfterValidator(_whole_months),
    WithJsonSchema({
        "anyOf": [{"const": 0}, {"type": "integer", "minimum": LEAST_KEPT, "maximum": MOST_KEPT}],
        "description": "Days after which single segments are forgotten and only the sums of each day stay; 0 never",
    }),
]  # fmt: skip


class TimeSettingsBody(Patch):
    """How time is tracked. PUT: what is left out goes back to its default; PATCH: it stays as it is."""

    idle_minutes: int = Field(10, ge=1, le=60, description="A pause longer than this is no work, from its first second")
    interval_seconds: int = Field(60, ge=15, le=300, description="How often a program reports")
    max_hours: int = Field(16, ge=1, le=24, description="No segment is longer")
    hand_timer_hours: int = Field(10, ge=1, le=24, description="A timer by hand that runs this long was forgotten")
    week_hours: int = Field(40, ge=0, le=100, description="What a week is planned to have")
    retention_days: Retention = 0
    keep_file_names: bool = True
    count_renders: bool = Field(False, description="Whether a render on the artist's own machine is work")


class TimeSettingsOut(Out):
    """How time is tracked on a production; version 0 while nobody changed anything."""

    version: int
    idle_minutes: int
    interval_seconds: int
    max_hours: int
    hand_timer_hours: int
    week_hours: int
    retention_days: int
    keep_file_names: bool
    count_renders: bool


class RateBody(Body):
    """What an hour costs from a day on, in minor units of the production's currency."""

    valid_from: Day
    hourly_minor: int = Field(ge=0, le=1_000_000_000)


class RateOut(Out):
    """What an hour costs from a day on, until the next rate."""

    valid_from: dt.date
    hourly_minor: int


class PersonRatesOut(Out):
    """A person's rates, the oldest first; none while nobody said what they cost."""

    user_id: int
    user_name: str
    rates: list[RateOut]
