"""What the activity log looks like in requests and answers."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from backend.core.schemas import Id, MaybeLine, Out, PageQuery


class ActivityQuery(PageQuery):
    """Filters of the log."""

    kind: MaybeLine | None = Field(None, description="What was changed, such as `scene`")
    action: Literal["create", "update", "delete"] | None = None
    user_id: Id | None = Field(None, description="Who changed it")
    row_id: Id | None = Field(None, description="Which one was changed; together with `kind`")


class StudioActivityQuery(ActivityQuery):
    """Filters of the log of the whole studio."""

    production_id: Id | None = None


class ActivityOut(Out):
    """One change: who, when, what; `fields` maps each column to [from, to]."""

    id: int
    at: dt.datetime
    production_id: int | None
    user_id: int | None
    user_name: str
    action: str
    kind: str
    row_id: int
    label: str
    fields: dict[str, Any]
