"""When everybody works: from call sheets where there are, else worked out from the general call and the strips.

Moments are whole minutes since 1970 in UTC, so that rest is right across midnight and when clocks change. A clock that
shows a time twice or never that night is read so that the least rest comes out.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from backend.planning.call_sheets.calls import minutes_from
from backend.planning.conflicts.facts import Around, Clocks, Key, Pace, Sheet
from backend.planning.facts import DayFacts, StripFacts

MEAL = re.compile(r"\b(lunch|meal|dinner|supper|breakfast)\b", re.IGNORECASE)
EMPTY = Sheet()
Source = Literal["over", "sheet", "board"]
SAID: dict[Source, str] = {"over": "", "sheet": " by the call sheets", "board": " as estimated from the board"}


class Turn(NamedTuple):
    """One person's day: picked up, at work and dismissed at these moments; `source` says how sure that is."""

    day: DayFacts
    leaves: int
    call: int
    wrap: int
    source: Source


@dataclass(frozen=True, slots=True)
class DayClock:
    """A day's times; all empty without a general call, but `minutes` from call to wrap is always known.

    strips  strip key → (start, end); meal: the first meal, planned on the sheet or as a banner; cast: by their ids
    """

    day: DayFacts
    sheet: Sheet
    minutes: int
    call: int | None = None
    wrap: int | None = None
    meal: tuple[int, int] | None = None
    second_meal: int | None = None
    breakfast: int | None = None
    strips: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    turns: Mapping[Key, Turn] = field(default_factory=dict)
    source: Source = "board"


class Zone:
    """Wall clocks of a zone as moments and back."""

    def __init__(self, name: str) -> None:
        self.name = name

    def moment(self, date: dt.date, minutes: int, *, late: bool = False) -> int:
        """The moment when clocks there show so many minutes after midnight of a date; `late`: the later of two."""
        return _moments(self.name, date, minutes)[late]

    def local(self, moment: int) -> dt.datetime:
        """The wall clock at a moment."""
        return dt.datetime.fromtimestamp(moment * 60, ZoneInfo(self.name))


@lru_cache(maxsize=20_000)  # a board is judged again after every move, and most of its clocks are the same
def _moments(zone: str, date: dt.date, minutes: int) -> tuple[int, int]:
    naive = dt.datetime.combine(date, dt.time(), tzinfo=ZoneInfo(zone)) + dt.timedelta(minutes=minutes)
    first, second = int(naive.timestamp() // 60), int(naive.replace(fold=1).timestamp() // 60)
    return min(first, second), max(first, second)


def day_clock(day: DayFacts, around: Around, zone: Zone) -> DayClock:
    """A day's times, as its sheet or its board says."""
    sheet = around.sheets.get(day.key, EMPTY)
    lines, meal, minutes = _lines(day.strips, around.pace)
    general = sheet.call or day.call
    if general is None:
        return DayClock(day, sheet, minutes)
    reader = _Reader(day, general, zone)
    call = reader.moment(general)
    strips = {key: (call + start, call + end) for key, (start, end) in lines.items()}
    for strip in day.strips:
        if planned := sheet.starts.get((strip.scene_id or 0, strip.part)):
            start = reader.moment(planned[0])
            strips[strip.key] = (start, start + planned[1])
    wrap = call + minutes if sheet.wrap is None else reader.moment(sheet.wrap, late=True)
    eaten = (call + meal[0], call + meal[1]) if meal else None
    if sheet.lunch is not None:
        lunch = reader.moment(sheet.lunch)
        eaten = (lunch, lunch + around.pace.lunch_lasts)
    source: Source = "board" if sheet is EMPTY else "over" if sheet.wrapped else "sheet"
    turns = dict(_turns(day, sheet, strips, wrap, reader, around.pace, source))
    return DayClock(
        day, sheet, max(wrap - call, 0), call, wrap, eaten,
        reader.maybe(sheet.second_meal), reader.maybe(sheet.breakfast), strips, turns, source,
    )  # fmt: skip


class _Reader(NamedTuple):
    """Reads clocks of one shooting day, which may lie before midnight of it or after the next."""

    day: DayFacts
    general: dt.time
    zone: Zone

    def moment(self, clock: dt.time, *, late: bool = False) -> int:
        minutes = self.general.hour * 60 + self.general.minute + minutes_from(self.general, clock)
        return self.zone.moment(self.day.date, minutes, late=late)

    def maybe(self, clock: dt.time | None) -> int | None:
        return None if clock is None else self.moment(clock)


def length(strip: StripFacts, pace: Pace) -> int:
    """Minutes a strip takes: as estimated, else by its pages."""
    return strip.minutes if strip.minutes is not None else strip.eighths * pace.per_eighth


def _lines(
    strips: tuple[StripFacts, ...], pace: Pace
) -> tuple[dict[int, tuple[int, int]], tuple[int, int] | None, int]:
    """Strip key → (start, end), the meal banner if there is one, and the length, all in minutes from the call."""
    found, meal, gone = {}, None, pace.setup if strips else 0
    own = any(strip.scene_id is None and MEAL.search(strip.banner) for strip in strips)
    pause = 0 if own else pace.lunch_lasts  # a board without the banner still eats
    for strip in strips:
        minutes = length(strip, pace)
        if strip.scene_id is None and meal is None and MEAL.search(strip.banner):
            minutes = minutes or pace.lunch_lasts
            meal = (gone, gone + minutes)
        start = gone + (pause if gone >= pace.lunch_after else 0)
        found[strip.key] = (start, start + minutes)
        gone += minutes
    return found, meal, gone + (pause if gone > pace.lunch_after else 0)


def _turns(
    day: DayFacts, sheet: Sheet, strips: Mapping[int, tuple[int, int]], wrap: int, reader: _Reader, pace: Pace,
    source: Source,
) -> Iterator[tuple[Key, Turn]]:  # fmt: skip
    """Everybody of the cast who works or is called, and the crew of the sheet."""
    shot: dict[int, tuple[int, int]] = {}
    for strip in day.strips:
        start, end = strips[strip.key]
        for one in strip.subjects:
            first, last = shot.get(one, (start, end))
            shot[one] = min(first, start), max(last, end)
    for one in sorted(shot.keys() | sheet.cast.keys()):
        if turn := _turn(day, sheet.cast.get(one, Clocks()), shot.get(one), wrap, reader, pace, source):
            yield ("cast", one), turn
    alike: dict[Clocks, Turn] = {}  # most of a crew have the same call
    for one, clocks in sheet.crew.items():
        if clocks not in alike:
            call = reader.moment(clocks.call or reader.general)
            end = wrap if clocks.wrap is None else reader.moment(clocks.wrap, late=True)
            alike[clocks] = Turn(day, call, call, max(call, end), source)
        yield ("crew", one), alike[clocks]


def _turn(
    day: DayFacts, clocks: Clocks, shot: tuple[int, int] | None, wrap: int, reader: _Reader, pace: Pace, source: Source
) -> Turn | None:  # fmt: skip
    """A performer's day: what the sheet says, the rest counted back from their first scene and on to their last."""
    if clocks.call is not None:
        call = reader.moment(clocks.call)
    elif shot is not None:
        call = shot[0] - pace.wardrobe - pace.makeup
        source = "board"
    else:
        return None
    leaves = call - pace.travel if clocks.leaves is None else reader.moment(clocks.leaves)
    end = shot[1] if shot else wrap
    if clocks.wrap is not None:
        end = reader.moment(clocks.wrap, late=True)
    return Turn(day, min(leaves, call), call, max(call, end), source)
