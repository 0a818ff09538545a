"""What a transaction changed, field by field, found by watching the session; so no service can forget to tell.

Each change of an Audited model is announced twice: `events.changed` inside the transaction (the activity log writes it
down with the change itself), and `events.committed` after it (the live socket tells everyone who is looking).
"""

import datetime as dt
import enum
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from backend.core import events
from backend.core.access import actor
from backend.core.db import Audited, db

log = logging.getLogger("backlot")
QUIET = {"created_at", "updated_at", "version"}


@dataclass(frozen=True)
class Change:
    """One row's change. `fields` maps a column (or a list of links) to [from, to]; empty for live-only news."""

    kind: str
    id: int
    action: str  # create, update or delete
    production_id: int | None
    label: str
    fields: dict[str, list[Any]] = field(default_factory=dict)
    user_id: int | None = None


def after_commit(action: Callable[[], None]) -> None:
    """Do something (a mail, news for the live socket) once the current transaction is committed, and only then.

    `action` must not use the database session; when it fails, the failure is logged and what was written stays.
    """
    db.session.info.setdefault("afterwards", []).append(action)


def news(row: Any) -> None:
    """Tell everyone who is looking that what belongs to an audited row changed, though the row itself did not.

    Nothing is written to the activity log.
    """
    identity = actor().identity
    change = Change(
        row.audit_name,
        row.id,
        "update",
        row.production_id,
        str(row)[:255],
        user_id=identity.user_id if identity else None,
    )
    db.session.info.setdefault("changes", []).append(change)


def watch(session_class: Any) -> None:
    """Start watching a session factory (once, when the app is made)."""
    event.listen(session_class, "before_flush", _note)
    event.listen(session_class, "after_flush", _announce)
    event.listen(session_class, "after_commit", _committed)
    event.listen(session_class, "after_rollback", _forget)


def _note(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    found = session.info.setdefault("noted", [])
    for action, rows in (("create", session.new), ("update", session.dirty), ("delete", session.deleted)):
        for row in rows:
            if isinstance(row, Audited):
                fields = _fields(row, action)
                if fields or action == "delete":
                    found.append((row, action, fields))


def _fields(row: Any, action: str) -> dict[str, list[Any]]:
    if action == "delete":
        return {}
    state = inspect(row)
    result: dict[str, list[Any]] = {}
    for column in state.mapper.column_attrs:
        if column.key in QUIET or column.key in row.audit_hidden or column.columns[0].primary_key:
            continue
        history = state.attrs[column.key].history
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            if old != new:
                result[column.key] = [_plain(old), _plain(new)]
    return result | _lists(state)


def _lists(state: InstanceState[Any]) -> dict[str, list[Any]]:
    """Who or what a row is linked to, many to many, as names: a table between them is nobody's own row to watch."""
    result: dict[str, list[Any]] = {}
    for link in state.mapper.relationships:
        history = state.attrs[link.key].history
        if link.secondary is not None and history.has_changes():
            before, after = (", ".join(sorted(map(str, rows))) for rows in (history.non_added(), history.non_deleted()))
            result[link.key] = [_plain(before), _plain(after)]
    return result


def _announce(session: Session, _context: UOWTransaction) -> None:
    for row, action, fields in session.info.pop("noted", []):
        change = Change(
            kind=row.audit_name,
            id=row.id,
            action=action,
            production_id=row.id if row.audit_name == "production" else getattr(row, "production_id", None),
            label=str(row)[:255],
            fields=fields,
            user_id=identity.user_id if (identity := actor().identity) else None,
        )
        session.info.setdefault("changes", []).append(change)
        events.changed.send(session, change=change)


def _committed(session: Session) -> None:
    if changes := session.info.pop("changes", []):
        events.committed.send(session, changes=changes)
    for action in session.info.pop("afterwards", []):
        try:
            action()
        except Exception:
            log.exception("after a commit")


def _forget(session: Session) -> None:
    session.info.pop("noted", None)
    session.info.pop("changes", None)
    session.info.pop("afterwards", None)


def _plain(value: Any) -> Any:
    """A JSON value; long texts are cut, because the log tells that a text changed, revisions hold the text."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, str) and len(value) > 500:
        return value[:500] + "…"
    if isinstance(value, str | int | float | bool | type(None) | list | dict):
        return value
    return str(value)
