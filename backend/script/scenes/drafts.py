"""Scenes as the import sees them: what the production has now, and a whole draft written over it.

A scene that stays keeps its id, and with it status, notes, location, breakdown, strips and shots. One that the new
draft no longer has becomes omitted and keeps its number, because numbers are never used twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, cast, func, insert, select, update

from backend.core.db import db
from backend.script.scenes.models import Scene, SceneText


@dataclass(frozen=True)
class CurrentScene:
    """A scene of the production with its words in the newest draft that has it ([] when it came by hand)."""

    id: int
    number: str
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    eighths: int
    status: str
    paragraphs: list[dict[str, Any]]

    @property
    def omitted(self) -> bool:
        """No longer in the script."""
        return self.status == "omitted"


@dataclass(frozen=True)
class WrittenScene:
    """A scene to write: into the scene `id`, or as a new one."""

    id: int | None
    number: str
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    eighths: int
    omitted: bool
    synopsis: str = ""
    paragraphs: list[dict[str, Any]] = field(default_factory=list)


def current_scenes(production_id: int) -> list[CurrentScene]:
    """Every scene of the production in script order."""
    newest = (
        select(func.max(SceneText.id))
        .join(Scene, Scene.id == SceneText.scene_id)
        .where(Scene.production_id == production_id)
        .group_by(SceneText.scene_id)
    )
    words = select(SceneText.scene_id, SceneText.paragraphs).where(SceneText.id.in_(newest))
    texts: dict[int, list[dict[str, Any]]] = {row.scene_id: row.paragraphs for row in db.session.execute(words)}
    columns = (
        Scene.id, Scene.number, Scene.heading, Scene.int_ext, Scene.day_night, Scene.set_name, Scene.eighths,
        Scene.status,
    )  # fmt: skip
    rows = db.session.execute(
        select(*columns).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
    )
    return [CurrentScene(*row, paragraphs=texts.get(row.id, [])) for row in rows]


def write_draft(production_id: int, draft_id: int, scenes: Sequence[WrittenScene]) -> list[int]:
    """Make the production's scenes those of a draft, in its order; returns their ids. Part of the caller's transaction.

    Scenes of the production that are not named become omitted and stay where they were in the order.
    """
    here = select(Scene).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
    before = {row.id: row for row in db.session.scalars(here)}
    _free_numbers(before, scenes)
    written = [_write(before.get(scene.id or 0), production_id, scene) for scene in scenes]
    kept = {scene.id for scene in scenes if scene.id}
    for row in before.values():
        if row.id not in kept:
            row.status = "omitted"
    for position, row in enumerate(_in_order(list(before.values()), written)):
        row.position = position
    db.session.add_all(written)
    db.session.flush()
    texts = [
        {
            "scene_id": row.id, "draft_id": draft_id, "number": row.number, "heading": row.heading,
            "eighths": row.eighths, "paragraphs": scene.paragraphs,
        }
        for row, scene in zip(written, scenes, strict=True)
        if not scene.omitted
    ]  # fmt: skip
    if texts:
        db.session.execute(insert(SceneText), texts)
    return [row.id for row in written]


def _free_numbers(before: dict[int, Scene], scenes: Sequence[WrittenScene]) -> None:
    """Park the numbers that move (the space keeps off real ones): 12 and 13 can change places, though unique."""
    moving = [scene.id for scene in scenes if scene.id and before[scene.id].number != scene.number]
    if moving:
        parked = update(Scene).where(Scene.id.in_(moving)).values(number="~ " + cast(Scene.id, String))
        db.session.execute(parked, execution_options={"synchronize_session": False})


def _write(row: Scene | None, production_id: int, scene: WrittenScene) -> Scene:
    """What the script says goes over the row; what the plan added stays."""
    row = row or Scene(production_id=production_id, status="not_started", synopsis="")
    row.number = scene.number
    if scene.omitted:
        row.status = "omitted"
        row.heading = row.heading or scene.heading
        row.eighths = row.eighths if row.id else 0
        return row
    row.heading, row.int_ext, row.day_night = scene.heading, scene.int_ext, scene.day_night
    row.set_name, row.eighths = scene.set_name, scene.eighths
    row.synopsis = row.synopsis or scene.synopsis
    if row.status == "omitted":
        row.status = "not_started"
    return row


def _in_order(before: list[Scene], written: list[Scene]) -> list[Scene]:
    """The draft's order, with every scene that is gone right behind the one it used to follow."""
    following: dict[int, list[Scene]] = {}
    kept = {id(row) for row in written}
    anchor = 0
    for row in before:
        if id(row) in kept:
            anchor = id(row)
        else:
            following.setdefault(anchor, []).append(row)
    ordered = list(following.get(0, []))
    for row in written:
        ordered += [row, *following.get(id(row), [])]
    return ordered
