"""Categories, cast, elements and locations of a file, found in the production or added to it."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.exchange.uss.document import CAST, LOCATION, SET, Category, Element
from backend.exchange.uss.intake import ADDED, UNCHANGED, Intake, fill
from backend.exchange.uss.texts import free, line
from backend.people.cast.casting import by_name, next_number
from backend.people.cast.models import CastMember
from backend.planning.rules import service as rules
from backend.script.breakdown import categories, presets
from backend.script.breakdown.models import Category as CategoryRow
from backend.script.breakdown.models import Element as ElementRow
from backend.script.breakdown.words import key_of
from backend.script.screenplays.importers.cues import canonical
from backend.things.locations.models import Location

Row = CastMember | ElementRow | Location
Put = Callable[[Element], tuple[Row, dict[str, Any]]]  # the row, flushed by the caller, and what it says like the file


def take_categories(intake: Intake) -> None:
    """Every category but those that say what a scene is (set, INT/EXT, …): those are fields of the scene."""
    rows = categories.all_of(intake.production_id)
    there = {row.id for row in rows}
    for place, category in enumerate(intake.document.categories):
        if category.role not in (None, CAST):
            intake.keep("category", place)
            continue
        row_id = intake.kept.row_id("category", category.id)
        row = next((row for row in rows if row.id == row_id), None) or _like(rows, category)
        if row is None:
            row = _new_category(intake.production_id, category, rows)
            rows.append(row)
        new = row.id not in there
        intake.report.counts["categories"][ADDED if new else UNCHANGED] += 1
        there.add(row.id)
        intake.category[category.id] = row.id
        intake.keep("category", place, row.id, name=row.name)  # the same category, whatever each calls it


def take_elements(intake: Intake) -> None:
    """Cast members, elements and locations; every other element (a set, INT, DAY, …) is kept as it is."""
    roles = {category.id: category.role for category in intake.document.categories}
    puts = {"cast": _cast(intake), "element": _things(intake), "location": _locations(intake)}
    ids = {"cast": intake.cast, "element": intake.element, "location": intake.location}
    taken: list[tuple[int, Element, str, Row, dict[str, Any]]] = []
    for place, element in enumerate(intake.document.elements):
        role = roles.get(element.category or "", SET)  # of no category: nobody knows what it is
        kind = {CAST: "cast", LOCATION: "location", None: "element"}.get(role, "detail")
        if kind == "detail":
            intake.keep(kind, place)
        else:
            taken.append((place, element, kind, *puts[kind](element)))
    db.session.flush()
    for place, element, kind, row, wrote in taken:
        ids[kind][element.id] = row.id
        intake.keep(kind, place, row.id, **wrote)
    db.session.flush()


def _like(rows: Iterable[CategoryRow], category: Category) -> CategoryRow | None:
    if category.role == CAST:
        return next((row for row in rows if row.kind == "cast"), None)
    found = presets.by_name(rows, category.name)
    return found if found and found.kind != "cast" else None


def _new_category(production_id: int, category: Category, rows: list[CategoryRow]) -> CategoryRow:
    known = presets.known().get("cast" if category.role == CAST else presets.code_of(category.name))
    wanted = line(category.name, 100) or "Other"
    row = CategoryRow(
        production_id=production_id,
        code=known.code if known else "",
        name=free(wanted, [row.name for row in rows], 100),
        colour=known.colour if known else categories.BLANK,
        mark=known.mark if known else "",
        kind=known.kind if known else "elements",
        day_out_of_days=known.dood if known else False,
        position=max((row.position for row in rows), default=-1) + 1,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _put(
    row: CastMember | ElementRow, element: Element, values: dict[str, Any], drop_days: int, *, new: bool
) -> dict[str, Any]:
    """Write what is new; terms nobody decided on here are the file's. Answers what now says the same as the file."""
    terms = _terms(element, drop_days)
    if new or (row.allow_hold, row.allow_drop, row.drop_days) == (True, True, None):
        for name, value in terms.items():
            setattr(row, name, value)
    return fill(row, {**values, **terms}, new=new)[1]


