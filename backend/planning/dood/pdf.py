"""The day out of days on paper, landscape like an assistant director's own: people down, dates across, totals last.

Columns are dealt out to pages here, rows flow from page to page in `dood.typ` under a repeated head.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backend.core.typeset import typeset
from backend.planning.dood.columns import Column
from backend.planning.dood.engine import Row

if TYPE_CHECKING:
    from backend.planning.dood.paper import Head
    from backend.planning.dood.service import Dood

TEMPLATE = Path(__file__).with_name("dood.typ")
SHEETS = {"a3": (420.0, 297.0), "a4": (297.0, 210.0), "tabloid": (431.8, 279.4), "letter": (279.4, 215.9)}  # mm
MARGINS, NUMBER, NAME = 18.0, 8.0, 44.0  # mm: both side margins, the columns of number and name
NARROW, WIDE = 5.6, 9.0  # mm: a date's column, from the narrowest that holds "SWF" to the widest that is not wasteful
TOTALS = ("work", "hold", "drop", "travel", "rehearsal", "fitting", "holiday", "paid")
TOTAL, DATE = 7.4, 12.0  # mm: a column of totals, of start and of finish


@dataclass(frozen=True)
class Split:
    """How many dates each page across holds, and how wide (mm) a date's column is; the last holds the totals too."""

    dates: tuple[int, ...]
    width: float


def split(dates: int, sheet: float) -> Split:
    """Deal dates out to as few pages as a sheet this wide (mm) needs, each as full as the others."""
    room = sheet - MARGINS - NUMBER - NAME
    last_room = room - len(TOTALS) * TOTAL - 2 * DATE
    most, most_last = int(room / NARROW), int(last_room / NARROW)
    if dates <= most_last:
        return Split((dates,), min(WIDE, last_room / max(dates, 1)))
    before = ceil((dates - most_last) / most)
    width = min(WIDE, (room * before + last_room) / dates)  # all pages full, were dates divisible
    each = min(most, int(room / width), ceil(dates / before))
    last = dates - each * before
    while last > most_last:  # rounding left one too many for the last page
        each, last = each + 1, last - before
    counts = [*[each] * before, last]
    return Split(tuple(counts), min(WIDE, room / each, last_room / max(last, 1)))


def render(found: "Dood", head: "Head", size: str) -> bytes:
    """The PDF; `size` is a key of SHEETS."""
    width, height = SHEETS[size]
    dealt = split(len(found.columns), width)
    pages, start = [], 0
    for count in dealt.dates:
        pages.append(_page(found, found.columns[start : start + count]))
        start += count
    data = {
        **head._asdict(), "sheet": [width, height], "number": NUMBER, "name": NAME, "width": dealt.width,
        "total": TOTAL, "date": DATE, "pages": pages, "people": [_person(found, row) for row in found.rows],
        "span": _span(found.columns),
    }  # fmt: skip
    return typeset(TEMPLATE, data)


def _page(found: "Dood", columns: Sequence[Column]) -> dict[str, Any]:
    cells = [[row.shown(column.date) for column in columns] for row in found.rows]
    return {
        "months": [
            {"name": f"{dt.date(*month, 1):%B %Y}", "short": f"{dt.date(*month, 1):%b}", "count": len(list(same))}
            for month, same in groupby(columns, lambda column: (column.date.year, column.date.month))
        ],
        "columns": [
            {
                "day": str(column.date.day),
                "weekday": f"{column.date:%a}"[:2],
                "number": _number(column),
                "kind": column.kind,
                "pause": column.after_pause,
            }
            for column in columns
        ],
        "cells": cells,
        "working": [str(sum("W" in line[index] for line in cells) or "") for index in range(len(columns))],
    }


def _number(column: Column) -> str:
    """The shooting day's number; another unit's in brackets; a holiday's and a travel day's mark."""
    if not column.days:
        return {"holiday": "/", "travel": "M"}.get(column.kind, "")
    first, *others = column.days
    return "\n".join([str(first.number), *(f"({other.number})" for other in others)])


def _person(found: "Dood", row: Row) -> dict[str, Any]:
    return {
        "number": row.subject.number,
        "name": row.subject.name,
        "performer": found.performers.get(row.subject.key, ""),
        "totals": [str(getattr(row, name) or "") for name in TOTALS],
        "start": _date(row.start),
        "finish": _date(row.finish),
    }


def _date(date: dt.date | None) -> str:
    return f"{date.day} {date:%b}" if date else ""


def _span(columns: Sequence[Column]) -> str:
    shot = [column.date for column in columns if column.days]
    if not shot:
        return "No shooting days"
    days = f"{len(shot)} shooting day{'s' if len(shot) != 1 else ''}"
    return f"{days}, {_date(shot[0])} {shot[0].year} to {_date(shot[-1])} {shot[-1].year}"
