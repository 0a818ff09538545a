"""What figures look like in answers."""

import datetime as dt
from typing import Literal

from pydantic import Field

from backend.activity.schemas import ActivityOut
from backend.core.schemas import Out, PageQuery
from backend.productions.productions.models import Phase, Status
from backend.productions.productions.schemas import Progress


class StatisticsOut(Out):
    """A production in figures; percentages (one decimal) are of the scenes to shoot: not omitted, not cancelled."""

    production_id: int
    title: str
    phase: Phase
    status: Status
    total_scenes: int
    not_started: int
    in_progress: int
    completed: int
    on_hold: int
    cancelled: int
    omitted: int
    total_shots: int
    shooting_days: int
    cast_members: int
    members: int
    eighths_total: int = Field(description="Of the scenes that will be shot")
    eighths_completed: int
    completion_percentage: float = Field(description="By scenes")
    completion_percentage_by_eighths: float


class DaysProgress(Out):
    """Shooting days, and the work against the plan: what was to be shot before today, less what is shot."""

    total: int
    done: int = Field(description="Days before today, in the production's zone")
    remaining: int = Field(description="Today included")
    ahead_scenes: int = Field(description="Negative when behind the schedule")
    ahead_eighths: int = Field(description="Negative when behind the schedule")


class DayScene(Out):
    """A scene on a shooting day."""

    scene_id: int
    number: str
    heading: str
    eighths: int


class SheetState(Out):
    """How far a day's call sheet is."""

    id: int
    status: Literal["draft", "published", "in_progress", "wrapped", "cancelled"]
    edition: int


class NextDay(Out):
    """The next shooting day (today counts)."""

    day_id: int
    date: dt.date
    number: int = Field(description="Day `number` of `of`")
    of: int
    general_call: dt.time | None
    scene_count: int
    eighths: int
    call_sheet: SheetState | None = Field(description="Null when there is none, or the caller may not see call sheets")


class NextDayInFull(NextDay):
    """The next shooting day with its scenes and cast, empty for callers who may not see scenes."""

    scenes: list[DayScene]
    cast_numbers: list[int]


class Need(Out):
    """Something that waits for the caller; `link` is the page to do it on."""

    kind: Literal[
        "draft_review",
        "unscheduled_scenes",
        "conflicts",
        "call_sheet_missing",
        "call_sheet_outdated",
        "calls_unconfirmed",
        "tasks_due",
        "week_rejected",
        "week_open",
        "weeks_to_approve",
        "invitations_open",
    ]
    text: str
    link: str
    count: int


class TodayOut(Out):
    """A production today, for the caller's role. `activity` is null for roles that may not see it."""

    production_id: int
    title: str
    phase: Phase
    status: Status
    today: dt.date
    progress: Progress
    days: DaysProgress
    next_day: NextDayInFull | None
    needs: list[Need]
    activity: list[ActivityOut] | None


class TodayQuery(PageQuery):
    """The caller's active productions."""


class TodayRow(Out):
    """One of the caller's active productions today."""

    production_id: int
    title: str
    phase: Phase
    status: Status
    today: dt.date
    progress: Progress
    days: DaysProgress
    next_day: NextDay | None
    tasks_due: int = Field(description="The caller's own, due today or earlier")
