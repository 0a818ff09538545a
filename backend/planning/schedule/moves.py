"""Moving strips: who saw an older board is told so, and every day's strips count from 0 without a gap."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Invalid, NotFound, Stale
from backend.planning.schedule import board, reads
from backend.planning.schedule.models import ScheduleRevision, ShootingDay, Strip
from backend.planning.schedule.schemas import StripMove
from backend.script.scenes import service as scenes

Order = dict[int, list[int]]  # day id → scene ids in shooting order


def replace(production_id: int, day_id: int, scene_ids: Sequence[int], version: int) -> dict[str, Any]:
    """Make these the scenes of a day, in this order; answers the days touched.

    Raises NotFound for the day, Invalid for the scenes, Stale (with the whole board) when the board has moved on.
    """
    _expect(production_id, version)
    _day(production_id, day_id)
    before = _order(production_id)
    _refuse(production_id, scene_ids, kept=before.get(day_id, []))
    after = _without(before, [*scene_ids, *before.get(day_id, [])])
    after[day_id] = list(scene_ids)
    return _write(production_id, before, after)


def move(production_id: int, body: StripMove, version: int) -> dict[str, Any]:
    """Lay scenes, in the order given, at a place in a day or back to the unscheduled; answers the days touched."""
    _expect(production_id, version)
    before = _order(production_id)
    if body.day_id is None:
        _refuse(production_id, body.scene_ids, kept=body.scene_ids)
        return _write(production_id, before, _without(before, body.scene_ids))
    try:
        _day(production_id, body.day_id)
    except NotFound as unknown:
        raise Invalid("This production has no such shooting day.", field="day_id") from unknown
    _refuse(production_id, body.scene_ids, kept=before.get(body.day_id, []))
    after = _without(before, body.scene_ids)
    target = after.setdefault(body.day_id, [])
    place = len(target) if body.position is None else body.position
    target[place:place] = body.scene_ids
    return _write(production_id, before, after)


def moved_on(production_id: int) -> None:
    """Count a change of the board."""
    row = db.session.scalar(select(ScheduleRevision).where(ScheduleRevision.production_id == production_id))
    if row is None:
        row = ScheduleRevision(production_id=production_id, revision=0)
        db.session.add(row)
    row.revision += 1
    db.session.flush()


def _expect(production_id: int, version: int) -> None:
    if board.version(production_id) != version:
        raise Stale(board.whole(production_id), "Somebody else moved strips. Here is the board as it is now.")


def _day(production_id: int, day_id: int) -> None:
    found = select(ShootingDay.id).where(ShootingDay.id == day_id, ShootingDay.production_id == production_id)
    if db.session.scalar(found) is None:
        raise NotFound


def _order(production_id: int) -> Order:
    rows = db.session.execute(
        select(Strip.day_id, Strip.scene_id).where(Strip.production_id == production_id).order_by(Strip.position)
    )
    found: Order = defaultdict(list)
    for day_id, scene_id in rows:
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


def _write(production_id: int, before: Order, after: Order) -> dict[str, Any]:
    touched = {day_id for day_id in before.keys() | after.keys() if before.get(day_id, []) != after.get(day_id, [])}
    rows = {row.scene_id: row for row in db.session.scalars(select(Strip).where(Strip.production_id == production_id))}
    places = {scene: (day, n) for day in after for n, scene in enumerate(after[day])}
    for scene_id, (day_id, position) in places.items():
        if day_id not in touched:
            continue
        row = rows.get(scene_id)
        if row is None:
            db.session.add(Strip(production_id=production_id, scene_id=scene_id, day_id=day_id, position=position))
        else:
            row.day_id, row.position = day_id, position
    for scene_id in rows.keys() - places.keys():
        db.session.delete(rows[scene_id])
    if touched:
        moved_on(production_id)
    return board.part(production_id, touched, unscheduled=rows.keys() != places.keys())
