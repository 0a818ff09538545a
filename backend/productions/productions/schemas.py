"""What productions look like in requests and answers."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import UNCHANGED, Body, Day, Line, MaybeLine, Out, PageQuery, Patch, Phone, Text
from backend.productions.productions.models import Paper, Phase, Status
from backend.productions.productions.vocabulary import CurrencyCode, ZoneName

Budget = Annotated[int, Field(ge=0, le=10**15, description="Minor units of the currency (cents)")]
Runtime = Annotated[int, Field(ge=1, le=10_000, description="Minutes")]
AspectRatio = Annotated[
    str,
    StringConstraints(max_length=20, pattern=r"^([0-9]{1,2}(\.[0-9]{1,3})?:[0-9]{1,2}(\.[0-9]{1,3})?)?$"),
    Field(examples=["2.39:1", "16:9"]),
]


class ProductionCreate(Body):
    """A new production; only the title is needed."""

    title: Line
    phase: Phase = "pre_production"
    status: Status = "active"
    director: MaybeLine = ""
    producer: MaybeLine = ""
    company: MaybeLine = ""
    company_address: Text = ""
    company_phone: Phone = ""
    start_date: Day | None = None
    end_date: Day | None = None
    budget_minor: Budget | None = None
    currency: CurrencyCode = "EUR"
    timezone: ZoneName = "UTC"
    paper: Paper = "a4"
    genre: MaybeLine = ""
    description: Text = ""
    runtime_minutes: Runtime | None = None
    aspect_ratio: AspectRatio = ""


class ProductionPatch(Patch):
    """Changes of a production."""

    title: Line = UNCHANGED
    phase: Phase = UNCHANGED
    status: Status = UNCHANGED
    director: MaybeLine = UNCHANGED
    producer: MaybeLine = UNCHANGED
    company: MaybeLine = UNCHANGED
    company_address: Text = UNCHANGED
    company_phone: Phone = UNCHANGED
    start_date: Day | None = None
    end_date: Day | None = None
    budget_minor: Budget | None = None
    currency: CurrencyCode = UNCHANGED
    timezone: ZoneName = UNCHANGED
    paper: Paper = UNCHANGED
    genre: MaybeLine = UNCHANGED
    description: Text = UNCHANGED
    runtime_minutes: Runtime | None = None
    aspect_ratio: AspectRatio = UNCHANGED


class ProductionStatusPatch(Patch):
    """Where the production stands: its phase, its place in the catalogue, or both."""

    phase: Phase = UNCHANGED
    status: Status = UNCHANGED


class ProductionDelete(Body):
    """The title, typed out, so that nobody deletes a film by a slip."""

    title: Line


class ProductionQuery(PageQuery):
    """Filters and order of the list of productions."""

    search: MaybeLine | None = Field(None, description="Part of the title, the description or the director")
    phase: Phase | None = None
    status: Status | None = None
    ordering: Literal["title", "-title", "created_at", "-created_at", "start_date", "-start_date"] = "-created_at"


class Progress(Out):
    """How far a production is; omitted and cancelled scenes count in `scenes` but not in the percentage."""

    scenes: int
    scenes_completed: int
    scenes_to_shoot: int = Field(description="All but the omitted and cancelled")
    scenes_in_progress: int
    eighths: int
    eighths_completed: int
    shots: int
    shooting_days: int
    members: int
    completion_percentage: float


class ProductionOut(Out):
    """A production."""

    id: int
    version: int
    title: str
    phase: Phase
    status: Status
    director: str
    producer: str
    company: str
    company_address: str
    company_phone: str
    start_date: dt.date | None
    end_date: dt.date | None
    budget_minor: int | None
    currency: str
    timezone: str
    paper: Paper
    genre: str
    description: str
    runtime_minutes: int | None
    aspect_ratio: str
    created_by_id: int | None
    created_at: dt.datetime
    updated_at: dt.datetime


class ProductionRow(ProductionOut):
    """A production in the list, with its progress."""

    progress: Progress
