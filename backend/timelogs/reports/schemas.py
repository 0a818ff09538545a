"""What reports of hours take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints
from typing_extensions import TypedDict

from backend.core.schemas import Day, Id, MaybeLine, Out, Query

_GROUP = "(user|task|production|department|category|dcc|day|week|month)"
Groups = Annotated[str, StringConstraints(pattern=rf"^{_GROUP}(,{_GROUP}){{0,2}}$")]


class HoursQuery(Query):
    """Which hours: from which day up to which, both included, at most 400 days apart. All filters hold at once."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    user_id: Id | None = None
    production_id: Id | None = None
    task_id: Id | None = None
    dcc: MaybeLine | None = Field(None, description="A program such as `blender`; `web` is the page's timer")
    department: MaybeLine | None = Field(None, description="Of the person on that production; empty: of nobody's")
    category: MaybeLine | None = Field(None, description="Of the task")


class SummaryQuery(HoursQuery):
    """Hours, and by what they are added up."""

    group: Groups = Field(
        "user",
        description="One to three of user, task, production, department, category, dcc, day, week, month, with commas",
    )


class ExportQuery(SummaryQuery):
    """Hours as a file."""

    format: Literal["csv", "xlsx"] = "csv"
    detail: Literal["summary", "segments"] = Field("summary", description="Sums, or every single segment")


class SummaryRow(TypedDict, total=False):
    """A sum. Of the keys those of the groups that were asked for; money is null for whoever may not see rates."""

    day: dt.date
    week: str
    month: str
    user_id: int
    user_name: str
    department: str
    task_id: int
    task_title: str
    estimate_minutes: int | None
    category: str
    production_id: int
    production_title: str
    dcc: str
    seconds: int
    manual_seconds: int
    cost_minor: int | None
    currency: str | None


class SummaryTotal(Out):
    """What the rows come to, exactly. `cost_minor` is null when rates are hidden, unknown or of several currencies."""

    seconds: int
    manual_seconds: int = Field(description="Of `seconds`, what was entered by hand")
    cost_minor: int | None
    currency: str | None
    unrated_seconds: int | None = Field(description="Of `seconds`, what nobody has set a rate for")


class SummaryOut(Out):
    """Sums of hours, in the order of the groups."""

    model_config = ConfigDict(serialize_by_alias=True)

    first: dt.date = Field(alias="from")
    last: dt.date = Field(alias="to")
    rows: list[SummaryRow]
    total: SummaryTotal


class WorkingOut(Out):
    """Somebody who is working now."""

    user_id: int
    user_name: str
    task_id: int
    task_title: str
    production_id: int
    production_title: str
    dcc: str
    machine: str
    file: str
    started_at: dt.datetime
    seconds: int
    seen_at: dt.datetime
    source: Literal["measured", "timer", "manual"]
