"""What a new sheet is filled with beside its scenes: the breakdown's elements, and what the sheet before it had.

Walkie channels, contacts, emergency help and the set's policy hardly change from day to day, so they are carried over
from the unit's sheet before, and come from the production's defaults on its first day.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.planning.call_sheets import defaults, reads
from backend.planning.call_sheets.facts import HEADS, short
from backend.planning.call_sheets.models import (
    CallSheet,
    CallSheetBackground,
    CallSheetDepartment,
    CallSheetInfo,
    CallSheetSignature,
)
from backend.productions.productions import service as productions
from backend.script.breakdown import service as breakdown
from backend.things.locations.models import Location

CARRIED = ("walkie", "contact", "emergency")  # transport is of one day


def fill(sheet: CallSheet, scenes: dict[int, dict[str, Any]], place: Location | None) -> None:
    """Add background, department notes, unit information and lines to sign."""
    before = _before(sheet)
    base = defaults.of(sheet.production_id)
    source: Any = before or base
    sheet.policy, sheet.closed_set = source.policy, source.closed_set
    sheet.emergency_plan = before.emergency_plan if before else ""
    elements(sheet, scenes)
    if before:
        _carry(sheet, before)
    else:
        _first(sheet, base.channels)
    if place is not None and (place.contact_name or place.contact_phone):
        _info(sheet, "contact", f"Location: {place.name}"[:255], place.contact_name, place.contact_phone)
    _signatures(sheet, base.signing)
    db.session.flush()


def _signatures(sheet: CallSheet, jobs: list[str]) -> None:
    """A line for each job, with the name of whoever does it; two jobs of one title sign on one line."""
    lines: dict[str, str] = {}
    for job in jobs:
        who = next((one for one in reads.crew(sheet.production_id) if one.job_role == job), None)
        title = HEADS.get(job, job.replace("_", " ").capitalize())
        lines.setdefault(short(who, title) if who else title, who.name if who else "")
    for role, name in lines.items():
        row = CallSheetSignature(production_id=sheet.production_id, call_sheet_id=sheet.id, role=role, name=name)
        db.session.add(row)


def elements(sheet: CallSheet, scenes: dict[int, dict[str, Any]]) -> None:
    """Department notes and background from the breakdown of these scenes, added to what is there."""
    notes: dict[str, list[str]] = {}
    crowd: dict[str, tuple[int, list[str]]] = {}
    for scene_id, needed in breakdown.elements_of_scenes(sheet.production_id, list(scenes)).items():
        number = scenes[scene_id]["number"]
        groups: dict[str, list[str]] = {}
        for one in needed:
            times = f" ×{one.quantity}" if one.quantity > 1 else ""
            if one.category.kind == "background":
                most, numbers = crowd.get(one.element.name, (0, []))
                crowd[one.element.name] = (max(most, one.quantity), [*numbers, number])
            else:
                said = f"{one.element.name}{times}" + (f" ({one.notes})" if one.notes else "")
                groups.setdefault(one.category.name, []).append(said)
        for category, names in groups.items():
            notes.setdefault(category, []).append(f"Sc {number}: {', '.join(names)}")
    _departments(sheet, notes)
    _crowd(sheet, crowd)


def forget(sheet: CallSheet, numbers: Collection[str]) -> None:
    """Take what scenes needed that left the sheet out of the department notes."""
    gone = {f"Sc {number}" for number in numbers}
    for row in db.session.scalars(select(CallSheetDepartment).where(CallSheetDepartment.call_sheet_id == sheet.id)):
        kept = [line for line in row.note.splitlines() if line.partition(":")[0] not in gone]
        if len(kept) < len(row.note.splitlines()):
            row.note = "\n".join(kept)
    db.session.flush()


def _departments(sheet: CallSheet, notes: dict[str, list[str]]) -> None:
    rows = select(CallSheetDepartment).where(CallSheetDepartment.call_sheet_id == sheet.id)
    there = {row.department.casefold(): row for row in db.session.scalars(rows)}
    for department, lines in notes.items():
        row = there.get(department.casefold())
        if row is None:
            row = CallSheetDepartment(production_id=sheet.production_id, call_sheet_id=sheet.id, department=department)
            row.note = ""
            db.session.add(row)
        known = {line.partition(":")[0] for line in row.note.splitlines()}
        new = [line for line in lines if line.partition(":")[0] not in known]
        row.note = "\n".join(filter(None, [row.note, *new]))
    db.session.flush()


def _crowd(sheet: CallSheet, crowd: dict[str, tuple[int, list[str]]]) -> None:
    rows = select(CallSheetBackground.kind).where(CallSheetBackground.call_sheet_id == sheet.id)
    there = {kind.casefold() for kind in db.session.scalars(rows)}
    for kind, (quantity, numbers) in crowd.items():
        if kind.casefold() not in there:
            row = CallSheetBackground(production_id=sheet.production_id, call_sheet_id=sheet.id, typed=[])
            row.kind, row.quantity, row.remarks = kind, max(1, quantity), f"Sc {', '.join(numbers)}"
            db.session.add(row)
    db.session.flush()


def _before(sheet: CallSheet) -> CallSheet | None:
    """The unit's last sheet before this day."""
    rows = select(CallSheet).where(
        CallSheet.production_id == sheet.production_id, CallSheet.date < sheet.date, CallSheet.status != "cancelled",
        CallSheet.unit_id == sheet.unit_id, CallSheet.id != sheet.id,
    )  # fmt: skip
    return db.session.scalar(rows.order_by(CallSheet.date.desc(), CallSheet.id.desc()).limit(1))


def _carry(sheet: CallSheet, before: CallSheet) -> None:
    rows = select(CallSheetInfo).where(CallSheetInfo.call_sheet_id == before.id, CallSheetInfo.section.in_(CARRIED))
    for row in list(db.session.scalars(rows.order_by(CallSheetInfo.id))):
        if not row.label.startswith("Location: "):
            _info(sheet, row.section, row.label, row.text, row.phone)


def _first(sheet: CallSheet, channels: list[list[str]]) -> None:
    for channel, who in channels:
        _info(sheet, "walkie", channel, who)
    production = productions.find(sheet.production_id)
    if production.company_phone:
        _info(sheet, "contact", "Production office", production.company, production.company_phone)


def _info(sheet: CallSheet, section: str, label: str, text: str, phone: str = "") -> None:
    row = CallSheetInfo(production_id=sheet.production_id, call_sheet_id=sheet.id, section=section, label=label)
    row.text, row.phone = text, phone
    db.session.add(row)
