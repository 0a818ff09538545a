"""What the printed schedule asks for."""

import datetime as dt
from typing import Literal

from pydantic import Field

from backend.core.schemas import Id, Query

Kind = Literal["one-liner", "shooting-schedule"]
Paper = Literal["a4", "letter"]


class ReportQuery(Query):
    """Which board, and which of its days."""

    board_id: Id | None = Field(None, description="The active board when none is named")
    unit_id: Id | None = Field(None, description="Only this unit's days")
    first: dt.date | None = Field(None, description="From this date on")
    last: dt.date | None = Field(None, description="Up to this date")
    boneyard: bool = Field(False, description="The scenes without a day at the end")


class ReportPdfQuery(ReportQuery):
    """The same on paper; the production's size when none is named."""

    paper: Paper | None = None
