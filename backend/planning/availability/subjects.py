"""Whose availability it is: found in the production, named, and known as the caller's own."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from backend.core.access import actor, may
from backend.core.db import db
from backend.core.errors import Forbidden, Invalid
from backend.people.cast.models import CastMember
from backend.people.cast.performers import my_parts
from backend.planning.availability.models import Availability
from backend.planning.availability.schemas import Kind
from backend.productions.members.models import Member
from backend.script.breakdown.models import Element, SceneElement
from backend.things.locations.models import Location

Key = tuple[Kind, int]
COLUMN: dict[Kind, str] = {
    "cast": "cast_member_id",
    "crew": "member_id",
    "location": "location_id",
    "element": "element_id",
}
MODEL: dict[Kind, Any] = {"cast": CastMember, "crew": Member, "location": Location, "element": Element}
WORD: dict[Kind, str] = {"cast": "cast member", "crew": "member", "location": "location", "element": "element"}


def of(row: Availability) -> Key:
    """Whose span it is."""
    return next((kind, getattr(row, column)) for kind, column in COLUMN.items() if getattr(row, column) is not None)


def names(production_id: int, keys: Iterable[Key]) -> dict[Key, str]:
    """What people call them: character and performer, the member's name, the location's, the element's."""
    wanted = set(keys)
    found: dict[Key, str] = {}
    for kind, model in MODEL.items():
        ids = {one for each, one in wanted if each == kind}
        if ids:
            rows = db.session.scalars(select(model).where(model.production_id == production_id, model.id.in_(ids)))
            found |= {(kind, row.id): name_of(row) for row in rows}
    return found


def name_of(row: CastMember | Member | Location | Element) -> str:
    """`MARA (Ana Silva)`, `Ana Silva`, `Ferry terminal`."""
    if isinstance(row, CastMember):
        return f"{row.character_name} ({row.name})" if row.name else row.character_name
    return row.user.name if isinstance(row, Member) else row.name


def needing(element_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Which of these elements each scene needs: scene id → element ids."""
    rows = db.session.execute(
        select(SceneElement.scene_id, SceneElement.element_id)
        .where(SceneElement.element_id.in_(element_ids))
        .order_by(SceneElement.element_id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for row in rows:
        found[row.scene_id] = (*found.get(row.scene_id, ()), row.element_id)
    return found


def owned(production_id: int, keys: Collection[Key], field: str) -> dict[Key, str]:
    """The names of these subjects. Raises Invalid naming `field` for one that is not this production's."""
    found = names(production_id, keys)
    for key in keys:
        if key not in found:
            raise Invalid(f"This production has no such {WORD[key[0]]}.", field=field)
    return found


def mine(production_id: int) -> set[Key]:
    """The caller's own: their place in the production and the parts they play."""
    place = actor().membership
    found: set[Key] = {("cast", one) for one in my_parts(production_id)}
    return found | ({("crew", place.member_id)} if place and place.member_id else set())


def refuse_others(production_id: int, keys: Iterable[Key]) -> bool:
    """Raise Forbidden unless the caller plans for everybody, or these are all their own; answers whether they plan."""
    if may("availability.edit"):
        return True
    if set(keys) - mine(production_id):
        raise Forbidden("You can only say when you yourself can be had.")
    return False
