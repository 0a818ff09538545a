"""Personal days: travel, rehearsal and fitting, added by planners beside what the strips say."""

import datetime as dt
from collections import defaultdict
from typing import Any, Literal

from sqlalchemy import select

from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.people.cast import service as cast
from backend.planning.dood.models import PersonalDay
from backend.planning.dood.schemas import PersonalDayCreate, PersonalDayPatch, PersonalDayQuery
from backend.script.breakdown.models import Element

Whose = Literal["cast_member_id", "element_id"]


def listing(production_id: int, query: PersonalDayQuery) -> Page:
    """Personal days by date."""
    statement = select(PersonalDay).where(PersonalDay.production_id == production_id)
    for name in ("cast_member_id", "element_id"):
        if (wanted := getattr(query, name)) is not None:
            statement = statement.where(getattr(PersonalDay, name) == wanted)
    return page_of(statement, (PersonalDay.date, PersonalDay.id), query)


def find(production_id: int, day_id: int) -> PersonalDay:
    """One personal day. Raises NotFound."""
    row = db.session.scalar(
        select(PersonalDay).where(PersonalDay.id == day_id, PersonalDay.production_id == production_id)
    )
    if row is None:
        raise NotFound
    return row


def add(production_id: int, body: PersonalDayCreate) -> PersonalDay:
    """A new personal day. Raises Invalid for whom it is, Conflict for a date that has one."""
    if (body.cast_member_id is None) == (body.element_id is None):
        raise Invalid("Say whose day it is: a cast member's or an element's.", field="cast_member_id")
    if body.cast_member_id is not None:
        cast.cast_by_ids(production_id, [body.cast_member_id], field="cast_member_id")
    elif (
        db.session.scalar(
            select(Element.id).where(Element.id == body.element_id, Element.production_id == production_id)
        )
        is None
    ):
        raise Invalid("This production has no such element.", field="element_id")
    row = PersonalDay(production_id=production_id, **body.model_dump())
    _refuse_taken(row, body.date)
    db.session.add(row)
    db.session.flush()
    return row


def change(production_id: int, day_id: int, body: PersonalDayPatch, version: int) -> PersonalDay:
    """Change what was sent. Raises Conflict for a date that has one already."""
    row = find(production_id, day_id)
    expect(row, version)
    changes = body.changes()
    if changes.get("date", row.date) != row.date:
        _refuse_taken(row, changes["date"])
    for name, value in changes.items():
        setattr(row, name, value)
    db.session.flush()
    return row


def remove(production_id: int, day_id: int, version: int) -> PersonalDay:
    """Remove a personal day; answers what was removed."""
    row = find(production_id, day_id)
    expect(row, version)
    db.session.delete(row)
    db.session.flush()
    return row


def by_subject(production_id: int, whose: Whose) -> dict[int, dict[dt.date, str]]:
    """Cast member (or element) id → date → kind of day."""
    column = getattr(PersonalDay, whose)
    rows = db.session.execute(
        select(column, PersonalDay.date, PersonalDay.kind)
        .where(PersonalDay.production_id == production_id, column.is_not(None))
        .order_by(PersonalDay.date)
    )
    found: dict[int, dict[dt.date, str]] = defaultdict(dict)
    for key, date, kind in rows:
        found[key][date] = kind
    return dict(found)


def take_over(_into: Any, production_id: int, cast_member_id: int, into_id: int) -> None:
    """Two cast members became one: so do their days; where both have one on a date, the second's stays."""
    mine = select(PersonalDay).where(PersonalDay.production_id == production_id)
    taken = {row.date for row in db.session.scalars(mine.where(PersonalDay.cast_member_id == into_id))}
    for row in db.session.scalars(mine.where(PersonalDay.cast_member_id == cast_member_id)):
        if row.date in taken:
            db.session.delete(row)
        else:
            row.cast_member_id = into_id
    db.session.flush()


def _refuse_taken(row: PersonalDay, date: dt.date) -> None:
    same = select(PersonalDay.kind).where(
        PersonalDay.date == date,
        PersonalDay.cast_member_id == row.cast_member_id
        if row.cast_member_id is not None
        else PersonalDay.element_id == row.element_id,
    )
    if kind := db.session.scalar(same):
        raise Conflict(f"There is a {kind} on that day already: change or remove it.", field="date")
