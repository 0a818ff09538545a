"""Boards and calendars of a production in the standard's form."""

import datetime as dt
import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import select

from backend.core.db import db
from backend.exchange.uss.dates import day_of, written
from backend.exchange.uss.document import Board, Calendar, Event, Stripboard, Strips
from backend.exchange.uss.give import Giving, changed
from backend.exchange.uss.give_scenes import Strips as Given
from backend.exchange.uss.shooting import calendar_facts, dates_from, event_name, start_of
from backend.exchange.uss.take_days import weekday_of
from backend.planning.schedule.models import Board as BoardRow
from backend.planning.schedule.models import Calendar as CalendarRow
from backend.planning.schedule.models import CalendarDate, ShootingDay, Unit
from backend.planning.schedule.reads import UNSHOT

Days = dict[int, dict[dt.date, tuple[str, ...]]]  # unit id → date → breakdown ids
EVENT = {"holiday": ("dayOff", "holiday"), "off": ("dayOff", "dayOff"), "travel": ("event", "travel")}


def give_boards(giving: Giving, strips: Given) -> tuple[list[Stripboard], list[Calendar]]:
    """Every board with its days, and the calendars that give these days their dates."""
    mine = select(BoardRow).where(BoardRow.production_id == giving.production.id).order_by(BoardRow.id)
    calendars = _Calendars(giving)
    base = {board.id: board for board in giving.base.stripboards}
    boards = []
    for row in db.session.scalars(mine):
        key = giving.id_of("stripboard", row.id)
        days = _days(giving, row, strips)
        dates = sorted({date for by_date in days.values() for date in by_date})
        said = base.get(key) or Stripboard(key, row.name)
        items = giving.items("stripboard", row.id)
        if items and changed(items[0].wrote, row, "name"):
            said = replace(said, name=row.name)
        made = _Maker(giving, row, said, days, dates, strips).boards()
        boards.append(replace(said, boards=made, calendar=calendars.of(row, said, dates)))
    order = {each: place for place, each in enumerate(base)}
    boards.sort(key=lambda board: order.get(board.id, len(order)))
    return boards, calendars.all()


def _days(giving: Giving, row: BoardRow, strips: Given) -> Days:
    on_day: dict[int, list[str]] = defaultdict(list)
    for strip in strips.rows:
        if strip.board_id == row.id and strip.day_id is not None:
            on_day[strip.day_id].append(strips.id_of[strip.id])
    units = select(Unit.id).where(Unit.production_id == giving.production.id).order_by(Unit.position, Unit.id)
    found: Days = {unit_id: {} for unit_id in db.session.scalars(units)}
    for day in db.session.scalars(select(ShootingDay).where(ShootingDay.board_id == row.id)):
        found[day.unit_id][day.date] = tuple(on_day[day.id])
    return found


