"""What lies between shooting days: the end of a day, week breaks, holidays, days off; no Streamlit here."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from streamlit_app import words

Line = tuple[str, str]
"""Text, and the key of its colour among the production's (`day_break`, `week_break`, `holiday`, `free`)."""

_DAY = dt.timedelta(days=1)
_LABEL = {
    "holiday": "Holiday",
    "off": "Day off",
    "travel": "Company travel",
    "weekday": "Week break",
    "": "No shooting",
}
_COLOUR = {"holiday": "holiday", "weekday": "week_break"}


def end_of_day(day: Mapping[str, Any]) -> Line:
    """`End of day 3 · Tue 24 Nov · 4 2/8 pages`, with its unit when that is not the only one."""
    unit = [day["unit_name"]] if day.get("unit_shown") else []
    parts = [f"End of day {day['number']}", *unit, words.day(day["date"]), f"{words.eighths(day['eighths'])} pages"]
    return " · ".join(parts), "day_break"


def between(last: str, following: str, calendar: Mapping[str, Any] | None) -> list[Line]:
    """The dates between two days without shooting, those alike in one line: `Week break · Sat 27 Feb – Sun 28 Feb`."""
    first, end = dt.date.fromisoformat(last), dt.date.fromisoformat(following)
    dates = [first + n * _DAY for n in range(1, (end - first).days)]
    marks = {one["date"]: one for one in (calendar or {}).get("dates", [])}
    weekly_off = (calendar or {}).get("weekly_off", [5, 6])
    return list(_lines(dates, marks, weekly_off))


def _lines(dates: Sequence[dt.date], marks: Mapping[str, Any], weekly_off: Sequence[int]) -> Iterator[Line]:
    def kind(date: dt.date) -> tuple[str, str]:
        mark = marks.get(date.isoformat())
        if mark:
            return ("", "") if mark["kind"] == "work" else (mark["kind"], mark["name"])
        return ("weekday" if date.weekday() in weekly_off else "", "")

    for (what, name), group in groupby(dates, key=kind):
        run = list(group)
        span = words.day(run[0]) + (f" – {words.day(run[-1])}" if len(run) > 1 else "")
        yield " · ".join([name or _LABEL[what], span]), _COLOUR.get(what, "free")
