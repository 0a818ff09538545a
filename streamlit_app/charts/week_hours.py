"""A week of one's hours: seven columns stacked by task, and the same as a table."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from streamlit_app import words

Row = dict[str, Any]
HOUR = 3600
FULL_DAY = 8 * HOUR  # the height of the columns on a week with less


def week(rows: Iterable[Row], monday: dt.date, today: dt.date, colour: Mapping[int, int]) -> Row:
    """What a page draws of a week, from sums by day and task.

    rows   {day, task_id, task_title, production_id, production_title, estimate_minutes, seconds}
    days   {date, label, number, today, total, height, parts: [{colour, share, title}]}; heights in percent
    tasks  {colour, title, production, cells: seven texts, total}, the one with most hours first
    """
    listed = list(rows)
    dates = [monday + dt.timedelta(days=n) for n in range(7)]
    by_day = {date: [row for row in listed if row["day"] == date.isoformat()] for date in dates}
    tallest = max([FULL_DAY, *(_sum(found) for found in by_day.values())])
    return {
        "days": [_column(date, by_day[date], tallest, today, colour) for date in dates],
        "tasks": _lines(listed, dates, colour),
        "total": words.hours(_sum(listed)),
        "scale": words.hours(tallest),
    }


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def name_of(day: dt.date) -> str:
    """What the API calls a day's week: `2026-W48`."""
    year, number, _weekday = day.isocalendar()
    return f"{year}-W{number:02}"


def title_of(monday: dt.date) -> str:
    """`Week 48 · 23 – 29 Nov 2026`."""
    sunday = monday + dt.timedelta(days=6)
    first = f"{monday.day}" if monday.month == sunday.month else f"{monday.day} {monday:%b}"
    return f"Week {monday.isocalendar().week} · {first} – {sunday.day} {sunday:%b} {sunday.year}"


def _column(date: dt.date, rows: list[Row], tallest: int, today: dt.date, colour: Mapping[int, int]) -> Row:
    total = _sum(rows)
    parts = [
        {
            "colour": colour.get(row["task_id"], 0), "share": round(100 * row["seconds"] / total, 2),
            "title": f"{row['task_title']} {words.hours(row['seconds'])}",
        }
        for row in sorted(rows, key=lambda row: int(row["task_id"]))
        if row["seconds"]
    ]  # fmt: skip
    return {
        "date": date.isoformat(), "label": f"{date:%a}", "number": str(date.day), "title": words.day(date),
        "today": date == today, "ahead": date > today, "total": words.hours(total) if total else "",
        "height": round(100 * total / tallest, 2), "parts": parts,
    }  # fmt: skip


def _lines(rows: list[Row], dates: list[dt.date], colour: Mapping[int, int]) -> list[Row]:
    several = len({row["production_id"] for row in rows}) > 1
    lines = []
    for task_id in dict.fromkeys(row["task_id"] for row in rows):
        mine = [row for row in rows if row["task_id"] == task_id]
        by_date = {row["day"]: row["seconds"] for row in mine}
        seconds = [by_date.get(date.isoformat(), 0) for date in dates]
        lines.append((
            sum(seconds),
            {
                "colour": colour.get(task_id, 0), "title": mine[0]["task_title"],
                "production": mine[0]["production_title"] if several else "",
                "cells": [words.hours(one) if one else "" for one in seconds], "total": words.hours(sum(seconds)),
            },
        ))  # fmt: skip
    return [line for _total, line in sorted(lines, key=lambda found: -found[0])]


def _sum(rows: Iterable[Row]) -> int:
    return sum(int(row["seconds"]) for row in rows)
