"""Shooting days: when a production shoots. Strips are moved in `moves`, the board is read in `board`."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from backend.core import events
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound, Stale
from backend.planning.schedule import board, boards, reads
from backend.planning.schedule.models import ShootingDay, Strip
from backend.planning.schedule.moves import move, replace
from backend.planning.schedule.schemas import ShootingDayCreate, ShootingDayPatch, ShootingDayRange, Weekday
from backend.things.locations import service as locations

__all__ = [
    "change", "create", "create_range", "days", "delete", "find", "move", "replace", "schedule", "show",
    "strips", "work_days",
]  # fmt: skip

WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def schedule(production_id: int) -> dict[str, Any]:
    """The whole board: {version, days, unscheduled}."""
    return board.whole(production_id)


def days(production_id: int) -> list[dict[str, Any]]:
    """The shooting days by date, without strips: [{id, date, number}]."""
    rows = db.session.execute(
        select(ShootingDay.id, ShootingDay.date)
        .where(ShootingDay.board_id == boards.chosen_id(production_id))
        .order_by(ShootingDay.date)
    )
    return [{"id": row.id, "date": row.date, "number": number} for number, row in enumerate(rows, start=1)]


def strips(production_id: int) -> dict[int, dict[str, Any]]:
    """Every scene of the production as a strip, by scene id, those without a day and those cut included."""
    return {strip["scene_id"]: strip for strip in reads.scenes(production_id, boards.chosen_id(production_id))}


def work_days(production_id: int) -> dict[int, list[dt.date]]:
    """On which days each cast member works: cast member id → dates, ascending (what a day out of days is made of)."""
    return reads.work_days(boards.chosen_id(production_id))


def find(production_id: int, day_id: int) -> ShootingDay:
    """One shooting day. Raises NotFound."""
    row = db.session.scalar(
        select(ShootingDay).where(ShootingDay.id == day_id, ShootingDay.production_id == production_id)
    )
    if row is None:
        raise NotFound
    return row


def show(production_id: int, day_id: int) -> dict[str, Any]:
    """One shooting day with its number and strips. Raises NotFound."""
    board_id = find(production_id, day_id).board_id
    found: dict[str, Any] = board.part(production_id, board_id, {day_id}, unscheduled=False)["days"][0]
    return found


def create(production_id: int, body: ShootingDayCreate) -> dict[str, Any]:
    """A new shooting day. Raises Conflict when there is one on that date."""
    values = body.changes()
    locations.owned(production_id, body.location_id)
    chosen = boards.writable(production_id)
    unit_id = boards.main_unit(production_id).id
    _refuse_taken(chosen.id, unit_id, body.date)
    row = ShootingDay(production_id=production_id, board_id=chosen.id, unit_id=unit_id, **values)
    db.session.add(row)
    boards.moved_on(chosen)
    return show(production_id, row.id)


def create_range(production_id: int, body: ShootingDayRange) -> list[dict[str, Any]]:
    """`count` shooting days from the first on, leaving out some weekdays; those that exist already stay as they are."""
    if len(set(body.skip)) == len(WEEKDAYS):
        raise Invalid("At least one weekday must be left for shooting.", field="skip")
    locations.owned(production_id, body.location_id)
    chosen = boards.writable(production_id)
    unit_id = boards.main_unit(production_id).id
    there = set(db.session.scalars(select(ShootingDay.date).where(ShootingDay.board_id == chosen.id)))
    wanted = _dates(body)
    for date in wanted:
        if date not in there:
            day = ShootingDay(production_id=production_id, board_id=chosen.id, unit_id=unit_id, date=date)
            day.general_call, day.location_id = body.general_call, body.location_id
            db.session.add(day)
    if set(wanted) - there:
        boards.moved_on(chosen)
    return [day for day in board.whole(production_id)["days"] if day["date"] in set(wanted)]


def change(production_id: int, day_id: int, body: ShootingDayPatch, version: int) -> dict[str, Any]:
    """Change a day as the caller saw it. Raises Conflict when the date is taken or its call sheet is out."""
    row = find(production_id, day_id)
    _expect(row, version)
    changes = body.changes()
    locations.owned(production_id, changes.get("location_id"))
    moved = changes.get("date", row.date) != row.date
    if moved:
        _refuse_taken(row.board_id, row.unit_id, changes["date"])
        events.day_changing.send(db.session, day_id=day_id, date=changes["date"])
    for name, value in changes.items():
        setattr(row, name, value)
    db.session.flush()
    if moved:
        boards.moved_on(boards.writable(production_id, row.board_id))
    return show(production_id, day_id)


def delete(production_id: int, day_id: int, version: int) -> dict[str, Any]:
    """Remove a day; its strips go back to the unscheduled. Answers what was removed.

    Raises Conflict when the day's call sheet is out.
    """
    row = find(production_id, day_id)
    _expect(row, version)
    events.day_changing.send(db.session, day_id=day_id, date=None)
    gone = show(production_id, day_id)
    for strip in db.session.scalars(select(Strip).where(Strip.day_id == day_id)):
        db.session.delete(strip)
    db.session.flush()
    chosen = boards.writable(production_id, row.board_id)
    db.session.delete(row)
    boards.moved_on(chosen)
    return gone


def _expect(row: ShootingDay, version: int) -> None:
    if row.version != version:
        raise Stale(show(row.production_id, row.id))


def _refuse_taken(board_id: int, unit_id: int, date: dt.date) -> None:
    taken = select(ShootingDay.id).where(ShootingDay.board_id == board_id, ShootingDay.date == date)
    if db.session.scalar(taken.where(ShootingDay.unit_id == unit_id)) is not None:
        raise Conflict("There is a shooting day on this date.", field="date")


def _dates(body: ShootingDayRange) -> list[dt.date]:
    found: list[dt.date] = []
    date = body.first
    while len(found) < body.count:
        if WEEKDAYS[date.weekday()] not in body.skip:
            found.append(date)
        date += dt.timedelta(days=1)
    return found
