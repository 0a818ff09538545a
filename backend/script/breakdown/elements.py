"""Elements: added, renamed, merged, split, moved between categories, many at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from sqlalchemy import or_, select, update

from backend.core.access import may
from backend.core.changes import news
from backend.core.db import db
from backend.core.errors import Conflict, Forbidden, Invalid, Stale
from backend.core.paging import Page, page_of
from backend.core.schemas import clean_query
from backend.script.breakdown import categories
from backend.script.breakdown.models import Category, Element, Mark, SceneElement
from backend.script.breakdown.schemas import ElementBulk, ElementNew, ElementPatch, ElementQuery, SplitBody
from backend.script.breakdown.service import find_element
from backend.script.breakdown.words import key_of
from backend.script.scenes import service as scenes

PLAIN = (
    "id", "version", "category_id", "name", "aliases", "notes", "quantity", "in_dood", "allow_hold", "allow_drop",
    "drop_days",
)  # fmt: skip


class ElementView(SimpleNamespace):
    """An element with its scenes counted, as `schemas.ElementOut` shows it."""

    version: int


def listing(production_id: int, query: ElementQuery) -> Page:
    """Elements by name, each with its scenes counted."""
    statement = select(Element).where(Element.production_id == production_id)
    if query.category_id:
        statement = statement.where(Element.category_id.in_(query.category_id))
    if query.in_dood is not None:
        statement = statement.where(Element.in_dood.is_(query.in_dood))
    if query.search:
        like = clean_query(query.search)
        statement = statement.where(or_(*(c.ilike(like, escape="\\") for c in (Element.name, Element.notes))))
    page = page_of(statement, (Element.key, Element.id), query)
    return replace(page, items=shown(production_id, page.items))


def show(production_id: int, element_id: int) -> ElementView:
    """One element. Raises NotFound."""
    return shown(production_id, [find_element(production_id, element_id)])[0]


def add(production_id: int, body: ElementNew) -> ElementView:
    """A new element. Raises Conflict naming `name` when its category has one of this name."""
    _rate_allowed(body.daily_rate is not None)
    values = body.model_dump(exclude={"in_dood", "category_id", "name"})
    row = make(categories.taking(production_id, body.category_id), body.name, **values)
    if body.in_dood is not None:
        row.in_dood = body.in_dood
    db.session.flush()
    return shown(production_id, [row])[0]


def make(category: Category, name: str, **values: Any) -> Element:
    """An element written to the session. Raises Invalid for a name without letters, Conflict when it is taken."""
    row = Element(production_id=category.production_id, in_dood=category.day_out_of_days)
    _name(row, category.id, name)
    for column, value in {"aliases": [], **values}.items():
        setattr(row, column, value)
    row.aliases = _aliases(row)
    db.session.add(row)
    db.session.flush()
    db.session.refresh(row, ["category"])
    return row


def same_name(category_id: int, name: str) -> Element | None:
    """The element of a category with this name."""
    here = Element.category_id == category_id, Element.key == key_of(name)
    return db.session.scalar(select(Element).where(*here))


def known_as(category_id: int, name: str) -> Element | None:
    """The element of a category with this name or alias, so that a merged or renamed one is found again."""
    key = key_of(name)
    rows = db.session.scalars(select(Element).where(Element.category_id == category_id)).all()
    named = (row for row in rows if row.key == key)
    return next(named, None) or next((row for row in rows if key in map(key_of, row.aliases)), None)


def tidy(words: str) -> str:
    """Words of a script as a name: on one line, a capital in front, not shouted."""
    name = " ".join(words.split())[:255]
    name = name.lower() if name.isupper() and len(name) > 1 else name
    return name[:1].upper() + name[1:]


def change(production_id: int, element_id: int, body: ElementPatch, version: int) -> ElementView:
    """Change what was sent. Raises Stale when somebody was faster, Conflict when a name is taken."""
    row = find_element(production_id, element_id)
    if row.version != version:
        raise Stale(shown(production_id, [row])[0])
    changes = body.changes()
    _rate_allowed("daily_rate" in changes)
    category_id = row.category_id
    if "category_id" in changes:
        category_id = categories.taking(production_id, changes.pop("category_id")).id
    name = changes.pop("name", row.name)
    if key_of(name) != row.key:  # the script still calls it by the old name
        changes["aliases"] = [*changes.get("aliases", row.aliases), row.name]
    _name(row, category_id, name)
    for column, value in changes.items():
        setattr(row, column, value)
    row.aliases = _aliases(row)
    db.session.flush()
    db.session.refresh(row, ["category"])
    return shown(production_id, [row])[0]


def change_many(production_id: int, body: ElementBulk) -> list[ElementView]:
    """The same change for every element named; one whose name the new category has already becomes that one."""
    rows = by_ids(production_id, body.ids)
    changes = body.model_dump(exclude={"ids", "category_id"}, exclude_none=True)
    kept = []
    for row in rows:
        for column, value in changes.items():
            setattr(row, column, value)
        if body.category_id is not None:
            row = move(row, categories.taking(production_id, body.category_id))
        kept.append(row)
    db.session.flush()
    return shown(production_id, list(dict.fromkeys(kept)))


def remove(production_id: int, element_id: int, version: int) -> ElementView:
    """Delete an element, its places in scenes and its marks; answers what was removed."""
    row = find_element(production_id, element_id)
    view = shown(production_id, [row])[0]
    if row.version != version:
        raise Stale(view)
    db.session.delete(row)
    db.session.flush()
    return view


def remove_many(production_id: int, ids: Sequence[int]) -> int:
    """Delete elements with all that hangs on them; answers how many."""
    rows = by_ids(production_id, ids)
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    return len(rows)


def merge(production_id: int, element_id: int, into_id: int) -> ElementView:
    """Make two elements one: the first's names become aliases of the second, its scenes and marks go over."""
    row, into = find_element(production_id, element_id), find_element(production_id, into_id)
    if row.id == into.id:
        raise Conflict("An element cannot be merged into itself.")
    _absorb(row, into)
    return shown(production_id, [into])[0]


