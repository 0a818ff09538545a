"""How time is tracked, in plain sentences, and what people cost, as rows; no Streamlit here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from streamlit_app import money, words
from streamlit_app.editing.ledger import Cell, Column, Line

Row = dict[str, Any]
FOREVER = 0
KEPT = (60, 3650)  # days; the API takes no others but 0


@dataclass(frozen=True)
class Setting:
    """A number: what it is called, in which unit, between what, and what it does."""

    label: str
    unit: str
    least: int
    most: int
    step: int
    about: str


NUMBERS = {
    "idle_minutes": Setting(
        "Idle limit", "minutes", 1, 60, 1,
        "After this long without input the clock stops, and the whole pause is taken out; shorter pauses count.",
    ),
    "interval_seconds": Setting(
        "Heartbeat", "seconds", 15, 300, 15,
        "How often a program tells that somebody still works; one that misses two in a row counts as gone.",
    ),
    "max_hours": Setting(
        "Longest segment", "hours", 1, 24, 1,
        "No stretch of work, measured or entered, is longer than this.",
    ),
    "hand_timer_hours": Setting(
        "Timer by hand", "hours", 1, 24, 1,
        "A timer started by hand and still running after this was forgotten: nothing counts until its person says.",
    ),
    "week_hours": Setting(
        "Planned week", "hours", 0, 100, 1,
        "What a full week has; Approvals compares everybody’s hours with it.",
    ),
}  # fmt: skip
SWITCHES = {
    "keep_file_names": (
        "Keep file names",
        "The name of the open file is stored beside the time, never its folder. Off: no names at all.",
    ),
    "count_renders": (
        "Local renders are work",
        "While the artist’s own machine renders, the clock goes on. Off: rendering is a pause.",
    ),
}
RETENTION = (
    "Single sessions are forgotten after this many days; what each day comes to stays for good. Empty: keep everything."
)  # fmt: skip


def label(name: str) -> str:
    """What a setting is called."""
    if name in NUMBERS:
        return NUMBERS[name].label
    return SWITCHES[name][0] if name in SWITCHES else "Keep sessions"


def said(name: str, value: Any) -> str:
    """A setting in words, for what somebody else saved: `Idle limit: 10 minutes`; nothing for what is no setting."""
    if name in NUMBERS:
        return f"{label(name)}: {value} {NUMBERS[name].unit}"
    if name in SWITCHES:
        return f"{label(name)}: {'on' if value else 'off'}"
    if name == "retention_days":
        return f"{label(name)}: {f'{value} days' if value else 'for good'}"
    return ""


RATES: list[Column] = [
    {"id": "who", "label": "Person"},
    {"id": "now", "label": "An hour costs", "figure": True},
    {"id": "since", "label": "Since", "tight": True},
    {"id": "next", "label": "Then"},
    {"id": "before", "label": "Before"},
]


def rate_at(rates: Iterable[Row], day: dt.date) -> Row | None:
    """The rate that holds on a day; rates come the oldest first."""
    held = [rate for rate in rates if rate["valid_from"] <= day.isoformat()]
    return held[-1] if held else None


def rated_first(people: Iterable[Row]) -> list[Row]:
    """Whoever has a rate before the rest of the crew, which needs none; else as they come."""
    return sorted(people, key=lambda person: not person["rates"])


def rate_line(person: Row, today: dt.date, currency: str) -> Line:
    """A person's rates as a line: the one that holds, the next, those before."""
    now = rate_at(person["rates"], today)
    later = [rate for rate in person["rates"] if rate["valid_from"] > today.isoformat()]
    before = [rate for rate in person["rates"] if now and rate["valid_from"] < now["valid_from"]]
    cells: dict[str, Cell] = {
        "who": {"text": person["user_name"]},
        "now": {"text": money.said(now["hourly_minor"], currency), "sort": now["hourly_minor"]}
        if now
        else {"text": "not set", "sort": -1, "tone": "quiet"},
        "since": {"text": words.day(now["valid_from"], year=True), "sort": now["valid_from"]} if now else {},
        "next": {"text": ", ".join(_from(rate, currency) for rate in later)},
        "before": {"text": ", ".join(_from(rate, currency) for rate in before[::-1][:2]), "tone": "quiet"},
    }  # fmt: skip
    return {"id": str(person["user_id"]), "cells": cells}


def _from(rate: Row, currency: str) -> str:
    return f"{money.said(rate['hourly_minor'], currency)} from {words.day(rate['valid_from'], year=True)}"
