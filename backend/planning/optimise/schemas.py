"""What suggestions and rain covers take and answer."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from backend.core.schemas import Body, Id, Out, PageQuery, Query
from backend.planning.optimise.models import State


class SuggestionCreate(Body):
    """What to look for.

    move_weight: how many held days one overnight move of the company is worth, in quarters of a day.
    """

    board_id: Id | None = Field(None, description="The active board when none is named")
    seconds: int = Field(20, ge=2, le=300, description="How long to look")
    move_weight: int = Field(4, ge=0, le=80, description="An overnight move is worth so many quarters of a held day")
    rest: bool = Field(True, description="Never a night outside before a day's work (else it only costs a held day)")
    keep: Annotated[list[Id], Field(max_length=1000)] = Field([], description="Days that stay where they are")


class SuggestionQuery(PageQuery):
    """Suggestions of one board, or of all."""

    board_id: Id | None = None


class FiguresOut(Out):
    """A board in numbers; `hold_cost` in minor units of the production's currency, null without rates.read."""

    hold: int
    paid: int
    hold_cost: int | None
    moves: int
    mixed: int
    broken: list[str]
    conflicts: int


class NewDateOut(Out):
    """A day and the date suggested for it."""

    day_id: int
    was: dt.date
    date: dt.date
    unit: str
    scenes: str


class SuggestionOut(Out):
    """A suggestion; `board_version` is the ETag of the board it was worked out for, which applying it must match."""

    id: int
    version: int
    board_id: int
    board: str
    board_version: int
    state: State
    progress: int
    best_hold: int | None
    asked_by: str
    created_at: dt.datetime
    before: FiguresOut | None
    after: FiguresOut | None
    days: list[NewDateOut]
    messages: list[str]
    bound: int | None
    certain: bool
    tried: int
    seconds: float
    can_apply: bool
    can_undo: bool
    currency: str


class CoverQuery(Query):
    """Covers for a day: only strips that fit the pages rained out, or all."""

    fitting: bool = False


class ExtraOut(Out):
    """Somebody who would be called in addition; held anyway, or paid another day."""

    name: str
    held: bool


class CoverOut(Out):
    """A strip that could be shot instead. `extra_cost` in minor units, null without rates.read; `taken`: proposed."""

    strip_key: int
    scene_id: int
    number: str
    set_name: str
    eighths: int
    date: dt.date | None
    called: list[str]
    extra: list[ExtraOut]
    extra_cost: int | None
    fits: bool
    taken: bool
    warnings: list[str]


class RainedOut(Out):
    """A scene of the day that needs the open sky."""

    strip_key: int
    number: str
    set_name: str
    eighths: int


class CoversOut(Out):
    """What a day loses to rain, and what could be shot instead, best first."""

    day_id: int
    date: dt.date
    lost: list[RainedOut]
    eighths: int
    covers: list[CoverOut]
    currency: str
