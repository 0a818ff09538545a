"""Automatic day breaks: strips laid on days one after the other, as much on each as a day takes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Conflict, Invalid
from backend.planning.rules import service as rules
from backend.planning.schedule import board, boards, calendars, dating, layout, moves, reads, steps, units
from backend.planning.schedule.models import Board, ShootingDay
from backend.planning.schedule.schemas import DayBreaks


def break_days(production_id: int, body: DayBreaks, version: int) -> dict[str, Any]:
    """Lay strips, in the order given, on working days from a date on; answers the days touched, new ones among them.

    A strip that is too much for any day gets one alone. Raises Invalid naming `max_eighths` when neither the caller
    nor the working rules say how much a day takes.
    """
    chosen = boards.writable(production_id, body.board_id)
    board.expect(production_id, chosen.id, version)
    unit_id = units.owned(production_id, body.unit_id).id
    with steps.step(chosen, "") as step:
        keys, field = moves.named(body)
        step.about = f"{moves.listed(layout.check(chosen, step.before, keys, field=field))}: day breaks"
        order = layout.without(layout.order(step.before), keys)
        days = _free(chosen, unit_id, body, order)
        try:
            for group in _groups(production_id, chosen, keys, _limits(production_id, body)):
                order[next(days)] = group
        except Conflict as end:
            raise Invalid("There are too few working days from this date on.", field="first") from end
        layout.write(chosen, step.before, order)
    return board.part(production_id, chosen.id, step.days, unscheduled=step.boneyard)


def _limits(production_id: int, body: DayBreaks) -> tuple[int, int]:
    """How many eighths and minutes a day takes; 0: as many as one likes."""
    if body.max_eighths or body.max_minutes:
        return body.max_eighths or 0, body.max_minutes or 0
    found = rules.of(production_id)
    if not found.max_eighths_per_day:
        raise Invalid("Say how many pages a day takes; the working rules do not.", field="max_eighths")
    return found.max_eighths_per_day, 0


def _groups(production_id: int, chosen: Board, keys: Sequence[int], limits: tuple[int, int]) -> Iterator[list[int]]:
    """The strips of one day after the other."""
    pace = reads.minutes_per_eighth(production_id)
    strips = {strip["key"]: strip for strip in reads.strips(production_id, chosen.id)}
    sizes = {key: (strips[key]["eighths"], reads.minutes_of(strips[key], pace)) for key in keys}
    group: list[int] = []
    for key in keys:
        total = [sum(values) for values in zip(*(sizes[one] for one in [*group, key]), strict=True)]
        if group and any(limit and much > limit for much, limit in zip(total, limits, strict=True)):
            yield group
            group = []
        group.append(key)
    yield group


def _free(chosen: Board, unit_id: int, body: DayBreaks, order: layout.Order) -> Iterator[int]:
    """Ids of the days to fill: those that are empty, and new ones on the working days without one."""
    mine = select(ShootingDay).where(ShootingDay.board_id == chosen.id, ShootingDay.unit_id == unit_id)
    there: dict[dt.date, ShootingDay] = {day.date: day for day in db.session.scalars(mine)}
    for date in dating.working(calendars.facts(chosen.calendar_id), body.first - dating.DAY):
        day = there.get(date)
        if day is None:
            day = ShootingDay(production_id=chosen.production_id, board_id=chosen.id, unit_id=unit_id, date=date)
            day.general_call = body.general_call
            db.session.add(day)
            db.session.flush()
        elif day.pinned or order[day.id]:
            continue
        yield day.id
