"""Marked words: made by selecting them, kept through new drafts as long as the words are there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, select

from backend.core.changes import news
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.script.breakdown import categories, elements
from backend.script.breakdown.models import Element, Mark, SceneElement
from backend.script.breakdown.refusals import welcome
from backend.script.breakdown.scene_schemas import MarkNew
from backend.script.breakdown.service import find_element, link
from backend.script.breakdown.texts import NewestText, newest
from backend.script.breakdown.words import fold, key_of
from backend.script.scenes import service as scenes

LONGEST = 255  # characters of a mark

Shown = dict[str, Any]


def of_scene(scene_id: int, draft_id: int | None) -> list[Shown]:
    """The marks in a scene's words of one draft, from the top down."""
    statement = (
        select(Mark, SceneElement.element_id)
        .join(SceneElement, SceneElement.id == Mark.scene_element_id)
        .where(SceneElement.scene_id == scene_id, Mark.draft_id == draft_id)
        .order_by(Mark.paragraph, Mark.start, Mark.id)
    )
    return [shown(mark, element_id) for mark, element_id in db.session.execute(statement)]


def add(production_id: int, scene_id: int, body: MarkNew) -> Shown:
    """Mark words as an element, which the scene then needs. Raises NotFound, and Invalid naming the field.

    The element is the one given, else the one of this name in the category, else a new one.
    """
    scene = scenes.find(production_id, scene_id)
    text = newest(production_id, [scene.id]).get(scene.id)
    if text is None:
        raise Conflict(f"Scene {scene.number} has no words to mark.")
    start, end = _span(text, body)
    words = text.paragraphs[body.paragraph]["text"][start:end]
    element = _element(production_id, body, words)
    entry = link(element, scene.id)
    row = put(entry, text.draft_id, body.paragraph, start, words)
    welcome(production_id, [element.key, key_of(words)], scene.id)
    db.session.flush()
    news(element)
    return shown(row, element.id)


def put(entry: SceneElement, draft_id: int, paragraph: int, start: int, words: str) -> Mark:
    """The mark of these words, made when there is none. Part of the caller's transaction."""
    here = {"scene_element_id": entry.id, "draft_id": draft_id, "paragraph": paragraph, "start": start}
    row = db.session.scalar(select(Mark).filter_by(**here))
    if row is None:
        row = Mark(**here, end=start + len(words), text=words)
        db.session.add(row)
        db.session.flush()
    return row


def put_all(rows: Sequence[Mark]) -> None:
    """The same for many, none of them written yet; those that are there already stay as they are."""
    ids = {row.scene_element_id for row in rows}
    there = select(Mark.scene_element_id, Mark.draft_id, Mark.paragraph, Mark.start)
    found = {tuple(row) for row in db.session.execute(there.where(Mark.scene_element_id.in_(ids)))}
    fresh = {(row.scene_element_id, row.draft_id, row.paragraph, row.start): row for row in rows}
    db.session.add_all(row for place, row in fresh.items() if place not in found)
    db.session.flush()


def remove(production_id: int, mark_id: int) -> None:
    """Take a highlight off; the scene still needs the element. Raises NotFound."""
    statement = select(Mark, SceneElement).join(SceneElement, SceneElement.id == Mark.scene_element_id)
    found = db.session.execute(statement.where(Mark.id == mark_id, SceneElement.production_id == production_id)).first()
    if found is None:
        raise NotFound("There is no such mark in this production.")
    db.session.delete(found[0])
    db.session.flush()
    news(found[1].element)


def follow(texts: dict[int, NewestText]) -> None:
    """Move the marks of these scenes into their new words; a mark whose words are gone goes, its element stays."""
    statement = (
        select(Mark, SceneElement.scene_id)
        .join(SceneElement, SceneElement.id == Mark.scene_element_id)
        .where(SceneElement.scene_id.in_(list(texts)))
        .order_by(Mark.paragraph, Mark.start)
    )
    taken: dict[int, set[tuple[int, int]]] = defaultdict(set)
    gone = []
    for mark, scene_id in db.session.execute(statement).all():
        text = texts[scene_id]
        if mark.draft_id == text.draft_id:
            continue
        place = _nearest(text.paragraphs, mark, taken[mark.scene_element_id])
        if place is None:
            gone.append(mark.id)
            continue
        taken[mark.scene_element_id].add(place)
        mark.draft_id, (mark.paragraph, mark.start) = text.draft_id, place
        mark.end = mark.start + len(mark.text)
    db.session.flush()
    db.session.execute(delete(Mark).where(Mark.id.in_(gone)))


def occurrences(text: str, words: str) -> Iterable[int]:
    """Where these words begin in a text, as whole words and whatever their case."""
    lowered, wanted = fold(text), fold(words)
    if len(lowered) != len(text):  # letters that grow when folded: only exactly as written
        lowered, wanted = text, words
    at = lowered.find(wanted)
    while wanted and at >= 0:
        before, behind = lowered[at - 1 : at], lowered[at + len(wanted) : at + len(wanted) + 1]
        inside = (before.isalnum() and wanted[0].isalnum()) or (behind.isalnum() and wanted[-1].isalnum())
        if not inside or not wanted.isascii():
            yield at
        at = lowered.find(wanted, at + 1)


def shown(mark: Mark, element_id: int) -> Shown:
    """A mark as `schemas.MarkOut` shows it."""
    return {name: getattr(mark, name) for name in ("id", "paragraph", "start", "end", "text")} | {
        "element_id": element_id
    }


def _nearest(paragraphs: Sequence[dict[str, Any]], mark: Mark, taken: set[tuple[int, int]]) -> tuple[int, int] | None:
    places = [
        (at, start)
        for at, paragraph in enumerate(paragraphs)
        for start in occurrences(paragraph["text"], mark.text)
        if (at, start) not in taken
    ]
    return min(places, key=lambda place: (abs(place[0] - mark.paragraph), abs(place[1] - mark.start)), default=None)


def _span(text: NewestText, body: MarkNew) -> tuple[int, int]:
    """The selection without white space at its ends."""
    if body.paragraph >= len(text.paragraphs):
        raise Invalid(f"The scene has {len(text.paragraphs)} paragraphs.", field="paragraph")
    words = text.paragraphs[body.paragraph]["text"]
    if body.end > len(words):
        raise Invalid(f"The paragraph ends at {len(words)}.", field="end")
    chosen = words[body.start : body.end]
    start = body.start + len(chosen) - len(chosen.lstrip())
    end = start + len(chosen.strip())
    if start >= end:
        raise Invalid("Select at least one word.", field="end")
    if end - start > LONGEST:
        raise Invalid(f"A mark has at most {LONGEST} characters.", field="end")
    return start, end


def _element(production_id: int, body: MarkNew, words: str) -> Element:
    if body.element_id is not None:
        try:
            return find_element(production_id, body.element_id)
        except NotFound as unknown:
            raise Invalid("This production has no such element.", field="element_id") from unknown
    if body.category_id is None:
        raise Invalid("Say which element it is, or in which category.", field="category_id")
    category = categories.taking(production_id, body.category_id)
    name = body.name or elements.tidy(words)
    return elements.same_name(category.id, name) or elements.make(category, name)
