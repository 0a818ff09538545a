"""The one place that asks what time it is, so that tests can answer."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day in an IANA zone such as `Europe/London`."""
    return now().astimezone(ZoneInfo(zone)).date()
