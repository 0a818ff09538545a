"""Further rows of a call sheet: background, departments, unit information, and the lines people sign."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.access import actor
from backend.core.db import db
from backend.core.errors import Conflict, Stale
from backend.core.schemas import Patch
from backend.planning.call_sheets import facts, filling, view
from backend.planning.call_sheets.editions import service as editions
from backend.planning.call_sheets.models import (
    CallSheet,
    CallSheetBackground,
    CallSheetDepartment,
    CallSheetInfo,
    CallSheetSignature,
)
from backend.planning.call_sheets.rows import TIMES, change_row, find_row, remove_row
from backend.planning.call_sheets.service import find_open, typed

Shown = dict[str, Any]
# By the name in the address: the table, its columns as they are shown, and which of them is unique on a sheet.
KINDS: dict[str, tuple[Any, tuple[str, ...], str]] = {
    "background": (CallSheetBackground, facts.BACKGROUND, ""),
    "departments": (CallSheetDepartment, facts.DEPARTMENT, "department"),
    "info": (CallSheetInfo, facts.INFO, ""),
    "signatures": (CallSheetSignature, facts.SIGNATURE, "role"),
}


def add(production_id: int, sheet_id: int, kind: str, body: Patch) -> Shown:
    """A new row. Raises Conflict naming the field when the sheet has one of that name already."""
    sheet = find_open(production_id, sheet_id)
    model, columns, _unique = KINDS[kind]
    values = body.changes()
    _refuse_taken(kind, sheet_id, values)
    if times := TIMES.get(model.__name__):
        values.setdefault("typed", typed([], times, values))
    row = model(production_id=production_id, call_sheet_id=sheet.id, **values)
    db.session.add(row)
    db.session.flush()
    if kind == "background":
        filling.propose_for(sheet, row)
    return _show(columns)(row)


def change(production_id: int, sheet_id: int, kind: str, row_id: int, body: Patch, version: int) -> Shown:
    """Change a row as the caller saw it."""
    model, columns, _unique = KINDS[kind]
    row = find_row(model, production_id, sheet_id, row_id)
    _refuse_taken(kind, sheet_id, body.changes(), besides=row_id)
    return change_row(row, body, version, _show(columns))


def remove(production_id: int, sheet_id: int, kind: str, row_id: int, version: int) -> Shown:
    """Take a row off the sheet; answers what was removed."""
    model, columns, _unique = KINDS[kind]
    return remove_row(find_row(model, production_id, sheet_id, row_id), version, _show(columns))


def sign(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Sign a line as oneself, for the edition that is out, or for the next one when the sheet differs from it.

    Raises Stale when somebody was faster.
    """
    row = find_row(CallSheetSignature, production_id, sheet_id, row_id)
    if row.version != version:
        raise Stale(_show(facts.SIGNATURE)(row))
    sheet = db.session.get_one(CallSheet, sheet_id)
    who = actor().identity
    differs = sheet.edition == 0 or editions.unpublished(sheet_id, facts.of(sheet))
    row.edition = sheet.edition + 1 if differs else sheet.edition
    row.signed_at, row.signed_by = clock.now(), who.name if who else ""
    row.signed_by_id = who.user_id if who else None
    db.session.flush()
    return _show(facts.SIGNATURE)(row)


def unsign(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take one's signature back. Raises Conflict for somebody else's."""
    row = find_row(CallSheetSignature, production_id, sheet_id, row_id)
    if row.version != version:
        raise Stale(_show(facts.SIGNATURE)(row))
    who = actor().identity
    if row.signed_at is not None and row.signed_by_id is not None and (who is None or who.user_id != row.signed_by_id):
        raise Conflict(f"{row.signed_by} signed this; only they can take it back.")
    row.edition = row.signed_at = row.signed_by_id = None
    row.signed_by = ""
    db.session.flush()
    return _show(facts.SIGNATURE)(row)


def _refuse_taken(kind: str, sheet_id: int, values: Shown, besides: int = 0) -> None:
    model, _columns, unique = KINDS[kind]
    if unique and unique in values:
        taken = select(model.id).where(
            model.call_sheet_id == sheet_id, getattr(model, unique) == values[unique], model.id != besides
        )
        if db.session.scalar(taken) is not None:
            raise Conflict(f"{values[unique]} is on the sheet already.", field=unique)


def _show(columns: tuple[str, ...]) -> Callable[[Any], Shown]:
    def shown(row: Any) -> Shown:
        found = {name: getattr(row, name) for name in columns}
        return view.for_info(found) if "section" in found else found

    return shown