def _terms(element: Element, drop_days: int) -> dict[str, Any]:
    """Hold and drop as our columns say them; null where the production's own rule says the same."""
    days = None if element.drop_days == drop_days else element.drop_days
    return {"allow_hold": element.hold, "allow_drop": element.drop, "drop_days": days}


def _cast(intake: Intake) -> Put:
    known = by_name(intake.production_id)
    members = {row.id: row for row in known.values()}
    numbers = {row.number for row in members.values()}
    wanted = {_digits(element) for element in intake.document.elements}
    given: set[CastMember] = set()  # two characters of one name are two people
    drop_days = rules.of(intake.production_id).drop_days

    def put(element: Element) -> tuple[Row, dict[str, Any]]:
        name = line(element.name) or f"Character {element.element_id or element.id}"[:255]
        row = members.get(intake.kept.row_id("cast", element.id) or 0) or known.get(canonical(name))
        new = row is None or row in given
        if row is None or row in given:
            number = _digits(element)
            if number is None or number in numbers:
                number = next_number(numbers | {each for each in wanted if each})
            row = CastMember(production_id=intake.production_id, number=number, aliases=[])
            name = free(name, known, 255, canonical)
            db.session.add(row)
        wrote = _put(row, element, {"character_name": name}, drop_days, new=new)
        if canonical(row.character_name) == canonical(name):  # the same name, however each spells it
            wrote["character_name"] = row.character_name
        if _digits(element) not in (None, row.number):
            intake.report.note(
                f"{row.character_name} is number {element.element_id} in the file and {row.number} here."
            )
        intake.report.counts["cast"][ADDED if new else UNCHANGED] += 1
        known[canonical(name)] = row
        numbers.add(row.number)
        given.add(row)
        return row, wrote | ({"number": row.number} if new or row.number == _digits(element) else {})

    return put


def _digits(element: Element) -> int | None:
    """A board number that is a number."""
    text = (element.element_id or "").strip()
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() and int(text) else None


def _things(intake: Intake) -> Put:
    mine = select(ElementRow).where(ElementRow.production_id == intake.production_id)
    rows = {(row.category_id, row.key): row for row in db.session.scalars(mine)}
    by_id = {row.id: row for row in rows.values()}
    given: set[ElementRow] = set()
    drop_days = rules.of(intake.production_id).drop_days

    def put(element: Element) -> tuple[Row, dict[str, Any]]:
        category_id = intake.category[element.category or ""]
        name = line(element.name) or f"Element {element.element_id or element.id}"[:255]
        key = key_of(name)
        row = by_id.get(intake.kept.row_id("element", element.id) or 0) or rows.get((category_id, key))
        new = row is None
        if row is None:
            row = ElementRow(production_id=intake.production_id, category_id=category_id, key=key, aliases=[])
            db.session.add(row)
        values = {"name": name, "category_id": category_id, "in_dood": element.in_dood}
        if row in given:  # the file's second of this name: ours is as the first says, each goes out as it came
            wrote = {each: getattr(row, each) for each in (*values, *_terms(element, drop_days))}
        else:
            wrote = _put(row, element, values, drop_days, new=new) | ({"name": row.name} if row.key == key else {})
        given.add(row)
        intake.report.counts["elements"][ADDED if new else UNCHANGED] += 1
        rows[category_id, key] = row
        return row, wrote

    return put


def _locations(intake: Intake) -> Put:
    mine = select(Location).where(Location.production_id == intake.production_id)
    rows = {row.name.casefold(): row for row in db.session.scalars(mine)}
    by_id = {row.id: row for row in rows.values()}

    def put(element: Element) -> tuple[Row, dict[str, Any]]:
        name = line(element.name) or "Location"
        row = by_id.get(intake.kept.row_id("location", element.id) or 0) or rows.get(name.casefold())
        new = row is None
        if row is None:
            row = Location(production_id=intake.production_id, name=name)
            db.session.add(row)
        intake.report.counts["locations"][ADDED if new else UNCHANGED] += 1
        rows[name.casefold()] = row
        return row, {"name": row.name} if row.name.casefold() == name.casefold() else {}

    return put
