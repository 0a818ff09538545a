"""Tasks: the rules of who does what by when."""

import datetime as dt
from typing import Any

from sqlalchemy import func, or_, select

from backend.core.access import may, me
from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Forbidden, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import clean_query
from backend.planning.tasks.models import Task
from backend.planning.tasks.schemas import TaskCreate, TaskPatch, TaskQuery, TaskStatus
from backend.productions.members import service as members
from backend.script.scenes import service as scenes

NO_DATE = dt.date(9999, 12, 31)  # what has no date is due last


def search(production_id: int, query: TaskQuery) -> Page:
    """The production's tasks, the next due first."""
    statement = select(Task).where(Task.production_id == production_id)
    for name in ("status", "priority", "category", "assignee_id", "scene_id"):
        if (value := getattr(query, name)) is not None:
            statement = statement.where(getattr(Task, name) == value)
    if query.mine:
        statement = statement.where(Task.assignee_id == me().user_id)
    if query.due_before:
        statement = statement.where(Task.due_date < query.due_before)
    if query.search.strip():
        like = clean_query(query.search)
        statement = statement.where(or_(*(text.ilike(like, escape="\\") for text in (Task.title, Task.description))))
    return page_of(statement, (func.coalesce(Task.due_date, NO_DATE), Task.id), query)


def find(production_id: int, task_id: int) -> Task:
    """One task. Raises NotFound."""
    row = db.session.scalar(select(Task).where(Task.id == task_id, Task.production_id == production_id))
    if row is None:
        raise NotFound
    return row


def create(production_id: int, body: TaskCreate) -> Task:
    """A new task. Raises Invalid for an assignee or a scene of somebody else's production."""
    row = Task(production_id=production_id)
    _write(row, body.changes())
    return row


def change(production_id: int, task_id: int, body: TaskPatch, version: int) -> Task:
    """Change a task as the caller saw it."""
    row = find(production_id, task_id)
    expect(row, version)
    _write(row, body.changes())
    return row


def set_status(production_id: int, task_id: int, status: TaskStatus, version: int) -> Task:
    """Say how far a task is: one's own, or any with tasks.edit. Raises Forbidden for somebody else's."""
    row = find(production_id, task_id)
    if row.assignee_id != me().user_id and not may("tasks.edit"):
        raise Forbidden("You can only move tasks that are assigned to you.")
    expect(row, version)
    row.status = status
    db.session.flush()
    return row


def delete(production_id: int, task_id: int, version: int) -> Task:
    """Remove a task; answers what was removed."""
    row = find(production_id, task_id)
    expect(row, version)
    db.session.delete(row)
    db.session.flush()
    return row


def _write(row: Task, changes: dict[str, Any]) -> None:
    assignee: Any = changes.get("assignee_id")
    scene: Any = changes.get("scene_id")
    if assignee not in {None, row.assignee_id} and members.of_user(row.production_id, assignee) is None:
        raise Invalid("Only members of this production can be given its tasks.", field="assignee_id")
    if scene is not None:
        scenes.scenes_by_ids(row.production_id, [scene], field="scene_id")
    for name, value in changes.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()
    db.session.expire(row, ["assignee", "scene"])
