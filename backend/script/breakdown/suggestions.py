"""Suggestions of a production: worked out from its words whenever asked, decided for one scene or for all."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.script.breakdown import categories, elements, marks, presets
from backend.script.breakdown.models import Category, Element, Mark, SceneElement
from backend.script.breakdown.refusals import refuse as remember_refusal
from backend.script.breakdown.refusals import refused
from backend.script.breakdown.scene_schemas import AcceptBody, Decision
from backend.script.breakdown.service import find_element, link_all
from backend.script.breakdown.suggested import Known, SceneWords, Suggestion
from backend.script.breakdown.suggesting import Suggester
from backend.script.breakdown.texts import NewestText, newest
from backend.script.breakdown.words import key_of
from backend.script.scenes import service as scenes
from backend.script.scenes.models import Scene

Shown = dict[str, Any]


class Offers:
    """Every suggestion of a production as it stands."""

    def __init__(self, production_id: int) -> None:
        self.texts: dict[int, NewestText] = newest(production_id)
        self.elements = {row.id: row for row in _elements(production_id)}
        open_categories = [row for row in categories.all_of(production_id) if not row.archived and row.kind != "cast"]
        self._categories = {code: presets.by_code(open_categories, code) for code in presets.known()}
        open_ids = {row.id for row in open_categories}
        known = [
            Known(row.id, row.category_id, (row.name, *row.aliases))
            for row in self.elements.values()
            if row.category_id in open_ids
        ]
        linked = _linked(production_id)
        suggester = Suggester(self._scenes(production_id), known, refused(production_id))
        found = {scene_id: suggester.of_scene(scene_id, linked.get(scene_id, ())) for scene_id in self.texts}
        self.by_scene = {
            scene_id: [each for each in offers if self._category(each) is not None]
            for scene_id, offers in found.items()
        }

    def shown(self, scene_id: int) -> list[Shown]:
        """A scene's suggestions as `schemas.OfferedWordOut` shows them."""
        counts = self._counts()
        return [self._shown(scene_id, each, counts) for each in self.by_scene.get(scene_id, ())]

    def together(self) -> list[Shown]:
        """Every word that is offered anywhere, those of most scenes first, with the places of its first scene."""
        first: dict[tuple[str, int | None], tuple[int, Suggestion]] = {}
        for scene_id, offers in self.by_scene.items():
            for each in offers:
                first.setdefault((each.key, each.element_id), (scene_id, each))
        counts = self._counts()
        ordered = sorted(first, key=lambda word: (-counts[word], word[0]))
        return [self._shown(*first[word], counts) for word in ordered]

    def find(self, scene_id: int, key: str) -> Suggestion | None:
        """The suggestion of this word in a scene."""
        return next((each for each in self.by_scene.get(scene_id, ()) if each.key == key), None)

    def category_of(self, each: Suggestion) -> Category:
        """The category it would go into."""
        found = self._category(each)
        if found is None:
            raise Conflict("This production has no category for it.", field="category_id")
        return found

    def everywhere(self, wanted: Suggestion) -> list[tuple[int, Suggestion]]:
        """The same suggestion in every scene that has it."""
        same = (wanted.key, wanted.element_id)
        return [
            (scene_id, each)
            for scene_id, offers in self.by_scene.items()
            for each in offers
            if (each.key, each.element_id) == same
        ]

    def _category(self, each: Suggestion) -> Category | None:
        if each.element_id is not None:
            return self.elements[each.element_id].category
        return self._categories.get(each.code)

    def _counts(self) -> Mapping[tuple[str, int | None], int]:
        counts: dict[tuple[str, int | None], int] = {}
        for offers in self.by_scene.values():
            for each in offers:
                counts[each.key, each.element_id] = counts.get((each.key, each.element_id), 0) + 1
        return counts

    def _shown(self, scene_id: int, each: Suggestion, counts: Mapping[tuple[str, int | None], int]) -> Shown:
        return {
            "scene_id": scene_id, "key": each.key, "label": each.label, "category_id": self.category_of(each).id,
            "element_id": each.element_id, "reason": each.reason, "count": counts[each.key, each.element_id],
            "spans": [span._asdict() for span in each.spans],
        }  # fmt: skip

    def _scenes(self, production_id: int) -> Sequence[SceneWords]:
        columns = select(Scene.id, Scene.set_name, Scene.status).where(Scene.production_id == production_id)
        return [
            SceneWords(row.id, row.set_name, self.texts[row.id].paragraphs if row.status != "omitted" else [])
            for row in db.session.execute(columns.order_by(Scene.position, Scene.id))
            if row.id in self.texts
        ]


