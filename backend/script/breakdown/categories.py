"""Categories of a production: what they are called, how they look, in which order they stand."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.changes import Change
from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.script.breakdown import presets
from backend.script.breakdown.models import Category, Element
from backend.script.breakdown.schemas import CategoryNew, CategoryPatch, CategoryQuery

BLANK = "#757575"  # of a category that another program named and the trade list does not know


def start_production(session: Session, *, change: Change, **_more: Any) -> None:
    """Give a new production its first categories, past the session's unit of work, which is flushing right now."""
    if change.kind != "production" or change.action != "create":
        return
    now = clock.now()
    rows = [
        {**_columns(known), "production_id": change.id, "position": at, "archived": False, "version": 1}
        | {"created_at": now, "updated_at": now}
        for at, known in enumerate(presets.presets()[presets.FIRST].categories)
    ]
    session.execute(insert(Category.__table__), rows)  # type: ignore[arg-type]


def listing(production_id: int, query: CategoryQuery) -> Page:
    """The categories in their order; archived ones too when asked for."""
    statement = select(Category).where(Category.production_id == production_id)
    if not query.archived:
        statement = statement.where(Category.archived.is_(False))
    return page_of(statement, (Category.position, Category.id), query)


def all_of(production_id: int) -> list[Category]:
    """Every category in order, archived ones too."""
    statement = select(Category).where(Category.production_id == production_id)
    return list(db.session.scalars(statement.order_by(Category.position, Category.id)))


def find(production_id: int, category_id: int) -> Category:
    """One category. Raises NotFound."""
    row = db.session.scalar(select(Category).where(Category.production_id == production_id, Category.id == category_id))
    if row is None:
        raise NotFound("There is no such category in this production.")
    return row


def taking(production_id: int, category_id: int, field: str = "category_id") -> Category:
    """A category elements can go into. Raises Invalid naming the field: not this production's, or it is the cast."""
    try:
        row = find(production_id, category_id)
    except NotFound as unknown:
        raise Invalid("This production has no such category.", field=field) from unknown
    if row.kind == "cast":
        raise Invalid("The cast comes from the cast list; add a cast member instead.", field=field)
    return row


def named(production_id: int, name: str) -> Category:
    """The category another program means by a name, made when the production has none like it."""
    rows = all_of(production_id)
    code = presets.code_of(name)
    found = presets.by_name(rows, name) or (presets.by_code(rows, code) if code else None)
    if found:
        return found
    known = presets.known().get(code)
    values = _columns(known) if known else {"name": " ".join(name.split())[:100] or "Other", "colour": BLANK}
    row = Category(production_id=production_id, position=_end(rows), **values)
    db.session.add(row)
    db.session.flush()
    return row


def add(production_id: int, body: CategoryNew) -> Category:
    """A category of the production's own, at the end. Raises Conflict for a name that is taken."""
    rows = all_of(production_id)
    _name_must_be_free(rows, body.name)
    row = Category(production_id=production_id, position=_end(rows), **body.model_dump())
    db.session.add(row)
    db.session.flush()
    return row


def change(production_id: int, category_id: int, body: CategoryPatch, version: int) -> Category:
    """Change a category as the caller saw it. The cast stays the cast."""
    row = find(production_id, category_id)
    expect(row, version)
    changes = body.changes()
    if "name" in changes:
        _name_must_be_free(all_of(production_id), changes["name"], besides=row.id)
    if row.kind == "cast" and changes.get("kind", "cast") != "cast":
        raise Invalid("The cast category stays the cast.", field="kind")
    for name, value in changes.items():
        setattr(row, name, value)
    db.session.flush()
    return row


def remove(production_id: int, category_id: int, version: int) -> Category:
    """Delete an empty category. Raises Conflict while elements are in it, and for the cast."""
    row = find(production_id, category_id)
    expect(row, version)
    if row.kind == "cast":
        raise Conflict("The cast category stays; archive it to hide it.")
    count = db.session.scalar(select(func.count()).select_from(Element).where(Element.category_id == row.id)) or 0
    if count:
        raise Conflict(f"{row.name} holds {count} elements; merge it into another category or archive it.")
    db.session.delete(row)
    db.session.flush()
    return row


def merge(production_id: int, category_id: int, into_id: int) -> Category:
    """Move every element into another category and delete this one; elements of one name become one."""
    from backend.script.breakdown.elements import move

    row, into = find(production_id, category_id), taking(production_id, into_id, "into_id")
    if row.id == into.id:
        raise Conflict("A category cannot be merged into itself.")
    if row.kind == "cast":
        raise Conflict("The cast category stays the cast.")
    for element in db.session.scalars(select(Element).where(Element.category_id == row.id)).all():
        move(element, into)
    db.session.flush()
    db.session.delete(row)
    db.session.flush()
    return into


def reorder(production_id: int, ids: Sequence[int]) -> list[Category]:
    """Put the categories in this order. Raises Invalid unless every one is named once."""
    rows = {row.id: row for row in all_of(production_id)}
    if sorted(ids) != sorted(rows):
        raise Invalid("Name every category of the production once, archived ones too.", field="ids")
    for position, category_id in enumerate(ids):
        rows[category_id].position = position
    db.session.flush()
    return all_of(production_id)


def apply_preset(production_id: int, key: str) -> list[Category]:
    """Make the list that of a preset: its categories in its order; others go when empty, and stay at the end when not.

    A category that is there already keeps its elements and takes name, colour and mark of the preset.
    """
    rows = all_of(production_id)
    wanted = presets.presets()[key].categories
    kept = []
    for known in wanted:
        row = next((each for each in rows if each.code == known.code), None)
        row = row or next((each for each in rows if each.name == known.name and each not in kept), None)
        kept.append(row or Category(production_id=production_id))
    used = set(db.session.scalars(select(Element.category_id).where(Element.production_id == production_id).distinct()))
    others = [row for row in rows if row not in kept]
    for row in others:
        if row.id not in used:
            db.session.delete(row)
    db.session.flush()
    staying = [row for row in others if row.id in used]
    names = {known.name for known in wanted}
    for row in staying:
        if row.name in names:
            row.name = _another(row.name, names | {each.name for each in staying})
    _write(kept, wanted)
    for position, row in enumerate([*kept, *staying]):
        row.position = position
    db.session.add_all(kept)
    db.session.flush()
    return all_of(production_id)


def _write(rows: Sequence[Category], wanted: Sequence[presets.KnownCategory]) -> None:
    """Names first go out of each other's way: two categories may change theirs at once, though a name is unique."""
    for row, known in zip(rows, wanted, strict=True):
        if row.id and row.name != known.name:
            row.name = f"~ {row.id}"
    db.session.flush()
    for row, known in zip(rows, wanted, strict=True):
        for name, value in _columns(known).items():
            setattr(row, name, value)
        row.archived = False


def _columns(known: presets.KnownCategory) -> dict[str, Any]:
    return {
        "code": known.code, "name": known.name, "colour": known.colour, "mark": known.mark, "kind": known.kind,
        "day_out_of_days": known.dood,
    }  # fmt: skip


def _another(name: str, taken: set[str]) -> str:
    return next(each for n in range(2, 1000) if (each := f"{name} {n}") not in taken)


def _end(rows: Sequence[Category]) -> int:
    return max((row.position for row in rows), default=-1) + 1


def _name_must_be_free(rows: Sequence[Category], name: str, besides: int = 0) -> None:
    if any(row.name.casefold() == name.casefold() and row.id != besides for row in rows):
        raise Conflict(f"There is a category {name} already.", field="name")
