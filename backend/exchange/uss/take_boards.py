"""Calendars and boards of a file. A board is added beside those there are; none is changed or replaced."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select

from backend.core.db import db
from backend.exchange.uss.dates import day_of
from backend.exchange.uss.document import Board, Breakdown, Calendar, Stripboard
from backend.exchange.uss.intake import ADDED, UNCHANGED, Intake
from backend.exchange.uss.shooting import calendar_facts, calendar_of, event_name, shooting_dates, start_of, unit_boards
from backend.exchange.uss.texts import banner_says, free, line
from backend.planning.schedule import boards
from backend.planning.schedule.models import Board as BoardRow
from backend.planning.schedule.models import Calendar as CalendarRow
from backend.planning.schedule.models import CalendarDate, ShootingDay, Strip, Unit

Dates = dict[dt.date, tuple[str, str]]  # date → kind, name


def take_calendars(intake: Intake) -> None:
    """Every calendar; one that says what a calendar of the production says is that one."""
    mine = select(CalendarRow).where(CalendarRow.production_id == intake.production_id).order_by(CalendarRow.id)
    rows = list(db.session.scalars(mine))
    there = {row.id: _stored_dates(row) for row in rows}
    for place, calendar in enumerate(intake.document.calendars):
        weekly, dates = sorted(calendar_facts(calendar).weekly_off), _dates(calendar)
        kept_id, name = intake.kept.row_id("calendar", calendar.id), line(calendar.name) or "Calendar"
        same = [row for row in rows if (sorted(row.weekly_off), there[row.id]) == (weekly, dates)]
        row = next((row for row in same if row.id == kept_id), next((r for r in same if r.name == name), None))
        intake.report.counts["calendars"][UNCHANGED if row else ADDED] += 1
        if row is None:
            row = CalendarRow(production_id=intake.production_id, weekly_off=weekly)
            row.name = free(name, [each.name for each in rows], 255)
            db.session.add(row)
            db.session.flush()
            for date, (kind, about) in dates.items():
                values = {"production_id": intake.production_id, "calendar_id": row.id, "date": date}
                db.session.add(CalendarDate(kind=kind, name=about, **values))
            rows.append(row)
            there[row.id] = dates
        intake.calendar[calendar.id] = row.id
        intake.keep("calendar", place, row.id, name=row.name)
    db.session.flush()


def take_boards(intake: Intake, current: Iterable[Stripboard]) -> set[dt.date]:
    """Every stripboard that the production does not have just so; answers all shooting dates of the file.

    current     the production's boards as they would be exported now
    """
    same = {board.id: board for board in current}
    units = _Units(intake)
    shooting: set[dt.date] = set()
    for place, stripboard in enumerate(intake.document.stripboards):
        dates = _shooting(intake, stripboard)
        shooting |= set(dates)
        told = {"name": stripboard.name, "days": len(dates), "first": dates[0] if dates else None}
        told |= {"last": dates[-1] if dates else None, "strips": sum(1 for b in stripboard.boards for _ in b.flat())}
        if same.get(stripboard.id) == stripboard:
            intake.report.counts["boards"][UNCHANGED] += 1
            intake.report.boards.append({**told, "change": UNCHANGED})
            continue
        row = _new_board(intake, stripboard)
        intake.report.counts["boards"][ADDED] += 1
        intake.report.boards.append({**told, "name": row.name, "change": ADDED})
        intake.keep("stripboard", place, row.id, name=row.name)
        _fill(intake, row, stripboard, dates, units)
    _choose_active(intake)
    return shooting


def _stored_dates(row: CalendarRow) -> Dates:
    rows = db.session.scalars(select(CalendarDate).where(CalendarDate.calendar_id == row.id))
    return {each.date: (each.kind, each.name) for each in rows}


def _dates(calendar: Calendar) -> Dates:
    """The dates that differ, one kind each: a holiday before a day off before a travel day."""
    facts = calendar_facts(calendar)
    names = {day_of(event.date): line(event.name) for event in calendar.events if event_name(event) not in ("holiday",)}
    found: Dates = {}
    for kind, dates in (("holiday", facts.holidays), ("off", facts.off), ("travel", facts.travel)):
        for date in sorted(dates):
            found.setdefault(date, (kind, "" if kind == "holiday" else names.get(date, "")))
    return found


def _shooting(intake: Intake, stripboard: Stripboard) -> list[dt.date]:
    """The board's dates; none, with a note, when its calendar has no start: its strips wait in the boneyard then."""
    calendar = calendar_of(intake.document, stripboard)
    days = max((len(board.days()) for board in unit_boards(stripboard)), default=0)
    if days and (calendar is None or start_of(calendar) is None):
        intake.report.note(
            f"The calendar of board {stripboard.name} has no start, so its {days} days have no dates: "
            "its strips are in the boneyard."
        )
        return []
    return shooting_dates(intake.document, stripboard)


