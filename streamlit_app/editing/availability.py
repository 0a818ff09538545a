"""Availability as a grid and in words: people and places down, days across; no Streamlit here."""

import calendar as calendars
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from streamlit_app import words

Row = dict[str, Any]
KINDS = {"cast": "Cast", "crew": "Crew", "location": "Locations", "element": "Things"}
STATES = {
    "unavailable": ("U", "Not available"), "tentative": ("T", "Tentative"), "hold_1": ("1", "1st hold"),
    "hold_2": ("2", "2nd hold"), "booked": ("B", "Booked"),
}  # fmt: skip
OWN = ("unavailable", "tentative")  # what people may say of themselves
FREE = "free"


def month_of(date: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of a month."""
    last = calendars.monthrange(date.year, date.month)[1]
    return date.replace(day=1), date.replace(day=last)


def months_on(date: dt.date, step: int) -> dt.date:
    """The first of the month that many months later."""
    place = date.year * 12 + date.month - 1 + step
    return dt.date(place // 12, place % 12 + 1, 1)


def key_of(row: Row) -> str:
    """`cast:3`: names a row of the grid."""
    return f"{row['kind']}:{row['id']}"


def subject_of(key: str) -> Row:
    """What the API calls a subject."""
    kind, _, number = key.partition(":")
    return {"kind": kind, "id": int(number)}


def chosen(rows: Iterable[Row], kinds: Sequence[str], search: str = "", only_clashes: bool = False) -> list[Row]:
    """The rows that somebody asked for; no kind chosen means all."""
    wanted = search.strip().casefold()
    return [
        row
        for row in rows
        if (not kinds or row["kind"] in kinds)
        and (not only_clashes or any(cell["clash"] for cell in row["cells"]))
        and (not wanted or wanted in f"{row['number']} {row['name']} {row['about']}".casefold())
    ]


def grid(shown: Row, rows: Sequence[Row], *, everybody: bool, today: str) -> Row:
    """What the grid component draws: columns, groups of rows with a cell or null for each column, and the brushes."""
    dates = [day["date"] for day in shown["days"]]
    groups: list[Row] = [
        {"name": name, "rows": [_line(row, dates, everybody or row["mine"]) for row in rows if row["kind"] == kind]}
        for kind, name in KINDS.items()
    ]
    brushes = [key for key in STATES if everybody or key in OWN]
    return {
        "label": "Availability",
        "columns": [_column(day, today) for day in shown["days"]],
        "groups": [group for group in groups if group["rows"]],
        "states": {key: {"letter": letter, "label": label} for key, (letter, label) in STATES.items()},
        "brushes": brushes if any(row["editable"] for group in groups for row in group["rows"]) else [],
    }


def _column(day: Row, today: str) -> Row:
    date = dt.date.fromisoformat(day["date"])
    number = f", shooting day {day['number']}" if day["number"] else ""
    return {
        "date": day["date"], "day": str(date.day), "weekday": f"{date:%a}"[:2], "number": day["number"] or "",
        "off": not day["works"], "today": day["date"] == today, "title": words.day(date) + number,
    }  # fmt: skip


def _line(row: Row, dates: Sequence[str], editable: bool) -> Row:
    cells = {cell["date"]: cell for cell in row["cells"]}
    names = ("state", "partly", "wanted", "clash")
    return {
        "key": key_of(row), "number": row["number"], "name": row["name"], "about": row["about"], "editable": editable,
        "cells": [{name: cells[date][name] for name in names} if date in cells else None for date in dates],
    }  # fmt: skip


def clashes(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """(row, cell) of everybody whom the schedule wants and who cannot be had, the certain ones first."""
    found = [(row, cell) for row in rows for cell in row["cells"] if cell["clash"]]
    return sorted(found, key=lambda pair: (pair[1]["clash"] != "error", pair[1]["date"]))


def span_words(span: Row) -> str:
    """`Thu 4 Mar to Sat 6 Mar, 09:00–12:00: not available`."""
    days = words.day(span["first"])
    if span["last"] != span["first"]:
        days += f" to {words.day(span['last'])}"
    hours = f", {words.clock(span['starts'])}–{words.clock(span['ends'])}" if span["starts"] else ""
    return f"{days}{hours}: {STATES[span['state']][1].lower()}"
