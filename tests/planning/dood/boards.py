"""Small boards to try the day out of days on: people by the days of November 2026 they work (the 2nd is a Monday)."""

import datetime as dt
from collections.abc import Collection, Mapping

from backend.planning.facts import BoardFacts, CalendarFacts, DayFacts, StripFacts, Subject


def november(day: int) -> dt.date:
    """The day of November 2026; 31 is the first of December, and so on."""
    return dt.date(2026, 10, 31) + dt.timedelta(days=day)


def board(
    work: Mapping[int, Collection[int]], calendar: CalendarFacts | None = None, shoots: Collection[int] = (), **terms
) -> BoardFacts:
    """A board on which person `key` works those days; `shoots` are more of its days, `terms` hold for all."""
    dates = sorted({*shoots}.union(*work.values()))
    days = [
        DayFacts(
            key=day,
            date=november(day),
            strips=(StripFacts(key=day, scene_id=day, subjects=tuple(key for key in work if day in work[key])),),
        )
        for day in dates
    ]
    subjects = {key: Subject(key=key, name=f"CAST {key}", number=str(key), **terms) for key in work}
    return BoardFacts("Board", tuple(days), subjects=subjects, calendar=calendar or CalendarFacts())