def listing(production_id: int, scene_id: int | None) -> list[Shown]:
    """The suggestions of a scene, or of all scenes together. Raises NotFound."""
    if scene_id is None:
        return Offers(production_id).together()
    return Offers(production_id).shown(scenes.find(production_id, scene_id).id)


def accept(production_id: int, body: AcceptBody) -> Shown:
    """Yes: the element is found or made, and linked and marked in the scene, or in every scene that has the word.

    Raises Conflict when the word is not offered there (any more), Invalid naming `category_id` or `element_id`.
    """
    scene = scenes.find(production_id, body.scene_id)
    offers = Offers(production_id)
    wanted = offers.find(scene.id, body.key)
    if wanted is None:
        raise Conflict("This is not suggested in the scene any more.", field="key")
    element = _element(production_id, offers, wanted, body)
    places = offers.everywhere(wanted) if body.everywhere else [(scene.id, wanted)]
    entries = link_all(element, [scene_id for scene_id, _each in places], "suggestion")
    marks.put_all([mark for scene_id, each in places for mark in _marks(entries[scene_id], offers, each)])
    return {"element_id": element.id, "scenes": len(places)}


def refuse(production_id: int, body: Decision) -> Shown:
    """No: the word is not offered again, in this scene or anywhere."""
    scene = scenes.find(production_id, body.scene_id)
    offers = Offers(production_id)
    found = offers.find(scene.id, body.key)
    count = len(offers.everywhere(found)) if found and body.everywhere else int(found is not None)
    label = found.label if found else body.key
    remember_refusal(production_id, [None if body.everywhere else scene.id], {body.key: label})
    return {"element_id": None, "scenes": count}


def _marks(entry: SceneElement, offers: Offers, each: Suggestion) -> list[Mark]:
    text = offers.texts[entry.scene_id]
    found = []
    for span in each.spans:
        words = text.paragraphs[span.paragraph]["text"][span.start : span.end][: marks.LONGEST]
        place = {"paragraph": span.paragraph, "start": span.start, "end": span.start + len(words)}
        found.append(Mark(scene_element_id=entry.id, draft_id=text.draft_id, text=words, **place))
    return found


def _element(production_id: int, offers: Offers, wanted: Suggestion, body: AcceptBody) -> Element:
    """Which element is meant; one that is called differently learns the word of the script as an alias."""
    element_id = body.element_id if body.element_id is not None else wanted.element_id
    if element_id is not None and body.category_id is None:
        try:
            element = find_element(production_id, element_id)
        except NotFound as unknown:
            raise Invalid("This production has no such element.", field="element_id") from unknown
    else:
        chosen = body.category_id
        category = categories.taking(production_id, chosen) if chosen is not None else offers.category_of(wanted)
        name = body.name or wanted.label
        element = elements.same_name(category.id, name) or elements.make(category, name)
    if wanted.key not in {element.key, *map(key_of, element.aliases)}:
        element.aliases = [*element.aliases, wanted.label][:50]
    return element


def _elements(production_id: int) -> list[Element]:
    return list(db.session.scalars(select(Element).where(Element.production_id == production_id)))


def _linked(production_id: int) -> dict[int, set[int]]:
    pairs = select(SceneElement.scene_id, SceneElement.element_id).where(SceneElement.production_id == production_id)
    found: dict[int, set[int]] = {}
    for scene_id, element_id in db.session.execute(pairs):
        found.setdefault(scene_id, set()).add(element_id)
    return found
