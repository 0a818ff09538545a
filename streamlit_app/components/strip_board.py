"""The schedule as a board: shooting days with their strips, and the scenes that have no day yet."""

from collections.abc import Sequence
from typing import Any

from streamlit_app import words
from streamlit_app.components.board import column, strip
from streamlit_app.components.strip_moves import UNSCHEDULED

Strip = dict[str, Any]
ORDERS = {
    "script": "in script order", "set": "by set", "location": "by location", "light": "by day and night",
    "pages": "longest first",
}  # fmt: skip
STATE = {
    "completed": "Shot", "in_progress": "Partly shot", "on_hold": "On hold", "omitted": "Omitted",
    "cancelled": "Cancelled",
}  # fmt: skip


def day_column(day: dict[str, Any]) -> dict[str, Any]:
    """`Day 3 of 9` with date, place and sums on the right; more than one location is a company move."""
    strips = day["strips"]
    cast = {member for one in strips for member in one["cast_member_ids"]}
    facts = [
        words.day(day["date"]),
        f"call {words.clock(day['general_call'])}" if day["general_call"] else "",
        day["location_name"] or "",
        f"{words.eighths(day['eighths'])} pages",
        words.plural(len(strips), "scene"),
        f"{len(cast)} cast",
    ]
    places = {one["location_id"] for one in strips if one["location_id"]}
    alert = words.plural(len(places) - 1, "company move") if len(places) > 1 else ""
    title, extra = f"Day {day['number']} of {day['of']}", " · ".join(filter(None, facts))
    return column(day["id"], title, [strip_of(one) for one in strips], extra=extra, alert=alert)


def unscheduled_column(strips: Sequence[Strip], order: str) -> dict[str, Any]:
    """The scenes without a day, beside the days; `order` is a key of ORDERS."""
    pages = words.eighths(sum(one["eighths"] for one in strips))
    extra = f"{words.plural(len(strips), 'scene')} · {pages} pages"
    items = [strip_of(one) for one in ordered(strips, order)]
    return column(UNSCHEDULED, "Unscheduled", items, extra=extra, aside=True)


def ordered(strips: Sequence[Strip], order: str) -> list[Strip]:
    """Strips sorted as asked; those alike stay in script order."""
    keys = {
        "set": lambda one: one["set_name"].casefold(),
        "location": lambda one: (one["location_name"] or "\uffff").casefold(),
        "light": lambda one: (one["day_night"] or "\uffff", one["int_ext"] or ""),
        "pages": lambda one: -one["eighths"],
    }
    return sorted(strips, key=keys[order]) if order in keys else list(strips)


def strip_of(scene: Strip) -> dict[str, Any]:
    """A scene as a strip of the board."""
    return strip(
        scene["scene_id"],
        number=scene["number"],
        int_ext=scene["int_ext"],
        day_night=scene["day_night"],
        heading=_heading(scene),
        pages=words.eighths(scene["eighths"]),
        cast=", ".join(map(str, scene["cast_numbers"])),
        sub=scene["synopsis"],
    )


def _heading(scene: Strip) -> str:
    """The set, and how far the scene is once that matters."""
    return " · ".join(part for part in (scene["set_name"] or scene["heading"], STATE.get(scene["status"], "")) if part)


def totals(schedule: dict[str, Any]) -> str:
    """`62 of 69 scenes scheduled, 7 to go · 31 2/8 of 38 pages · 9 days`."""
    on_days = [one for day in schedule["days"] for one in day["strips"]]
    left = schedule["unscheduled"]
    pages, rest = sum(one["eighths"] for one in on_days), sum(one["eighths"] for one in left)
    scenes = f"{len(on_days)} of {words.plural(len(on_days) + len(left), 'scene')} scheduled"
    return " · ".join(
        [
            f"{scenes}, {len(left)} to go" if left else scenes,
            f"{words.eighths(pages)} of {words.eighths(pages + rest)} pages",
            words.plural(len(schedule["days"]), "shooting day"),
        ]
    )
