"""The board as it is read: days in order with their strips, and the scenes that have no day yet."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.planning.schedule import boards, reads
from backend.planning.schedule.models import ShootingDay
from backend.things.locations.models import Location


def whole(production_id: int, board_id: int | None = None) -> dict[str, Any]:
    """A board (the active one when none is named): {version, days, unscheduled}; days by date, each with strips."""
    board_id = boards.chosen_id(production_id, board_id)
    seen = boards.revision(
        board_id
    )  # first: a board newer than its version is refused in vain, an older one never passes
    on_day: dict[int, list[dict[str, Any]]] = defaultdict(list)
    unscheduled = []
    for scene in reads.scenes(production_id, board_id):
        if scene["day_id"] is not None:
            on_day[scene["day_id"]].append(scene)
        elif scene["status"] not in reads.UNSHOT:
            unscheduled.append(scene)
    for strips in on_day.values():
        strips.sort(key=lambda strip: strip["position"])
    return {"version": seen, "days": _days(board_id, on_day, reads.sheets(production_id)), "unscheduled": unscheduled}


def part(production_id: int, board_id: int, day_ids: Collection[int], *, unscheduled: bool) -> dict[str, Any]:
    """A board with only these days; `unscheduled` None unless it is asked for."""
    board = whole(production_id, board_id)
    board["days"] = [day for day in board["days"] if day["id"] in day_ids]
    if not unscheduled:
        board["unscheduled"] = None
    return board


def _days(
    board_id: int, on_day: dict[int, list[dict[str, Any]]], sheets: dict[int, reads.Sheet]
) -> list[dict[str, Any]]:
    rows = db.session.execute(
        select(ShootingDay, Location.name)
        .outerjoin(Location, Location.id == ShootingDay.location_id)
        .where(ShootingDay.board_id == board_id)
        .order_by(ShootingDay.date, ShootingDay.unit_id)
    ).all()
    return [
        {
            **{name: getattr(day, name) for name in ("id", "version", "date", "general_call", "location_id", "notes")},
            "number": number,
            "of": len(rows),
            "location_name": location,
            "eighths": sum(strip["eighths"] for strip in on_day[day.id]),
            "call_sheet_id": sheets[day.id].id if day.id in sheets else None,
            "call_sheet_status": sheets[day.id].status if day.id in sheets else None,
            "strips": on_day[day.id],
        }
        for number, (day, location) in enumerate(rows, start=1)
    ]