class _Maker:
    """Makes the lists of one stripboard: the units' days, then what waits where it waited, the rest in the boneyard."""

    def __init__(
        self, giving: Giving, row: BoardRow, said: Stripboard, days: Days, dates: list[dt.date], strips: Given
    ) -> None:
        self._giving, self._said, self._days, self._dates = giving, said, days, dates
        self._waiting = dict.fromkeys(_waiting(giving, row, said, strips))
        self._names = {
            unit.id: unit.name
            for unit in db.session.scalars(select(Unit).where(Unit.production_id == giving.production.id))
        }

    def boards(self) -> tuple[Board, ...]:
        """In the file's order; units and a boneyard of ours behind."""
        made: list[Board] = []
        left = {unit_id: days for unit_id, days in self._days.items() if days}
        number = 0
        for board in self._said.boards:
            if board.is_boneyard:
                made.append(replace(board, strips=self._still(board.strips)))
                continue
            item = self._giving.kept.items.get(("unit", f"{self._said.id}/{board.id or number}"))
            days = left.pop(item.row_id, {}) if item and item.row_id else {}
            number += 1
            made.append(replace(board, strips=self._shot(days, board) if days else self._still(board.strips)))
        main = next(iter(self._days), 0)
        if not number and main not in left:
            left = {main: {}, **left}
        for place, (unit_id, days) in enumerate(left.items()):
            name = "stripboard" if unit_id == main else self._names[unit_id]
            key = self._giving.new_id("unit", self._said.id, unit_id)
            made.insert(number + place, Board(key, name, self._shot(days)))
        return self._with_boneyard(made)

    def _shot(self, days: dict[dt.date, tuple[str, ...]], base: Board | None = None) -> Strips:
        """The unit's days until its last, and the empty ones a file has behind it; a bare strip stays bare."""
        listed = base.days() if base else ()
        bare = {each for each in base.strips if isinstance(each, str)} if base and listed else set()
        empty = len(list(itertools.takewhile(lambda day: not day, reversed(listed))))
        shot = max((date for date, ids in days.items() if ids), default=dt.date.min)
        until = max(bisect_right(self._dates, shot) + empty, bisect_right(self._dates, max(days, default=dt.date.min)))
        found: list[str | tuple[str, ...]] = []
        for date in self._dates[:until]:
            day = days.get(date, ())
            found.append(day[0] if len(day) == 1 and day[0] in bare else day)
        if found and all(isinstance(each, str) for each in found):  # or it would read as a board without days
            return tuple((each,) if isinstance(each, str) else each for each in found)
        return tuple(found)

    def _still(self, strips: Strips) -> Strips:
        """What of a file's list still waits."""
        found: list[str | tuple[str, ...]] = []
        for entry in strips:
            if isinstance(entry, str):
                found += self._take([entry])
            else:
                found.append(tuple(self._take(entry)))
        return tuple(found)

    def _take(self, ids: Iterable[str]) -> Iterator[str]:
        for each in ids:
            now = self._giving.now("breakdown", each)
            if now in self._waiting:
                del self._waiting[now]
                yield now

    def _with_boneyard(self, made: list[Board]) -> tuple[Board, ...]:
        at = next((place for place, board in enumerate(made) if board.is_boneyard), None)
        if at is None:
            if self._said.boards and not self._waiting:
                return tuple(made)
            made.append(Board(self._giving.new_id("boneyard", self._said.id), "boneyard"))
            at = len(made) - 1
        made[at] = replace(made[at], strips=(*made[at].strips, *self._waiting))
        return tuple(made)


def _waiting(giving: Giving, row: BoardRow, said: Stripboard, strips: Given) -> Iterator[str]:
    """Breakdowns without a day, in order: laid aside, or never laid out though the file's board knows of them."""
    here = [strip for strip in strips.rows if strip.board_id == row.id]
    for strip in here:
        if strip.day_id is None:
            yield strips.id_of[strip.id]
    laid = {strip.scene_id for strip in here}
    listed = {giving.now("breakdown", each) for board in said.boards for each in board.flat()}
    for scene in strips.scenes.values():
        key = giving.id_of("breakdown", scene.id, 0)
        unknown = bool(said.boards) and bool(giving.items("breakdown", scene.id)) and key not in listed
        if scene.id not in laid and scene.status not in UNSHOT and not unknown and key in strips.breakdowns:
            yield key


