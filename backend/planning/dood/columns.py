"""The dates across the top of a day out of days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from backend.planning.dood.engine import DAY, Company, Row
from backend.planning.facts import BoardFacts

Kind = Literal["shoot", "work", "off", "holiday", "travel"]
LONGEST_PAUSE = 13  # days without any code are still drawn; a longer pause is left out


@dataclass(frozen=True, slots=True)
class UnitDay:
    """A unit's shooting day of that date, by its key; `number` counts the unit's days."""

    day: int
    unit: int
    number: int


@dataclass(frozen=True, slots=True)
class Column:
    """A date. shoot: a unit shoots; work: none does, yet the company works; `after_pause`: dates are left out."""

    date: dt.date
    kind: Kind
    days: tuple[UnitDay, ...] = ()
    after_pause: bool = False


def columns(board: BoardFacts, rows: Collection[Row]) -> list[Column]:
    """Every date from first to last shooting day and every other with a code; pauses of two weeks and more left out."""
    numbered = _numbered(board)
    said = set(numbered).union(*([*row.codes, *row.events] for row in rows))
    company, found = Company.of(board), []
    before: dt.date | None = None
    for date in sorted(said):
        pause = (date - before).days - 1 if before else 0
        inside = bool(numbered) and before is not None and min(numbered) <= before and date <= max(numbered)
        drawn = inside and pause <= LONGEST_PAUSE
        if drawn and before:
            found += [_column(before + step * DAY, company, numbered) for step in range(1, pause + 1)]
        found.append(_column(date, company, numbered, after_pause=pause > 0 and not drawn))
        before = date
    return found


def _column(
    date: dt.date, company: Company, numbered: dict[dt.date, tuple[UnitDay, ...]], *, after_pause: bool = False
) -> Column:
    kind: Kind = "off"
    if date in numbered:
        kind = "shoot"
    elif mark := company.mark(date):
        kind = "holiday" if mark == "/" else "travel"
    elif company.works(date):
        kind = "work"
    return Column(date, kind, numbered.get(date, ()), after_pause)


def _numbered(board: BoardFacts) -> dict[dt.date, tuple[UnitDay, ...]]:
    """Date → the units' shooting days, main unit first."""
    order = {unit: place for place, unit in enumerate(board.units)}
    counts: dict[int, int] = defaultdict(int)
    found: dict[dt.date, list[UnitDay]] = defaultdict(list)
    for day in sorted(board.days, key=lambda day: (day.date, order.get(day.unit, day.unit))):
        counts[day.unit] += 1
        found[day.date].append(UnitDay(day.key, day.unit, counts[day.unit]))
    return {date: tuple(days) for date, days in found.items()}
