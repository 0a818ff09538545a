"""What changed between drafts, a scene's history, and numbering anew while numbers are not locked."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, cast, select, update

from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.script.revisions import settings
from backend.script.revisions.marking import differs, marked
from backend.script.scenes import service as scenes
from backend.script.scenes.models import Scene, SceneText
from backend.script.screenplays.models import Draft


def changes(production_id: int, draft_id: int, since: int | None) -> dict[str, Any]:
    """Everything between two imported drafts as `schemas.ChangesOut`; against the one before when `since` is None.

    The first draft has nothing before it, so nothing of it changed. Raises NotFound, Invalid naming `since`.
    """
    draft = _imported(production_id, draft_id)
    before = _before(draft, since)
    now = _texts(production_id, draft.id)
    then = _texts(production_id, before.id) if before else now
    rows = [_compared(then.get(scene_id), text) for scene_id, text in now.items()]
    gone = [_gone(text) for scene_id, text in then.items() if scene_id not in now]
    found = _in_script_order(production_id, [*rows, *gone])
    return {
        "draft": _revision(draft),
        "since": _revision(before) if before else None,
        "counts": dict(Counter(row["change"] for row in found)),
        "scenes": found,
    }


def history(production_id: int, scene_id: int) -> list[dict[str, Any]]:
    """A scene in every imported draft since it first appeared, the newest first. Raises NotFound."""
    scenes.find(production_id, scene_id)
    texts = {row.draft_id: row for row in db.session.scalars(select(SceneText).where(SceneText.scene_id == scene_id))}
    found: list[dict[str, Any]] = []
    last: SceneText | None = None
    for draft in _all_imported(production_id):
        text = texts.get(draft.id)
        if text is None and (last is None or found[-1]["change"] == "omitted"):
            continue
        row = _gone(last) if text is None and last else _compared(last, text or SceneText())
        found.append({**_revision(draft), **row, "scene_number": row["number"]})
        last = text or last
    return found[::-1]


def renumber(production_id: int) -> list[Scene]:
    """Number the scenes 1, 2, 3… in script order, omitted ones too. Raises Conflict once numbers are locked."""
    if settings.of(production_id).numbers_locked:
        raise Conflict("Scene numbers are locked: people have them on paper.")
    order = select(Scene).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
    rows = list(db.session.scalars(order))
    parked = update(Scene).where(Scene.production_id == production_id).values(number="~ " + cast(Scene.id, String))
    db.session.execute(parked, execution_options={"synchronize_session": False})
    for number, row in enumerate(rows, start=1):
        row.number = str(number)
    db.session.flush()
    return rows


def _imported(production_id: int, draft_id: int) -> Draft:
    row = db.session.scalar(
        select(Draft).where(Draft.production_id == production_id, Draft.id == draft_id, Draft.status == "imported")
    )
    if row is None:
        raise NotFound("There is no such imported draft in this production.")
    return row


def _all_imported(production_id: int) -> Sequence[Draft]:
    imported = select(Draft).where(Draft.production_id == production_id, Draft.status == "imported")
    return db.session.scalars(imported.order_by(Draft.number)).all()


def _before(draft: Draft, since: int | None) -> Draft | None:
    drafts = [row for row in _all_imported(draft.production_id) if (row.number or 0) < (draft.number or 0)]
    if since is None:
        return drafts[-1] if drafts else None
    found = next((row for row in drafts if row.id == since), None)
    if found is None:
        raise Invalid("Choose a draft that was imported before this one.", field="since")
    return found


def _texts(production_id: int, draft_id: int) -> dict[int, SceneText]:
    rows = db.session.scalars(
        select(SceneText)
        .join(Scene, Scene.id == SceneText.scene_id)
        .where(Scene.production_id == production_id, SceneText.draft_id == draft_id)
    )
    return {row.scene_id: row for row in rows}


def _compared(old: SceneText | None, new: SceneText) -> dict[str, Any]:
    paragraphs = marked(old.paragraphs if old else [], new.paragraphs)
    same = old is not None and not differs(paragraphs) and _head(old) == _head(new)
    return {
        "scene_id": new.scene_id,
        "change": "added" if old is None else "unchanged" if same else "changed",
        "number": new.number,
        "old_number": old.number if old else None,
        "heading": new.heading,
        "old_heading": old.heading if old else None,
        "eighths": new.eighths,
        "old_eighths": old.eighths if old else None,
        "paragraphs": [] if same else paragraphs,
    }


def _gone(text: SceneText) -> dict[str, Any]:
    return {
        "scene_id": text.scene_id, "change": "omitted", "number": text.number, "old_number": text.number,
        "heading": text.heading, "old_heading": text.heading, "eighths": 0, "old_eighths": text.eighths,
        "paragraphs": marked(text.paragraphs, []),
    }  # fmt: skip


def _head(text: SceneText) -> tuple[str, str, int]:
    return text.number, text.heading, text.eighths


def _revision(draft: Draft) -> dict[str, Any]:
    return {
        "draft_id": draft.id, "number": draft.number, "colour": draft.colour, "imported_at": draft.imported_at,
    }  # fmt: skip


def _in_script_order(production_id: int, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    order = select(Scene.id).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
    place = {scene_id: at for at, scene_id in enumerate(db.session.scalars(order))}
    return sorted(rows, key=lambda row: place[row["scene_id"]])