class _Calendars:
    """The production's calendars, and one of its own for each board whose days they do not give."""

    def __init__(self, giving: Giving) -> None:
        self._giving = giving
        mine = select(CalendarRow).where(CalendarRow.production_id == giving.production.id).order_by(CalendarRow.id)
        self._rows = {row.id: row for row in db.session.scalars(mine)}
        base = {calendar.id: calendar for calendar in giving.base.calendars}
        self._made: dict[int, list[Calendar]] = {}
        for row in self._rows.values():
            items = giving.items("calendar", row.id)
            said = [self._as_now(row, base[item.uss_id], item.wrote) for item in items]
            self._made[row.id] = said or [self._as_now(row, Calendar(giving.id_of("calendar", row.id), row.name), {})]
        self._own: list[Calendar] = []

    def all(self) -> list[Calendar]:
        """Every calendar, a file's in its order first."""
        order = {calendar.id: place for place, calendar in enumerate(self._giving.base.calendars)}
        made = [calendar for calendars in self._made.values() for calendar in calendars]
        made.sort(key=lambda calendar: order.get(calendar.id, len(order)))
        return [*made, *self._own]

    def of(self, row: BoardRow, said: Stripboard, dates: list[dt.date]) -> str | None:
        """The id of the calendar that gives the board these dates."""
        calendars = self._made[row.calendar_id]
        chosen = next((each for each in calendars if each.id == said.calendar), calendars[0])
        if not dates:
            return said.calendar if said.boards and said.calendar is None else chosen.id
        if start_of(chosen) is None:
            started = replace(chosen, events=(self._start(row, dates[0]), *chosen.events))
            if _gives(started, dates):
                calendars[calendars.index(chosen)] = started
                return started.id
        if _gives(chosen, dates):
            return said.calendar if said.boards and said.calendar is None else chosen.id
        own = self._for_board(row, chosen, dates)
        self._own.append(own)
        return own.id

    def _as_now(self, row: CalendarRow, base: Calendar, wrote: dict[str, object]) -> Calendar:
        if changed(wrote, row, "name"):
            base = replace(base, name=row.name)
        if calendar_facts(base).weekly_off != set(row.weekly_off):
            base = replace(base, days_off=tuple(sorted((day + 1) % 7 for day in row.weekly_off)))
        stored = db.session.scalars(select(CalendarDate).where(CalendarDate.calendar_id == row.id))
        dates = {each.date: each for each in stored if each.kind in EVENT}
        kept, seen = [], set()
        for event in base.events:
            date = day_of(event.date)
            kind = _kind(event)
            if kind is None or (date in dates and (dates[date].kind == kind or date in seen)):
                kept.append(event)
                seen |= {date} if kind else set()
        for date in sorted(dates.keys() - seen):
            kind, name = EVENT[dates[date].kind]
            name = name if dates[date].kind == "holiday" else dates[date].name or name
            kept.append(Event(self._giving.new_id("date", row.id, date), kind, written(date), name))
        return replace(base, events=tuple(kept))

    def _start(self, row: BoardRow, date: dt.date) -> Event:
        return Event(self._giving.new_id("start", row.id), "start", written(date))

    def _for_board(self, row: BoardRow, calendar: Calendar, dates: list[dt.date]) -> Calendar:
        """A calendar by which exactly these dates are shot: what is skipped in between is a day off."""
        events = [
            event for event in calendar.events if event.type.casefold() != "start" and day_of(event.date) not in dates
        ]
        weekly = tuple(day for day in calendar.days_off if day not in {weekday_of(date) for date in dates})
        start = self._start(row, dates[0])
        own = Calendar(
            self._giving.new_id("calendar", "board", row.id), f"{calendar.name} ({row.name})", weekly, (start, *events)
        )
        facts = calendar_facts(own)
        span = (dates[0] + dt.timedelta(days=n) for n in range((dates[-1] - dates[0]).days))
        gaps = [date for date in span if date not in dates and facts.works(date)]
        off = (Event(self._giving.new_id("gap", row.id, date), "dayOff", written(date), "dayOff") for date in gaps)
        return replace(own, events=(*own.events, *off))


def _kind(event: Event) -> str | None:
    """Which kind of calendar date an event is; None for a start, a rehearsal and all that is none."""
    if event_name(event) == "holiday":
        return "holiday"
    if event.type.casefold() == "dayoff":
        return "off"
    return "travel" if event_name(event) == "travel" else None


def _gives(calendar: Calendar, dates: list[dt.date]) -> bool:
    start = start_of(calendar)
    if start is None:
        return False
    facts = calendar_facts(calendar)
    return len(facts.weekly_off) < 7 and list(itertools.islice(dates_from(start, facts), len(dates))) == dates
