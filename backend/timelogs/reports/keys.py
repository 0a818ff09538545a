"""What sums are grouped by, in words: names looked up once for all rows, and the order people expect."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from backend.accounts.users.models import User
from backend.core.db import db
from backend.planning.tasks.models import Task
from backend.productions.productions.models import Production
from backend.timelogs.weeks.iso import week_name

# The id, the name by which they are sorted, and what else is said of them; labels are the fields of `SummaryRow`.
_NAMED: dict[str, tuple[Any, ...]] = {
    "user": (User.id.label("user_id"), User.name.label("user_name")),
    "production": (Production.id.label("production_id"), Production.title.label("production_title")),
    "task": (
        Task.id.label("task_id"), Task.title.label("task_title"), Task.estimate_minutes, Task.category,
        Task.production_id,
    ),
}  # fmt: skip


class Known(NamedTuple):
    """Of the keys of a group: {field: {key: value}}, and the place of each key in the order."""

    fields: Mapping[str, Mapping[Any, Any]]
    place: Mapping[Any, int]


def described(group: str, found: Collection[Any]) -> Known:
    """What is to be said about the keys of a group: people and titles go by name, days by the calendar."""
    if group not in _NAMED:
        shown = {key: week_name(key) if group == "week" else key for key in found}
        return Known({group: shown}, _places(sorted(found)))
    columns = _NAMED[group]
    rows = db.session.execute(select(*columns).where(columns[0].element.in_(found))).all()
    fields = {column.key: {row[0]: row[place] for row in rows} for place, column in enumerate(columns)}
    return Known(fields, _places([row[0] for row in sorted(rows, key=lambda row: (row[1].casefold(), row[0]))]))


def _places(ordered: Collection[Any]) -> dict[Any, int]:
    return {key: place for place, key in enumerate(ordered)}
