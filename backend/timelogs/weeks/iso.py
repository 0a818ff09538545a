"""ISO weeks: `2026-W48` is the week of the Monday 2026-11-23."""

import datetime as dt
import re

from backend.core.errors import Invalid

NAME = r"^20[0-9]{2}-W(0[1-9]|[1-4][0-9]|5[0-3])$"


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def days_of(monday: dt.date) -> list[dt.date]:
    """The seven days of a week."""
    return [monday + dt.timedelta(days=n) for n in range(7)]


def week_name(day: dt.date) -> str:
    """What the week of a day is called; the first days of January may lie in the last week of the year before."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_named(name: str) -> dt.date:
    """The Monday of a week's name. Raises Invalid naming `week`, also for a 53rd week that its year has not."""
    try:
        if re.fullmatch(NAME, name):
            return dt.date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
    except ValueError:  # no such week
        pass
    raise Invalid("This must be an ISO week such as 2026-W48.", field="week")
