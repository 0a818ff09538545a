"""Words nobody wants suggested, in one scene or anywhere; each can be offered again."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select

from backend.core.db import db
from backend.core.errors import NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import PageQuery
from backend.script.breakdown.models import Refusal


def listing(production_id: int, query: PageQuery) -> Page:
    """Refused words, the newest first."""
    statement = select(Refusal).where(Refusal.production_id == production_id)
    return page_of(statement, (Refusal.id,), query, descending=True)


def refused(production_id: int) -> set[tuple[int | None, str]]:
    """(scene, word) pairs that are not offered; None for every scene."""
    statement = select(Refusal.scene_id, Refusal.key).where(Refusal.production_id == production_id)
    return {(scene_id, key) for scene_id, key in db.session.execute(statement)}


def refuse(production_id: int, scene_ids: Iterable[int | None], words: dict[str, str]) -> None:
    """Offer no word ({key: as written}) in these scenes; None stands for every scene. Saying so twice is the same."""
    there = refused(production_id)
    rows = [
        {"production_id": production_id, "scene_id": scene_id, "key": key, "label": label[:255]}
        for scene_id in scene_ids
        for key, label in words.items()
        if (scene_id, key) not in there
    ]
    if rows:
        db.session.execute(insert(Refusal), rows)


def welcome(production_id: int, keys: Sequence[str], scene_id: int | None) -> None:
    """Forget refusals of these words: everywhere, or (with a scene) there and for the whole production."""
    statement = delete(Refusal).where(Refusal.production_id == production_id, Refusal.key.in_(keys))
    if scene_id is not None:
        statement = statement.where((Refusal.scene_id == scene_id) | Refusal.scene_id.is_(None))
    db.session.execute(statement)


def lift(production_id: int, refusal_id: int) -> None:
    """Offer a word again. Raises NotFound."""
    found = (
        delete(Refusal).where(Refusal.production_id == production_id, Refusal.id == refusal_id).returning(Refusal.id)
    )
    if db.session.scalar(found) is None:
        raise NotFound("There is no such refused word in this production.")
