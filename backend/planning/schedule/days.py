"""Shooting days: added, changed, moved to other dates, broken in two, removed. Each change is a step of the board."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from backend.core import events
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, Stale
from backend.planning.facts import CalendarFacts
from backend.planning.schedule import board, boards, calendars, dating, layout, steps, units
from backend.planning.schedule.models import Board, ShootingDay
from backend.planning.schedule.schemas import (
    DayBreak,
    DayShift,
    DaySwap,
    ShootingDayCreate,
    ShootingDayPatch,
    ShootingDayRange,
    Weekday,
)
from backend.things.locations import service as locations

WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def show(production_id: int, day_id: int) -> dict[str, Any]:
    """One shooting day with its number and strips. Raises NotFound."""
    board_id = boards.day(production_id, day_id).board_id
    found: dict[str, Any] = board.part(production_id, board_id, {day_id}, unscheduled=False)["days"][0]
    return found


def create(production_id: int, body: ShootingDayCreate) -> dict[str, Any]:
    """A new shooting day. Raises Conflict when the unit has one on that date."""
    values = body.changes()
    chosen = boards.writable(production_id, values.pop("board_id", None))
    locations.owned(production_id, body.location_id)
    values["unit_id"] = units.owned(production_id, body.unit_id).id
    _refuse_taken(chosen.id, values["unit_id"], body.date)
    with steps.step(chosen, f"Add {_named(body.date)}"):
        row = ShootingDay(production_id=production_id, board_id=chosen.id, **values)
        db.session.add(row)
    return show(production_id, row.id)


def create_range(production_id: int, body: ShootingDayRange) -> list[dict[str, Any]]:
    """`count` shooting days from the first on, on days the company works; those that exist already stay as they are.

    `skip` names the weekdays to leave out instead of the calendar's; its holidays and days off are left out anyway.
    """
    chosen = boards.writable(production_id, body.board_id)
    locations.owned(production_id, body.location_id)
    unit_id = units.owned(production_id, body.unit_id).id
    mine = select(ShootingDay.date).where(ShootingDay.board_id == chosen.id, ShootingDay.unit_id == unit_id)
    there = set(db.session.scalars(mine))
    wanted = _dates(body, calendars.facts(chosen.calendar_id))
    with steps.step(chosen, f"Add {len(set(wanted) - there)} days from {_named(body.first)}"):
        for date in wanted:
            if date not in there:
                day = ShootingDay(production_id=production_id, board_id=chosen.id, unit_id=unit_id, date=date)
                day.general_call, day.location_id = body.general_call, body.location_id
                db.session.add(day)
    found = board.whole(production_id, chosen.id)["days"]
    return [day for day in found if day["date"] in set(wanted) and day["unit_id"] == unit_id]


def change(production_id: int, day_id: int, body: ShootingDayPatch, version: int) -> dict[str, Any]:
    """Change a day as the caller saw it. Raises Conflict when the date is taken or its call sheet is out."""
    row = boards.day(production_id, day_id)
    _expect(row, version)
    changes = body.changes()
    locations.owned(production_id, changes.get("location_id"))
    if "unit_id" in changes:
        changes["unit_id"] = units.owned(production_id, changes["unit_id"]).id
    date, unit_id = changes.pop("date", row.date), changes.pop("unit_id", row.unit_id)
    if date != row.date and changes.get("pinned", True):
        _refuse_pinned(row)
    with steps.step(boards.find(production_id, row.board_id), f"Change {_named(row.date)}"):
        if unit_id != row.unit_id:
            _refuse_taken(row.board_id, unit_id, date)
            row.unit_id = unit_id
            db.session.flush()
        dating.redate({row: date})
        for name, value in changes.items():
            setattr(row, name, value)
    return show(production_id, day_id)


def delete(production_id: int, day_id: int, version: int) -> dict[str, Any]:
    """Remove a day; its strips go to the boneyard. Answers what was removed.

    Raises Conflict when the day's call sheet is out.
    """
    row = boards.day(production_id, day_id)
    _expect(row, version)
    events.day_changing.send(db.session, day_id=day_id, date=None)
    gone = show(production_id, day_id)
    chosen = boards.find(production_id, row.board_id)
    with steps.step(chosen, f"Remove {_named(row.date)}") as step:
        layout.write(chosen, step.before, {**layout.order(step.before), row.id: []})
        db.session.delete(row)
    return gone


def swap(production_id: int, day_id: int, body: DaySwap, version: int) -> dict[str, Any]:
    """Let two days change dates, each with its strips. Raises Invalid naming `with_id`, Conflict for a pinned day."""
    row, chosen = _row_of_board(production_id, day_id, version)
    other = db.session.get(ShootingDay, body.with_id)
    if other is None or other.board_id != row.board_id or other is row:
        raise Invalid("This board has no such other day.", field="with_id")
    for day in (row, other):
        _refuse_pinned(day)
    with steps.step(chosen, f"Swap {_named(row.date)} and {_named(other.date)}") as step:
        dating.redate({row: other.date, other: row.date})
    return board.part(production_id, chosen.id, step.days, unscheduled=False)


def shift(production_id: int, day_id: int, body: DayShift, version: int) -> dict[str, Any]:
    """This day and all that follow in its unit, some working days later (or earlier); answers the days touched."""
    row, chosen = _row_of_board(production_id, day_id, version)
    _refuse_pinned(row)
    following = [row, *_after(row)]
    dates = dating.shifted(following, body.by, calendars.facts(chosen.calendar_id))
    word = "later" if body.by > 0 else "earlier"
    with steps.step(chosen, f"All days from {_named(row.date)} on {abs(body.by)} {word}") as step:
        dating.redate(dates)
    return board.part(production_id, chosen.id, step.days, unscheduled=False)


def insert_break(production_id: int, day_id: int, body: DayBreak, version: int) -> dict[str, Any]:
    """End a day before its `position`th strip: what follows goes to a new day on the next working day.

    Days of the unit in the way go later, each only as far as it must; pinned ones stay. Answers the days touched.
    """
    row, chosen = _row_of_board(production_id, day_id, version)
    calendar, following = calendars.facts(chosen.calendar_id), _after(row)
    pinned = {day.date for day in following if day.pinned}
    date = next(date for date in dating.working(calendar, row.date) if date not in pinned)
    with steps.step(chosen, f"Day break on {_named(row.date)}") as step:
        now = layout.order(step.before)
        if body.position > len(now[row.id]):
            raise Invalid(f"This day has {len(now[row.id])} strips.", field="position")
        dating.redate(dating.pushed(following, date, calendar))
        columns = {name: getattr(row, name) for name in ("board_id", "unit_id", "general_call", "location_id")}
        added = ShootingDay(production_id=production_id, date=date, **columns)
        db.session.add(added)
        db.session.flush()
        stay, go = now[row.id][: body.position], now[row.id][body.position :]
        layout.write(chosen, step.before, {**now, row.id: stay, added.id: go})
    return board.part(production_id, chosen.id, step.days, unscheduled=False)


def _row_of_board(production_id: int, day_id: int, version: int) -> tuple[ShootingDay, Board]:
    row = boards.day(production_id, day_id)
    board.expect(production_id, row.board_id, version)
    return row, boards.find(production_id, row.board_id)


def _after(row: ShootingDay) -> list[ShootingDay]:
    """The days of the same unit that follow, by date."""
    mine = select(ShootingDay).where(
        ShootingDay.board_id == row.board_id, ShootingDay.unit_id == row.unit_id, ShootingDay.date > row.date
    )
    return list(db.session.scalars(mine.order_by(ShootingDay.date)))


def _expect(row: ShootingDay, version: int) -> None:
    if row.version != version:
        raise Stale(show(row.production_id, row.id))


def _refuse_pinned(row: ShootingDay) -> None:
    if row.pinned:
        raise Conflict(f"{_named(row.date)} is pinned to its date. Unpin it first.")


def _refuse_taken(board_id: int, unit_id: int, date: dt.date) -> None:
    taken = select(ShootingDay.id).where(ShootingDay.board_id == board_id, ShootingDay.date == date)
    if db.session.scalar(taken.where(ShootingDay.unit_id == unit_id)) is not None:
        raise Conflict("There is a shooting day on this date.", field="date")


def _named(date: dt.date) -> str:
    return f"{date:%a} {date.day} {date:%b}"


def _dates(body: ShootingDayRange, calendar: CalendarFacts) -> list[dt.date]:
    if body.skip is not None:
        if len(set(body.skip)) == len(WEEKDAYS):
            raise Invalid("At least one weekday must be left for shooting.", field="skip")
        off = frozenset(WEEKDAYS.index(day) for day in body.skip)
        calendar = CalendarFacts(off, calendar.off, calendar.holidays, calendar.travel, calendar.worked)
    dates = dating.working(calendar, body.first - dating.DAY)
    try:
        return [next(dates) for _ in range(body.count)]
    except Conflict as end:
        raise Invalid("The range ends after 2099, or the calendar leaves no day for it.", field="first") from end
