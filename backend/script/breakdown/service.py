"""Elements in scenes: linking, unlinking, how many of what.

For other domains: `elements_of_scenes`, `elements`, `categories`, `link`. Categories, elements, marks and suggestions
have modules of their own.
"""

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import func, select

from backend.core.db import db
from backend.core.errors import NotFound
from backend.core.paging import Page, page_of
from backend.script.breakdown import categories as category_rules
from backend.script.breakdown.models import Category, Element, SceneElement
from backend.script.breakdown.refusals import refuse
from backend.script.breakdown.scene_schemas import EntryBody, EntryQuery
from backend.script.breakdown.words import key_of
from backend.script.scenes import service as scenes


class CategoryFacts(NamedTuple):
    """A category for papers; `code` is "" for one of the production's own."""

    id: int
    code: str
    name: str
    colour: str
    mark: str
    position: int
    kind: str
    day_out_of_days: bool
    archived: bool


class ElementFacts(NamedTuple):
    """An element for papers and day out of days; see `models.Element` for what the fields mean."""

    id: int
    category_id: int
    name: str
    aliases: list[str]
    notes: str
    quantity: int
    in_dood: bool
    allow_hold: bool
    allow_drop: bool
    drop_days: int | None
    daily_rate: int | None


class Needed(NamedTuple):
    """An element in a scene: how many, and what about them."""

    category: CategoryFacts
    element: ElementFacts
    quantity: int
    notes: str


def categories(production_id: int) -> list[CategoryFacts]:
    """Every category in order, archived ones too."""
    return [_category_facts(row) for row in category_rules.all_of(production_id)]


def elements(production_id: int) -> list[ElementFacts]:
    """Every element by category, then name."""
    statement = (
        select(Element)
        .join(Category, Category.id == Element.category_id)
        .where(Element.production_id == production_id)
        .order_by(Category.position, Category.id, Element.name, Element.id)
    )
    return [_element_facts(row) for row in db.session.scalars(statement)]


def elements_of_scenes(production_id: int, scene_ids: Collection[int]) -> dict[int, list[Needed]]:
    """What each scene needs, by category and name: {scene_id: [(category, element, quantity, notes)]}; [] for nothing.

    The cast is not among it: that is `people.cast.service.cast_of_scenes`.
    """
    found: dict[int, list[Needed]] = {scene_id: [] for scene_id in scene_ids}
    if not found:
        return found
    statement = (
        select(SceneElement)
        .join(Element, Element.id == SceneElement.element_id)
        .join(Category, Category.id == Element.category_id)
        .where(SceneElement.production_id == production_id, SceneElement.scene_id.in_(list(found)))
        .order_by(Category.position, Category.id, Element.name, Element.id)
    )
    for row in db.session.scalars(statement):
        element = row.element
        facts = (_category_facts(element.category), _element_facts(element), row.quantity, row.notes)
        found[row.scene_id].append(Needed(*facts))
    return found


def entries(production_id: int, query: EntryQuery) -> Page:
    """Which element is in which scene."""
    statement = select(SceneElement).where(SceneElement.production_id == production_id)
    if query.scene_id is not None:
        statement = statement.where(SceneElement.scene_id == query.scene_id)
    if query.element_id is not None:
        statement = statement.where(SceneElement.element_id == query.element_id)
    if query.category_id is not None:
        mine = select(Element.id).where(Element.category_id == query.category_id)
        statement = statement.where(SceneElement.element_id.in_(mine))
    page = page_of(statement, (SceneElement.id,), query)
    return Page([shown(row) for row in page.items], page.next, page.total)


def entries_of(scene_id: int) -> list[Any]:
    """A scene's entries by category and name, as `schemas.EntryOut` shows them."""
    statement = (
        select(SceneElement)
        .join(Element, Element.id == SceneElement.element_id)
        .join(Category, Category.id == Element.category_id)
        .where(SceneElement.scene_id == scene_id)
        .order_by(Category.position, Category.id, Element.name, Element.id)
    )
    return [shown(row) for row in db.session.scalars(statement)]


