"""Weeks to approve, before they are drawn: who first, what differs from the plan, what changed; no Streamlit here."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from streamlit_app import money, words
from streamlit_app.charts.week_hours import monday_of, name_of
from streamlit_app.editing.ledger import Cell, Column, Line, Tone

Row = dict[str, Any]
DAY = dt.timedelta(days=1)
WEEK = 7 * DAY
NEAR = 0.1  # of the plan: what may be approved without a closer look
FULL_DAY = 10 * 3600  # seconds whose tint is the strongest
STATE = {
    "submitted": ("Handed in", "blue"), "approved": ("Approved", "green"), "rejected": ("Sent back", "orange"),
    "reopened": ("Reopened", "violet"), "open": ("Not handed in", "gray"),
}  # fmt: skip
HELD = {
    "locked": "its week is approved already", "task_gone": "its task is gone", "too_old": "it came too late",
    "not_member": "its person was not on the production",
}  # fmt: skip
_EDGE: Mapping[str, Tone] = {"submitted": "warn", "approved": "good"}
_ORDER = ("submitted", "reopened", "rejected", "open", "approved")


def week_of(name: str | None, today: dt.date, waiting: Sequence[str]) -> dt.date:
    """The Monday of a week's name in an address; of none or of no week: the oldest that waits, else last week."""
    for one in (name, *sorted(waiting)):
        try:
            if one:
                return dt.date.fromisocalendar(int(one[:4]), int(one[6:]), 1)
        except ValueError:
            continue
    return monday_of(today) - WEEK


def step(monday: dt.date, weeks: int) -> str:
    """The name of a week before or after."""
    return name_of(monday + weeks * WEEK)


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Handed in first, approved last; nobody who has neither hours nor did anything comes before who has."""
    return sorted(
        rows,
        key=lambda row: (
            _ORDER.index(row["state"]), not row["seconds"] and not row["held"], row["user_name"].casefold(),
            row["user_id"],
        ),
    )  # fmt: skip


def concerns(row: Row) -> bool:
    """Whether there is anything about a week to look at."""
    return bool(row["seconds"] or row["held"] or row["state"] != "open")


def signed(seconds: int) -> str:
    """`+1:30`, `−2:00`, `0:00`."""
    return f"{'+' if seconds > 0 else '−' if seconds < 0 else ''}{words.hours(abs(seconds))}"


def near_plan(row: Row) -> bool:
    """Whether a week has what was planned, give or take a tenth."""
    return bool(abs(row["seconds"] - row["planned_seconds"]) <= NEAR * row["planned_seconds"])


def may_decide(row: Row, me: int, level: str) -> bool:
    """Whether somebody who approves may decide about this week: their own only as Admin."""
    return row["user_id"] != me or level == "admin"


def as_planned(rows: Iterable[Row], me: int, level: str) -> list[Row]:
    """Handed-in weeks that can be approved together: about what was planned, nothing held, not one's own."""
    return [
        row
        for row in rows
        if row["state"] == "submitted" and row["planned_seconds"] and near_plan(row) and not row["held"]
        and may_decide(row, me, level)
    ]  # fmt: skip


def columns(monday: dt.date, *, cost: bool) -> list[Column]:
    """Of the grid: a person, seven days, what they come to, and how far it is."""
    sums: list[Column] = [
        {"id": "total", "label": "Total", "figure": True},
        {"id": "planned", "label": "Planned", "figure": True},
        {"id": "off", "label": "±", "figure": True, "about": "More or less than planned"},
        {"id": "by_hand", "label": "By hand", "figure": True},
    ]
    paid: list[Column] = [{"id": "cost", "label": "Cost", "figure": True}] if cost else []
    state: Column = {"id": "state", "label": "State", "top": True}
    return [{"id": "who", "label": "Person"}, *_seven(monday), *sums, *paid, state]


def _seven(monday: dt.date) -> list[Column]:
    dates = [monday + n * DAY for n in range(7)]
    return [
        {"id": str(n), "label": f"{date:%a} {date.day}", "figure": True, "strip": True} for n, date in enumerate(dates)
    ]  # fmt: skip


def line(row: Row, currency: str, today: dt.date) -> Line:
    """A person's week as a line of the grid."""
    off = row["seconds"] - row["planned_seconds"]
    over, by_hand = not near_plan(row) and bool(row["seconds"]), row["manual_seconds"]
    cells: dict[str, Cell] = {
        "who": {"text": row["user_name"]},
        "total": {"text": words.hours(row["seconds"]), "sort": row["seconds"]},
        "planned": {"text": words.hours(row["planned_seconds"]), "sort": row["planned_seconds"], "tone": "quiet"},
        "off": {"text": signed(off), "sort": off, "tone": "warn" if over else ""},
        "by_hand": {"text": words.hours(by_hand) if by_hand else "", "sort": by_hand},
        "cost": cost_cell(row["cost_minor"], currency),
        "state": {
            "badges": _badges(row), "sort": _ORDER.index(row["state"]), "lock": row["locked"], "title": row["comment"],
        },
        **{str(n): _day(day, today) for n, day in enumerate(row["days"])},
    }  # fmt: skip
    return {"id": str(row["user_id"]), "cells": cells, "tone": _EDGE.get(row["state"], "")}


def _badges(row: Row) -> list[tuple[str, str]]:
    late = [(f"{row['held']} held", "red")] if row["held"] else []
    return [STATE[row["state"]], *late]


def _day(day: Row, today: dt.date) -> Cell:
    date, seconds = dt.date.fromisoformat(day["date"]), day["seconds"]
    if not seconds:
        return {"text": "" if date > today or date.weekday() > 4 else "–", "sort": 0, "tone": "quiet"}
    return {
        "text": words.hours(seconds), "sort": seconds, "shade": seconds / FULL_DAY,
        "title": f"{words.day(date)}: {words.length(seconds)}",
    }  # fmt: skip


