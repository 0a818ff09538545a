"""Filling a call sheet from its shooting day: scenes in order, who works in them, and when everybody is needed."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.planning.call_sheets import carried, defaults, reads
from backend.planning.call_sheets.calls import cast_times, shooting_minutes
from backend.planning.call_sheets.facts import scene_rows
from backend.planning.call_sheets.models import (
    CallSheet,
    CallSheetBackground,
    CallSheetCast,
    CallSheetCrew,
    CallSheetScene,
)
from backend.planning.call_sheets.proposals import Spans, day_plan, proposals, spans
from backend.planning.rules import service as rules
from backend.planning.schedule.models import ShootingDay
from backend.things.locations import service as locations
from backend.things.locations.models import Location

Scenes = dict[int, dict[str, Any]]
AWAY = ("H", "TR", "R", "FT")  # held, travelling, rehearsing or fitted: on the sheet without a scene


def from_day(day: ShootingDay) -> CallSheet:
    """A new draft for a shooting day, filled with proposals and what the day before had."""
    pid = day.production_id
    sheet = CallSheet(production_id=pid, day_id=day.id, unit_id=day.unit_id, date=day.date, typed=[])
    sheet.general_call, sheet.notes = day.general_call, day.notes
    lines = reads.lines([day.id])[day.id]
    scenes = reads.scenes(pid, {line.scene_id for line in lines if line.scene_id is not None})
    place = _place(day, scenes, lines)
    if place is not None:
        sheet.location_id, sheet.parking, sheet.basecamp = place.id, place.parking, place.basecamp
        sheet.hospital = "\n".join(
            line for line in (place.hospital_name, place.hospital_address, place.hospital_phone) if line
        )
    db.session.add(sheet)
    db.session.flush()
    add_lines(sheet, lines, scenes)
    called = _spans(sheet)
    codes = reads.codes(sheet, called.keys())
    add_cast(sheet, called, codes)
    add_cast(sheet, {one: (None, None) for one, code in codes.items() if code in AWAY}, codes)
    for who in reads.crew(pid):
        db.session.add(crew_row(sheet, who))
    carried.fill(sheet, scenes, place)
    propose(sheet)
    return sheet


def add_lines(sheet: CallSheet, lines: Iterable[reads.Line], scenes: Scenes) -> None:
    """Put strips at the end of the sheet; a scene's note on the board comes along."""
    place = max((row.position for row in scene_rows(sheet)), default=-1)
    for line in lines:
        if line.scene_id is not None and line.scene_id not in scenes:
            continue
        place += 1
        db.session.add(
            CallSheetScene(
                production_id=sheet.production_id, call_sheet_id=sheet.id, position=place, scene_id=line.scene_id,
                part=line.part, eighths=line.eighths if line.part else None, banner=line.banner, notes=line.notes,
                minutes=minutes_of(sheet, line, scenes),
            )
        )  # fmt: skip
    db.session.flush()


def minutes_of(sheet: CallSheet, line: reads.Line, scenes: Scenes) -> int | None:
    """How long a line takes: as the board or the scene says, else by its length; a banner as it says."""
    if line.scene_id is None:
        return line.minutes
    scene = scenes[line.scene_id]
    per_eighth = defaults.of(sheet.production_id).minutes_per_eighth
    if line.part and line.eighths is not None:  # the scene's own estimate is for the whole of it
        return shooting_minutes(line.eighths, line.minutes, per_eighth)
    estimate = scene["estimated_minutes"] if line.minutes is None else line.minutes
    return shooting_minutes(scene["eighths"], estimate, per_eighth)


def add_cast(sheet: CallSheet, called: Spans, codes: dict[int, str] | None = None) -> None:
    """Call cast members who are not called yet for their first scene."""
    there = set(db.session.scalars(select(CallSheetCast.cast_member_id).where(CallSheetCast.call_sheet_id == sheet.id)))
    wanted = [one for one in called if one not in there]
    if not wanted:
        return
    codes = reads.codes(sheet, wanted) if codes is None else codes
    born = reads.born(wanted)
    for member_id in wanted:
        db.session.add(cast_row(sheet, member_id, called, codes.get(member_id, ""), _minor(sheet, born.get(member_id))))
    db.session.flush()


def cast_row(sheet: CallSheet, member_id: int, called: Spans, code: str, remarks: str = "") -> CallSheetCast:
    """A cast member's row with proposed times and the code of the day."""
    start, end = called.get(member_id, (None, None))
    times = cast_times(start, defaults.offsets(defaults.of(sheet.production_id), sheet))
    return CallSheetCast(
        production_id=sheet.production_id, call_sheet_id=sheet.id, cast_member_id=member_id, code=code,
        remarks=remarks, wrap=end, typed=[], **times,
    )  # fmt: skip


