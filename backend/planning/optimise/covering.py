"""Rain covers of a day of a board in the database."""

from typing import Any

from sqlalchemy import select

from backend.core.access import may
from backend.core.db import db
from backend.planning.optimise import rain
from backend.planning.optimise.schemas import CoverQuery
from backend.planning.schedule import boards
from backend.planning.schedule.facts import board_facts
from backend.productions.productions import service as productions
from backend.script.scenes.models import Scene

SHOT = ("completed",)


def covers(production_id: int, day_id: int, query: CoverQuery) -> dict[str, Any]:
    """What a day loses to rain and what it could shoot instead. Raises NotFound for a day of another production."""
    row = boards.day(production_id, day_id)
    board = board_facts(production_id, row.board_id)
    day = next(day for day in board.days if day.key == day_id)
    lost, money = rain.rained_out(day), may("rates.read")
    found = rain.covers(board, day, _shot(production_id))
    return {
        "day_id": day_id,
        "date": day.date,
        "lost": [
            {"strip_key": strip.key, "number": strip.number, "set_name": strip.set_name, "eighths": strip.eighths}
            for strip in lost
        ],
        "eighths": sum(strip.eighths for strip in lost),
        "covers": [_row(cover, money) for cover in found if cover.fits or not query.fitting],
        "currency": productions.find(production_id).currency,
    }


def _row(cover: rain.Cover, money: bool) -> dict[str, Any]:
    strip = cover.strip
    return {
        "strip_key": strip.key,
        "scene_id": strip.scene_id,
        "number": strip.number,
        "set_name": strip.set_name,
        "eighths": strip.eighths,
        "date": cover.day.date if cover.day else None,
        "called": [who.name for who in cover.called],
        "extra": [
            *({"name": who.name, "held": True} for who in cover.held),
            *({"name": who.name, "held": False} for who in cover.more),
        ],
        "extra_cost": cover.cost if money else None,
        "fits": cover.fits,
        "taken": cover.taken,
        "warnings": list(cover.warnings),
    }


def _shot(production_id: int) -> frozenset[int]:
    done = select(Scene.id).where(Scene.production_id == production_id, Scene.status.in_(SHOT))
    return frozenset(db.session.scalars(done))
