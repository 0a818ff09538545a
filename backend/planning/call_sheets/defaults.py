"""What a production's call sheets start from: read and changed here, with the preset while nobody changed anything."""

from typing import Any

from sqlalchemy import select

from backend.core.contract import expect
from backend.core.db import db
from backend.planning.call_sheets.calls import Offsets, Pace
from backend.planning.call_sheets.models import CallSheet, CallSheetCast, CallSheetDefaults
from backend.planning.call_sheets.schemas import CallSheetDefaultsPatch
from backend.planning.rules import service as rules

CYCLES = ("", "Double ", "Triple ")


def of(production_id: int) -> CallSheetDefaults:
    """The production's defaults; the preset (version 0, not stored) while it has none of its own."""
    return _stored(production_id) or _preset(production_id)


def change(production_id: int, body: CallSheetDefaultsPatch, version: int) -> CallSheetDefaults:
    """Change what was sent, as the caller saw it; the first change stores the rest of the preset with it."""
    stored = _stored(production_id)
    row = stored or _preset(production_id)
    expect(row, version)
    for name, value in body.changes().items():
        setattr(row, name, value)
    if stored is None:
        db.session.add(row)
    db.session.flush()
    return row


def offsets(base: CallSheetDefaults, sheet: CallSheet, row: CallSheetCast | None = None) -> Offsets:
    """Minutes of somebody's way to the set: their own, else the sheet's, else the production's."""

    def minutes(name: str) -> int:
        own = getattr(row, name) if row is not None else None
        day = getattr(sheet, name)
        found: int = next(value for value in (own, day, getattr(base, name)) if value is not None)
        return found

    return Offsets(minutes("travel_minutes"), minutes("makeup_minutes"), minutes("wardrobe_minutes"))


def pace(base: CallSheetDefaults) -> Pace:
    """How the production's days run; the second meal is due by its working rules."""
    return Pace(
        setup=base.setup_minutes,
        breakfast=base.breakfast_minutes,
        lunch_after=base.lunch_after_call,
        lunch_lasts=base.lunch_lasts,
        meal_after=rules.of(base.production_id).meal_after_minutes or base.lunch_after_call,
    )


def colour(base: CallSheetDefaults, edition: int) -> str:
    """The paper colour of an edition; after the last it starts again. Empty for none."""
    return base.colours[(edition - 1) % len(base.colours)] if edition and base.colours else ""


def edition_name(base: CallSheetDefaults, edition: int) -> str:
    """As it is read aloud: White, Blue … Tan, Double White …"""
    if not edition or not base.colours:
        return ""
    cycle = (edition - 1) // len(base.colours)
    return (CYCLES[cycle] if cycle < len(CYCLES) else f"{cycle + 1}× ") + colour(base, edition).capitalize()


def _stored(production_id: int) -> CallSheetDefaults | None:
    return db.session.scalar(select(CallSheetDefaults).where(CallSheetDefaults.production_id == production_id))


def _preset(production_id: int) -> CallSheetDefaults:
    values: dict[str, Any] = {}
    for column in CallSheetDefaults.__table__.columns:
        if column.default is not None and column.name not in {"created_at", "updated_at"}:
            made: Any = column.default.arg
            values[column.name] = made(None) if callable(made) else made
    row = CallSheetDefaults(production_id=production_id, **values)
    row.version = 0
    return row