def _new_board(intake: Intake, stripboard: Stripboard) -> BoardRow:
    calendar = calendar_of(intake.document, stripboard)
    calendar_id = intake.calendar[calendar.id] if calendar else boards.first_calendar(intake.production_id).id
    taken = db.session.scalars(select(BoardRow.name).where(BoardRow.production_id == intake.production_id)).all()
    row = BoardRow(production_id=intake.production_id, calendar_id=calendar_id)
    row.name = free(line(stripboard.name) or "Board", taken, 255)
    db.session.add(row)
    db.session.flush()
    boards.moved_on(row)
    return row


class _Units:
    """The production's units: the first board of a stripboard is the main unit's, others go by their names."""

    def __init__(self, intake: Intake) -> None:
        self._production_id = intake.production_id
        self._main = boards.main_unit(intake.production_id).id
        mine = select(Unit).where(Unit.production_id == intake.production_id)
        self._by_name = {row.name.casefold(): row for row in db.session.scalars(mine)}

    def of(self, number: int, board: Board) -> int:
        """The unit's id."""
        name = line(board.name) or f"Unit {number + 1}"
        if number == 0:
            return self._main
        row = self._by_name.get(name.casefold())
        if row is None or row.id == self._main:
            row = Unit(production_id=self._production_id, name=free(name, self._by_name, 255))
            row.position = len(self._by_name)
            db.session.add(row)
            db.session.flush()
            self._by_name[row.name.casefold()] = row
        return row.id


def _fill(intake: Intake, row: BoardRow, stripboard: Stripboard, dates: list[dt.date], units: _Units) -> None:
    """The board's days, and its strips on them or in the boneyard."""
    strips = _Strips(intake, row, stripboard)
    days: list[tuple[ShootingDay, tuple[str, ...]]] = []
    waiting: list[str] = []
    for number, board in enumerate(unit_boards(stripboard)):
        unit_id = units.of(number, board)
        intake.kept.remember("unit", f"{stripboard.id}/{board.id or number}", number, {}, unit_id)
        if not (dates and board.days()):
            waiting += board.flat()
            continue
        main = len(unit_boards(stripboard)[0].days())
        for place, (date, ids) in enumerate(zip(dates, board.days(), strict=False)):
            if ids or number == 0 or place >= main:  # a further unit shoots on fewer days than the main unit
                day = ShootingDay(production_id=row.production_id, board_id=row.id, unit_id=unit_id, date=date)
                days.append((day, ids))
    db.session.add_all(day for day, _ids in days)
    db.session.flush()
    for day, ids in days:
        strips.lay(ids, day.id)
    strips.lay([*waiting, *(each for board in stripboard.boards if board.is_boneyard for each in board.flat())], None)
    intake.report.counts["days"][ADDED] += len(days)
    intake.report.counts["strips"][ADDED] += len(strips.rows)
    if strips.rows:
        db.session.execute(insert(Strip), strips.rows)


class _Strips:
    """The rows of a board's strips. A scene can be on a board once: a second time is left out, with a note."""

    def __init__(self, intake: Intake, row: BoardRow, stripboard: Stripboard) -> None:
        self.rows: list[dict[str, Any]] = []
        self._intake, self._row, self._name = intake, row, stripboard.name
        self._strips = {strip.id: strip for strip in intake.document.breakdowns}
        self._laid: set[tuple[int, int]] = set()

    def lay(self, ids: Iterable[str], day_id: int | None) -> None:
        """Strips in this order."""
        position = 0
        for each in ids:
            strip = self._strips.get(each)
            values = self._values(strip) if strip else None
            if values is None:
                self._intake.report.note(f"Board {self._name} names a strip that is not in the file or is on it twice.")
                continue
            ours = {"production_id": self._row.production_id, "board_id": self._row.id, "day_id": day_id}
            self.rows.append({**ours, "position": position, "notes": "", **values})
            position += 1

    def _values(self, strip: Breakdown) -> dict[str, Any] | None:
        if strip.is_banner:
            text, minutes = banner_says(strip)
            return {"scene_id": None, "part": 0, "eighths": None, "minutes": minutes, "banner": text}
        scene_id, part = self._intake.scene[strip.id]
        if (scene_id, part) in self._laid:
            return None
        self._laid.add((scene_id, part))
        minutes = max(1, round(strip.duration / 60_000)) if part and strip.duration else None
        eighths = strip.eighths if part else None
        return {"scene_id": scene_id, "part": part, "eighths": eighths, "minutes": minutes, "banner": ""}


def _choose_active(intake: Intake) -> None:
    """Where no board is active: the last of the file with shooting days, which is its newest plan."""
    if boards.chosen(intake.production_id) is not None:
        return
    dated = [place for place, told in enumerate(intake.report.boards) if told["days"]]
    for place in dated[-1:] or range(len(intake.document.stripboards))[-1:]:
        row_id = intake.kept.row_id("stripboard", intake.document.stripboards[place].id)
        row = db.session.get(BoardRow, row_id) if row_id else None
        if row is not None:
            row.active = True
            db.session.flush()
