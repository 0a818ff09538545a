"""When a board's company works: weekdays off, and single dates that differ. Boards may share a calendar."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import PageQuery
from backend.planning.facts import CalendarFacts
from backend.planning.schedule import boards
from backend.planning.schedule.calendar_schemas import (
    CalendarCreate,
    CalendarDateCreate,
    CalendarDatePatch,
    CalendarPatch,
)
from backend.planning.schedule.models import Board, Calendar, CalendarDate

KINDS = {"holiday": "holidays", "off": "off", "travel": "travel", "work": "worked"}  # kind of a date → CalendarFacts
DAY = dt.timedelta(days=1)


def search(production_id: int, query: PageQuery) -> Page:
    """The production's calendars, oldest first, each with its dates."""
    page = page_of(select(Calendar).where(Calendar.production_id == production_id), (Calendar.id,), query)
    dates = _dates([row.id for row in page.items])
    return Page([_view(row, dates[row.id]) for row in page.items], page.next, page.total)


def shown(calendar_id: int) -> dict[str, Any]:
    """One calendar with its dates, as `calendar_schemas.WorkCalendarOut`."""
    return _view(db.session.get_one(Calendar, calendar_id), _dates([calendar_id])[calendar_id])


def show(production_id: int, calendar_id: int) -> dict[str, Any]:
    """One calendar of this production. Raises NotFound."""
    return shown(find(production_id, calendar_id).id)


def find(production_id: int, calendar_id: int) -> Calendar:
    """One calendar. Raises NotFound."""
    mine = select(Calendar).where(Calendar.production_id == production_id, Calendar.id == calendar_id)
    row = db.session.scalar(mine)
    if row is None:
        raise NotFound("There is no such calendar in this production.")
    return row


def owned(production_id: int, calendar_id: int) -> Calendar:
    """One calendar named in a body. Raises Invalid naming `calendar_id`."""
    try:
        return find(production_id, calendar_id)
    except NotFound as unknown:
        raise Invalid("This production has no such calendar.", field="calendar_id") from unknown


def create(production_id: int, body: CalendarCreate) -> dict[str, Any]:
    """A new calendar. Raises Conflict naming `name`."""
    boards.first_calendar(production_id)
    _refuse_taken(production_id, body.name)
    row = Calendar(production_id=production_id, name=body.name, weekly_off=sorted(set(body.weekly_off)))
    db.session.add(row)
    db.session.flush()
    return shown(row.id)


def change(production_id: int, calendar_id: int, body: CalendarPatch, version: int) -> dict[str, Any]:
    """Another name, or other weekdays off."""
    row = find(production_id, calendar_id)
    expect_calendar(row, version)
    changes = body.changes()
    if "name" in changes:
        _refuse_taken(production_id, changes["name"], besides=row.id)
        row.name = changes["name"]
    if "weekly_off" in changes:
        row.weekly_off = sorted(set(changes["weekly_off"]))
    db.session.flush()
    return shown(row.id)


def delete(production_id: int, calendar_id: int, version: int) -> dict[str, Any]:
    """Remove a calendar no board goes by; answers what was removed. Raises Conflict when one does."""
    row = find(production_id, calendar_id)
    expect_calendar(row, version)
    board = db.session.scalar(select(Board).where(Board.calendar_id == row.id).limit(1))
    if board is not None:
        raise Conflict(f"The board {board.name} goes by this calendar. Give it another one first.")
    gone = shown(row.id)
    db.session.delete(row)
    db.session.flush()
    return gone


def add_dates(production_id: int, calendar_id: int, body: CalendarDateCreate) -> dict[str, Any]:
    """Mark a date, or every date from `date` to `last`; dates marked before get the new mark. Answers the calendar."""
    row = find(production_id, calendar_id)
    last = body.last or body.date
    if not body.date <= last <= body.date + 366 * DAY:
        raise Invalid("The last date comes after the first, within a year.", field="last")
    there = {one.date: one for one in _dates([row.id])[row.id]}
    for n in range((last - body.date).days + 1):
        date = body.date + n * DAY
        one = there.get(date) or CalendarDate(production_id=production_id, calendar_id=row.id, date=date)
        one.kind, one.name = body.kind, body.name
        db.session.add(one)
    db.session.flush()
    return shown(row.id)


def change_date(
    production_id: int, calendar_id: int, date_id: int, body: CalendarDatePatch, version: int
) -> CalendarDate:
    """Another kind or name of a date."""
    row = _date(production_id, calendar_id, date_id)
    expect(row, version)
    for name, value in body.changes().items():
        setattr(row, name, value)
    db.session.flush()
    return row


def delete_date(production_id: int, calendar_id: int, date_id: int, version: int) -> CalendarDate:
    """Let a date be as its weekday is; answers what was removed."""
    row = _date(production_id, calendar_id, date_id)
    expect(row, version)
    db.session.delete(row)
    db.session.flush()
    return row


def facts(calendar_id: int) -> CalendarFacts:
    """A calendar as the engines take it."""
    return facts_of(shown(calendar_id))


def facts_of(calendar: dict[str, Any] | None) -> CalendarFacts:
    """The same from `shown`; without a calendar weekends are off."""
    if calendar is None:
        return CalendarFacts()
    dates: dict[str, set[dt.date]] = defaultdict(set)
    for one in calendar["dates"]:
        dates[KINDS[one.kind]].add(one.date)
    return CalendarFacts(
        weekly_off=frozenset(calendar["weekly_off"]), **{name: frozenset(found) for name, found in dates.items()}
    )


def why_off(calendar: CalendarFacts, date: dt.date) -> str | None:
    """`holiday`, `travel`, `off` or `weekday` when the company does not work on a date; None when it does."""
    if calendar.works(date):
        return None
    marked = {"holiday": calendar.holidays, "travel": calendar.travel, "off": calendar.off}
    return next((kind for kind, dates in marked.items() if date in dates), "weekday")


def expect_calendar(row: Calendar, version: int) -> None:
    """Refuse (409, with the calendar as it is now) when the caller saw an older one."""
    expect(_Seen(shown(row.id), row.version), version)


class _Seen(dict[str, Any]):
    def __init__(self, values: dict[str, Any], version: int) -> None:
        super().__init__(values)
        self.version = version


def _view(row: Calendar, dates: list[CalendarDate]) -> dict[str, Any]:
    return {
        "id": row.id, "version": row.version, "name": row.name, "weekly_off": list(row.weekly_off), "dates": dates,
    }  # fmt: skip


def _dates(calendar_ids: Collection[int]) -> dict[int, list[CalendarDate]]:
    found: dict[int, list[CalendarDate]] = defaultdict(list)
    mine = select(CalendarDate).where(CalendarDate.calendar_id.in_(calendar_ids)).order_by(CalendarDate.date)
    for row in db.session.scalars(mine):
        found[row.calendar_id].append(row)
    return found


def _date(production_id: int, calendar_id: int, date_id: int) -> CalendarDate:
    row = db.session.get(CalendarDate, date_id)
    if row is None or row.calendar_id != calendar_id or row.production_id != production_id:
        raise NotFound("There is no such date in this calendar.")
    return row


def _refuse_taken(production_id: int, name: str, besides: int = 0) -> None:
    mine = select(Calendar.id).where(Calendar.production_id == production_id, Calendar.name == name)
    if db.session.scalar(mine.where(Calendar.id != besides)) is not None:
        raise Conflict("There is a calendar of this name.", field="name")
