"""What tasks take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from backend.core.schemas import Body, Day, Id, Line, MaybeLine, Out, PageQuery, Patch, Query, Text

TaskStatus = Literal["todo", "in_progress", "done"]
TaskPriority = Literal["low", "medium", "high"]


def _once(ids: list[int]) -> list[int]:
    if len(set(ids)) < len(ids):
        raise ValueError("must name each person once")
    return ids


Assignees = Annotated[
    list[Id],
    Field(
        max_length=50,
        description="The accounts of members of this production, each once",
        json_schema_extra={"uniqueItems": True},
    ),
    AfterValidator(_once),
]
Estimate = Annotated[int, Field(ge=0, le=600_000, description="Minutes of work")]


class TaskPatch(Patch):
    """Fields of a task to change."""

    title: Line = ""
    description: Text = ""
    status: TaskStatus = "todo"
    priority: TaskPriority = "medium"
    category: MaybeLine = ""
    due_date: Day | None = None
    estimate_minutes: Estimate | None = None
    assignee_ids: Assignees = []
    scene_id: Id | None = None


class TaskCreate(TaskPatch):
    """A new task."""

    title: Line


class TaskStatusBody(Body):
    """How far the task is."""

    status: TaskStatus


class TaskQuery(PageQuery):
    """Which tasks."""

    status: TaskStatus | None = None
    priority: TaskPriority | None = None
    category: str | None = Field(None, max_length=255)
    assignee_id: Id | None = Field(None, description="Only tasks that this account is one of the assignees of")
    mine: bool = Field(False, description="Only tasks of whoever asks")
    due_before: Day | None = None
    scene_id: Id | None = None
    search: str = Field("", max_length=255, description="Part of the title or description")


class CategoryQuery(Query):
    """Which categories."""

    suggest: bool = Field(True, description="Also the usual departments that no task is in yet")


class MyTaskQuery(PageQuery):
    """Which of the caller's open tasks."""

    search: str = Field("", max_length=255, description="Part of the title")
    all: bool = Field(False, description="Also those of other people in the same productions, after one's own")


class AssigneeOut(Out):
    """Somebody who does a task."""

    user_id: int = Field(validation_alias="id")
    name: str


class TaskOut(Out):
    """A task, with the names of whom and what it is about."""

    id: int
    version: int
    title: str
    description: str
    status: TaskStatus
    priority: TaskPriority
    category: str
    due_date: dt.date | None
    estimate_minutes: int | None
    assignee_ids: list[int]
    assignees: list[AssigneeOut]
    scene_id: int | None
    scene_number: str | None
    created_at: dt.datetime
    updated_at: dt.datetime


class MyTaskOut(Out):
    """An open task that time can be logged on, as a program lists it."""

    id: int
    title: str
    status: TaskStatus
    category: str
    priority: TaskPriority
    due_date: dt.date | None
    estimate_minutes: int | None
    production_id: int
    production_title: str
    scene_number: str | None
    mine: bool
