"""A call sheet as JSON: what an edition keeps for good, and what is compared and printed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from backend.planning.call_sheets import facts
from backend.planning.call_sheets.models import CallSheet

Snapshot = dict[str, Any]
FORMAT = 1


def take(sheet: CallSheet) -> Snapshot:
    """The whole sheet as it is now: dates `2026-11-24`, clocks `06:45`, phone numbers and addresses included."""
    return {"format": FORMAT, **plain(facts.of(sheet))}


def plain(value: Any) -> Any:
    """The same values as JSON has them."""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
