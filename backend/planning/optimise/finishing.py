"""What a worker found is written down: its figures, and what the conflict checks say of it."""

import datetime as dt
from dataclasses import replace
from typing import Any

from backend.core.db import db, start_writing
from backend.planning.conflicts import engine, gather
from backend.planning.conflicts.facts import Conflict
from backend.planning.facts import BoardFacts
from backend.planning.optimise.board.options import Options
from backend.planning.optimise.models import UNDER_WAY, Suggestion
from backend.planning.rules import service as rules

TOLD = 5  # new conflicts that are told one by one


def done(production_id: int, suggestion_id: int, board: BoardFacts, options: Options, result: dict[str, Any]) -> None:
    """Store a result, unless somebody cancelled meanwhile."""
    dates = {key: dt.date.fromisoformat(date) for key, date in result["days"]}
    now, then = _conflicts(production_id, board, dates)
    known = {one.sentence for one in now}
    new = [one.sentence for one in then if one.sentence not in known] if len(then) > len(now) else []
    messages = [*result["messages"], *(f"New conflict: {sentence}" for sentence in new[:TOLD])]
    start_writing(production_id)
    row = db.session.get(Suggestion, suggestion_id)
    if row is None or row.state not in UNDER_WAY:
        db.session.rollback()
        return
    row.before = {**result["before"], "conflicts": len(now)}
    row.after = {**result["after"], "conflicts": len(then)}
    row.days = _days(board, dates)
    row.messages, row.bound, row.certain = messages, result["bound"], result["certain"]
    row.tried, row.seconds, row.progress = result["tried"], result["seconds"], 100
    row.best_hold, row.state = result["after"]["hold"], "done"
    db.session.commit()


def failed(production_id: int, suggestion_id: int, why: str) -> None:
    """Store that it failed."""
    start_writing(production_id)
    row = db.session.get(Suggestion, suggestion_id)
    if row is not None and row.state in UNDER_WAY:
        row.state, row.messages = "failed", [why]
    db.session.commit()


def _conflicts(
    production_id: int, board: BoardFacts, dates: dict[int, dt.date]
) -> tuple[list[Conflict], list[Conflict]]:
    """Errors and warnings of the board as it is and as suggested."""
    valid, found = rules.of(production_id), []
    days = tuple(
        sorted((replace(day, date=dates[day.key]) for day in board.days), key=lambda day: (day.date, day.unit))
    )
    for each in (board, replace(board, days=days)):
        every = engine.conflicts(each, valid, gather.around(production_id, each))
        found.append([one for one in every if one.severity != "notice"])
    db.session.rollback()
    return found[0], found[1]


def _days(board: BoardFacts, dates: dict[int, dt.date]) -> list[dict[str, Any]]:
    rows = [
        {
            "day_id": day.key,
            "was": day.date.isoformat(),
            "date": dates[day.key].isoformat(),
            "unit": board.units.get(day.unit, ""),
            "scenes": ", ".join(strip.number for strip in day.strips if strip.scene_id is not None),
        }
        for day in board.days
    ]
    return sorted(rows, key=lambda row: (row["date"], row["unit"]))
