"""Working rules as a form: which fields there are, in which unit people think of them, and back; no Streamlit here."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Unit = Literal["hours", "minutes", "pages", "days", "before", "text", "money", "currency", "list"]


class Field(NamedTuple):
    """A rule of the form: its name, the unit people think in, and what a nought means."""

    label: str
    unit: Unit
    nought: str = "no such rule"


GROUPS: dict[str, dict[str, Field]] = {
    "Rest": {
        "cast_rest_minutes": Field("Cast, from dismissal to next call", "hours"),
        "crew_rest_minutes": Field("Crew, from wrap to next call", "hours"),
        "weekly_rest_minutes": Field("Longest rest of a week", "hours"),
        "swing_rest_minutes": Field("From a night's wrap to a day call", "hours"),
        "rest_exceptions": Field("When less is allowed", "text"),
        "forced_call": Field("A call before the rest is over", "text"),
    },
    "Meals": {
        "meal_after_minutes": Field("A meal begins within", "hours"),
        "meal_minutes": Field("Shortest meal", "minutes"),
        "meal_deduct_minutes": Field("Most that is not paid", "minutes"),
        "meal_grace_minutes": Field("Grace to finish a set-up", "minutes", "none"),
        "early_meal_minutes": Field("Early paid meal that starts the clock anew", "minutes", "none"),
        "meal_penalties": Field("Penalties for each half hour begun", "money"),
        "penalty_currency": Field("Currency of the penalties", "currency"),
    },
    "The day": {
        "max_day_minutes": Field("Longest day, call to wrap", "hours"),
        "max_eighths_per_day": Field("Most pages on a day", "pages"),
    },
    "Hold and drop": {"drop_days": Field("Dropped when picked up more than … calendar days later", "days")},
    "Call sheets": {
        "send_before_call_hours": Field("Out before the general call", "before"),
        "reminder_hours": Field("Reminders, hours before a person's call", "list"),
    },
}
FIELDS = {name: field for group in GROUPS.values() for name, field in group.items()}
STRIPS = {
    "day_int": "Day interior", "day_ext": "Day exterior", "night_int": "Night interior", "night_ext": "Night exterior",
    "dawn": "Dawn, exterior", "dusk": "Dusk, exterior", "day_break": "End of day", "week_break": "End of week",
    "holiday": "Holiday", "free": "Day off",
}  # fmt: skip


class Unreadable(ValueError):
    """What was typed is no value of this rule; the message says what would be."""


def to_form(name: str, value: Any) -> Any:
    """A stored value as the form shows it: hours with a fraction, pages, penalties as `25, 35, 50`."""
    unit = FIELDS[name].unit
    if unit == "hours":
        return value / 60
    if unit == "pages":
        return value / 8
    if unit == "money":
        return ", ".join(f"{minor / 100:g}" for minor in value)
    if unit == "list":
        return ", ".join(map(str, value))
    return value


def from_form(name: str, shown: Any) -> Any:
    """Back from the form. Raises Unreadable."""
    field = FIELDS[name]
    if field.unit in ("hours", "pages"):
        return round(shown * (60 if field.unit == "hours" else 8))
    if field.unit == "money":
        return [round(number * 100) for number in _numbers(shown, field.label)]
    if field.unit == "list":
        return [round(number) for number in _numbers(shown, field.label)]
    if field.unit == "currency":
        return shown.strip().upper()
    return shown.strip() if isinstance(shown, str) else shown


def said(name: str, value: Any) -> str:
    """A value in words: `12 h`, `1 h 30 min`, `5 pages`, `25, 35, 50`."""
    field = FIELDS[name]
    if field.unit in ("hours", "minutes") and not value:
        return field.nought
    if field.unit in ("hours", "minutes"):
        hours, minutes = divmod(value, 60)
        return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)
    shown = to_form(name, value)
    if field.unit == "pages":
        return f"{shown:g} pages" if value else field.nought
    if field.unit == "days":
        return f"{shown} days"
    if field.unit == "before":
        return f"{shown} h"
    return str(shown) or "nothing"


def changes(form: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says otherwise than the stored values. Raises Unreadable."""
    typed = {name: from_form(name, shown) for name, shown in form.items()}
    return {name: value for name, value in typed.items() if value != values[name]}


def band_rows(bands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Hours of minors as rows of a table: hours with a fraction, clocks as times."""
    return [
        {
            "under_age": band["under_age"],
            "hours": band["max_at_work_minutes"] / 60,
            "earliest_call": dt.time.fromisoformat(band["earliest_call"]),
            "latest_wrap": dt.time.fromisoformat(band["latest_wrap"]),
            "source": band["source"],
        }
        for band in bands
    ]


def from_band_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Back from the table; empty rows are left out. Raises Unreadable for a row that lacks something."""
    found = []
    for row in rows:
        if not any(_filled(row.get(name)) for name in ("under_age", "hours", "earliest_call", "latest_wrap")):
            continue
        if not all(_filled(row.get(name)) for name in ("under_age", "hours", "earliest_call", "latest_wrap")):
            raise Unreadable("Every line of minors' hours needs an age, hours, an earliest call and a latest wrap.")
        found.append(
            {
                "under_age": int(row["under_age"]),
                "max_at_work_minutes": round(float(row["hours"]) * 60),
                "earliest_call": f"{row['earliest_call']:%H:%M}",
                "latest_wrap": f"{row['latest_wrap']:%H:%M}",
                "source": (row.get("source") or "") if isinstance(row.get("source"), str) else "",
            }
        )
    return sorted(found, key=lambda band: band["under_age"])


def _filled(value: Any) -> bool:
    return value is not None and value == value  # a table's missing number is NaN, which equals nothing


def _numbers(text: str, label: str) -> list[float]:
    parts = [part for part in re.split(r"[;,\s]+", text.strip()) if part]
    if not all(re.fullmatch(r"\d{1,6}(\.\d{1,2})?", part) for part in parts):
        raise Unreadable(f"{label}: numbers with commas between them, such as 25, 35, 50.")
    return [float(part) for part in parts]
