"""Days, months and ranges of days as the window shows them; no Tk, no network."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Range = tuple[dt.date, dt.date]


def clock(seconds: float) -> str:
    """Hours and minutes, e.g. `7:05`."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def running(seconds: float) -> str:
    """A clock that is seen to run, e.g. `7:05:09`."""
    whole = max(0, int(seconds))
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def month(day: dt.date) -> list[list[dt.date]]:
    """The whole weeks, Monday first, that show this day's month."""
    return calendar.Calendar().monthdatescalendar(day.year, day.month)


def other_month(day: dt.date, steps: int) -> dt.date:
    """The first of the month that is so many months later."""
    months = day.year * 12 + day.month - 1 + steps
    return dt.date(months // 12, months % 12 + 1, 1)


def this_week(today: dt.date) -> Range:
    """Monday to Sunday."""
    monday = today - dt.timedelta(today.weekday())
    return monday, monday + dt.timedelta(6)


def last_week(today: dt.date) -> Range:
    """The week before."""
    return this_week(today - dt.timedelta(7))


def this_month(today: dt.date) -> Range:
    """The first to the last."""
    return today.replace(day=1), other_month(today, 1) - dt.timedelta(1)


def last_month(today: dt.date) -> Range:
    """The month before."""
    return this_month(other_month(today, -1))


RANGES: dict[str, Callable[[dt.date], Range]] = {
    "This week": this_week,
    "Last week": last_week,
    "This month": this_month,
    "Last month": last_month,
}


def each_day(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every day of a range."""
    return [first + dt.timedelta(step) for step in range((last - first).days + 1)]


def moment(text: str) -> dt.datetime:
    """A moment of the API on this machine's clock; Python 3.9 does not read the Z."""
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone()


def utc_days(day: dt.date) -> list[dt.date]:
    """The days in UTC of which this machine's day has a part."""
    begin = dt.datetime.combine(day, dt.time()).astimezone(dt.timezone.utc)
    end = dt.datetime.combine(day, dt.time.max).astimezone(dt.timezone.utc)
    return each_day(begin.date(), end.date())


def touching(day: dt.date, sessions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sessions of which a part is on this machine's day, each once, in order."""
    found = {session["session_id"]: session for session in sessions}
    return sorted(
        (one for one in found.values() if moment(one["started_at"]).date() <= day <= moment(one["ended_at"]).date()),
        key=lambda one: str(one["started_at"]),
    )
