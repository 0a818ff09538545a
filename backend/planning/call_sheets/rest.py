"""What the checks need to know beyond a sheet: people's last wraps, their other calls that day, what is dangerous."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.planning.call_sheets.calls import moment
from backend.planning.call_sheets.models import CallSheet, CallSheetCast, CallSheetCrew, CallSheetScene
from backend.script.breakdown import service as breakdown
from backend.things.locations import service as locations

WEEK = dt.timedelta(days=8)  # nobody is tired of a day longer ago
# Categories of the breakdown whose elements need a word about safety, by code.
DANGEROUS = {
    "stunts", "weapons", "animals", "vehicles_animals", "sfx", "mfx", "pyro", "water_work", "drone",
}  # fmt: skip


@dataclass(frozen=True)
class Wrapped:
    """When somebody was dismissed last: a local moment without a zone."""

    at: dt.datetime


@dataclass(frozen=True)
class Around:
    """Facts around a sheet. People are named by key: `cast:7`, `member:3`; day players without account are not known.

    wraps       key → their last dismissal before this day
    elsewhere   key → the other sheets of this date that call them, in words
    dangers     scene id → what is dangerous in it
    """

    wraps: dict[str, Wrapped] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    dangers: dict[int, list[str]] = field(default_factory=dict)


def around(sheet: CallSheet) -> Around:
    """Read them for a sheet: a handful of queries, however long the shoot."""
    rows = select(CallSheet).where(
        CallSheet.production_id == sheet.production_id, CallSheet.id != sheet.id, CallSheet.status != "cancelled",
        CallSheet.date <= sheet.date, CallSheet.date >= sheet.date - WEEK,
    )  # fmt: skip
    others = {row.id: row for row in db.session.scalars(rows)}
    wraps: dict[str, Wrapped] = {}
    elsewhere: dict[str, str] = {}
    for other, key, wrap in _calls(others):
        if other.date == sheet.date:
            elsewhere[key] = _named(other)
        elif wrap is not None:
            at = moment(other.date, other.general_call, wrap)
            if key not in wraps or wraps[key].at < at:
                wraps[key] = Wrapped(at)
    return Around(wraps, elsewhere, _dangers(sheet))


def _calls(sheets: dict[int, CallSheet]) -> Iterator[tuple[CallSheet, str, dt.time | None]]:
    """(sheet, person, own wrap) of everybody who is called to these sheets at a time."""
    cast = select(CallSheetCast).where(CallSheetCast.call_sheet_id.in_(sheets), CallSheetCast.status != "cancelled")
    for row in db.session.scalars(cast):
        sheet = sheets[row.call_sheet_id]
        if row.on_set or row.makeup or row.pick_up:
            yield sheet, f"cast:{row.cast_member_id}", row.wrap or sheet.estimated_wrap
    crew = select(CallSheetCrew).where(CallSheetCrew.call_sheet_id.in_(sheets), CallSheetCrew.member_id.is_not(None))
    for person in db.session.scalars(crew.where(CallSheetCrew.on_call.is_(False))):
        sheet = sheets[person.call_sheet_id]
        yield sheet, f"member:{person.member_id}", person.wrap or sheet.estimated_wrap


def _dangers(sheet: CallSheet) -> dict[int, list[str]]:
    rows = select(CallSheetScene.scene_id).where(CallSheetScene.call_sheet_id == sheet.id)
    ids = [one for one in db.session.scalars(rows) if one is not None]
    needed = breakdown.elements_of_scenes(sheet.production_id, ids)
    found: dict[int, list[str]] = {}
    for scene_id, elements in needed.items():
        names = [_element(one) for one in elements if one.category.code in DANGEROUS]
        if names:
            found[scene_id] = names
    return found


def _element(one: Any) -> str:
    return f"{one.element.name} ({one.category.name.lower()})"


def _named(sheet: CallSheet) -> str:
    place = locations.by_id(sheet.production_id).get(sheet.location_id or 0)
    return f"the sheet of {place.name}" if place else "another sheet"
