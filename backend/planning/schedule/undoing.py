"""Taking back the last step of a board, and making it again, each row as it was, under its old id."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from backend.accounts.users.models import User
from backend.core import events
from backend.core.db import db
from backend.core.errors import Conflict
from backend.planning.schedule import board, boards, dating, steps
from backend.planning.schedule.models import Board, BoardStep, ShootingDay, Strip, Unit
from backend.script.scenes.models import Scene
from backend.things.locations.models import Location

BEFORE, AFTER = 0, 1
Row = dict[str, Any]


def undo(production_id: int, board_id: int, version: int) -> dict[str, Any]:
    """Take back the last step; answers the days touched.

    Raises Stale when the board moved on, Conflict (in words) when there is nothing to take back, when the last change
    was somebody else's, or when a call sheet that was given out holds a day where it is.
    """
    chosen = _board(production_id, board_id, version)
    row = steps.last(board_id)
    if row is None:
        raise Conflict("There is nothing to undo on this board.")
    if row.user_id != steps.my_id():
        raise Conflict(f"The last change of this board was not yours ({_name(row)}: {row.about}), so it stays.")
    return _turn(chosen, row, BEFORE)


def redo(production_id: int, board_id: int, version: int) -> dict[str, Any]:
    """Make the step again that was taken back last; answers the days touched. Raises as `undo` does."""
    chosen = _board(production_id, board_id, version)
    row = steps.undone(board_id)
    if row is None:
        raise Conflict("There is nothing to do again on this board.")
    if row.user_id != steps.my_id():
        raise Conflict(f"What was taken back on this board was not yours ({_name(row)}: {row.about}).")
    return _turn(chosen, row, AFTER)


def _board(production_id: int, board_id: int, version: int) -> Board:
    chosen = boards.find(production_id, board_id)
    board.expect(production_id, board_id, version)
    return chosen


def _name(row: BoardStep) -> str:
    user = db.session.get(User, row.user_id) if row.user_id else None
    return user.name if user else "somebody who left"


def _turn(chosen: Board, row: BoardStep, side: int) -> dict[str, Any]:
    """Give every row of a step the values of one side."""
    before = steps.state(chosen.id)
    days = {int(day_id): sides for day_id, sides in row.changes["days"].items()}
    strips = {int(strip_id): sides for strip_id, sides in row.changes["strips"].items()}
    _days(chosen, {day_id: (sides[1 - side], sides[side]) for day_id, sides in days.items()})
    _strips(chosen, {strip_id: (sides[1 - side], sides[side]) for strip_id, sides in strips.items()})
    gone = [day_id for day_id, sides in days.items() if sides[side] is None]
    for day in _found(ShootingDay, gone).values():
        db.session.delete(day)
    db.session.flush()
    row.undone = side == BEFORE
    row.revision = boards.moved_on(chosen)
    if chosen.active and any(None in sides for sides in days.values()):
        events.board_activated.send(db.session, production_id=chosen.production_id, board_id=chosen.id)
    touched, boneyard = steps.touched(before, steps.state(chosen.id))
    return board.part(chosen.production_id, chosen.id, touched, unscheduled=boneyard)


def _days(chosen: Board, changes: dict[int, tuple[Row | None, Row | None]]) -> None:
    rows = _found(ShootingDay, changes)
    _need_units(chosen, changes)
    dates = {}
    for day_id, (was, wanted) in changes.items():
        if wanted is None:
            events.day_changing.send(db.session, day_id=day_id, date=None)
        elif was is not None and day_id in rows:
            dates[rows[day_id]] = dt.date.fromisoformat(wanted["date"])
    going = [rows[day_id] for day_id, (_, wanted) in changes.items() if wanted is None and day_id in rows]
    dating.redate(dates, leaving=going)
    for day_id, (was, wanted) in changes.items():
        if wanted is None:
            continue
        if was is None:
            rows[day_id] = ShootingDay(id=day_id, production_id=chosen.production_id, board_id=chosen.id)
            db.session.add(rows[day_id])
        if day_id in rows:
            _set(rows[day_id], was, _read_day(wanted))
    db.session.flush()


def _strips(chosen: Board, changes: dict[int, tuple[Row | None, Row | None]]) -> None:
    rows = _found(Strip, changes)
    scenes = _known(Scene, (wanted["scene_id"] for _, wanted in changes.values() if wanted))
    for strip_id, (was, wanted) in changes.items():
        if wanted is None:
            if strip_id in rows:
                db.session.delete(rows[strip_id])
            continue
        if wanted["scene_id"] is not None and wanted["scene_id"] not in scenes:
            continue  # the scene left the script meanwhile
        if was is None:
            rows[strip_id] = Strip(id=strip_id, production_id=chosen.production_id, board_id=chosen.id)
            db.session.add(rows[strip_id])
        if strip_id in rows:
            _set(rows[strip_id], was, wanted)
    db.session.flush()


def _need_units(chosen: Board, changes: dict[int, tuple[Row | None, Row | None]]) -> None:
    wanted = {row["unit_id"] for _, row in changes.values() if row}
    if wanted - _known(Unit, wanted):
        raise Conflict("The unit of these days was removed meanwhile.")


def _set(row: Any, was: Row | None, wanted: Row) -> None:
    """Only the fields the step changed, so that nothing else goes back with them."""
    for name, value in wanted.items():
        if was is None or was[name] != wanted[name] or isinstance(value, dt.date | dt.time):
            setattr(row, name, value)


def _read_day(row: Row) -> Row:
    """A day's values from JSON; a location that was removed meanwhile is none."""
    call = row["general_call"]
    return {
        **row,
        "date": dt.date.fromisoformat(row["date"]),
        "general_call": dt.time.fromisoformat(call) if call else None,
        "location_id": next(iter(_known(Location, [row["location_id"]])), None),
    }


def _found(model: Any, ids: Iterable[int]) -> dict[int, Any]:
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(list(ids))))}


def _known(model: Any, ids: Iterable[int | None]) -> set[int]:
    wanted = {one for one in ids if one is not None}
    return set(db.session.scalars(select(model.id).where(model.id.in_(wanted)))) if wanted else set()
