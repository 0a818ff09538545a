"""Whose hours the caller sees, and about whose they decide: everywhere their own, as a lead those of the team."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from backend.core.access import me
from backend.core.db import db
from backend.core.errors import Forbidden, NotFound
from backend.core.roles import allowed
from backend.productions.members.access import membership, productions_where
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
    team, mine = productions_where(me(), "time.team"), user == me().user_id
    if production_id is not None:
        _refuse_foreign(production_id)
        here: ColumnElement[bool] = production == production_id
        return [here if production_id in team else mine & here]
    return [production.in_(team), mine & production.not_in(team)] if team else [mine]


def decide_about(user_id: int, production_id: int) -> bool:
    """Whether the caller acts as a lead: False for their own hours, True for those of somebody whose weeks they approve.

    Raises NotFound for a production they are not on, Forbidden without time.approve.
    """
    if user_id == me().user_id:
        return False
    place = membership(me(), production_id)
    if place is None:
        raise NotFound
    if not allowed("time.approve", me().studio_role, place.level, place.job_role):
        raise Forbidden("Only leads who approve hours change those of others.")
    return True


def _refuse_foreign(production_id: int) -> None:
    own = exists().where(TimeDay.user_id == me().user_id, TimeDay.production_id == production_id)
    if membership(me(), production_id) is None and not db.session.scalar(select(own)):
        raise NotFound
