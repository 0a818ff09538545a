"""Order locks: which scene must be shot before which; no circle of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select

from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound, Stale
from backend.core.paging import Page, page_of
from backend.planning.conflicts.schemas import OrderLockNew, OrderLockPatch, OrderLockQuery
from backend.planning.schedule.models import OrderLock
from backend.script.scenes import service as scenes
from backend.script.scenes.models import Scene

Row = dict[str, Any]


def search(production_id: int, query: OrderLockQuery) -> Page:
    """The locks of a production in the order they were made."""
    statement = select(OrderLock).where(OrderLock.production_id == production_id)
    if query.scene_id is not None:
        ends = OrderLock.before_scene_id == query.scene_id, OrderLock.after_scene_id == query.scene_id
        statement = statement.where(or_(*ends))
    page = page_of(statement, (OrderLock.id,), query)
    return replace(page, items=_shown(page.items))


def create(production_id: int, body: OrderLockNew) -> Row:
    """A new lock. Raises Invalid naming the scene when it would close a circle, Conflict when it is there already."""
    before, after = body.before_scene_id, body.after_scene_id
    scenes.scenes_by_ids(production_id, [before], field="before_scene_id")
    scenes.scenes_by_ids(production_id, [after], field="after_scene_id")
    if before == after:
        raise Invalid("A scene cannot come before itself.", field="after_scene_id")
    locks = _all(production_id)
    if any((row.before_scene_id, row.after_scene_id) == (before, after) for row in locks):
        raise Conflict("These two scenes are locked already.", field="after_scene_id")
    if circle := _way(locks, after, before):
        raise Invalid(f"This closes a circle: {_named(circle)} must come in this order.", field="after_scene_id")
    row = OrderLock(production_id=production_id, before_scene_id=before, after_scene_id=after, notes=body.notes)
    db.session.add(row)
    db.session.flush()
    return _shown([row])[0]


def find(production_id: int, lock_id: int) -> OrderLock:
    """One lock. Raises NotFound."""
    row = db.session.scalar(select(OrderLock).where(OrderLock.id == lock_id, OrderLock.production_id == production_id))
    if row is None:
        raise NotFound
    return row


def show(production_id: int, lock_id: int) -> Row:
    """One lock with the numbers of its scenes."""
    return _shown([find(production_id, lock_id)])[0]


def change(production_id: int, lock_id: int, body: OrderLockPatch, version: int) -> Row:
    """Change a lock's notes as the caller saw it."""
    row = _seen(production_id, lock_id, version)
    for name, value in body.changes().items():
        setattr(row, name, value)
    db.session.flush()
    return _shown([row])[0]


def delete(production_id: int, lock_id: int, version: int) -> Row:
    """Take a lock off; answers what was removed."""
    row = _seen(production_id, lock_id, version)
    gone = _shown([row])[0]
    db.session.delete(row)
    db.session.flush()
    return gone


def _seen(production_id: int, lock_id: int, version: int) -> OrderLock:
    row = find(production_id, lock_id)
    if row.version != version:
        raise Stale(_shown([row])[0])
    return row


def _all(production_id: int) -> Sequence[OrderLock]:
    return db.session.scalars(select(OrderLock).where(OrderLock.production_id == production_id)).all()


def _way(locks: Sequence[OrderLock], start: int, end: int) -> list[int]:
    """The scenes of a way of locks from one scene to another; [] when there is none."""
    following: dict[int, list[int]] = defaultdict(list)
    for row in locks:
        following[row.before_scene_id].append(row.after_scene_id)
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        if way[-1] == end:
            return way
        for scene_id in following[way[-1]]:
            if scene_id not in seen:
                seen.add(scene_id)
                ways.append([*way, scene_id])
    return []


def _named(scene_ids: Sequence[int]) -> str:
    numbers = _numbers(scene_ids)
    return "scenes " + ", ".join(numbers[one] for one in scene_ids)


def _numbers(scene_ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(select(Scene.id, Scene.number).where(Scene.id.in_(scene_ids)))
    return {row.id: row.number for row in rows}


def _shown(rows: Sequence[OrderLock]) -> list[Row]:
    numbers = _numbers([one for row in rows for one in (row.before_scene_id, row.after_scene_id)])
    return [
        {
            **{name: getattr(row, name) for name in ("id", "version", "before_scene_id", "after_scene_id", "notes")},
            "before_number": numbers[row.before_scene_id],
            "after_number": numbers[row.after_scene_id],
        }
        for row in rows
    ]
