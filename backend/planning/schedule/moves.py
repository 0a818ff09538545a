"""Moving strips: who saw an older board is told so, and every day's strips count from 0 without a gap."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Invalid, NotFound, Stale
from backend.planning.schedule import board, boards, reads
from backend.planning.schedule.models import Board, ShootingDay, Strip
from backend.planning.schedule.schemas import StripMove
from backend.script.scenes import service as scenes

Order = dict[int, list[int]]  # day id → scene ids in shooting order


def replace(production_id: int, day_id: int, scene_ids: Sequence[int], version: int) -> dict[str, Any]:
    """Make these the scenes of a day, in this order; answers the days touched.

    Raises NotFound for the day, Invalid for the scenes, Stale (with the whole board) when the board has moved on.
    """
    board_id = _day(production_id, day_id)
    _expect(production_id, board_id, version)
    before = _order(board_id)
    _refuse(production_id, scene_ids, kept=before.get(day_id, []))
    after = _without(before, [*scene_ids, *before.get(day_id, [])])
    after[day_id] = list(scene_ids)
    return _write(boards.writable(production_id, board_id), before, after)


def move(production_id: int, body: StripMove, version: int) -> dict[str, Any]:
    """Lay scenes, in the order given, at a place in a day or back to the unscheduled; answers the days touched."""
    chosen = boards.writable(production_id)
    _expect(production_id, chosen.id, version)
    before = _order(chosen.id)
    if body.day_id is None:
        _refuse(production_id, body.scene_ids, kept=body.scene_ids)
        return _write(chosen, before, _without(before, body.scene_ids))
    try:
        _day(production_id, body.day_id)
    except NotFound as unknown:
        raise Invalid("This production has no such shooting day.", field="day_id") from unknown
    _refuse(production_id, body.scene_ids, kept=before.get(body.day_id, []))
    after = _without(before, body.scene_ids)
    target = after.setdefault(body.day_id, [])
    place = len(target) if body.position is None else body.position
    target[place:place] = body.scene_ids
    return _write(chosen, before, after)


def _expect(production_id: int, board_id: int, version: int) -> None:
    if boards.revision(board_id) != version:
        raise Stale(
            board.whole(production_id, board_id or None), "Somebody else moved strips. Here is the board as it is now."
        )


def _day(production_id: int, day_id: int) -> int:
    """The board a day belongs to."""
    found = select(ShootingDay.board_id).where(ShootingDay.id == day_id, ShootingDay.production_id == production_id)
    board_id = db.session.scalar(found)
    if board_id is None:
        raise NotFound
    return board_id


def _order(board_id: int) -> Order:
    rows = db.session.execute(
        select(Strip.day_id, Strip.scene_id).where(Strip.board_id == board_id).order_by(Strip.position)
    )
    found: Order = defaultdict(list)
    for day_id, scene_id in rows:
        if day_id is not None and scene_id is not None:
            found[day_id].append(scene_id)
    return dict(found)


def _without(order: Order, scene_ids: Sequence[int]) -> Order:
    gone = set(scene_ids)
    return {day_id: [one for one in on_day if one not in gone] for day_id, on_day in order.items()}


def _refuse(production_id: int, scene_ids: Sequence[int], kept: Sequence[int]) -> None:
    """Refuse scenes named twice, of another production, or (unless they stay where they are) not to be shot."""
    if len(set(scene_ids)) < len(scene_ids):
        raise Invalid("Every scene can be on the board once.", field="scene_ids")
    for scene in scenes.scenes_by_ids(production_id, scene_ids, field="scene_ids").values():
        if scene.status in reads.UNSHOT and scene.id not in kept:
            raise Invalid(f"Scene {scene.number} is {scene.status} and needs no shooting day.", field="scene_ids")


def _write(chosen: Board, before: Order, after: Order) -> dict[str, Any]:
    touched = {day_id for day_id in before.keys() | after.keys() if before.get(day_id, []) != after.get(day_id, [])}
    scenes_only = select(Strip).where(Strip.board_id == chosen.id, Strip.scene_id.is_not(None))
    rows = {row.scene_id: row for row in db.session.scalars(scenes_only) if row.scene_id is not None}
    places = {scene: (day, n) for day in after for n, scene in enumerate(after[day])}
    for scene_id, (day_id, position) in places.items():
        if day_id not in touched:
            continue
        row = rows.get(scene_id)
        if row is None:
            row = Strip(production_id=chosen.production_id, board_id=chosen.id, scene_id=scene_id)
            row.day_id, row.position = day_id, position
            db.session.add(row)
        else:
            row.day_id, row.position = day_id, position
    for scene_id in rows.keys() - places.keys():
        db.session.delete(rows[scene_id])
    if touched:
        boards.moved_on(chosen)
    db.session.flush()
    return board.part(chosen.production_id, chosen.id, touched, unscheduled=rows.keys() != places.keys())
