"""What timesheet weeks take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import STRIPPED, Body, Count, Id, Out, Query
from backend.timelogs.weeks.iso import NAME

State = Literal["open", "submitted", "approved", "rejected", "reopened"]
_SOMETHING = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Reason = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=_SOMETHING), STRIPPED]
Comment = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"), STRIPPED]


class WeekQuery(Query):
    """Which week, by default this one; of everybody or of one person."""

    week: str | None = Field(None, pattern=NAME, description="ISO week such as 2026-W48")
    user_id: Id | None = None


class WeekCommentBody(Body):
    """A word to go with it."""

    comment: Comment = ""


class WeekApproveBody(WeekCommentBody):
    """An approval is of what was looked at: refused when the week has other hours by now."""

    seconds: Count = Field(description="`seconds` of the week as it was seen")


class WeekReasonBody(Body):
    """Why it goes back."""

    comment: Reason


class WeekDay(Out):
    """What was worked on a day."""

    date: dt.date
    seconds: int


class WeekTask(Out):
    """What was worked on a task that week, and all of it so far against what was planned.

    `total_seconds` is everybody's for whoever sees the team's hours, else one's own.
    """

    task_id: int
    task_title: str
    seconds: int
    estimate_minutes: int | None
    total_seconds: int


class WeekOut(Out):
    """A person's week; version 0 while nobody did anything about it. `locked`: nothing in it can be changed."""

    user_id: int
    user_name: str
    week: str
    state: State
    version: int
    days: list[WeekDay] = Field(description="Monday to Sunday")
    seconds: int
    manual_seconds: int
    planned_seconds: int
    comment: str
    submitted_at: dt.datetime | None
    decided_at: dt.datetime | None
    decided_by_name: str | None
    locked: bool
    held: int = Field(description="Pieces of measured time that wait to be placed or discarded")
    tasks: list[WeekTask]
    cost_minor: int | None = Field(description="Null without rates.read, and while nobody set a rate")


class WaitingWeek(Out):
    """A week in which somebody waits for the caller's decision, and how many do."""

    week: str
    people: int
