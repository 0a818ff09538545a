"""The board of strips: shooting days with what they hold, what lies between them, and the boneyard."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from streamlit_app import words
from streamlit_app.charts.breaks import between, end_of_day
from streamlit_app.components.board import banner, break_line, column, strip
from streamlit_app.components.strip_moves import UNSCHEDULED

Strip = dict[str, Any]
Alerts = Mapping[int, str]
"""What is wrong with a strip or day, by key or id."""

ORDERS = {
    "script": "in script order", "set": "by set", "location": "by location", "light": "by day and night",
    "pages": "longest first",
}  # fmt: skip
STATE = {
    "completed": "Shot", "in_progress": "Partly shot", "on_hold": "On hold", "omitted": "Omitted",
    "cancelled": "Cancelled",
}  # fmt: skip
OFF = {"holiday": "holiday", "off": "day off", "travel": "company travel", "weekday": "weekday off"}
NOTHING: Alerts = {}


def day_columns(
    days: Sequence[dict[str, Any]],
    calendar: Mapping[str, Any] | None,
    *,
    several_units: bool,
    strips: Alerts = NOTHING,
    warned: Alerts = NOTHING,
) -> list[dict[str, Any]]:
    """The days in order, each with its break and the dates without shooting up to the next."""
    columns = []
    for day, following in zip_longest(days, days[1:]):
        day = {**day, "unit_shown": several_units}
        lines = [end_of_day(day), *(between(day["date"], following["date"], calendar) if following else ())]
        columns.append(day_column(day, lines, strips, warned.get(day["id"], "")))
    return columns


def day_column(day: dict[str, Any], lines: Sequence[tuple[str, str]], strips: Alerts, warning: str) -> dict[str, Any]:
    """`Day 3 of 9` with date, place and sums on the right, and what to look at."""
    facts = [
        words.day(day["date"]),
        f"call {words.clock(day['general_call'])}" if day["general_call"] else "",
        day["location_name"] or "",
        f"{words.eighths(day['eighths'])} pages",
        hours(day["minutes"]),
        words.plural(day["sets"], "set"),
        f"{day['cast']} cast",
    ]
    places = {one["location_id"] for one in day["strips"] if one["location_id"]}
    alerts = [
        OFF[day["off"]] if day["off"] else "",
        words.plural(len(places) - 1, "company move") if len(places) > 1 else "",
        warning,
    ]
    unit = f" · {day['unit_name']}" if day["unit_shown"] else ""
    pin = " · pinned" if day["pinned"] else ""
    return column(
        day["id"], f"Day {day['number']} of {day['of']}{unit}{pin}",
        [strip_of(one, strips, day["location_id"]) for one in day["strips"]], extra=" · ".join(filter(None, facts)),
        alert=" · ".join(filter(None, alerts)), lines=[break_line(*line) for line in lines],
    )  # fmt: skip


def boneyard_column(strips: Sequence[Strip], order: str, find: str = "", alerts: Alerts = NOTHING) -> dict[str, Any]:
    """What has no day, beside the days; `order` is a key of ORDERS, `find` words that a strip must hold."""
    shown = [one for one in ordered(strips, order) if holds(one, find)]
    some = f"{len(shown)} of " if len(shown) < len(strips) else ""
    pages = words.eighths(sum(one["eighths"] for one in strips))
    extra = f"{some}{words.plural(len(strips), 'strip')} · {pages} pages"
    return column(UNSCHEDULED, "Boneyard", [strip_of(one, alerts) for one in shown], extra=extra, aside=True)


def holds(one: Strip, find: str) -> bool:
    """Whether a strip has every word somewhere: in its number, heading, synopsis, place, or as a cast number."""
    texts = [str(one[name] or "") for name in ("number", "heading", "set_name", "synopsis", "location_name", "banner")]
    said = " ".join(texts).casefold()
    return all(word in said or word in map(str, one["cast_numbers"]) for word in find.casefold().split())


def ordered(strips: Sequence[Strip], order: str) -> list[Strip]:
    """Strips sorted as asked; those alike stay in script order."""
    keys = {
        "set": lambda one: one["set_name"].casefold(),
        "location": lambda one: (one["location_name"] or "\uffff").casefold(),
        "light": lambda one: (one["day_night"] or "\uffff", one["int_ext"] or ""),
        "pages": lambda one: -one["eighths"],
    }
    return sorted(strips, key=keys[order]) if order in keys else list(strips)


def strip_of(one: Strip, alerts: Alerts = NOTHING, at: int | None = None) -> dict[str, Any]:
    """A scene, a part of one, or a banner as a strip of the board; its place unless that is the day's (`at`)."""
    if one["scene_id"] is None:
        return banner(one["key"], one["banner"], time=hours(one["estimated_minutes"] or 0))
    return strip(
        one["key"],
        number=number_of(one),
        int_ext=one["int_ext"],
        day_night=one["day_night"],
        heading=_heading(one),
        pages=words.eighths(one["eighths"]),
        cast=", ".join(map(str, one["cast_numbers"])),
        place="" if one["location_id"] == at else one["location_name"] or "",
        sub=one["synopsis"],
        alert=alerts.get(one["key"], ""),
    )


def number_of(one: Strip) -> str:
    """`12A`, a part of a scene `12A pt 1`; a banner's words."""
    return str(one["banner"] or one["number"]) + (f" pt {one['part']}" if one["part"] else "")


def name_of(one: Strip) -> str:
    """A strip in a list: `12A pt 1 INT. KITCHEN – DAY`, or a banner's words."""
    return str(one["banner"] or f"{number_of(one)} {words.heading(one)}")


def hours(minutes: int) -> str:
    """`9 h 30`, `45 min`; nothing for nothing."""
    if minutes < 60:
        return f"{minutes} min" if minutes else ""
    return f"{minutes // 60} h" + (f" {minutes % 60:02}" if minutes % 60 else "")


def _heading(scene: Strip) -> str:
    """The set, and how far the scene is once that matters."""
    return " · ".join(part for part in (scene["set_name"] or scene["heading"], STATE.get(scene["status"], "")) if part)


def totals(schedule: dict[str, Any]) -> str:
    """`62 of 69 scenes scheduled, 7 to go · 31 2/8 of 38 pages · 9 days`; a scene is, when all its parts are."""
    on_days = [one for day in schedule["days"] for one in day["strips"] if one["scene_id"] is not None]
    left = [one for one in schedule["unscheduled"] if one["scene_id"] is not None]
    to_go = {one["scene_id"] for one in left}
    done = {one["scene_id"] for one in on_days} - to_go
    pages, rest = sum(one["eighths"] for one in on_days), sum(one["eighths"] for one in left)
    scenes = f"{len(done)} of {words.plural(len(done | to_go), 'scene')} scheduled"
    return " · ".join(
        [
            f"{scenes}, {len(to_go)} to go" if to_go else scenes,
            f"{words.eighths(pages)} of {words.eighths(pages + rest)} pages",
            words.plural(len(schedule["days"]), "shooting day"),
        ]
    )
