"""Whole boards written at once, for whoever brings one: an import of a schedule file, the optimiser's order.

The caller holds the write transaction. Units come from `unit`, calendars from `calendar`, a board from `new_board`;
then `fill` lays days and strips on it. An order of days or strips that was worked out elsewhere is laid by
`write_dates` or `write_layout`; each is one step, which whoever acts can undo.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Conflict, Invalid
from backend.planning.schedule import board, boards, dating, layout, scenarios, steps
from backend.planning.schedule.models import WEEKEND, Board, Calendar, CalendarDate, ShootingDay, Unit


@dataclass(frozen=True, slots=True)
class NewStrip:
    """A strip to lay: a scene, a part of one (`part` from 1, with its eighths), or a banner (scene_id None)."""

    scene_id: int | None = None
    part: int = 0
    eighths: int | None = None
    minutes: int | None = None
    banner: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day to add, its strips in shooting order; without a unit the main unit's."""

    date: dt.date
    strips: Sequence[NewStrip] = ()
    unit_id: int | None = None
    general_call: dt.time | None = None
    location_id: int | None = None
    pinned: bool = False
    notes: str = ""


def unit(production_id: int, name: str) -> Unit:
    """The production's unit of this name (letter case aside); made, after the others, when there is none."""
    known = boards.units(production_id)
    row = next((one for one in known if one.name.casefold() == name.casefold()), None)
    if row is None:
        row = Unit(production_id=production_id, name=name[:255], position=len(known))
        db.session.add(row)
        db.session.flush()
    return row


def calendar(
    production_id: int,
    name: str,
    weekly_off: Iterable[int] = WEEKEND,
    dates: Mapping[dt.date, tuple[str, str]] | None = None,
) -> Calendar:
    """A new calendar; `dates`: date → (kind of models.DATE_KINDS, name). A taken name gets a number."""
    taken = set(db.session.scalars(select(Calendar.name).where(Calendar.production_id == production_id)))
    row = Calendar(production_id=production_id, name=_free(name, taken), weekly_off=sorted(set(weekly_off)))
    db.session.add(row)
    db.session.flush()
    for date, (kind, words) in (dates or {}).items():
        one = CalendarDate(production_id=production_id, calendar_id=row.id, date=date, kind=kind, name=words[:255])
        db.session.add(one)
    db.session.flush()
    return row


def new_board(production_id: int, name: str, calendar_id: int | None = None, notes: str = "") -> Board:
    """An empty board; the active one when the production has none yet. A taken name gets a number."""
    taken = set(db.session.scalars(select(Board.name).where(Board.production_id == production_id)))
    first = boards.chosen(production_id) is None
    boards.main_unit(production_id)
    calendar_id = calendar_id or boards.first_calendar(production_id).id
    row = Board(production_id=production_id, calendar_id=calendar_id, name=_free(name, taken), notes=notes)
    row.active = first
    db.session.add(row)
    db.session.flush()
    return row


def fill(target: Board, days: Sequence[NewDay], boneyard: Sequence[NewStrip] = (), about: str = "Import") -> list[int]:
    """Add days with strips to a board, and strips to its boneyard; answers the ids of the days in the order given.

    Scenes named nowhere lie in the boneyard whole by themselves. Ids are taken as they are: they must be of this
    production, and no (scene, part) may come twice. The activity log tells of the board, not of each strip.
    """
    main = boards.main_unit(target.production_id).id
    own = {"production_id": target.production_id, "board_id": target.id}
    columns = ("date", "general_call", "location_id", "pinned", "notes")
    with steps.step(target, about):
        rows = [
            {**own, **{name: getattr(day, name) for name in columns}, "unit_id": day.unit_id or main} for day in days
        ]
        ids = scenarios.add_days(rows)
        strips: list[dict[str, Any]] = [
            {**own, **asdict(strip), "day_id": day_id, "position": position}
            for day_id, day in zip(ids, days, strict=True)
            for position, strip in enumerate(day.strips)
        ]
        strips += [{**own, **asdict(strip), "day_id": None, "position": 0} for strip in boneyard]
        scenarios.add_strips(strips)
    return ids


def write_dates(
    production_id: int, board_id: int, dates: Mapping[int, dt.date], version: int, about: str
) -> dict[str, Any]:
    """Give days (by id) other dates, each with its strips, call and location: an order of days that was worked out.

    Answers the days touched. Raises Stale when the board is not at revision `version` any more, Invalid for a day of
    another board, Conflict when a day is pinned, a date is taken by a day not among them, or a call sheet is out.
    """
    target = boards.find(production_id, board_id)
    board.expect(production_id, board_id, version)
    mine = select(ShootingDay).where(ShootingDay.board_id == board_id, ShootingDay.id.in_(list(dates)))
    rows = {day.id: day for day in db.session.scalars(mine)}
    if dates.keys() - rows.keys():
        raise Invalid("This board has no such day.", field="day_id")
    wanted = {day: dates[day_id] for day_id, day in rows.items() if day.date != dates[day_id]}
    if pinned := next((day for day in wanted if day.pinned), None):
        raise Conflict(f"{pinned.date:%d %b %Y} is pinned to its date.")
    with steps.step(target, about) as step:
        dating.redate(wanted)
    return board.part(production_id, board_id, step.days, unscheduled=False)


def write_layout(
    production_id: int, board_id: int, order: Mapping[int, Sequence[int]], version: int, about: str
) -> dict[str, Any]:
    """Lay strips (by key, see `layout`) on days (by id) in this order; days not named keep what is not named either.

    What a named day had and nobody names goes to the boneyard. Answers the days touched; raises as `write_dates`, and
    Invalid naming `keys` for strips that cannot lie there.
    """
    target = boards.find(production_id, board_id)
    board.expect(production_id, board_id, version)
    with steps.step(target, about) as step:
        now = layout.order(step.before)
        if order.keys() - now.keys():
            raise Invalid("This board has no such day.", field="day_id")
        keys = [key for on_day in order.values() for key in on_day]
        layout.check(target, step.before, keys, kept=[key for on_day in now.values() for key in on_day])
        layout.write(target, step.before, {**layout.without(now, keys), **{day: list(on) for day, on in order.items()}})
    return board.part(production_id, board_id, step.days, unscheduled=step.boneyard)


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number behind it when it is taken."""
    name = name.strip()[:240] or "Untitled"
    names = (name if n == 1 else f"{name} ({n})" for n in range(1, len(taken) + 2))
    return next(one for one in names if one not in taken)
