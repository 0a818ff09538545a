"""What an imported screenplay means for the breakdown: marks follow their words, tags become elements."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.script.breakdown import categories, elements, marks
from backend.script.breakdown.models import Element
from backend.script.breakdown.refusals import refused
from backend.script.breakdown.service import link
from backend.script.breakdown.texts import NewestText, newest
from backend.script.breakdown.words import key_of
from backend.script.screenplays.tagged import SceneTag


def take_over(
    _draft: Any, *, production_id: int, scenes: Mapping[int, Any], tags: Mapping[int, Sequence[SceneTag]], **_more: Any
) -> None:
    """Move the marks of the imported scenes, then take over their tags. Same transaction as the import."""
    texts = newest(production_id, scenes)
    marks.follow(texts)
    if any(tags.values()):
        _tags(production_id, tags, texts)


def _tags(production_id: int, tags: Mapping[int, Sequence[SceneTag]], texts: Mapping[int, NewestText]) -> None:
    """Cast tags are the cast's business; what somebody took out of a scene stays out."""
    unwanted = refused(production_id)
    known: dict[tuple[str, str], Element | None] = {}
    for scene_id, found in tags.items():
        for tag in found:
            name = (tag.category, key_of(tag.label))
            if name not in known:
                known[name] = _element(production_id, tag)
            element = known[name]
            if element is None or {(scene_id, element.key), (None, element.key)} & unwanted:
                continue
            entry = link(element, scene_id, "tag")
            text = texts.get(scene_id)
            if text and tag.text and tag.paragraph is not None:
                for start in marks.occurrences(text.paragraphs[tag.paragraph]["text"], tag.text):
                    words = text.paragraphs[tag.paragraph]["text"][start : start + len(tag.text)]
                    marks.put(entry, text.draft_id, tag.paragraph, start, words[: marks.LONGEST])


def _element(production_id: int, tag: SceneTag) -> Element | None:
    category = categories.named(production_id, tag.category or "Other")
    name = elements.tidy(tag.label) or elements.tidy(tag.text)
    if category.kind == "cast" or not key_of(name):
        return None
    return elements.known_as(category.id, name) or elements.make(category, name)