def new_cast_row(sheet: CallSheet, member_id: int) -> CallSheetCast:
    """The row of one more cast member, as the sheet stands."""
    remarks = _minor(sheet, reads.born([member_id]).get(member_id))
    return cast_row(sheet, member_id, _spans(sheet), reads.codes(sheet, [member_id]).get(member_id, ""), remarks)


def crew_row(sheet: CallSheet, who: reads.CrewMember) -> CallSheetCrew:
    """A crew member's row, called for the general call."""
    return CallSheetCrew(
        production_id=sheet.production_id, call_sheet_id=sheet.id, member_id=who.member_id, department=who.department,
        position=who.position, name=who.name, phone=who.phone, email=who.email, call=sheet.general_call, typed=[],
    )  # fmt: skip


def propose(sheet: CallSheet, *, over_typed: bool = False) -> None:
    """Take every proposal; with `over_typed` also for times that somebody typed, which then follow again."""
    if over_typed:
        models: tuple[Any, ...] = (CallSheetScene, CallSheetCast, CallSheetCrew, CallSheetBackground)
        for model in models:
            for row in db.session.scalars(select(model).where(model.call_sheet_id == sheet.id)):
                if row.typed:
                    row.typed = []
        sheet.typed = [name for name in sheet.typed if name == "shooting_call" and sheet.shooting_call is not None]
        db.session.flush()
    for _round in range(3):  # a department's call moves its people, a scene's start its cast: at most three deep
        wanted = proposals(sheet)
        if not wanted:
            break
        for one in wanted:
            setattr(one.row, one.field, one.value)
        db.session.flush()


def lead_up(sheet: CallSheet, row: CallSheetCast) -> None:
    """Work out the steps of a new cast row that lead up to those typed; nothing else on the sheet changes."""
    if row.typed:
        given = {name: getattr(row, name) for name in row.typed}
        base = defaults.of(sheet.production_id)
        for name, value in cast_times(row.on_set, defaults.offsets(base, sheet, row), given).items():
            setattr(row, name, value)
        db.session.flush()


def propose_for(sheet: CallSheet, row: Any) -> None:
    """Take the proposals for one row only."""
    for one in proposals(sheet):
        if one.row is row:
            setattr(row, one.field, one.value)
    db.session.flush()


def sync(sheet: CallSheet, added: Sequence[reads.Line], removed: Collection[tuple[int, int]]) -> None:
    """Bring these strips onto the sheet and those scenes (id, part) off it, with who is called only for them."""
    was = set(_spans(sheet))
    for row in scene_rows(sheet):
        if (row.scene_id, row.part) in removed:
            db.session.delete(row)
    db.session.flush()
    gone = reads.scenes(sheet.production_id, {scene_id for scene_id, _part in removed})
    carried.forget(sheet, [scene["number"] for scene in gone.values()])
    new = {line.scene_id for line in added if line.scene_id is not None}
    scenes = reads.scenes(sheet.production_id, new)
    add_lines(sheet, added, scenes)
    carried.elements(sheet, scenes)
    rows = scene_rows(sheet)
    day = day_plan(sheet, rows, defaults.of(sheet.production_id))
    for row, start in zip(rows, day.starts, strict=True):
        if row.scene_id in new and row.at is None:
            row.at = start
    called = spans(sheet, rows, day)
    for person in db.session.scalars(select(CallSheetCast).where(CallSheetCast.call_sheet_id == sheet.id)):
        if person.cast_member_id in was - called.keys():
            db.session.delete(person)
    db.session.flush()
    add_cast(sheet, called)


def _spans(sheet: CallSheet) -> Spans:
    rows = scene_rows(sheet)
    return spans(sheet, rows, day_plan(sheet, rows, defaults.of(sheet.production_id)))


def _minor(sheet: CallSheet, born: Any) -> str:
    """What the sheet says about a child's hours, by the production's rules."""
    band = rules.of(sheet.production_id).band(born, sheet.date)
    if band is None:
        return ""
    hours, rest = divmod(band.max_at_work_minutes, 60)
    most = f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"Minor: with guardian, at most {most}, {band.earliest_call:%H:%M}–{band.latest_wrap:%H:%M}"


def _place(day: ShootingDay, scenes: Scenes, lines: Sequence[reads.Line]) -> Location | None:
    """The day's location, else the first one its scenes name."""
    named = [scenes[line.scene_id]["location_id"] for line in lines if line.scene_id in scenes]
    chosen = next((one for one in [day.location_id, *named] if one is not None), None)
    return locations.by_id(day.production_id).get(chosen) if chosen is not None else None
