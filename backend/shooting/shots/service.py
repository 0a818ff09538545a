"""Shots: the rules of a shot list."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager

from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import PageQuery, clean_query
from backend.script.scenes import service as scenes
from backend.script.scenes.models import Scene
from backend.shooting.shots.models import Shot
from backend.shooting.shots.numbers import next_number
from backend.shooting.shots.schemas import ShotCreate, ShotPatch, ShotQuery, ShotStatus


def search(production_id: int, query: ShotQuery) -> Page:
    """The production's shots in script order, then shot order."""
    statement = (
        select(Shot).join(Shot.scene).options(contains_eager(Shot.scene)).where(Shot.production_id == production_id)
    )
    for name in ("scene_id", "status", "shot_type", "vfx_required"):
        if (value := getattr(query, name)) is not None:
            statement = statement.where(getattr(Shot, name) == value)
    if query.search.strip():
        like = clean_query(query.search)
        columns = (Shot.number, Shot.name, Shot.description)
        statement = statement.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    return page_of(statement, (Scene.position, Scene.id, Shot.position, Shot.id), query)


def of_scene(production_id: int, scene_id: int, query: PageQuery) -> Page:
    """One scene's shots in order."""
    scene = scenes.find(production_id, scene_id)
    return page_of(select(Shot).where(Shot.scene_id == scene.id), (Shot.position, Shot.id), query)


def find(production_id: int, shot_id: int) -> Shot:
    """One shot. Raises NotFound."""
    row = db.session.scalar(select(Shot).where(Shot.id == shot_id, Shot.production_id == production_id))
    if row is None:
        raise NotFound
    return row


def next_in(production_id: int, scene_id: int) -> dict[str, str]:
    """The number a new shot of the scene would get."""
    scene = scenes.find(production_id, scene_id)
    return {"number": next_number(scene.number, _numbers(scene_id))}


def create(production_id: int, scene_id: int, body: ShotCreate) -> Shot:
    """A new shot; numbered and placed last unless the body says otherwise. Raises Conflict for a taken number."""
    scene = scenes.find(production_id, scene_id)
    values = body.changes()
    taken = _numbers(scene_id)
    number = values.setdefault("number", next_number(scene.number, taken))
    _refuse_taken(number, taken)
    last = db.session.scalar(select(func.max(Shot.position)).where(Shot.scene_id == scene_id))
    values.setdefault("position", 0 if last is None else last + 1)
    row = Shot(production_id=production_id, scene_id=scene_id, **values)
    db.session.add(row)
    db.session.flush()
    return row


def change(production_id: int, shot_id: int, body: ShotPatch, version: int) -> Shot:
    """Change a shot as the caller saw it."""
    row = find(production_id, shot_id)
    expect(row, version)
    changes = body.changes()
    if changes.get("number", row.number) != row.number:
        _refuse_taken(changes["number"], _numbers(row.scene_id))
    for name, value in changes.items():
        setattr(row, name, value)
    db.session.flush()
    return row


def set_status(production_id: int, shot_id: int, status: ShotStatus, version: int) -> Shot:
    """Say how far a shot is."""
    return change(production_id, shot_id, ShotPatch(status=status), version)


def delete(production_id: int, shot_id: int, version: int) -> Shot:
    """Remove a shot; answers what was removed."""
    row = find(production_id, shot_id)
    expect(row, version)
    db.session.delete(row)
    db.session.flush()
    return row


def _numbers(scene_id: int) -> set[str]:
    return set(db.session.scalars(select(Shot.number).where(Shot.scene_id == scene_id)))


def _refuse_taken(number: str, taken: set[str]) -> None:
    if number in taken:
        raise Conflict("This scene already has a shot of this number.", field="number")
