"""Editions of a call sheet: kept when it is published, read afterwards, never changed.

For whoever hands sheets out: `latest(sheet_id)`, `of(sheet_id, number)`, `people(snapshot)`,
`personal(snapshot, key)`, `call_signature(snapshot, key)`, `for_person(before, now, key)`.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from backend.core.access import actor
from backend.core.db import db
from backend.core.errors import NotFound
from backend.planning.call_sheets.editions import snapshots
from backend.planning.call_sheets.editions.differences import Difference, between, for_person
from backend.planning.call_sheets.editions.people import (
    Person,
    Personal,
    Snapshot,
    call_signature,
    people,
    personal,
)
from backend.planning.call_sheets.models import CallSheet, CallSheetEdition

__all__ = [
    "Difference", "Person", "Personal", "Snapshot", "between", "briefs", "call_signature", "every", "find",
    "for_person", "keep", "latest", "of", "people", "personal", "unpublished",
]  # fmt: skip


def keep(sheet: CallSheet) -> CallSheetEdition:
    """Keep the sheet as it is now as its edition (`sheet.edition`), within the transaction that publishes it."""
    snapshot = snapshots.take(sheet)
    who = actor().identity
    row = CallSheetEdition(
        production_id=sheet.production_id,
        call_sheet_id=sheet.id,
        number=sheet.edition,
        colour=snapshot["colour"],
        published_at=sheet.published_at,
        published_by_id=who.user_id if who else None,
        published_by=who.name if who else "",
        snapshot=snapshot,
    )
    db.session.add(row)
    db.session.flush()
    return row


def latest(sheet_id: int) -> CallSheetEdition | None:
    """The edition people have now (`.number`, `.snapshot`); None before the first."""
    rows = select(CallSheetEdition).where(CallSheetEdition.call_sheet_id == sheet_id)
    return db.session.scalar(rows.order_by(CallSheetEdition.number.desc()).limit(1))


def of(sheet_id: int, number: int) -> CallSheetEdition | None:
    """One edition of a sheet."""
    rows = select(CallSheetEdition).where(CallSheetEdition.call_sheet_id == sheet_id)
    return db.session.scalar(rows.where(CallSheetEdition.number == number))


def find(sheet_id: int, number: int) -> CallSheetEdition:
    """One edition of a sheet. Raises NotFound."""
    row = of(sheet_id, number)
    if row is None:
        raise NotFound("This call sheet has no such edition.")
    return row


def every(sheet_id: int) -> list[CallSheetEdition]:
    """The editions of a sheet, the latest first, without what they say."""
    rows = select(CallSheetEdition).where(CallSheetEdition.call_sheet_id == sheet_id)
    return list(
        db.session.scalars(rows.options(defer(CallSheetEdition.snapshot)).order_by(CallSheetEdition.number.desc()))
    )


def briefs(sheet_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What a list says of sheets by their last edition: call, place, how many; without reading all of them."""
    row, snapshot = CallSheetEdition, CallSheetEdition.snapshot
    newest = select(row.call_sheet_id, func.max(row.number).label("number")).group_by(row.call_sheet_id).subquery()
    columns = [snapshot["totals", name].as_integer().label(name) for name in ("scenes", "cast", "crew")]
    columns += [snapshot[name].as_string().label(name) for name in ("general_call", "location_name")]
    rows = db.session.execute(
        select(row.call_sheet_id, *columns)
        .join(newest, (newest.c.call_sheet_id == row.call_sheet_id) & (newest.c.number == row.number))
        .where(row.call_sheet_id.in_(sheet_ids))
    )
    return {found.pop("call_sheet_id"): found for found in map(dict, rows.mappings())}


def unpublished(sheet_id: int, now: dict[str, Any]) -> list[Difference]:
    """What changed on the sheet since it was published last: nobody has that yet."""
    last = latest(sheet_id)
    return between(last.snapshot, snapshots.plain(now)) if last else []
