"""The writing program's own breakdown: which words of a scene somebody tagged as what."""

from typing import NamedTuple

from backend.script.screenplays.deciding import DecidedScene


class SceneTag(NamedTuple):
    """A tag of a scene: what the writing program calls the category and the element, and where the tagged words stand.

    `paragraph` counts from 0 and is None for words of the heading; `text` are the words, "" when the file had none.
    """

    category: str
    label: str
    paragraph: int | None
    text: str


def tags_of(scene: DecidedScene) -> list[SceneTag]:
    """Every tag of a scene in the order of its words."""
    heading = [SceneTag(tag.category, tag.label, None, tag.text) for tag in scene.heading_tags]
    return heading + [
        SceneTag(tag.category, tag.label, at, tag.text)
        for at, element in enumerate(scene.elements)
        for tag in element.tags
    ]
