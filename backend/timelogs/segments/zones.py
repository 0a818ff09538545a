"""A production that changes its time zone changes what a day is: its sums are worked out anew."""

from typing import Any

from backend.core import events
from backend.core.changes import Change
from backend.timelogs.segments import counting
from backend.timelogs.terms import service as terms


def listen() -> None:
    """Hear of productions that change (once)."""
    events.changed.connect(_changed)


def _changed(_session: Any, change: Change) -> None:
    if change.kind == "production" and change.action == "update" and "timezone" in change.fields:
        counting.recount_production(change.id, pruned=bool(terms.settings_of(change.id).retention_days))
