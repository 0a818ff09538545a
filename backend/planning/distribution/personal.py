"""A call sheet as one person needs it: plain values that the page, the mail, the calendar file and the PDF share."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

Lines = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One of the times somebody must keep: "Pick-up" 05:15; `text` instead of a clock for people on call."""

    label: str
    clock: dt.time | None = None
    text: str = ""

    def __str__(self) -> str:
        return f"{self.clock:%H:%M}" if self.clock else self.text


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody to ring."""

    role: str
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where to go; coordinates in degrees when they are known."""

    name: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    map_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A scene of theirs; `at` when it is shot."""

    number: str
    heading: str
    at: dt.time | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A headed paragraph: parking, safety, remarks."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PersonalSheet:
    """What one person is told by one edition.

    called       False when this edition does not name them any more
    calls        their own times in order; the first is when they must be somewhere
    general      the times that count for everybody
    changes      against the edition they confirmed last
    day          when the first call is, local and without a zone; None when nothing is settled
    """

    production: str
    zone: str
    date: dt.date
    day_number: int | None = None
    days_total: int | None = None
    unit: str = ""
    edition: int = 0
    version: str = ""
    cancelled: bool = False
    name: str = ""
    part: str = ""
    called: bool = True
    calls: tuple[Call, ...] = ()
    general: tuple[Call, ...] = ()
    first: dt.datetime | None = None
    until: dt.datetime | None = None
    place: Place = Place()
    contacts: tuple[Contact, ...] = ()
    hospital: Lines = ()
    hospital_phone: str = ""
    scenes: tuple[Scene, ...] = ()
    facts: tuple[Said, ...] = ()
    changes: Lines = ()

    @property
    def long_date(self) -> str:
        """Weekday first and the month in words, so no country misreads it: "Tuesday 24 November 2026"."""
        return f"{self.date:%A} {self.date.day} {self.date:%B} {self.date.year}"

    @property
    def day(self) -> str:
        """ "Day 3 of 12", or nothing for a day that is no longer on the schedule."""
        total = f" of {self.days_total}" if self.days_total else ""
        return f"Day {self.day_number}{total}" if self.day_number else ""

    @property
    def call(self) -> str:
        """The first of their times as one reads it aloud; empty when there is none."""
        return str(self.calls[0]) if self.calls else ""

    def moment(self, local: dt.datetime) -> dt.datetime:
        """A local time of the production as an aware moment; the earlier one of an hour that comes twice."""
        return local.replace(tzinfo=ZoneInfo(self.zone))
