"""What the planning engines know of a board: frozen facts, filled from the database or from a schedule file.

Day out of days, conflicts and the optimiser take nothing else, so that each can be tried on any schedule. Dates are
calendar dates, clock times local times of the production, lengths eighths of a page, durations minutes, money in minor
units.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

WORK_EVENTS = ("travel", "rehearsal", "fitting")  # paid days of one person beside the strips: TR, R, FT


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """When a board's company works.

    weekly_off  weekdays without work, Monday = 0
    off         single dates without work; holidays are named apart because papers show them as such
    travel      days on which the whole company travels or moves
    worked      dates worked although their weekday is off
    """

    weekly_off: frozenset[int] = frozenset({5, 6})
    off: frozenset[dt.date] = frozenset()
    holidays: frozenset[dt.date] = frozenset()
    travel: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()

    def works(self, date: dt.date) -> bool:
        """Whether the company may shoot on this date (a travel day is none)."""
        if date in self.worked:
            return True
        return date.weekday() not in self.weekly_off and date not in self.off | self.holidays | self.travel


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or something a board keeps days for: a cast member, or an element of any category.

    hold        unused days between work days are held (paid)
    drop        one drop and pick-up is allowed when the gap is longer than `drop_days` calendar days
    rate        what a paid day costs, in minor units; 0 when unknown
    events      single days beside the strips: date → one of WORK_EVENTS
    away        dates on which they cannot be had; `maybe` the tentative ones
    born        for minors' hours; None when grown up or unknown
    """

    key: int
    name: str
    number: str = ""
    hold: bool = True
    drop: bool = True
    drop_days: int = 10
    rate: int = 0
    events: Mapping[dt.date, str] = field(default_factory=dict)
    away: frozenset[dt.date] = frozenset()
    maybe: frozenset[dt.date] = frozenset()
    born: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StripFacts:
    """A strip: a scene, a part of one (`part` from 1; 0 is the whole scene), or a banner (scene_id None).

    key         names the strip wherever it lies: minus the scene's id for a whole scene, else an id of its own
    subjects    keys of those who work in it
    order       the scene's place in the script, for order locks
    """

    key: int
    scene_id: int | None
    number: str = ""
    part: int = 0
    eighths: int = 0
    minutes: int | None = None
    int_ext: str | None = None
    day_night: str | None = None
    set_name: str = ""
    script_day: str = ""
    location_id: int | None = None
    subjects: tuple[int, ...] = ()
    order: int = 0
    banner: str = ""


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A shooting day of one unit, its strips in shooting order; `pinned` days stay where they are."""

    key: int
    date: dt.date
    strips: tuple[StripFacts, ...] = ()
    unit: int = 0
    pinned: bool = False
    call: dt.time | None = None
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """A board: days by date (then unit), the strips that have no day, who they need, and the calendar.

    locks       pairs of scene ids: the first is shot before the second
    closed      location id → dates on which it cannot be had
    """

    name: str
    days: tuple[DayFacts, ...]
    boneyard: tuple[StripFacts, ...] = ()
    subjects: Mapping[int, Subject] = field(default_factory=dict)
    calendar: CalendarFacts = field(default_factory=CalendarFacts)
    locks: tuple[tuple[int, int], ...] = ()
    closed: Mapping[int, frozenset[dt.date]] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