def find_element(production_id: int, element_id: int) -> Element:
    """One element. Raises NotFound."""
    row = db.session.scalar(select(Element).where(Element.production_id == production_id, Element.id == element_id))
    if row is None:
        raise NotFound("There is no such element in this production.")
    return row


def put(production_id: int, scene_id: int, element_id: int, body: EntryBody) -> Any:
    """Say that a scene needs an element, or how many and what about them. Raises NotFound."""
    scene, element = scenes.find(production_id, scene_id), find_element(production_id, element_id)
    row = link(element, scene.id)
    for name, value in body.model_dump(exclude_none=True).items():
        setattr(row, name, value)
    db.session.flush()
    return shown(row)


def take_out(production_id: int, scene_id: int, element_id: int) -> None:
    """Take an element out of a scene; its words are not offered there again. Raises NotFound."""
    scene, element = scenes.find(production_id, scene_id), find_element(production_id, element_id)
    row = _entry(scene.id, element.id)
    if row is None:
        raise NotFound(f"{element.name} is not in scene {scene.number}.")
    unlink([row], element)


def link_many(production_id: int, scene_ids: Sequence[int], elements: Sequence[Element]) -> int:
    """Put each element into each scene; answers how many entries are new. Raises Invalid naming `scene_ids`."""
    found = scenes.scenes_by_ids(production_id, scene_ids, field="scene_ids")
    mine = SceneElement.element_id.in_([element.id for element in elements]), SceneElement.scene_id.in_(list(found))
    before = db.session.scalar(select(func.count()).select_from(SceneElement).where(*mine)) or 0
    return sum(len(link_all(element, found)) for element in elements) - before


def take_out_many(production_id: int, scene_ids: Sequence[int], elements: Sequence[Element]) -> int:
    """Take each element out of each scene it is in; answers how many entries went."""
    found = scenes.scenes_by_ids(production_id, scene_ids, field="scene_ids")
    gone = 0
    for element in elements:
        here = SceneElement.element_id == element.id, SceneElement.scene_id.in_(list(found))
        rows = list(db.session.scalars(select(SceneElement).where(*here)))
        unlink(rows, element)
        gone += len(rows)
    return gone


def link(element: Element, scene_id: int, source: str = "hand") -> SceneElement:
    """The entry of an element in a scene, made when there is none. Part of the caller's transaction."""
    return link_all(element, [scene_id], source)[scene_id]


def link_all(element: Element, scene_ids: Collection[int], source: str = "hand") -> dict[int, SceneElement]:
    """The same for many scenes at once: {scene_id: entry}."""
    here = SceneElement.element_id == element.id, SceneElement.scene_id.in_(scene_ids)
    found = {row.scene_id: row for row in db.session.scalars(select(SceneElement).where(*here))}
    facts = {"production_id": element.production_id, "element_id": element.id, "quantity": element.quantity}
    for scene_id in scene_ids:
        if scene_id not in found:
            found[scene_id] = SceneElement(scene_id=scene_id, source=source, notes="", **facts)
            db.session.add(found[scene_id])
    db.session.flush()
    return found


def unlink(rows: Sequence[SceneElement], element: Element) -> None:
    """Delete entries of an element and remember, scene by scene, that nobody wants its words offered there."""
    words = {key_of(alias): alias for alias in element.aliases} | {element.key: element.name}
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    refuse(element.production_id, [row.scene_id for row in rows], words)


def shown(row: SceneElement) -> Any:
    """An entry as `schemas.EntryOut` shows it."""
    facts = {name: getattr(row, name) for name in ("id", "version", "scene_id", "element_id", "quantity", "notes")}
    element = row.element
    return SimpleNamespace(**facts, source=row.source, name=element.name, category_id=element.category_id)


def _entry(scene_id: int, element_id: int) -> SceneElement | None:
    return db.session.scalar(
        select(SceneElement).where(SceneElement.scene_id == scene_id, SceneElement.element_id == element_id)
    )


def _category_facts(row: Category) -> CategoryFacts:
    return CategoryFacts(*(getattr(row, name) for name in CategoryFacts._fields))


def _element_facts(row: Element) -> ElementFacts:
    return ElementFacts(*(getattr(row, name) for name in ElementFacts._fields))
