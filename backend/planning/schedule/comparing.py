"""Two boards side by side: days, the cast's work and hold, company moves, and what lies on another date."""

import datetime as dt
from itertools import groupby, pairwise
from typing import Any

from backend.planning.dood.engine import day_out_of_days
from backend.planning.facts import BoardFacts, StripFacts
from backend.planning.schedule import boards
from backend.planning.schedule.facts import board_facts


def compare(production_id: int, board_id: int, with_id: int) -> dict[str, Any]:
    """The boards as `schemas.ComparisonOut`. Raises NotFound."""
    ids = [boards.find(production_id, one).id for one in (board_id, with_id)]
    first, second = (board_facts(production_id, one) for one in ids)
    here, there = _dates(first), _dates(second)
    differences = [
        {"label": label, "first": here.get((order, label)), "second": there.get((order, label))}
        for order, label in sorted(here.keys() | there.keys())
        if here.get((order, label)) != there.get((order, label))
    ]
    return {"first": _side(ids[0], first), "second": _side(ids[1], second), "differences": differences}


def _side(board_id: int, facts: BoardFacts) -> dict[str, Any]:
    scenes = [strip for day in facts.days for strip in day.strips if strip.scene_id is not None]
    rows = day_out_of_days(facts)
    dates = [day.date for day in facts.days]
    return {
        "board_id": board_id,
        "name": facts.name,
        "days": len(facts.days),
        "first": min(dates, default=None),
        "last": max(dates, default=None),
        "scenes": len({strip.scene_id for strip in scenes}),
        "eighths": sum(strip.eighths for strip in scenes),
        "unscheduled": len({strip.scene_id for strip in facts.boneyard if strip.scene_id is not None}),
        "work_days": sum(row.work for row in rows),
        "hold_days": sum(row.hold for row in rows),
        "moves": company_moves(facts),
    }


def company_moves(facts: BoardFacts) -> int:
    """How often a unit goes from one location to another, within a day or overnight; scenes without one are passed."""
    count = 0
    for _unit, days in groupby(sorted(facts.days, key=lambda day: (day.unit, day.date)), key=lambda day: day.unit):
        places = [strip.location_id for day in days for strip in day.strips if strip.location_id is not None]
        count += sum(before != after for before, after in pairwise(places))
    return count


def _dates(facts: BoardFacts) -> dict[tuple[int, str], dt.date | None]:
    found: dict[tuple[int, str], dt.date | None] = {}
    for day in facts.days:
        found |= {(strip.order, _label(strip)): day.date for strip in day.strips if strip.scene_id is not None}
    return found


def _label(strip: StripFacts) -> str:
    return f"{strip.number} part {strip.part}" if strip.part else strip.number
