"""A board laid out for the checks: days in order with their clocks, who works where, and how things are said."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from backend.planning.conflicts.clock import DayClock, Zone, day_clock
from backend.planning.conflicts.facts import Around, Key
from backend.planning.facts import BoardFacts, DayFacts, StripFacts, Subject
from backend.planning.rules.values import Rules

DAY = dt.timedelta(days=1)
Strips = Sequence[StripFacts]
NOBODY: Mapping[int, Subject] = {}


@dataclass(frozen=True, slots=True)
class Layout:
    """One day without the scenes that are `cut`: its clock, and which scenes need each of cast, elements, places."""

    day: DayFacts
    clock: DayClock
    scenes: tuple[StripFacts, ...]
    cut: tuple[StripFacts, ...]
    needs: Mapping[Key, tuple[StripFacts, ...]]


class View:
    """What every check looks at; days by date, then unit, whatever order they came in."""

    def __init__(self, board: BoardFacts, rules: Rules, around: Around) -> None:
        self.board, self.rules, self.around = board, rules, around
        self.zone = Zone(around.zone)
        self.subjects = {"cast": board.subjects, "crew": around.crew, "element": around.things}
        days = sorted(board.days, key=lambda day: (day.date, day.unit, day.key))
        self.days = [self._layout(day) for day in days]

    def _layout(self, day: DayFacts) -> Layout:
        needs: dict[Key, list[StripFacts]] = defaultdict(list)
        cut = tuple(strip for strip in day.strips if strip.scene_id in self.around.cut)
        if cut:
            day = replace(day, strips=tuple(strip for strip in day.strips if strip not in cut))
        scenes = tuple(strip for strip in day.strips if strip.scene_id is not None)
        for strip in scenes:
            for one in strip.subjects:
                needs["cast", one].append(strip)
            for one in self.around.needs.get(strip.scene_id or 0, ()):
                needs["element", one].append(strip)
            if place := strip.location_id or day.location_id:
                needs["location", place].append(strip)
        if day.location_id and not scenes:
            needs["location", day.location_id] = []
        return Layout(
            day, day_clock(day, self.around, self.zone), scenes, cut, {key: tuple(needs[key]) for key in sorted(needs)}
        )

    @cached_property
    def by_unit(self) -> dict[int, list[Layout]]:
        """Each unit's days by date."""
        found: dict[int, list[Layout]] = defaultdict(list)
        for each in self.days:
            found[each.day.unit].append(each)
        return found

    @cached_property
    def by_date(self) -> dict[dt.date, list[Layout]]:
        """The units' days of each date."""
        found: dict[dt.date, list[Layout]] = defaultdict(list)
        for each in self.days:
            found[each.day.date].append(each)
        return found

    def subject(self, key: Key) -> Subject | None:
        """Who or what a key means; None for locations and strangers."""
        return self.subjects.get(key[0], NOBODY).get(key[1])

    def name(self, key: Key) -> str:
        """`MARA (1)`, `Ana Silva`, `Ferry terminal`."""
        if key[0] == "location":
            return self.around.places.get(key[1], "The location")
        subject = self.subject(key)
        if subject is None:
            return "Somebody" if key[0] in ("cast", "crew") else "Something"
        return f"{subject.name} ({subject.number})" if subject.number else subject.name

    def at(self, moment: int, date: dt.date | None = None) -> str:
        """`07:30`, with its day unless that is `date`."""
        local = self.zone.local(moment)
        return f"{local:%H:%M}" if local.date() == date else f"{said(local.date())} {local:%H:%M}"

    def unit(self, day: DayFacts) -> str:
        """The unit's name where there are several."""
        return self.board.units.get(day.unit, "the unit") if len(self.board.units) > 1 else ""

    def better_day(self, strips: Strips, day: DayFacts) -> int | None:
        """The nearest other day of the same unit on which everybody and everything of these strips can be had."""
        if day.pinned or not strips:
            return None
        rivals = [each.day for each in self.by_unit[day.unit] if each.day.key != day.key and not each.day.pinned]
        rivals.sort(key=lambda other: (abs((other.date - day.date).days), other.date))
        return next((other.key for other in rivals if self._suits(strips, other)), None)

    def _suits(self, strips: Strips, day: DayFacts) -> bool:
        if not self.board.calendar.works(day.date):
            return False
        for strip in strips:
            things = self.around.needs.get(strip.scene_id or 0, ())
            keys: list[Key] = [*(("cast", one) for one in strip.subjects), *(("element", one) for one in things)]
            for key in keys:
                who = self.subject(key)
                if who and (day.date in who.away or day.date in who.maybe):
                    return False
            place = strip.location_id or day.location_id
            if place and day.date in self.board.closed.get(place, frozenset()):
                return False
        return True


@lru_cache(maxsize=2000)
def said(date: dt.date) -> str:
    """`Tue 24 Nov`."""
    return f"{date:%a} {date.day} {date:%b}"


def hours(minutes: int) -> str:
    """`9 h 30 min`, `11 h`."""
    whole, rest = divmod(max(minutes, 0), 60)
    return f"{whole} h {rest:02} min" if rest else f"{whole} h"


def scenes(strips: Strips) -> str:
    """`scene 4`, `scenes 4, 7A and 5 more`."""
    numbers = list(dict.fromkeys(strip.number for strip in strips if strip.scene_id is not None))
    return ("scene " if len(numbers) == 1 else "scenes ") + some(numbers, 6)


def some(names: Sequence[str], most: int = 4) -> str:
    """`A, B and C`, or the first few of many."""
    if len(names) > most:
        return ", ".join(names[: most - 1]) + f" and {len(names) - most + 1} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def keys(strips: Iterable[StripFacts]) -> tuple[int, ...]:
    """Keys of strips."""
    return tuple(strip.key for strip in strips)


def ids(strips: Strips) -> tuple[tuple[int, int], ...]:
    """What outlives moving a strip: scene and part."""
    return tuple(sorted((strip.scene_id or 0, strip.part) for strip in strips))


def is_night(strip: StripFacts) -> bool:
    """Whether a scene plays at night."""
    return (strip.day_night or "").upper().startswith("NIGHT")


def outside(strip: StripFacts) -> bool:
    """Whether a scene is shot under the sky; INT/EXT needs it too."""
    return "EXT" in (strip.int_ext or "")
