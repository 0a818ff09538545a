"""What the conflict engine takes beside a board and the rules, and what it answers: frozen facts, no database."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from backend.core.sun import SunTimes
from backend.planning.facts import Subject

Severity = Literal["error", "warning", "notice"]
Key = tuple[str, int]  # ("cast", id), ("crew", id), ("element", id), ("location", id)
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Pace:
    """How days run where no call sheet says it, in minutes; the last three lead from pick-up to being on set."""

    setup: int = 0
    per_eighth: int = 15
    lunch_after: int = 360
    lunch_lasts: int = 60
    travel: int = 45
    makeup: int = 45
    wardrobe: int = 15


class Clocks(NamedTuple):
    """One person's clock times of a call sheet: picked up, called, dismissed."""

    leaves: dt.time | None = None
    call: dt.time | None = None
    wrap: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day's call sheet. `starts`: (scene id, part) → when it is shot and for how many minutes.

    `wrapped` says that the times are those of a day that is over, and no longer planned.
    """

    call: dt.time | None = None
    wrap: dt.time | None = None
    breakfast: dt.time | None = None
    lunch: dt.time | None = None
    second_meal: dt.time | None = None
    starts: Mapping[tuple[int, int], tuple[dt.time, int]] = field(default_factory=dict)
    cast: Mapping[int, Clocks] = field(default_factory=dict)
    crew: Mapping[int, Clocks] = field(default_factory=dict)
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Somebody is away on a day between two clocks only; an end at or before the start lies after midnight."""

    starts: dt.time
    ends: dt.time
    state: str = "unavailable"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a board.

    zone    IANA zone of the production's clocks
    sheets  day key → its call sheet
    crew    member id → who would be called on every day without a sheet; `away` and `maybe` are what counts
    things  element id → the elements whose availability is known; `needs`: scene id → those it needs
    places  location id → its name; `unsure`: dates on which it is only tentative
    hours   who is away for hours only
    cut     scenes that are omitted or cancelled
    sun     (location id, date) → the sun there, where coordinates are known
    """

    zone: str = "UTC"
    pace: Pace = field(default_factory=Pace)
    sheets: Mapping[int, Sheet] = field(default_factory=dict)
    crew: Mapping[int, Subject] = field(default_factory=dict)
    things: Mapping[int, Subject] = field(default_factory=dict)
    needs: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    unsure: Mapping[int, frozenset[dt.date]] = field(default_factory=dict)
    hours: Mapping[tuple[Key, dt.date], tuple[Hours, ...]] = field(default_factory=dict)
    cut: frozenset[int] = frozenset()
    sun: Mapping[tuple[int, dt.date], SunTimes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that cannot be, or should be looked at.

    sentence  says it in whole words; `hint` says what would help
    days      keys of the days it shows on, the first is where to jump; `strips` keys of the strips
    to_day    a day of the board that would suit these strips, if one does
    facts     what it is made of, in values that outlive moving and redrawing; the fingerprint is theirs
    """

    code: str
    severity: Severity
    date: dt.date
    sentence: str
    hint: str
    days: tuple[int, ...]
    strips: tuple[int, ...] = ()
    subject: Key | None = None
    to_day: int | None = None
    facts: tuple[Any, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same as long as code, subject, date and facts are; 40 hexadecimal digits."""
        text = repr((self.code, self.subject, self.date.isoformat(), self.facts))
        return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
