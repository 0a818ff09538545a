"""The calendar day that a date of a schedule file means, and back.

The standard stores instants ("2022-08-03T07:00:00.000Z") for what is a day: the midnight of whoever saved it. West of
Greenwich that is some hour before noon of the same UTC day, east of it an hour after noon of the day before.
"""

import datetime as dt
import re

ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<h>\d\d):(?P<m>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?\s*(?P<zone>Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE,
)


def day_of(text: str) -> dt.date:
    """The day meant. Raises ValueError for what is no ISO date.

    An instant in UTC on a full or half hour after noon is a midnight east of Greenwich: the next day. One with another
    offset means the day written.
    """
    found = ISO.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text[:40]!r} is no date such as 2022-06-24T08:00:00.000Z")
    day = dt.date.fromisoformat(found["day"])
    if found["h"] is None:
        return day
    clock = dt.time(int(found["h"]), int(found["m"]), int(found["s"] or 0))
    in_utc = (found["zone"] or "Z").upper().replace(":", "") in ("Z", "+0000", "-0000", "+00", "-00")
    midnight_in_the_east = clock > dt.time(12) and clock.second == 0 and clock.minute in (0, 15, 30, 45)
    return day + dt.timedelta(days=1) if in_utc and midnight_in_the_east else day


def written(day: dt.date) -> str:
    """A day as the standard writes it: noon UTC, which is the same day in every zone from −12 to +11 hours."""
    return f"{day.isoformat()}T12:00:00.000Z"


def as_standard(text: str) -> str:
    """The same instant as the standard writes it, "Z" for "+0000"; what is no instant in UTC stays as it is."""
    return re.sub(r"[+-]00(:?00)?$", "Z", text) if ISO.fullmatch(text.strip()) and "T" in text else text
