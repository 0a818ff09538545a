"""What call sheets read of other domains: only what is on the sheet, so that a long script makes no sheet slow."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.roles import SET
from backend.people.cast import service as cast
from backend.people.cast.models import CastMember
from backend.planning.call_sheets.models import CallSheet
from backend.planning.dood.engine import Company, row_of, work_days
from backend.planning.schedule import boards
from backend.planning.schedule.facts import board_facts
from backend.planning.schedule.models import ShootingDay, Strip, Unit
from backend.productions.members.models import Member
from backend.script.scenes.models import Scene
from backend.things.locations.models import Location


@dataclass(frozen=True)
class CrewMember:
    """A member of the production as a crew list prints them."""

    member_id: int
    job_role: str
    department: str
    position: str
    name: str
    phone: str
    email: str


@dataclass(frozen=True)
class Line:
    """A strip of a shooting day: a scene, a part of one, or a banner (scene_id None)."""

    scene_id: int | None
    part: int
    eighths: int | None
    minutes: int | None
    banner: str
    notes: str


def crew(production_id: int) -> list[CrewMember]:
    """Everybody who works on set or in the office, by department, then name; performers are on the cast list."""
    rows = db.session.scalars(select(Member).where(Member.production_id == production_id, Member.job_role.in_(SET)))
    found = [crew_member(row) for row in rows]
    return sorted(found, key=lambda one: (not one.department, one.department.casefold(), one.name.casefold()))


def member(production_id: int, member_id: int) -> Member | None:
    """One member of the production, if there is."""
    return db.session.scalar(select(Member).where(Member.id == member_id, Member.production_id == production_id))


def crew_member(row: Member) -> CrewMember:
    """A member as a crew list prints them; without a position by their job."""
    position = row.position or row.job_role.replace("_", " ").capitalize().replace("Vfx", "VFX")
    department = row.department or row.user.department
    return CrewMember(
        row.id, row.job_role, department, position, row.user.name, row.user.phone, row.user.email or ""
    )  # fmt: skip


def scenes(production_id: int, scene_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Scenes as a scene list shows them, with their cast, by id; a foreign id is left out."""
    columns = (
        Scene.id.label("scene_id"), Scene.number, Scene.heading, Scene.int_ext, Scene.day_night, Scene.set_name,
        Scene.synopsis, Scene.script_day, Scene.eighths, Scene.status, Scene.estimated_minutes, Scene.location_id,
        Location.name.label("location_name"),
    )  # fmt: skip
    rows = db.session.execute(
        select(*columns)
        .outerjoin(Location, Location.id == Scene.location_id)
        .where(Scene.production_id == production_id, Scene.id.in_(scene_ids))
    )
    found = {row["scene_id"]: dict(row) for row in rows.mappings()}
    for scene_id, who in cast.cast_of_scenes(production_id, list(found)).items():
        found[scene_id]["cast_numbers"] = [number for _, number, _ in who]
        found[scene_id]["cast_member_ids"] = [member_id for member_id, _, _ in who]
    return found


def lines(day_ids: Collection[int]) -> dict[int, list[Line]]:
    """The strips of shooting days in shooting order, by day."""
    rows = db.session.scalars(select(Strip).where(Strip.day_id.in_(day_ids)).order_by(Strip.position, Strip.id))
    found: dict[int, list[Line]] = defaultdict(list)
    for row in rows:
        line = Line(row.scene_id, row.part, row.eighths, row.minutes, row.banner, row.notes)
        found[row.day_id or 0].append(line)
    return found


def days_of_unit(sheet: CallSheet) -> list[ShootingDay]:
    """The shooting days of the sheet's unit by date, on the board its day is on (the active one when it has none)."""
    day = db.session.get(ShootingDay, sheet.day_id) if sheet.day_id else None
    board_id = day.board_id if day else boards.chosen_id(sheet.production_id)
    unit = ShootingDay.unit_id == sheet.unit_id if sheet.unit_id else ShootingDay.id.is_not(None)
    rows = select(ShootingDay).where(ShootingDay.board_id == board_id, unit)
    return list(db.session.scalars(rows.order_by(ShootingDay.date, ShootingDay.unit_id)))


def unit_name(sheet: CallSheet) -> str:
    """The name of the sheet's unit; empty while the production has only one."""
    rows = select(Unit.id, Unit.name).where(Unit.production_id == sheet.production_id)
    names = {row.id: row.name for row in db.session.execute(rows)}
    return names.get(sheet.unit_id or 0, "") if len(names) > 1 else ""


def codes(sheet: CallSheet, called: Collection[int]) -> dict[int, str]:
    """Day-out-of-days codes of the sheet's date, by cast member: of those called, and of all who are held or travel.

    Somebody called beyond the schedule counts as working that day.
    """
    board = board_facts(sheet.production_id)
    company, worked = Company.of(board), work_days(board)
    found = {}
    for key, subject in board.subjects.items():
        days = {*worked.get(key, ()), *([sheet.date] if key in called else [])}
        if not days and not subject.events:
            continue
        row = row_of(subject, days, company)
        if code := row.codes.get(sheet.date) or row.events.get(sheet.date):
            found[key] = code
    return found


def born(member_ids: Collection[int]) -> dict[int, dt.date]:
    """When cast members were born, as far as it is known."""
    rows = select(CastMember.id, CastMember.born).where(CastMember.id.in_(member_ids), CastMember.born.is_not(None))
    return {member_id: date for member_id, date in db.session.execute(rows) if date is not None}
