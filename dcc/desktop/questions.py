"""What the window asks the server; each function runs in a thread and knows no Tk. Raises Unreachable, Refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..backlot_client.config import Access
from ..backlot_client.http import Api
from . import days

Hours = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Report:
    """Seconds by day and by task of a range; `total` is exact, the rows add up to it."""

    first: dt.date
    last: dt.date
    by_day: Hours
    by_task: Hours
    total: float


def timer(api: Api, access: Access) -> dict[str, Any]:
    """What runs for this person, in any program or by hand."""
    return dict(api.get("/time/timer")["data"])


def start_by_hand(api: Api, task_id: int) -> dict[str, Any]:
    """Start a timer that runs until it is stopped."""
    return dict(api.post("/time/timer/start", {"task_id": task_id, "dcc": "desktop"})["data"])


def stop_what_runs(api: Api) -> dict[str, Any]:
    """Stop the timer, wherever it runs."""
    return dict(api.post("/time/timer/stop", {})["data"])


def month_hours(api: Api, access: Access, day: dt.date) -> dict[dt.date, float]:
    """Seconds of each day that the calendar shows for this day's month."""
    weeks = days.month(day)
    rows = _summary(api, access, weeks[0][0], weeks[-1][-1], "day")["rows"]
    return {dt.date.fromisoformat(row["day"]): row["seconds"] for row in rows}


def sessions(api: Api, access: Access, day: dt.date) -> list[dict[str, Any]]:
    """The sessions of this machine's day, in order."""
    found: list[dict[str, Any]] = []
    for utc in days.utc_days(day):
        found += api.get("/time/sessions", day=utc.isoformat(), user_id=access.user_id)["data"]
    return days.touching(day, found)


def report(api: Api, access: Access, first: dt.date, last: dt.date) -> Report:
    """Hours of a range by day and by task."""
    by_day = _summary(api, access, first, last, "day")
    by_task = _summary(api, access, first, last, "task,production")
    seconds = {row["day"]: row["seconds"] for row in by_day["rows"]}
    names = [_day_name(day, first, last) for day in days.each_day(first, last)]
    each = [float(seconds.get(day.isoformat(), 0)) for day in days.each_day(first, last)]
    tasks = [(f"{row['task_title']} ({row['production_title']})", float(row["seconds"])) for row in by_task["rows"]]
    return Report(
        first,
        last,
        list(zip(names, each)),
        sorted(tasks, key=lambda row: (-row[1], row[0])),
        by_day["total"]["seconds"],
    )


def _summary(api: Api, access: Access, first: dt.date, last: dt.date, group: str) -> dict[str, Any]:
    span = {"from": first.isoformat(), "to": last.isoformat()}
    return dict(api.get("/time/summary", group=group, user_id=access.user_id, **span)["data"])


def _day_name(day: dt.date, first: dt.date, last: dt.date) -> str:
    return f"{days.WEEKDAYS[day.weekday()]} {day.day}" if (last - first).days < 8 else str(day.day)
