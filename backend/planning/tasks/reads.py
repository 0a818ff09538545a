"""What tasks read of other domains."""

from sqlalchemy import select

from backend.core.db import db
from backend.productions.members.models import Member
from backend.script.scenes.models import Scene


def is_member(production_id: int, user_id: int) -> bool:
    """Whether this account belongs to the production."""
    found = select(Member.id).where(Member.production_id == production_id, Member.user_id == user_id)
    return db.session.scalar(found) is not None


def has_scene(production_id: int, scene_id: int) -> bool:
    """Whether the scene is one of this production's."""
    found = select(Scene.id).where(Scene.production_id == production_id, Scene.id == scene_id)
    return db.session.scalar(found) is not None
