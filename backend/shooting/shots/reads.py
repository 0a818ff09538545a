"""What shots read of other domains."""

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import NotFound
from backend.script.scenes.models import Scene


def scene(production_id: int, scene_id: int) -> Scene:
    """One scene of the production. Raises NotFound."""
    row = db.session.scalar(select(Scene).where(Scene.id == scene_id, Scene.production_id == production_id))
    if row is None:
        raise NotFound
    return row
