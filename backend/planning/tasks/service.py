"""Tasks: the rules of who does what by when."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from backend.core import clock
from backend.core.access import may, me
from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, Forbidden, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.core.references import used_by
from backend.core.schemas import clean_query
from backend.planning.tasks.models import Task, task_assignee
from backend.planning.tasks.schemas import TaskCreate, TaskPatch, TaskQuery, TaskStatus
from backend.productions.members import service as members
from backend.script.scenes import service as scenes

NO_DATE = dt.date(9999, 12, 31)  # what has no date is due last
DEPARTMENTS = ("Modeling", "Texturing", "Rigging", "Animation", "Lighting", "Compositing", "General")


def search(production_id: int, query: TaskQuery) -> Page:
    """The production's tasks, the next due first."""
    statement = select(Task).where(Task.production_id == production_id)
    for name in ("status", "priority", "category", "scene_id"):
        if (value := getattr(query, name)) is not None:
            statement = statement.where(getattr(Task, name) == value)
    if query.assignee_id is not None:
        statement = statement.where(done_by(query.assignee_id))
    if query.mine:
        statement = statement.where(done_by(me().user_id))
    if query.due_before:
        statement = statement.where(Task.due_date < query.due_before)
    if query.search.strip():
        like = clean_query(query.search)
        statement = statement.where(or_(*(text.ilike(like, escape="\\") for text in (Task.title, Task.description))))
    return page_of(statement, (func.coalesce(Task.due_date, NO_DATE), Task.id), query)


def categories(production_id: int, *, suggest: bool) -> list[str]:
    """The categories this production uses, by name; then, to `suggest` more, the usual departments of visual effects.

    A task takes any words.
    """
    used = select(Task.category).where(Task.production_id == production_id, Task.category != "").distinct()
    found = sorted(db.session.scalars(used), key=lambda name: (name.casefold(), name))
    known = {name.casefold() for name in found}
    return found + [name for name in DEPARTMENTS if suggest and name.casefold() not in known]


def done_by(user_id: int) -> ColumnElement[bool]:
    """Whether this account is one of a task's assignees; no join, which would list a task several times."""
    return exists().where(task_assignee.c.task_id == Task.id, task_assignee.c.user_id == user_id)


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
    if me().user_id not in row.assignee_ids and not may("tasks.edit"):
        raise Forbidden("You can only move tasks that are assigned to you.")
    expect(row, version)
    row.status = status
    db.session.flush()
    return row


def delete(production_id: int, task_id: int, version: int) -> Task:
    """Remove a task; answers what was removed. Raises Conflict for one that somebody worked on."""
    row = find(production_id, task_id)
    expect(row, version)
    if used_by(row):
        raise Conflict("Hours are logged on this task; set it to done instead.")
    db.session.delete(row)
    db.session.flush()
    return row


def _write(row: Task, changes: dict[str, Any]) -> None:
    scene: Any = changes.get("scene_id")
    if scene is not None:
        scenes.scenes_by_ids(row.production_id, [scene], field="scene_id")
    if "assignee_ids" in changes:
        _assign(row, changes.pop("assignee_ids"))
    for name, value in changes.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()
    db.session.expire(row, ["assignees", "scene"])


def _assign(row: Task, ids: Collection[int]) -> None:
    """Give a task to these people, which its version tells; those who have it keep it when they left the production."""
    wanted = set(ids)
    if wanted == set(row.assignee_ids):
        return
    added = wanted.difference(row.assignee_ids)
    found = members.people(row.production_id, added)
    if len(found) < len(added):
        raise Invalid("Only members of this production can be given its tasks.", field="assignee_ids")
    row.assignees = [*(user for user in row.assignees if user.id in wanted), *found]
    row.updated_at = clock.now()  # who does it belongs to what If-Match guards here
