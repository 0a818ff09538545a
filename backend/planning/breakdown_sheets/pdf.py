"""Breakdown sheets on paper, one scene a page."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backend.core.typeset import Paper, typeset
from backend.planning.breakdown_sheets.service import Box, BreakdownSheet

TEMPLATE = Path(__file__).with_name("breakdown_sheet.typ")
COLUMNS = 3
LETTERS_A_LINE = 30  # of a box, about; decides only which column a box goes to


def render(
    sheets: Sequence[BreakdownSheet], *, production: str, company: str, prepared: dt.date, paper: Paper, empty: bool
) -> bytes:
    """The PDF of these sheets; `empty` prints categories without elements too."""
    data = {
        "production": production, "company": company, "prepared": f"{prepared.day} {prepared:%B %Y}",
        "sheets": [_sheet(sheet, empty) for sheet in sheets],
    }  # fmt: skip
    return typeset(TEMPLATE, data, paper)


def _sheet(sheet: BreakdownSheet, empty: bool) -> dict[str, Any]:
    plain = ("scene_number", "pages", "int_ext", "set_name", "location", "day_night", "script_day", "sequence", "unit")
    return {
        **{name: getattr(sheet, name) for name in (*plain, "synopsis", "comments")},
        "number": str(sheet.number) if sheet.number else "Omitted",
        "page": str(sheet.page),
        "minutes": _duration(sheet.minutes),
        "columns": _columns([box for box in sheet.boxes if box.needs or empty]),
    }


def _columns(boxes: Sequence[Box]) -> list[list[dict[str, Any]]]:
    """The boxes in order, each into the column that is least filled, so that a page is used evenly."""
    columns: list[list[dict[str, Any]]] = [[] for _ in range(COLUMNS)]
    heights = [0] * COLUMNS
    for box in boxes:
        shortest = heights.index(min(heights))
        columns[shortest].append(_box(box))
        heights[shortest] += 3 + sum(1 + (len(need.name) + len(need.notes)) // LETTERS_A_LINE for need in box.needs)
    return columns if boxes else []


def _box(box: Box) -> dict[str, Any]:
    return {
        "name": box.name, "colour": box.colour, "mark": box.mark,
        "needs": [
            {
                "lead": need.number, "name": need.name, "notes": need.notes,
                "quantity": f"{need.quantity} ×" if need.quantity != 1 else "",
            }
            for need in box.needs
        ],
    }  # fmt: skip


def _duration(minutes: int | None) -> str:
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest or not hours else [])])
