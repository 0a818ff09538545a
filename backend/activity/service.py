"""The activity log: written with every change, in its transaction; read newest first."""

from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from backend.activity.models import Entry
from backend.activity.schemas import ActivityQuery, StudioActivityQuery
from backend.core.access import actor
from backend.core.changes import Change
from backend.core.db import db
from backend.core.paging import Page, page_of


def write_down(session: Session, change: Change) -> None:
    """Note a change in its own transaction, past the session's unit of work, which is flushing right now."""
    identity = actor().identity
    session.execute(
        insert(Entry.__table__),  # type: ignore[arg-type]
        {
            "production_id": change.production_id,
            "user_id": change.user_id,
            "user_name": identity.name if identity else "",
            "action": change.action,
            "kind": change.kind,
            "row_id": change.id,
            "label": change.label,
            "fields": change.fields,
        },
    )


def of_production(production_id: int, query: ActivityQuery) -> Page:
    """One page of a production's log, newest first."""
    return _page(select(Entry).where(Entry.production_id == production_id), query)


def of_studio(query: StudioActivityQuery) -> Page:
    """One page of everything, also of productions that are gone."""
    statement = select(Entry)
    if query.production_id is not None:
        statement = statement.where(Entry.production_id == query.production_id)
    return _page(statement, query)


def latest(production_id: int, count: int) -> list[Entry]:
    """The newest entries of a production."""
    newest = select(Entry).where(Entry.production_id == production_id).order_by(Entry.id.desc()).limit(count)
    return list(db.session.scalars(newest))


def _page(statement: Select[Any], query: ActivityQuery) -> Page:
    for name in ("kind", "action", "user_id", "row_id"):
        if (value := getattr(query, name)) is not None:
            statement = statement.where(getattr(Entry, name) == value)
    return page_of(statement, [Entry.id], query, descending=True)
