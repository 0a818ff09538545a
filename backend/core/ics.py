"""Calendar files (iCalendar, RFC 5545): the one builder of what mails attach and feeds serve.

    entry = Entry(uid=uid(secret, "call", sheet_id, recipient_id), summary="Call 06:15", start=aware, end=aware, …)
    content = calendar([entry], name="The Long Tide", zone="Europe/London")     # bytes of a text/calendar file

A calendar on a phone keeps an entry by its UID: give the same thing the same `uid` for ever and raise `sequence` with
every change, else phones show it twice or keep the old time. What is called off is sent again as CANCELLED, not left
out.

METHOD is PUBLISH: "this is in my calendar, put it into yours". REQUEST would make mail programs show buttons to accept,
whose answers go to a mailbox that nobody reads as confirmations; people confirm by their link.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from backend.core import clock

if TYPE_CHECKING:  # the library is loaded with the first calendar: most processes never make one
    from icalendar import Alarm, Component, Event

MIME = "text/calendar; charset=utf-8; method=PUBLISH"
MAKER = "-//Backlot//Calendar//EN"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a calendar.

    start, end    aware moments, written in the calendar's zone; or two days (the second excluded) for all-day entries
    sequence      0 at first, one more with every change that people must see
    stamp         when this state of it was settled; the same file is then the same bytes (default: now)
    alarms        minutes before the start at which a phone rings
    """

    uid: str
    summary: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"] = "CONFIRMED"
    alarms: Sequence[int] = ()
    stamp: dt.datetime | None = None


def uid(secret: str, *parts: str | int) -> str:
    """A UID that stays the same for the same parts in this installation, and tells nobody the ids it is made of."""
    text = "\n".join(["calendar", *map(str, parts)])
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32] + "@backlot"


def calendar(entries: Iterable[Entry], *, name: str, zone: str, organizer: str = "", refresh_hours: int = 0) -> bytes:
    """A calendar file with times in `zone` (IANA) and that zone's rules beside them.

    organizer: a bare e-mail address, or nothing. refresh_hours: how often subscribers ask again; for feeds.
    """
    from icalendar import Calendar

    made, rows = Calendar(), list(entries)
    for key, value in (("PRODID", MAKER), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")):
        made.add(key, value)
    made.add("X-WR-CALNAME", name)
    made.add("X-WR-TIMEZONE", zone)
    if refresh_hours:
        made.add("REFRESH-INTERVAL", dt.timedelta(hours=refresh_hours), parameters={"VALUE": "DURATION"})
        made.add("X-PUBLISHED-TTL", f"PT{refresh_hours}H")
    timed = [entry.start.year for entry in rows if isinstance(entry.start, dt.datetime)]
    if timed and zone != "UTC":
        made.add_component(_zone(zone, min(timed), max(timed)))
    for entry in rows:
        made.add_component(_event(entry, zone, organizer))
    return bytes(made.to_ical())


def _event(entry: Entry, zone: str, organizer: str) -> "Event":
    from icalendar import Event

    event = Event()
    stamp = entry.stamp or clock.now()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    event.add("SEQUENCE", entry.sequence)
    event.add("STATUS", entry.status)
    event.add("SUMMARY", entry.summary)
    event.add("DTSTART", _moment(entry.start, zone))
    event.add("DTEND", _moment(entry.end, zone))
    for key, value in (("LOCATION", entry.location), ("DESCRIPTION", entry.description), ("URL", entry.url)):
        if value:
            event.add(key, value)
    if organizer:
        event.add("ORGANIZER", f"mailto:{organizer}")
    if entry.status != "CANCELLED":
        for minutes in entry.alarms:
            event.add_component(_alarm(entry.summary, minutes))
    return event


def _alarm(summary: str, minutes: int) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", summary)
    alarm.add("TRIGGER", dt.timedelta(minutes=-minutes))
    return alarm


def _moment(value: dt.datetime | dt.date, zone: str) -> dt.datetime | dt.date:
    if not isinstance(value, dt.datetime):
        return value
    if value.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return value.astimezone(dt.UTC if zone == "UTC" else ZoneInfo(zone))


@lru_cache(maxsize=32)
def _zone(zone: str, first: int, last: int) -> "Component":
    """The zone's rules for these years, one more on either side."""
    from icalendar import Timezone

    return Timezone.from_tzid(zone, first_date=dt.date(first - 1, 1, 1), last_date=dt.date(last + 2, 1, 1))
