"""Whose hours the caller sees, and about whose they decide: everywhere their own, as a lead those of the team."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, tuple_

from backend.core.access import me
from backend.core.db import db
from backend.core.errors import Forbidden, NotFound
from backend.core.roles import allowed
from backend.planning.tasks.models import Task
from backend.productions.members.access import membership, productions_where
from backend.productions.members.models import Member
from backend.timelogs.segments.models import TimeDay

Column = Any


def visible(
    user: Column,
    production: Column,
    production_id: int | None = None,
) -> ColumnElement[bool]:
    """Whether the caller sees a row of hours, from its columns of whose and on which production it is.

    Raises NotFound when only `production_id` is asked for and that is none of theirs.
    """
    return or_(*visible_apart(user, production, production_id))


def visible_apart(user: Column, production: Column, production_id: int | None = None) -> list[ColumnElement[bool]]:
    """The same as conditions that exclude each other: each goes by an index of its own when rows are added up."""
    team, mine = _team(), user == me().user_id
    if production_id is not None:
        here: ColumnElement[bool] = production == production_id
        if production_id in team:
            return [here]
        _refuse_foreign(production_id)
        return [mine & here]
    return [production.in_(team), mine & production.not_in(team)] if team else [mine]


def narrowed(model: Any, asked: Any) -> list[ColumnElement[bool]]:
    """The filters that day sums and segments share: `asked` has user_id, task_id, dcc, department and category.

    department: of the person on that production; empty is nobody's. category: of the task. None: all.
    """
    found: list[ColumnElement[bool]] = [
        getattr(model, name) == value
        for name in ("user_id", "task_id", "dcc")
        if (value := getattr(asked, name)) is not None
    ]
    if asked.category is not None:
        found.append(model.task_id.in_(select(Task.id).where(Task.category == asked.category)))
    if asked.department is not None:
        places = select(Member.user_id, Member.production_id)
        place = tuple_(model.user_id, model.production_id)
        if asked.department:
            found.append(place.in_(places.where(Member.department == asked.department)))
        else:  # also of those who left
            found.append(place.not_in(places.where(Member.department != "")))
    return found


def decide_about(user_id: int, production_id: int) -> bool:
    """Whether the caller acts as a lead: not for their own hours, but for those of somebody whose weeks they approve.

    Raises NotFound for a production they are not on, Forbidden without time.approve and for a paired program.
    """
    if user_id == me().user_id:
        return False
    if me().kind == "device":
        raise Forbidden("A program keeps the hours of its own person only.")
    place = membership(me(), production_id)
    if place is None:
        raise NotFound
    if not allowed("time.approve", me().studio_role, place.level, place.job_role):
        raise Forbidden("Only leads who approve hours change those of others.")
    return True


def _team() -> Collection[int]:
    """Productions whose hours the caller may see; a paired program shows its person nobody else's."""
    return () if me().kind == "device" else productions_where(me(), "time.team")


def _refuse_foreign(production_id: int) -> None:
    own = exists().where(TimeDay.user_id == me().user_id, TimeDay.production_id == production_id)
    if membership(me(), production_id) is None and not db.session.scalar(select(own)):
        raise NotFound
