"""Filling a call sheet from its shooting day: scenes in order, who works in them, and when everybody is needed."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.planning.call_sheets import reads
from backend.planning.call_sheets.calls import DayPlan, cast_times, plan, shooting_minutes, work_code
from backend.planning.call_sheets.models import CallSheet, CallSheetCast, CallSheetCrew, CallSheetScene
from backend.planning.call_sheets.view import Strips, scene_rows, scene_view
from backend.planning.schedule import service as schedule
from backend.things.locations import service as locations
from backend.things.locations.models import Location

Starts = dict[int, dt.time | None]  # cast member id → when their first scene starts


def from_day(production_id: int, day: dict[str, Any]) -> CallSheet:
    """A new draft for a shooting day, filled with proposals."""
    sheet = CallSheet(production_id=production_id, day_id=day["id"], date=day["date"], general_call=day["general_call"])
    place = _place(production_id, day)
    if place is not None:
        sheet.location_id, sheet.parking, sheet.basecamp = place.id, place.parking, place.basecamp
        sheet.hospital = "\n".join(
            line for line in (place.hospital_name, place.hospital_address, place.hospital_phone) if line
        )
    sheet.notes = day["notes"]
    db.session.add(sheet)
    db.session.flush()
    strips = schedule.strips(production_id)
    add_scenes(sheet, [strip["scene_id"] for strip in day["strips"]], strips)
    add_cast(sheet, first_starts(sheet, strips))
    for who in reads.crew(production_id):
        db.session.add(crew_row(sheet, who))
    propose(sheet, strips)
    return sheet


def add_scenes(sheet: CallSheet, scene_ids: Iterable[int], strips: Strips) -> None:
    """Put scenes at the end of the sheet."""
    place = max((row.position for row in scene_rows(sheet)), default=-1)
    for place, scene_id in enumerate(scene_ids, start=place + 1):  # noqa: B020
        strip = strips[scene_id]
        minutes = shooting_minutes(strip["eighths"], strip["estimated_minutes"])
        db.session.add(_line(sheet, position=place, scene_id=scene_id, minutes=minutes))
    db.session.flush()


def add_cast(sheet: CallSheet, starts: Starts) -> None:
    """Call cast members who are not called yet for their first scene."""
    called = set(
        db.session.scalars(select(CallSheetCast.cast_member_id).where(CallSheetCast.call_sheet_id == sheet.id))
    )
    for member_id, start in starts.items():
        if member_id not in called:
            db.session.add(cast_row(sheet, member_id, start))
    db.session.flush()


def cast_row(sheet: CallSheet, cast_member_id: int, start: dt.time | None) -> CallSheetCast:
    """A cast member's row with proposed times and the code of the day."""
    days = schedule.work_days(sheet.production_id).get(cast_member_id, [])
    return CallSheetCast(
        production_id=sheet.production_id,
        call_sheet_id=sheet.id,
        cast_member_id=cast_member_id,
        code=work_code(days, sheet.date),
        **cast_times(start),
    )


def crew_row(sheet: CallSheet, who: reads.CrewMember) -> CallSheetCrew:
    """A crew member's row, called for the general call."""
    return CallSheetCrew(
        production_id=sheet.production_id,
        call_sheet_id=sheet.id,
        member_id=who.member_id,
        department=who.department,
        position=who.position,
        name=who.name,
        phone=who.phone,
        call=sheet.general_call,
    )


def propose(sheet: CallSheet, strips: Strips) -> None:
    """Work every time of the sheet out from its general call, over whatever stood there."""
    rows = scene_rows(sheet)
    day = _timed(sheet, rows)
    for row, start in zip(rows, day.starts, strict=True):
        row.at = start
    sheet.lunch, sheet.estimated_wrap = day.lunch, day.wrap
    starts = first_starts(sheet, strips)
    for person in db.session.scalars(select(CallSheetCast).where(CallSheetCast.call_sheet_id == sheet.id)):
        if person.cast_member_id in starts:
            for name, clock in cast_times(starts[person.cast_member_id]).items():
                setattr(person, name, clock)
    for crew in db.session.scalars(select(CallSheetCrew).where(CallSheetCrew.call_sheet_id == sheet.id)):
        if not crew.on_call:
            crew.call = sheet.general_call
    db.session.flush()


def first_starts(sheet: CallSheet, strips: Strips) -> Starts:
    """When the first scene of each character on the sheet starts, in the order they come on."""
    rows = scene_rows(sheet)
    found: Starts = {}
    for row, start in zip(rows, _timed(sheet, rows).starts, strict=True):
        for member_id in scene_view(row, strips)["cast_member_ids"]:
            found.setdefault(member_id, start if row.at is None else row.at)
    return found


def sync(sheet: CallSheet, added: Collection[int], removed: Collection[int]) -> None:
    """Bring these scenes onto the sheet and those off it, and with them who is called only for them."""
    strips = schedule.strips(sheet.production_id)
    leaving = set(removed)
    was = {member for scene_id in leaving for member in strips[scene_id]["cast_member_ids"]}
    for row in scene_rows(sheet):
        if row.scene_id in leaving:
            db.session.delete(row)
    db.session.flush()
    add_scenes(sheet, added, strips)
    rows = scene_rows(sheet)
    for row, start in zip(rows, _timed(sheet, rows).starts, strict=True):
        if row.scene_id in set(added):
            row.at = start
    starts = first_starts(sheet, strips)
    for person in db.session.scalars(select(CallSheetCast).where(CallSheetCast.call_sheet_id == sheet.id)):
        if person.cast_member_id in was - starts.keys():
            db.session.delete(person)
    db.session.flush()
    add_cast(sheet, starts)


def _timed(sheet: CallSheet, rows: list[CallSheetScene]) -> DayPlan:
    return plan(sheet.general_call, [row.minutes or 0 for row in rows])


def _line(sheet: CallSheet, **columns: Any) -> CallSheetScene:
    return CallSheetScene(production_id=sheet.production_id, call_sheet_id=sheet.id, **columns)


def _place(production_id: int, day: dict[str, Any]) -> Location | None:
    """The day's location, else the first one its scenes name."""
    known = [day["location_id"], *(strip["location_id"] for strip in day["strips"])]
    chosen = next((one for one in known if one is not None), None)
    return locations.by_id(production_id).get(chosen) if chosen is not None else None
