"""A schedule file as frozen values, in the words of the Universal Schedule Standard 1.0.0.

What the standard defines has a field; everything else an object carried is kept in its `extra`, untouched. Two
documents are equal when they say the same, however they were spelled: lengths are eighths of a page, durations
milliseconds, dates ISO texts as the file gave them (see dates.py for the calendar day they mean).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SET, INT_EXT, DAY_NIGHT, SCRIPT_DAY, UNIT, SEQUENCE, LOCATION = range(7)  # ucid of what a scene is, not what it needs
CAST = 100  # ucid of the cast; what a scene needs begins here
HEADER_NAMES = ("Set", "INT/EXT", "Day/Night", "Script Day", "Unit", "Sequence", "Location")  # by ucid
Extra = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """A date of a calendar or an element. type: start, dayOff or event; name: holiday, travel, fitting, …"""

    id: str
    type: str
    date: str
    name: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Category:
    """A group of elements; `ucid` says which of the universal categories it is, whatever its name."""

    id: str
    name: str
    ucid: int | None = None
    created: str | None = None
    extra: Extra = field(default_factory=dict)

    @property
    def role(self) -> int | None:
        """SET to LOCATION or CAST; None for everything else a scene needs. Without a ucid the name tells."""
        if self.ucid is not None:
            return self.ucid if self.ucid in (*range(7), CAST) else None
        names = [name.casefold() for name in HEADER_NAMES]
        name = self.name.strip().casefold()
        return names.index(name) if name in names else CAST if name in ("cast", "cast members") else None


@dataclass(frozen=True, slots=True)
class Element:
    """Who or what is needed; `days_off` weekdays with Sunday = 0; `element_id` the board number of a cast member."""

    id: str
    name: str
    category: str | None = None
    element_id: str | None = None
    id_locked: bool = False
    in_dood: bool = True
    hold: bool = True
    drop: bool = True
    drop_days: int = 10
    days_off: tuple[int, ...] = ()
    events: tuple[Event, ...] = ()
    linked: tuple[str, ...] = ()
    created: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A strip: a scene, part of one or several (type scene), or a line of text between them (type banner)."""

    id: str
    type: str = "scene"
    scene: str | None = None
    description: str | None = None
    banner_text: str | None = None
    comments: str | None = None
    script_page: str | None = None
    eighths: int | None = None
    duration: int | None = None
    elements: tuple[str, ...] = ()
    created: str | None = None
    extra: Extra = field(default_factory=dict)

    @property
    def is_banner(self) -> bool:
        """Whether it is text between the scenes."""
        return self.type == "banner"


Strips = tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One list of a stripboard; a tuple within `strips` is a shooting day, a bare id a strip outside of any."""

    id: str
    name: str
    strips: Strips = ()
    extra: Extra = field(default_factory=dict)

    @property
    def is_boneyard(self) -> bool:
        """Whether it holds what is not scheduled."""
        return any(word in self.name.casefold() for word in ("boneyard", "bone yard", "recycle"))

    def flat(self) -> Iterator[str]:
        """Every strip in order, whatever its day."""
        for entry in self.strips:
            if isinstance(entry, str):
                yield entry
            else:
                yield from entry

    def days(self) -> tuple[tuple[str, ...], ...]:
        """The shooting days in order; none when the board has no day breaks. A bare strip among days is its own day."""
        if all(isinstance(entry, str) for entry in self.strips):
            return ()
        return tuple((entry,) if isinstance(entry, str) else entry for entry in self.strips)


@dataclass(frozen=True, slots=True)
class Stripboard:
    """A scenario: its boards (stripboard, boneyard, further units) and the id of its calendar."""

    id: str
    name: str
    boards: tuple[Board, ...] = ()
    calendar: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a company works: weekdays off (Sunday = 0), the start and single dates as events."""

    id: str
    name: str
    days_off: tuple[int, ...] = ()
    events: tuple[Event, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file. `header` holds the standard's header texts by their names; `outer` what stood beside the object."""

    header: dict[str, str | None]
    breakdowns: tuple[Breakdown, ...] = ()
    categories: tuple[Category, ...] = ()
    elements: tuple[Element, ...] = ()
    stripboards: tuple[Stripboard, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    extra: Extra = field(default_factory=dict)
    outer: Extra = field(default_factory=dict)
