"""The newest words of scenes, as the breakdown reads and marks them."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import func, select

from backend.core.db import db
from backend.script.scenes.models import Scene, SceneText


class NewestText(NamedTuple):
    """A scene's paragraphs in the newest draft that has it."""

    draft_id: int
    paragraphs: list[dict[str, Any]]


def newest(production_id: int, scene_ids: Collection[int] | None = None) -> dict[int, NewestText]:
    """The newest text of every scene of a production, or of some; scenes without words are left out."""
    mine = Scene.production_id == production_id
    last = select(func.max(SceneText.id)).join(Scene, Scene.id == SceneText.scene_id).where(mine)
    if scene_ids is not None:
        last = last.where(SceneText.scene_id.in_(scene_ids))
    columns = SceneText.scene_id, SceneText.draft_id, SceneText.paragraphs
    rows = db.session.execute(select(*columns).where(SceneText.id.in_(last.group_by(SceneText.scene_id))))
    return {row.scene_id: NewestText(row.draft_id, row.paragraphs) for row in rows}
