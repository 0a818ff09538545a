"""Productions: found, founded, changed and, after a backup, deleted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, or_, select

from backend.accounts.users import service as users
from backend.core import events
from backend.core.access import Identity, me
from backend.core.backup import backup
from backend.core.changes import after_commit
from backend.core.context import settings
from backend.core.contract import expect
from backend.core.db import db, start_writing
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import clean_query
from backend.productions.members.models import Member
from backend.productions.productions.models import Production
from backend.productions.productions.progress import source
from backend.productions.productions.schemas import (
    ProductionCreate,
    ProductionPatch,
    ProductionQuery,
    ProductionStatusPatch,
)

NEVER = dt.date(9999, 12, 31)  # productions without a start come last


def mine(identity: Identity) -> Select[Any]:
    """The productions this person sees: their own, or all for the owner of the studio."""
    statement = select(Production)
    if identity.studio_role == "owner":
        return statement
    return statement.where(Production.id.in_(select(Member.production_id).where(Member.user_id == identity.user_id)))


def listed(query: ProductionQuery) -> Page:
    """One page of the caller's productions, each a mapping of its columns with `progress`."""
    statement = mine(me())
    if query.phase:
        statement = statement.where(Production.phase == query.phase)
    if query.status:
        statement = statement.where(Production.status == query.status)
    if query.search:
        like = clean_query(query.search)
        columns = (Production.title, Production.description, Production.director)
        statement = statement.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    keys = [_order(query.ordering.removeprefix("-")), Production.id]
    page = page_of(statement, keys, query, descending=query.ordering.startswith("-"))
    progress = source.count([row.id for row in page.items])
    return replace(page, items=[{**_columns(row), "progress": progress[row.id]} for row in page.items])


def _order(name: str) -> ColumnElement[Any]:
    if name == "title":
        return func.lower(Production.title, type_=String())
    if name == "start_date":
        return func.coalesce(Production.start_date, NEVER)
    return Production.created_at.expression


def _columns(row: Production) -> Mapping[str, Any]:
    return {column.key: getattr(row, column.key) for column in Production.__mapper__.column_attrs}


def find(production_id: int) -> Production:
    """The production. Raises NotFound."""
    row = db.session.get(Production, production_id)
    if row is None:
        raise NotFound
    return row


def create(body: ProductionCreate) -> Production:
    """A new production whose founder is its first Admin. Raises Invalid when it would end before it starts."""
    row = Production(**body.model_dump(), created_by_id=me().user_id)
    _check_dates(row)
    db.session.add(row)
    db.session.flush()
    founder = users.find(me().user_id)
    db.session.add(Member(production_id=row.id, user_id=founder.id, user=founder, level="admin", job_role="producer"))
    db.session.flush()
    return row


def change(production_id: int, body: ProductionPatch | ProductionStatusPatch, version: int | None = None) -> Production:
    """Change what was sent; with `version`, only when nobody changed it since."""
    row = find(production_id)
    if version is not None:
        expect(row, version)
    for name, value in body.changes().items():
        setattr(row, name, value)
    _check_dates(row)
    db.session.flush()
    return row


def _check_dates(row: Production) -> None:
    if row.start_date and row.end_date and row.end_date < row.start_date:
        raise Invalid("The end cannot lie before the start.", field="end_date")


def delete(production_id: int, title: str) -> str:
    """Delete a production with everything in it, after a copy of the database was made; returns the copy's name.

    Opens and commits its own transaction, because the copy takes a moment. Files stay until the sweep of uploads.
    Raises Conflict naming `title` unless it is exactly the production's.
    """
    _check_title(find(production_id), title)
    db.session.rollback()
    copy = backup(settings(), "before-delete")
    start_writing(production_id)
    row = find(production_id)
    _check_title(row, title)
    people = list(db.session.scalars(select(Member.user_id).where(Member.production_id == production_id)))
    db.session.delete(row)
    db.session.flush()
    events.production_deleted.send(db.session, production_id=production_id)
    for user_id in people:
        announce_end(production_id, user_id)
    db.session.commit()
    return copy.name


def _check_title(row: Production, title: str) -> None:
    if row.title != title:
        raise Conflict("Type the production's title exactly as it is.", field="title")


def announce_end(production_id: int, user_id: int) -> None:
    """Tell, after the commit, that somebody is no longer in a production, so that their live pages are closed."""
    after_commit(lambda: _ended(production_id, user_id))


def _ended(production_id: int, user_id: int) -> None:
    events.membership_ended.send(None, production_id=production_id, user_id=user_id)
