"""Moments as milliseconds since 1970, and the days of a production's calendar that they fall on."""

import datetime as dt
import time
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 86_400_000
HOUR = 3_600_000
_ONE_DAY = dt.timedelta(days=1)


def now_ms() -> int:
    """This moment."""
    return time.time_ns() // 1_000_000


def to_ms(moment: dt.datetime) -> int:
    """Of an aware datetime."""
    return round(moment.timestamp() * 1000)


def moment(ms: int) -> dt.datetime:
    """Back to an aware UTC datetime."""
    return dt.datetime.fromtimestamp(ms / 1000, dt.UTC)


def day_of(ms: int, zone: str) -> dt.date:
    """The calendar day of a moment in an IANA zone."""
    return dt.datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).date()


@lru_cache(maxsize=4096)
def start_of(day: dt.date, zone: str) -> int:
    """When a calendar day begins in a zone; days are 23 or 25 hours long when clocks change."""
    return to_ms(dt.datetime.combine(day, dt.time(), ZoneInfo(zone)))


def by_day(start_ms: int, end_ms: int, zone: str) -> Iterator[tuple[dt.date, int]]:
    """The days that [start, end) lies on, each with the milliseconds of it: (2026-11-28, 3600000)."""
    while start_ms < end_ms:
        day = day_of(start_ms, zone)
        until = min(end_ms, start_of(day + _ONE_DAY, zone))
        yield day, until - start_ms
        start_ms = until


def days_touched(start_ms: int, end_ms: int, zone: str) -> list[dt.date]:
    """Every calendar day of a zone that [start, end] touches, in order."""
    first, last = day_of(start_ms, zone), day_of(end_ms, zone)
    return [first + n * _ONE_DAY for n in range((last - first).days + 1)]
