"""What stands on a one-liner and a shooting schedule, before it has a look: days with their lines, breaks and totals.

One-liner: a day's head, one line a scene (number, I/E, set, D/N, pages, cast ids, synopsis), the day's pages. The
shooting schedule adds to each scene who works in it by name, what it needs by category, place, story day and time.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from backend.core.eighths import format_eighths
from backend.planning.facts import BoardFacts, CalendarFacts, DayFacts, StripFacts


@dataclass(frozen=True)
class SceneWords:
    """What a report says of a scene beyond the facts: `needs` are (category, elements) in the breakdown's order."""

    synopsis: str = ""
    location: str = ""
    needs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """A strip on paper; a banner has only `banner` and perhaps minutes."""

    place: str
    number: str = ""
    int_ext: str = ""
    set_name: str = ""
    day_night: str = ""
    script_day: str = ""
    eighths: int = 0
    minutes: int | None = None
    cast: str = ""
    players: str = ""
    synopsis: str = ""
    location: str = ""
    needs: tuple[tuple[str, str], ...] = ()
    banner: str = ""


@dataclass(frozen=True)
class Day:
    """A shooting day on paper; `number` counts the unit's days, `before` names what lies between two of them."""

    number: int
    of: int
    date: dt.date
    unit: str
    call: str
    location: str
    lines: tuple[Line, ...]
    before: tuple[str, ...] = ()

    @property
    def eighths(self) -> int:
        """Length of the day."""
        return sum(line.eighths for line in self.lines)

    @property
    def minutes(self) -> int:
        """Estimated time of what has an estimate, banners included."""
        return sum(line.minutes or 0 for line in self.lines)

    @property
    def scenes(self) -> int:
        """Strips that are no banners."""
        return sum(not line.banner for line in self.lines)


@dataclass(frozen=True)
class Report:
    """A schedule on paper."""

    days: tuple[Day, ...]
    boneyard: tuple[Line, ...] = ()


def report(
    board: BoardFacts,
    words: Mapping[int, SceneWords],
    place_of: Mapping[int, str],
    locations: Mapping[int, str],
    *,
    boneyard: bool = False,
) -> Report:
    """Lay a board out for paper. words: scene id → what to say; place_of: strip key → colour; locations: id → name."""

    def line(strip: StripFacts) -> Line:
        return _line(board, strip, words, place_of)

    of = {unit: sum(day.unit == unit for day in board.days) for unit in {day.unit for day in board.days}}
    reached: dict[int, DayFacts] = {}
    number: dict[int, int] = {}
    days = []
    for day in board.days:
        number[day.unit] = number.get(day.unit, 0) + 1
        lines = tuple(line(strip) for strip in day.strips)
        named = locations.get(day.location_id or 0) or _shared({one.location for one in lines if not one.banner})
        days.append(
            Day(
                number=number[day.unit],
                of=of[day.unit],
                date=day.date,
                unit=board.units.get(day.unit, "") if len(of) > 1 else "",
                call=f"{day.call:%H:%M}" if day.call else "",
                location=named,
                lines=lines,
                before=breaks(board.calendar, reached.get(day.unit), day),
            )
        )
        reached[day.unit] = day
    return Report(tuple(days), tuple(line(strip) for strip in board.boneyard) if boneyard else ())


def breaks(calendar: CalendarFacts, before: DayFacts | None, day: DayFacts) -> tuple[str, ...]:
    """What a board shows between two shooting days: days off in runs, holidays and travel days by date."""
    if before is None:
        return ()
    found: list[str] = []
    free: list[dt.date] = []
    for offset in range(1, (day.date - before.date).days):
        date = before.date + dt.timedelta(offset)
        special = "Holiday" if date in calendar.holidays else "Company travel" if date in calendar.travel else ""
        if special:
            found += [*_run(free), f"{special}: {_short(date)}"]
            free = []
        else:
            free.append(date)
    return (*found, *_run(free))


def pages(eighths: int) -> str:
    """`4 2/8 pp`, `1 p`."""
    return f"{format_eighths(eighths)} {'p' if eighths <= 8 else 'pp'}"


def hours(minutes: int) -> str:
    """`9 h 30`, or nothing."""
    return "" if not minutes else f"{minutes // 60} h {minutes % 60:02}" if minutes % 60 else f"{minutes // 60} h"


def _run(dates: list[dt.date]) -> list[str]:
    if not dates:
        return []
    if len(dates) == 1:
        return [f"Day off: {_short(dates[0])}"]
    return [f"Days off: {_short(dates[0])} to {_short(dates[-1])}"]


def _short(date: dt.date) -> str:
    return f"{date:%a} {date.day} {date:%b}"


def _shared(names: set[str]) -> str:
    return names.pop() if len(names) == 1 else ""


def _line(board: BoardFacts, strip: StripFacts, words: Mapping[int, SceneWords], place_of: Mapping[int, str]) -> Line:
    if strip.scene_id is None:
        return Line(place="", banner=strip.banner, minutes=strip.minutes)
    said = words.get(strip.scene_id, SceneWords())
    people = [board.subjects[key] for key in strip.subjects if key in board.subjects]
    return Line(
        place=place_of[strip.key],
        number=f"{strip.number} pt {strip.part}" if strip.part else strip.number,
        int_ext=strip.int_ext or "",
        set_name=strip.set_name,
        day_night=strip.day_night or "",
        script_day=strip.script_day,
        eighths=strip.eighths,
        minutes=strip.minutes,
        cast=", ".join(one.number or one.name for one in people),
        players=", ".join(f"{one.number}. {one.name}" if one.number else one.name for one in people),
        synopsis=said.synopsis,
        location=said.location,
        needs=said.needs,
    )
