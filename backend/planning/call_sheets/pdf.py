"""The call sheet as a PDF: words and tints are settled here, the layout in `call_sheet.typ`."""

from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backend.core.eighths import format_eighths
from backend.core.typeset import Paper, missing_glyphs, typeset
from backend.planning.call_sheets.document import AdvanceDay, CallSheetDocument, CrewRow, Place, SceneRow

TEMPLATE = Path(__file__).with_name("call_sheet.typ")

# Paper colours of script and call sheet revisions, pale enough to read black text on.
REVISIONS = {
    "white": "#ffffff", "blue": "#b9dcff", "pink": "#ffc9dc", "yellow": "#fff3a6", "green": "#c2ecc4",
    "goldenrod": "#f8d77e", "buff": "#f3e2bf", "salmon": "#ffc4b0", "cherry": "#f7a8b4", "tan": "#e0caa8",
}  # fmt: skip

# Strip colours, thinned to tints that a black-and-white printer turns into near white: (exterior, night) -> tint.
TINTS = {(False, False): "#ffffff", (True, False): "#fff6cf", (False, True): "#dfeafa", (True, True): "#ddf0df"}
TWILIGHT = {"dawn": "#fce3ea", "sunrise": "#fce3ea", "dusk": "#fde7cf", "sunset": "#fde7cf"}


def render(sheet: CallSheetDocument, paper: Paper = "a4") -> bytes:
    """The call sheet on A4 or US Letter: one page when it fits, else the crew list moves to the back."""
    data = {
        **asdict(sheet),
        "date": long_date(sheet.date),
        "day": _day(sheet),
        "fill": REVISIONS.get(sheet.colour.strip().lower(), REVISIONS["white"]),
        "locations": [_place(place) for place in sheet.locations],
        "scenes": [_scene(row) if isinstance(row, SceneRow) else {"banner": row.text} for row in sheet.scenes],
        "total": _total(sheet),
        "advance": [_advance(day) for day in sheet.advance],
        "crew_halves": _halves(sheet.crew),
    }
    return typeset(TEMPLATE, data, paper)


def unprintable(sheet: CallSheetDocument) -> set[str]:
    """Characters on the sheet that no bundled font has: show them as a warning beside the PDF."""
    return missing_glyphs("".join(_texts(sheet)))


def long_date(day: date) -> str:
    """Weekday first and the month in words, so no country misreads it: "Tuesday 24 November 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _day(sheet: CallSheetDocument) -> str:
    """ "Day 3 of 12"; nothing for a day that is no longer on the schedule (number 0)."""
    total = f" of {sheet.days_total}" if sheet.days_total else ""
    return f"Day {sheet.day_number}{total}" if sheet.day_number else ""


def _place(place: Place) -> dict[str, str]:
    link = place.map_url if place.map_url.startswith(("https://", "http://")) and len(place.map_url) <= 2000 else ""
    return {**asdict(place), "map_url": link}


def _scene(row: SceneRow) -> dict[str, Any]:
    return {
        **asdict(row),
        "tint": _tint(row),
        "pages": format_eighths(row.eighths) if row.eighths else "",
        "cast_ids": ", ".join(row.cast_ids),
    }


def _tint(row: SceneRow) -> str:
    light = row.day_night.strip().lower()
    exterior = "e" in row.int_ext.lower()  # INT./EXT. takes the exterior colour
    for word, tint in TWILIGHT.items():
        if exterior and word in light:
            return tint
    return TINTS[exterior, light.startswith("n")]


def _total(sheet: CallSheetDocument) -> str:
    rows = [row for row in sheet.scenes if isinstance(row, SceneRow)]
    count = f"{len(rows)} scene{'s' if len(rows) != 1 else ''}"
    return f"{count}, {format_eighths(sum(row.eighths for row in rows))} pages" if rows else ""


def _halves(crew: Sequence[CrewRow]) -> list[list[dict[str, str]]]:
    """The crew as two columns of about the same height; a half that starts inside a department names it again."""
    lines = len(_by_department(crew))
    half = next((count for count in range(len(crew)) if 2 * len(_by_department(crew[:count])) >= lines), len(crew))
    return [rows for rows in (_by_department(crew[:half]), _by_department(crew[half:])) if rows]


def _by_department(crew: Sequence[CrewRow]) -> list[dict[str, str]]:
    """Crew rows with a line wherever the department changes."""
    found: list[dict[str, str]] = []
    last = ""
    for row in crew:
        if row.department != last and row.department:
            found.append({"banner": row.department})
        last = row.department
        found.append({name: getattr(row, name) for name in ("position", "name", "phone", "call")})
    return found


def _advance(day: AdvanceDay) -> dict[str, Any]:
    number = f"Day {day.day_number}" if day.day_number else ""
    call = f"Crew call {day.call}" if day.call else ""
    title = "  ·  ".join(part for part in (number, long_date(day.date), call, day.location) if part)
    return {"banner": title, "scenes": [_scene(row) for row in day.scenes]}


def _texts(value: Any) -> list[str]:
    if is_dataclass(value):
        return [text for field in fields(value) for text in _texts(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []
