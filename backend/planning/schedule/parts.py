"""Scenes in parts, shot on several days, and banners between the strips."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Invalid, NotFound
from backend.planning.schedule import board, boards, layout, reads, steps
from backend.planning.schedule.models import Board, Strip
from backend.planning.schedule.moves import target
from backend.planning.schedule.schemas import BannerCreate, BannerPatch, SceneJoin, SceneSplit
from backend.script.scenes import service as scenes


def split(production_id: int, body: SceneSplit, version: int) -> dict[str, Any]:
    """Cut a scene into parts, or into others than it has; new ones lie behind the last. Answers the days touched.

    Raises Invalid naming `eighths` when the parts are not together as long as the scene.
    """
    scene = scenes.scenes_by_ids(production_id, [body.scene_id], field="scene_id")[body.scene_id]
    if scene.status in reads.UNSHOT:
        raise Invalid(f"Scene {scene.number} is {scene.status} and needs no shooting day.", field="scene_id")
    if sum(body.eighths) != scene.eighths:
        raise Invalid(f"The parts come to {sum(body.eighths)} eighths, the scene has {scene.eighths}.", field="eighths")
    chosen = boards.writable(production_id, body.board_id)
    board.expect(production_id, chosen.id, version)
    with steps.step(chosen, f"Split scene {scene.number} in {len(body.eighths)} parts") as step:
        rows = _rows(chosen, scene.id) or [_row(chosen, scene_id=scene.id)]
        last_key = layout.key_of(rows[-1].id, scene.id, rows[-1].part)
        rows += [_row(chosen, scene_id=scene.id, part=n + 1) for n in range(len(rows), len(body.eighths))]
        kept, gone = rows[: len(body.eighths)], rows[len(body.eighths) :]
        now = layout.order(step.before)
        for place, (row, eighths) in enumerate(zip(kept, body.eighths, strict=True), start=1):
            row.part, row.eighths = place, eighths
        for row in gone:
            db.session.delete(row)
        db.session.flush()
        after = _placed(now, last_key, [row.id for row in kept if row.id not in step.before.strips], kept)
        layout.write(chosen, steps.state(chosen.id), layout.without(after, [row.id for row in gone]))
    return board.part(production_id, chosen.id, step.days, unscheduled=step.boneyard)


def join(production_id: int, body: SceneJoin, version: int) -> dict[str, Any]:
    """Make a scene whole again, where its first part on a day lies; answers the days touched."""
    scene = scenes.scenes_by_ids(production_id, [body.scene_id], field="scene_id")[body.scene_id]
    chosen = boards.writable(production_id, body.board_id)
    board.expect(production_id, chosen.id, version)
    rows = _rows(chosen, scene.id)
    if not any(row.part for row in rows):
        raise Invalid(f"Scene {scene.number} is whole on this board.", field="scene_id")
    with steps.step(chosen, f"Join the parts of scene {scene.number}") as step:
        stays = next((row for row in rows if row.day_id is not None), rows[0])
        gone = [row for row in rows if row is not stays]
        for row in gone:
            db.session.delete(row)
        db.session.flush()
        stays.part, stays.eighths, stays.minutes = 0, None, None
        db.session.flush()
        now = layout.order(step.before)
        after = {day_id: [-scene.id if key == stays.id else key for key in keys] for day_id, keys in now.items()}
        layout.write(chosen, steps.state(chosen.id), layout.without(after, [row.id for row in gone]))
    return board.part(production_id, chosen.id, step.days, unscheduled=step.boneyard)


def add_banner(production_id: int, body: BannerCreate, version: int) -> dict[str, Any]:
    """A banner on a day, or in the boneyard; answers the day touched."""
    chosen, day = target(production_id, body.board_id, body.day_id)
    board.expect(production_id, chosen.id, version)
    with steps.step(chosen, f"Add banner {body.banner}") as step:
        row = _row(chosen, banner=body.banner, minutes=body.minutes, notes=body.notes)
        now = layout.order(step.before)
        after = layout.laid(now, [row.id], day.id if day else None, body.position)
        layout.write(chosen, steps.state(chosen.id), after)
    return board.part(production_id, chosen.id, step.days, unscheduled=step.boneyard)


def change_banner(production_id: int, strip_id: int, body: BannerPatch, version: int) -> dict[str, Any]:
    """Other words, minutes or notes of a banner; answers the day touched."""
    row, chosen = _banner(production_id, strip_id, version)
    with steps.step(chosen, f"Change banner {row.banner}") as step:
        for name, value in body.changes().items():
            setattr(row, name, value)
    return board.part(production_id, chosen.id, step.days, unscheduled=step.boneyard)


def delete_banner(production_id: int, strip_id: int, version: int) -> dict[str, Any]:
    """Remove a banner; answers the day touched."""
    row, chosen = _banner(production_id, strip_id, version)
    with steps.step(chosen, f"Remove banner {row.banner}") as step:
        after = layout.without(layout.order(step.before), [row.id])
        db.session.delete(row)
        db.session.flush()
        layout.write(chosen, steps.state(chosen.id), after)
    return board.part(production_id, chosen.id, step.days, unscheduled=step.boneyard)


def _banner(production_id: int, strip_id: int, version: int) -> tuple[Strip, Board]:
    row = db.session.get(Strip, strip_id)
    if row is None or row.production_id != production_id or row.scene_id is not None:
        raise NotFound("There is no such banner in this production.")
    board.expect(production_id, row.board_id, version)
    return row, boards.find(production_id, row.board_id)


def _rows(chosen: Board, scene_id: int) -> list[Strip]:
    mine = select(Strip).where(Strip.board_id == chosen.id, Strip.scene_id == scene_id)
    return list(db.session.scalars(mine.order_by(Strip.part)))


def _row(chosen: Board, **columns: Any) -> Strip:
    row = Strip(production_id=chosen.production_id, board_id=chosen.id, day_id=None, position=0, **columns)
    db.session.add(row)
    db.session.flush()
    return row


def _placed(now: layout.Order, last_key: int, added: Sequence[int], kept: Sequence[Strip]) -> dict[int, list[int]]:
    """The order with new parts behind the last there was, whose key may have become that of a part."""
    first = kept[0].id
    found: dict[int, list[int]] = {}
    for day_id, keys in now.items():
        found[day_id] = []
        for key in keys:
            found[day_id].append(first if key < 0 and key == last_key else key)
            if key == last_key:
                found[day_id] += added
    return found
