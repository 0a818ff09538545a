"""Calendar files as phones read them: checked with the library's own reader and against the zone database."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from backend.core import ics

STAMP = dt.datetime(2026, 11, 23, 18, tzinfo=dt.UTC)


def entry(at: dt.datetime, **more: object) -> ics.Entry:
    values = {
        "uid": "x@backlot",
        "summary": "Your call 06:15, Tür & Tor; كاميرا",
        "end": at + dt.timedelta(hours=11),
    }
    return ics.Entry(**{**values, "start": at, "stamp": STAMP, **more})


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Europe/London", "2026-11-24T06:15"),
        ("Europe/Berlin", "2027-03-28T03:10"),  # the first ten minutes of summer time
        ("America/New_York", "2026-11-01T00:50"),  # a night shoot over the end of it
        ("Asia/Kolkata", "2026-06-01T05:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:40"),  # half an hour of summer time
        ("UTC", "2026-11-24T06:15"),
    ],
)
def test_the_hour_on_the_phone_is_the_hour_on_set(zone: str, local: str) -> None:
    start = dt.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    content = ics.calendar([entry(start)], name="The Long Tide", zone=zone)
    read = Calendar.from_ical(content)
    [event] = read.walk("VEVENT")
    assert event["DTSTART"].dt == start
    assert event["DTSTART"].dt.replace(tzinfo=None).isoformat(timespec="minutes") == local
    assert event["SUMMARY"] == "Your call 06:15, Tür & Tor; كاميرا"
    rules = read.walk("VTIMEZONE")
    if zone == "UTC":
        assert (rules, event["DTSTART"].to_ical()[-1:]) == ([], b"Z")
        return
    assert event["DTSTART"].params["TZID"] == zone
    assert rules[0]["TZID"] == zone
    stranger = rules[0].to_tz(lookup_tzid=False)  # a reader that knows no zone but what the file says
    assert event["DTSTART"].dt.replace(tzinfo=stranger).utcoffset() == start.utcoffset()


def test_one_thing_keeps_its_uid_and_changes_by_sequence() -> None:
    secret = "s" * 40
    assert ics.uid(secret, "call", 3, 7) == ics.uid(secret, "call", 3, 7)
    assert len({ics.uid(secret, "call", 3, 7), ics.uid(secret, "call", 37), ics.uid("t" * 40, "call", 3, 7)}) == 3
    start = dt.datetime(2026, 11, 24, 6, 15, tzinfo=dt.UTC)
    row = entry(start, sequence=2, alarms=(60, 720), location="Quay", url="http://192.168.1.7:8501/c/x")
    made = ics.calendar([row], name="F", zone="UTC", organizer="ad@example.org")
    assert made == ics.calendar([row], name="F", zone="UTC", organizer="ad@example.org")
    [event] = Calendar.from_ical(made).walk("VEVENT")
    assert (event["SEQUENCE"], event["STATUS"], event["ORGANIZER"]) == (2, "CONFIRMED", "mailto:ad@example.org")
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [dt.timedelta(hours=-1), dt.timedelta(hours=-12)]


def test_what_is_called_off_says_so_and_rings_no_more() -> None:
    row = entry(dt.datetime(2026, 11, 24, 6, tzinfo=dt.UTC), status="CANCELLED", alarms=(60,))
    made = ics.calendar([row], name="F", zone="UTC")
    [event] = Calendar.from_ical(made).walk("VEVENT")
    assert (event["STATUS"], event.walk("VALARM")) == ("CANCELLED", [])
    assert b"METHOD:PUBLISH" in made


def test_a_feed_has_days_and_says_how_often_to_ask() -> None:
    day = entry(STAMP, start=dt.date(2026, 11, 24), end=dt.date(2026, 11, 25))
    made = ics.calendar([day], name="F", zone="Europe/London", refresh_hours=2)
    assert b"DTSTART;VALUE=DATE:20261124" in made
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT2H" in made
    assert b"VTIMEZONE" not in made
    with pytest.raises(ValueError, match="zone"):
        ics.calendar([entry(dt.datetime(2026, 11, 24, 6))], name="F", zone="UTC")
