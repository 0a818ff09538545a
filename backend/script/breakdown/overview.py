"""How far each scene is broken down, and everything about one scene on one screen."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, select

from backend.core.db import db
from backend.core.errors import Stale
from backend.core.paging import Page, page_of
from backend.core.schemas import PageQuery
from backend.script.breakdown import marks, service
from backend.script.breakdown.models import SceneElement, Sheet
from backend.script.breakdown.scene_schemas import SheetPatch
from backend.script.breakdown.suggestions import Offers
from backend.script.scenes import service as scenes
from backend.script.scenes.models import Scene

OWN = ("sequence", "unit", "comments", "done")


class SceneView(SimpleNamespace):
    """A scene's breakdown as `schemas.SceneBreakdownOut` shows it; `version` is that of the sheet's own fields."""

    version: int


def states(production_id: int, query: PageQuery) -> Page:
    """Every scene in script order with its number of elements and suggestions."""
    page = page_of(select(Scene).where(Scene.production_id == production_id), (Scene.position, Scene.id), query)
    offers = Offers(production_id) if page.items else None
    return Page(_states(production_id, page.items, offers) if offers else [], page.next, page.total)


def scene(production_id: int, scene_id: int, *, with_states: bool = False) -> SceneView:
    """One scene: its words, marks, entries, suggestions and its sheet's own fields. Raises NotFound."""
    row = scenes.find(production_id, scene_id)
    offers = Offers(production_id)
    text = offers.texts.get(row.id)
    every = select(Scene).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
    return SceneView(
        scene_id=row.id,
        **own_fields(row.id),
        draft_id=text.draft_id if text else None,
        paragraphs=text.paragraphs if text else [],
        entries=service.entries_of(row.id),
        marks=marks.of_scene(row.id, text.draft_id if text else None),
        suggestions=offers.shown(row.id),
        scenes=_states(production_id, db.session.scalars(every).all(), offers) if with_states else None,
    )


def _states(production_id: int, rows: Sequence[Scene], offers: Offers) -> list[dict[str, Any]]:
    counts = select(SceneElement.scene_id, func.count()).where(SceneElement.production_id == production_id)
    entries = {row[0]: row[1] for row in db.session.execute(counts.group_by(SceneElement.scene_id))}
    done = select(Sheet.scene_id).where(Sheet.production_id == production_id, Sheet.done.is_(True))
    finished = set(db.session.scalars(done))
    return [
        {
            **{name: getattr(row, name) for name in ("number", "heading", "eighths", "status")},
            "scene_id": row.id, "elements": entries.get(row.id, 0),
            "suggestions": len(offers.by_scene.get(row.id, ())), "done": row.id in finished,
        }
        for row in rows
    ]  # fmt: skip


def change(production_id: int, scene_id: int, body: SheetPatch, version: int) -> SceneView:
    """Change what the sheet says beside the scene. Raises Stale when somebody was faster (version 0: nothing yet)."""
    row = scenes.find(production_id, scene_id)
    sheet = _sheet(row.id)
    if (sheet.version if sheet else 0) != version:
        raise Stale(scene(production_id, row.id))
    if sheet is None:
        sheet = Sheet(production_id=production_id, scene_id=row.id)
        db.session.add(sheet)
    for name, value in body.changes().items():
        setattr(sheet, name, value)
    db.session.flush()
    return scene(production_id, row.id)


def own_fields(scene_id: int) -> dict[str, Any]:
    """Sequence, unit, comments, done and their version; blanks and 0 before anybody wrote them."""
    sheet = _sheet(scene_id)
    if sheet is None:
        return {"version": 0, "sequence": "", "unit": "", "comments": "", "done": False}
    return {"version": sheet.version, **{name: getattr(sheet, name) for name in OWN}}


def all_own_fields(production_id: int) -> dict[int, dict[str, Any]]:
    """The same for every scene somebody wrote them for: {scene_id: {sequence, unit, comments, done}}."""
    rows = db.session.scalars(select(Sheet).where(Sheet.production_id == production_id))
    return {row.scene_id: {name: getattr(row, name) for name in OWN} for row in rows}


def _sheet(scene_id: int) -> Sheet | None:
    return db.session.scalar(select(Sheet).where(Sheet.scene_id == scene_id))
