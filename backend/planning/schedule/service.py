"""The schedule for other domains: what is on which day of the active board (or another), and whole boards written.

Days are made and changed in `days`, strips moved in `moves`, cut and joined in `parts`; boards are managed in
`scenarios`, read in `board`, written at once in `bulk`; every change is a step (`steps`) that `undoing` takes back.
"""

import datetime as dt
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.planning.schedule import board, boards, reads
from backend.planning.schedule.boards import day as find
from backend.planning.schedule.bulk import (
    NewDay,
    NewStrip,
    calendar,
    fill,
    new_board,
    unit,
    write_dates,
    write_layout,
)
from backend.planning.schedule.days import show
from backend.planning.schedule.models import ShootingDay
from backend.planning.schedule.steps import step

__all__ = [
    "NewDay", "NewStrip", "calendar", "days", "fill", "find", "new_board", "schedule", "show", "step", "strips", "unit",
    "work_days", "write_dates", "write_layout",
]  # fmt: skip


def schedule(production_id: int, board_id: int | None = None) -> dict[str, Any]:
    """The whole board, as `schemas.ScheduleOut`; a scene in parts has several strips, a banner's scene_id is None."""
    return board.whole(production_id, board_id)


def days(production_id: int, board_id: int | None = None) -> list[dict[str, Any]]:
    """The shooting days by date, without strips: [{id, date, unit_id, number, of}]; numbers count within the unit."""
    mine = select(ShootingDay.id, ShootingDay.date, ShootingDay.unit_id)
    chosen = boards.chosen_id(production_id, board_id)
    rows = db.session.execute(mine.where(ShootingDay.board_id == chosen).order_by(ShootingDay.date, ShootingDay.id))
    found: list[dict[str, Any]] = [dict(row) for row in rows.mappings()]
    counts: dict[int, int] = {}
    for row in found:
        row["number"] = counts[row["unit_id"]] = counts.get(row["unit_id"], 0) + 1
    return [{**row, "of": counts[row["unit_id"]]} for row in found]


def strips(production_id: int) -> dict[int, dict[str, Any]]:
    """Every scene of the production, whole, by scene id, with the facts of a strip (those cut included).

    What lies where on a board, parts and banners among it, is in the days of `schedule`.
    """
    return {strip["scene_id"]: strip for strip in reads.strips(production_id, 0)}


def work_days(production_id: int) -> dict[int, list[dt.date]]:
    """On which days each cast member works on the active board: cast member id → dates, ascending."""
    return reads.work_days(boards.chosen_id(production_id))
