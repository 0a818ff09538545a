"""Tasks."""

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.core.roles import SIGNED_IN
from backend.planning.tasks import service, to_work_on
from backend.planning.tasks.models import Task
from backend.planning.tasks.schemas import (
    CategoryQuery,
    MyTaskOut,
    MyTaskQuery,
    TaskCreate,
    TaskOut,
    TaskPatch,
    TaskQuery,
    TaskStatusBody,
)

bp = Domain("tasks", __name__, prefix="/productions/<int:production_id>/tasks")
everywhere = Domain("my_tasks", __name__, prefix="/tasks")


@everywhere.get("", allow=SIGNED_IN, out=MyTaskOut, page=True, devices=True)
def mine(query: MyTaskQuery) -> Page:
    """My open tasks in all productions where I log time, the next due first."""
    return to_work_on.listed(query)


@bp.get("", allow="tasks.read", out=TaskOut, page=True)
def search(production_id: int, query: TaskQuery) -> Page:
    """The production's tasks, the next due first."""
    return service.search(production_id, query)


@bp.get("/categories", allow="tasks.read", out=list[str])
def categories(production_id: int, query: CategoryQuery) -> list[str]:
    """The categories to choose from: those in use, then the usual departments."""
    return service.categories(production_id, suggest=query.suggest)


@bp.post("", allow="tasks.edit", out=TaskOut, status=201)
def create(production_id: int, body: TaskCreate) -> Task:
    """Add a task."""
    return service.create(production_id, body)


@bp.get("/<int:task_id>", allow="tasks.read", out=TaskOut)
def show(production_id: int, task_id: int) -> Task:
    """One task."""
    return service.find(production_id, task_id)


@bp.patch("/<int:task_id>", allow="tasks.edit", out=TaskOut, match=True)
def change(production_id: int, task_id: int, body: TaskPatch, version: int) -> Task:
    """Change a task."""
    return service.change(production_id, task_id, body, version)


@bp.patch("/<int:task_id>/status", allow="tasks.progress", out=TaskOut, match=True)
def set_status(production_id: int, task_id: int, body: TaskStatusBody, version: int) -> Task:
    """Say how far a task is; without tasks.edit only for one's own."""
    return service.set_status(production_id, task_id, body.status, version)


@bp.delete("/<int:task_id>", allow="tasks.edit", out=TaskOut, match=True)
def delete(production_id: int, task_id: int, version: int) -> Task:
    """Remove a task; answers what was removed."""
    return service.delete(production_id, task_id, version)