def split(production_id: int, element_id: int, body: SplitBody) -> ElementView:
    """A new element for some of the scenes, where it takes the place of the old one with its marks and remarks.

    Raises Invalid naming `scene_ids` for a scene the element is not in.
    """
    row = find_element(production_id, element_id)
    category = categories.taking(production_id, body.category_id or row.category_id)
    here = SceneElement.element_id == row.id, SceneElement.scene_id.in_(body.scene_ids)
    entries = list(db.session.scalars(select(SceneElement).where(*here)))
    if missing := set(body.scene_ids) - {entry.scene_id for entry in entries}:
        raise Invalid(f"{row.name} is not in scene {min(missing)}.", field="scene_ids")
    own = ("notes", "quantity", "in_dood", "allow_hold", "allow_drop", "drop_days", "daily_rate")
    fresh = make(category, body.name, **{name: getattr(row, name) for name in own})
    for entry in entries:
        entry.element_id = fresh.id
    db.session.flush()
    for entry in entries:
        db.session.refresh(entry, ["element"])
    news(row)
    return shown(production_id, [fresh])[0]


def move(row: Element, category: Category) -> Element:
    """Put an element into a category; when that has one of the same name, they become one. Answers what is left."""
    twin = same_name(category.id, row.name)
    if twin and twin.id != row.id:
        _absorb(row, twin)
        return twin
    row.category_id = category.id
    db.session.flush()
    db.session.refresh(row, ["category"])
    return row


def by_ids(production_id: int, ids: Sequence[int], field: str = "ids") -> list[Element]:
    """These elements. Raises Invalid naming the field for one that is none of this production's."""
    wanted = set(ids)
    statement = select(Element).where(Element.production_id == production_id, Element.id.in_(wanted))
    found = {row.id: row for row in db.session.scalars(statement)}
    if missing := wanted - found.keys():
        raise Invalid(f"Element {min(missing)} does not belong to this production.", field=field)
    return [found[element_id] for element_id in dict.fromkeys(ids)]


def shown(production_id: int, rows: Sequence[Element]) -> list[ElementView]:
    """Rows with the scenes that need them; omitted scenes do not count."""
    briefs = scenes.briefs(production_id)
    pairs = select(SceneElement.element_id, SceneElement.scene_id)
    pairs = pairs.where(SceneElement.element_id.in_([row.id for row in rows]))
    found: dict[int, list[Any]] = defaultdict(list)
    for element_id, scene_id in db.session.execute(pairs):
        if briefs[scene_id].status != "omitted":
            found[element_id].append(briefs[scene_id])
    rates = may("rates.read")
    return [
        ElementView(
            **{name: getattr(row, name) for name in PLAIN},
            category_name=row.category.name,
            daily_rate=row.daily_rate if rates else None,
            scene_count=len(found[row.id]),
            scene_numbers=[brief.number for brief in sorted(found[row.id], key=lambda brief: brief.position)],
        )
        for row in rows
    ]


def _absorb(row: Element, into: Element) -> None:
    """Everything of `row` goes over to `into`, and `row` goes."""
    both = db.session.scalars(select(SceneElement).where(SceneElement.element_id.in_([row.id, into.id]))).all()
    there = {entry.scene_id: entry for entry in both if entry.element_id == into.id}
    for entry in (entry for entry in both if entry.element_id == row.id):
        kept = there.get(entry.scene_id)
        if kept is None:
            entry.element_id = into.id
            continue
        kept.quantity = max(kept.quantity, entry.quantity)
        kept.notes = "\n".join(filter(None, dict.fromkeys((kept.notes, entry.notes))))
        _move_marks(entry, kept)
        db.session.delete(entry)
    db.session.flush()
    into.aliases = [*into.aliases, row.name, *row.aliases]
    into.aliases = _aliases(into)
    into.notes = "\n".join(filter(None, dict.fromkeys((into.notes, row.notes))))
    db.session.delete(row)
    db.session.flush()
    db.session.expire(into)


def _move_marks(entry: SceneElement, kept: SceneElement) -> None:
    """Marks go over; one that starts where the other element is marked already is the same mark."""
    there = select(Mark.draft_id, Mark.paragraph, Mark.start).where(Mark.scene_element_id == kept.id)
    taken = {tuple(row) for row in db.session.execute(there)}
    marks = db.session.scalars(select(Mark).where(Mark.scene_element_id == entry.id))
    ids = [mark.id for mark in marks if (mark.draft_id, mark.paragraph, mark.start) not in taken]
    db.session.execute(update(Mark).where(Mark.id.in_(ids)).values(scene_element_id=kept.id))


def _name(row: Element, category_id: int, name: str) -> None:
    key = key_of(name)
    if not key:
        raise Invalid("An element needs a name with letters or digits.", field="name")
    other = same_name(category_id, name)
    if other and other.id != row.id:
        raise Conflict(f"There is an element {other.name} in this category already.", field="name")
    row.name, row.key, row.category_id = name, key, category_id


def _aliases(row: Element) -> list[str]:
    """Each once, without the name itself and without words of no letters."""
    unique = {key_of(alias): alias for alias in reversed(row.aliases)}
    return [alias for key, alias in reversed(unique.items()) if key and key != row.key][:50]


def _rate_allowed(sent: bool) -> None:
    if sent and not may("rates.read"):
        raise Forbidden("Your role does not allow to see or change daily rates.")
