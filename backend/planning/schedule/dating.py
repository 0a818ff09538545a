"""Giving days other dates: swapped, shifted, permuted, whatever dates the others leave."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import case, select, update

from backend.core import events
from backend.core.db import db
from backend.core.errors import Conflict
from backend.planning.facts import CalendarFacts
from backend.planning.schedule.models import ShootingDay

DAY = dt.timedelta(days=1)
LAST = dt.date(2099, 12, 31)  # the sun is computed, and days are taken, until here


def redate(dates: Mapping[ShootingDay, dt.date], *, leaving: Collection[ShootingDay] = ()) -> None:
    """Give each of these days its date, all at once; `leaving` are days about to be removed, whose dates are free.

    Raises Conflict naming `date` when another day of the unit is there, and whatever a listener of `day_changing`
    raises (a call sheet that was given out keeps its day where it is).
    """
    moving = {day: date for day, date in dates.items() if day.date != date}
    _refuse_taken(moving, leaving)
    for day, date in moving.items():
        events.day_changing.send(db.session, day_id=day.id, date=date)
    _park([*moving, *leaving])
    for day, date in moving.items():
        day.date = date
    db.session.flush()


def working(calendar: CalendarFacts, after: dt.date, *, backwards: bool = False) -> Iterator[dt.date]:
    """The dates on which the company works after (or before) a date. Raises Conflict at the end of the calendar."""
    date, step = after, -DAY if backwards else DAY
    for _ in range(3660):  # ten years without a working day are a mistake in the calendar
        date += step
        if not dt.date(1901, 1, 1) <= date <= LAST:
            break
        if calendar.works(date):
            yield date
    raise Conflict("The calendar of this board leaves no working day for this.", field="date")


def shifted(days: Sequence[ShootingDay], by: int, calendar: CalendarFacts) -> dict[ShootingDay, dt.date]:
    """New dates of days (in order) that all go `by` working days later, or earlier when negative.

    The working days between them stay as many as they were; pinned days stay where they are and the others go around.
    """
    taken = {day.date for day in days if day.pinned}
    moving = [day for day in days if not day.pinned]
    found: dict[ShootingDay, dt.date] = {}
    for place, day in enumerate(moving):
        if place == 0:
            date = _steps(calendar, day.date, by, taken)
        else:
            before = moving[place - 1]
            between = sum(
                calendar.works(before.date + DAY * n) and before.date + DAY * n not in taken
                for n in range(1, (day.date - before.date).days + 1)
            )
            date = _steps(calendar, found[before], max(between, 1), taken)
        found[day] = date
    return found


def pushed(days: Sequence[ShootingDay], date: dt.date, calendar: CalendarFacts) -> dict[ShootingDay, dt.date]:
    """New dates of the days (in order) that must give way so that `date` is free: each only as far as it must."""
    pinned = {day.date for day in days if day.pinned}
    found: dict[ShootingDay, dt.date] = {}
    last = date
    for day in days:
        if day.pinned:
            continue
        if day.date > last:
            break
        last = _steps(calendar, last, 1, pinned)
        found[day] = last
    return found


def _steps(calendar: CalendarFacts, date: dt.date, by: int, taken: Collection[dt.date]) -> dt.date:
    dates = working(calendar, date, backwards=by < 0)
    left = abs(by)
    while left:
        date = next(dates)
        left -= date not in taken
    return date


def _refuse_taken(moving: Mapping[ShootingDay, dt.date], leaving: Collection[ShootingDay]) -> None:
    wanted = [(day.board_id, day.unit_id, date) for day, date in moving.items()]
    for day, date in moving.items():
        free = [other.id for other in [*moving, *leaving]]
        taken = select(ShootingDay.id).where(
            ShootingDay.board_id == day.board_id, ShootingDay.unit_id == day.unit_id, ShootingDay.date == date
        )
        if db.session.scalar(taken.where(ShootingDay.id.not_in(free)).limit(1)) is not None:
            raise Conflict(f"There is a shooting day on {date:%d %b %Y} already.", field="date")
    if len(set(wanted)) < len(wanted):
        raise Conflict("Two days of a unit cannot have one date.", field="date")


def _park(days: Collection[ShootingDay]) -> None:
    """Put days on dates nobody uses, so that no two meet while they change places."""
    if not days:
        return
    db.session.flush()
    nowhere = case({day.id: dt.date.fromordinal(place) for place, day in enumerate(days, 1)}, value=ShootingDay.id)
    db.session.execute(
        update(ShootingDay).where(ShootingDay.id.in_([day.id for day in days])).values(date=nowhere),
        execution_options={"synchronize_session": False},
    )
