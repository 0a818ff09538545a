"""Everything of a production that has a date."""

import datetime as dt
from typing import Any

from sqlalchemy import func, select

from backend.core.access import may
from backend.core.db import db
from backend.core.eighths import format_eighths
from backend.core.errors import Invalid
from backend.people.cast.models import CastMember
from backend.planning.calendar.schemas import DatesQuery, Kind
from backend.planning.call_sheets.models import CallSheet
from backend.planning.dood.models import PersonalDay
from backend.planning.schedule import boards
from backend.planning.schedule import service as schedule
from backend.planning.schedule.models import CalendarDate, ShootingDay, Strip, Unit
from backend.planning.tasks.models import Task
from backend.productions.productions import service as productions
from backend.script.breakdown.models import Element
from backend.script.scenes.models import Scene
from backend.things.locations.models import Location

MOST_DAYS = 400
DATE_TITLES = {"holiday": "Holiday", "off": "Day off", "travel": "Company travel", "work": "Extra working day"}
ORDER: tuple[Kind, ...] = ("milestone", "holiday", "off", "travel", "work", "shoot", "personal", "task")
Entry = dict[str, Any]


def between(production_id: int, query: DatesQuery) -> list[Entry]:
    """Entries by date, then kind. Raises Invalid naming `last` when the range is none or too long."""
    if not 0 <= (query.last - query.first).days < MOST_DAYS:
        raise Invalid(f"Ask for 1 to {MOST_DAYS} days.", field="last")
    span = (query.first, query.last)
    found = [
        *shooting_days(production_id, *span), *_calendar_dates(production_id, *span), *_personal(production_id, *span),
        *_milestones(production_id, *span),
    ]  # fmt: skip
    if may("tasks.read"):
        found += _tasks(production_id, *span)
    return sorted(found, key=lambda entry: (entry["date"], ORDER.index(entry["kind"]), entry["title"]))


def shooting_days(production_id: int, first: dt.date, last: dt.date) -> list[Entry]:
    """The active board's days with number, call, place and length."""
    chosen = boards.chosen_id(production_id)
    numbers = {day["id"]: day for day in schedule.days(production_id)}
    length = (
        select(func.coalesce(func.sum(func.coalesce(Strip.eighths, Scene.eighths)), 0))
        .join(Scene, Scene.id == Strip.scene_id)
        .where(Strip.day_id == ShootingDay.id, Scene.status.not_in(("omitted", "cancelled")))
        .correlate(ShootingDay)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(ShootingDay, Unit.name, Location.name, CallSheet.id, CallSheet.status, length)
        .join(Unit, Unit.id == ShootingDay.unit_id)
        .outerjoin(Location, Location.id == ShootingDay.location_id)
        .outerjoin(CallSheet, CallSheet.day_id == ShootingDay.id)
        .where(ShootingDay.board_id == chosen, ShootingDay.date.between(first, last))
        .order_by(ShootingDay.date, ShootingDay.unit_id)
    ).all()
    several = len({day["unit_id"] for day in numbers.values()}) > 1
    found = []
    for day, unit, location, sheet_id, sheet_status, eighths in rows:
        number = numbers[day.id]
        call = f"call {day.general_call:%H:%M}" if day.general_call else ""
        parts = (call, location or "", f"{format_eighths(int(eighths))} pages" if eighths else "nothing planned yet")
        title = f"Day {number['number']} of {number['of']}" + (f" · {unit}" if several else "")
        entry = _entry(day.date, "shoot", title, day.id, " · ".join(part for part in parts if part), sheet_status)
        found.append({**entry, "call_sheet_id": sheet_id})
    return found


def _calendar_dates(production_id: int, first: dt.date, last: dt.date) -> list[Entry]:
    board = boards.chosen(production_id)
    rows = db.session.scalars(
        select(CalendarDate).where(
            CalendarDate.calendar_id == (board.calendar_id if board else 0), CalendarDate.date.between(first, last)
        )
    )
    return [
        _entry(row.date, row.kind, row.name or DATE_TITLES[row.kind], row.id, DATE_TITLES[row.kind]) for row in rows
    ]


def _personal(production_id: int, first: dt.date, last: dt.date) -> list[Entry]:
    rows = db.session.execute(
        select(PersonalDay, CastMember.character_name, Element.name)
        .outerjoin(CastMember, CastMember.id == PersonalDay.cast_member_id)
        .outerjoin(Element, Element.id == PersonalDay.element_id)
        .where(PersonalDay.production_id == production_id, PersonalDay.date.between(first, last))
    )
    return [
        _entry(day.date, "personal", f"{day.kind.capitalize()}: {cast or element}", day.id, day.note)
        for day, cast, element in rows
    ]


def _tasks(production_id: int, first: dt.date, last: dt.date) -> list[Entry]:
    rows = db.session.scalars(
        select(Task).where(Task.production_id == production_id, Task.due_date.between(first, last))
    )
    return [
        _entry(
            row.due_date,
            "task",
            row.title,
            row.id,
            f"Due · {', '.join(user.name for user in row.assignees) or 'nobody yet'}",
            row.status,
        )
        for row in rows
        if row.due_date
    ]


def _milestones(production_id: int, first: dt.date, last: dt.date) -> list[Entry]:
    production = productions.find(production_id)
    dates = ((production.start_date, "Production starts"), (production.end_date, "Production ends"))
    return [_entry(date, "milestone", title, None) for date, title in dates if date and first <= date <= last]


def _entry(
    date: dt.date, kind: str, title: str, row_id: int | None, detail: str = "", status: str | None = None
) -> Entry:
    return {"date": date, "kind": kind, "id": row_id, "title": title, "detail": detail, "status": status}


def works_on(production_id: int, cast_member_id: int) -> set[dt.date]:
    """The dates a cast member has strips on."""
    return set(schedule.work_days(production_id).get(cast_member_id, []))


def personal_days(production_id: int, cast_member_id: int) -> list[PersonalDay]:
    """A cast member's travel, rehearsal and fitting days."""
    mine = (PersonalDay.production_id == production_id, PersonalDay.cast_member_id == cast_member_id)
    return list(db.session.scalars(select(PersonalDay).where(*mine).order_by(PersonalDay.date)))