def cost_cell(minor: int | None, currency: str) -> Cell:
    """Money, in whole units: a grid is no invoice."""
    if minor is None:
        return {"text": "", "sort": -1}
    one = 10 ** money.digits(currency)
    return {"text": money.said(round(minor / one) * one, currency), "sort": minor, "title": money.said(minor, currency)}


def total(rows: Sequence[Row], currency: str) -> Line:
    """What everybody's weeks come to."""

    def all_(name: str) -> int:
        return sum(row[name] for row in rows)

    costs = [row["cost_minor"] for row in rows if row["cost_minor"] is not None]
    off = all_("seconds") - all_("planned_seconds")
    days = [sum(row["days"][n]["seconds"] for row in rows) for n in range(7)]
    cells: dict[str, Cell] = {
        "who": {"text": words.plural(len(rows), "person", "people")},
        "total": {"text": words.hours(all_("seconds"))},
        "planned": {"text": words.hours(all_("planned_seconds"))},
        "off": {"text": signed(off)},
        "by_hand": {"text": words.hours(all_("manual_seconds"))},
        "cost": cost_cell(sum(costs), currency) if costs else {},
        **{str(n): {"text": words.hours(seconds) if seconds else ""} for n, seconds in enumerate(days)},
    }  # fmt: skip
    return {"id": "", "cells": cells, "last": True}


def changes(seen: Row, now: Row) -> list[str]:
    """What a week has that it had not when somebody looked: `Tue 24 Nov: 7:30 → 8:10`."""
    found = []
    for before, after in zip(seen["days"], now["days"], strict=True):
        if before["seconds"] != after["seconds"]:
            said = f"{words.hours(before['seconds'])} → {words.hours(after['seconds'])}"
            found.append(f"{words.day(after['date'])}: {said}")
    was = {task["task_id"]: task["seconds"] for task in seen["tasks"]}
    for task in now["tasks"]:
        before = was.pop(task["task_id"], 0)
        if before != task["seconds"]:
            found.append(f"{task['task_title']}: {words.hours(before)} → {words.hours(task['seconds'])}")
    titles = {task["task_id"]: task["task_title"] for task in seen["tasks"]}
    found += [f"{titles[one]}: {words.hours(seconds)} → 0:00" for one, seconds in was.items()]
    if seen["state"] != now["state"]:
        found.append(f"It is {STATE[now['state']][0].lower()} now.")
    return found


def by_task(week: Row, cells: Iterable[Row]) -> tuple[list[Column], list[Line]]:
    """A person's week: tasks down, days across, and how each task stands against its estimate.

    cells: sums by task and day of that person and week.
    """
    monday = dt.date.fromisoformat(week["days"][0]["date"])
    days = [(monday + n * DAY).isoformat() for n in range(7)]
    found = {(row["task_id"], row["day"]): row["seconds"] for row in cells}
    lines = [_task(task, [found.get((task["task_id"], day), 0) for day in days]) for task in _most_first(week["tasks"])]
    sums: dict[str, Cell] = {
        str(n): {"text": words.hours(day["seconds"]) if day["seconds"] else ""} for n, day in enumerate(week["days"])
    }
    lines.append({
        "id": "", "last": True,
        "cells": {"task": {"text": "All tasks"}, **sums, "week": {"text": words.hours(week["seconds"])}},
    })  # fmt: skip
    return [
        {"id": "task", "label": "Task"},
        *_seven(monday),
        {"id": "week", "label": "Week", "figure": True},
        {"id": "bid", "label": "Estimate", "figure": True},
        {"id": "ever", "label": "So far", "figure": True, "about": "Everybody’s hours on the task, whenever they were"},
        {"id": "used", "label": "Used", "figure": True},
    ], lines


def _most_first(tasks: Iterable[Row]) -> list[Row]:
    return sorted(tasks, key=lambda task: -task["seconds"])


def _task(task: Row, days: Sequence[int]) -> Line:
    bid = task["estimate_minutes"] and task["estimate_minutes"] * 60
    over = bool(bid) and task["total_seconds"] >= bid + 60
    tone: Tone = "bad" if over else ""
    cells: dict[str, Cell] = {
        "task": {"text": task["task_title"]},
        "week": {"text": words.hours(task["seconds"]), "sort": task["seconds"]},
        "bid": {"text": words.hours(bid) if bid else "–", "sort": bid or -1},
        "ever": {"text": words.hours(task["total_seconds"]), "sort": task["total_seconds"], "tone": tone},
        **{
            str(n): {"text": words.hours(one), "sort": one, "shade": one / FULL_DAY} if one else {"sort": 0}
            for n, one in enumerate(days)
        },
    }  # fmt: skip
    if bid:
        used = task["total_seconds"] / bid
        reach = max(used, 1.0)
        said = f"+{words.hours(task['total_seconds'] - bid)} over" if over else f"{100 * used:.0f} %"
        cells["used"] = {
            "text": said,
            "sort": used,
            "fill": used / reach,
            "mark": 1 / reach,
            "tone": "bad" if over else "",
        }
    return {"id": str(task["task_id"]), "cells": cells, "tone": "bad" if over else ""}


def touched(rows: Iterable[Row]) -> list[Row]:
    """The segments that people made or changed, the first first: entered, corrected, taken out."""
    found = [row for row in rows if row["source"] == "manual" or row["corrected"] or row["removed"]]
    return sorted(found, key=lambda row: row["started_at"])


def why(history: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """(reason, who) of the last step by hand."""
    if not history:
        return "", ""
    return str(history[-1]["reason"]), str(history[-1]["by_name"] or "somebody who left")
