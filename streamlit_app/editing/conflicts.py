"""Conflicts of a board in short words for strips and days, and in groups for a list; no Streamlit here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from streamlit_app import words

Row = dict[str, Any]
SHORT = {
    "cast_away": "not available", "crew_away": "crew not available", "element_away": "not available",
    "hours_away": "away for hours", "tentative": "tentative", "location_closed": "location closed",
    "two_units": "two units", "two_places": "in two places", "rest": "short rest", "crew_rest": "short crew rest",
    "weekly_rest": "weekly rest", "swing": "night to day", "day_off": "day off", "pages": "too many pages",
    "long_day": "long day", "meal": "late meal", "second_meal": "second meal", "dark": "in the dark",
    "daylight": "in daylight", "minor_hours": "minor's hours", "minor_call": "minor's call",
    "minor_night": "minor at night", "order": "order", "cut": "cut scene", "no_location": "no location",
}  # fmt: skip
SEVERITIES = {"error": "Errors", "warning": "Warnings", "notice": "Notices", "accepted": "Accepted"}
ICON = {
    "error": ":red[:material/error:]", "warning": ":orange[:material/warning:]", "notice": ":blue[:material/info:]",
    "accepted": ":gray[:material/check_circle:]",
}  # fmt: skip
# Where a conflict is settled when not on the board: (page, what to do there).
ELSEWHERE = {
    **dict.fromkeys(
        ("cast_away", "crew_away", "element_away", "hours_away", "tentative", "location_closed"),
        ("availability", "Availability"),
    ),
    **dict.fromkeys(("meal", "second_meal"), ("call_sheets", "Call sheets")),
    "no_location": ("scenes", "Scenes"),
}
QUIET = ("notice",)  # shown in the list alone


def alerts(found: Row) -> tuple[dict[int, str], dict[int, str]]:
    """What the board writes: strip key → short words, day id → short words; only what is open, the gravest first."""
    strips: dict[int, list[str]] = {}
    days: dict[int, list[str]] = {}
    for one in sorted(opened(found["conflicts"]), key=lambda one: list(SEVERITIES).index(one["severity"])):
        if one["severity"] in QUIET:
            continue
        where = (strips, one["strip_keys"]) if one["strip_keys"] else (days, one["day_ids"][:1])
        for key in where[1]:
            where[0].setdefault(key, []).append(SHORT.get(one["code"], str(one["code"])))
    return _joined(strips), _joined(days)


def opened(conflicts: Iterable[Row]) -> list[Row]:
    """Those nobody has accepted."""
    return [one for one in conflicts if one["accepted"] is None]


def group_of(one: Row) -> str:
    """Its severity, or that it was accepted."""
    return "accepted" if one["accepted"] else str(one["severity"])


def of_groups(conflicts: Iterable[Row], groups: Sequence[str]) -> list[Row]:
    """Those of these groups (SEVERITIES), in the order they came."""
    return [one for one in conflicts if group_of(one) in groups]


def by_date(conflicts: Iterable[Row]) -> dict[str, list[Row]]:
    """Date → its conflicts, the gravest first."""
    found: dict[str, list[Row]] = {}
    for one in sorted(conflicts, key=lambda one: (one["date"], list(SEVERITIES).index(group_of(one)))):
        found.setdefault(one["date"], []).append(one)
    return found


def summary(counts: Mapping[str, int]) -> str:
    """`2 errors, 5 warnings`, or that there are none."""
    said = [words.plural(counts[name], name) for name in ("error", "warning", "notice") if counts[name]]
    return ", ".join(said) or "no conflicts"


def _joined(found: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """`not available · short rest`; the same words of several once, with how many."""
    return {
        key: " · ".join(f"{text} ×{count}" if count > 1 else text for text, count in Counter(said).items())
        for key, said in found.items()
    }
