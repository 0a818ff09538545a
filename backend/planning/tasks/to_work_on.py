"""The open tasks that somebody may log time on, over all their productions: what programs offer them to start."""

from dataclasses import replace
from typing import Any

from sqlalchemy import case, func, select, true

from backend.core.access import me
from backend.core.paging import Page, page_of
from backend.core.schemas import clean_query
from backend.planning.tasks.models import Task
from backend.planning.tasks.schemas import MyTaskQuery
from backend.planning.tasks.service import NO_DATE, done_by
from backend.productions.members.access import productions_where
from backend.productions.productions.models import Production
from backend.script.scenes.models import Scene

COLUMNS: tuple[Any, ...] = (
    Task.id, Task.title, Task.status, Task.category, Task.priority, Task.due_date, Task.estimate_minutes,
    Task.production_id, Production.title.label("production_title"), Scene.number.label("scene_number"),
)  # fmt: skip


def listed(query: MyTaskQuery) -> Page:
    """One page of the caller's open tasks, the next due first; with `all`, everybody else's follow."""
    own = done_by(me().user_id)
    statement = (
        select(*COLUMNS, own.label("mine"))
        .join(Production, Production.id == Task.production_id)
        .outerjoin(Scene, Scene.id == Task.scene_id)
        .where(Task.production_id.in_(productions_where(me(), "time.own")), Task.status != "done")
        .where(true() if query.all else own)
    )
    if query.search.strip():
        statement = statement.where(Task.title.ilike(clean_query(query.search), escape="\\"))
    keys = (case((own, 0), else_=1), func.coalesce(Task.due_date, NO_DATE), Task.id)
    names = [column["name"] for column in statement.column_descriptions]
    page = page_of(statement, keys, query)
    return replace(page, items=[dict(zip(names, row, strict=True)) for row in page.items])
