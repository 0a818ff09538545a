"""Categories, cast, elements and locations of a production in the standard's form."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.exchange.uss.dates import day_of, written
from backend.exchange.uss.document import CAST, HEADER_NAMES, LOCATION, Category, Element, Event
from backend.exchange.uss.give import Giving, changed, stamp
from backend.exchange.uss.models import ExchangeItem
from backend.exchange.uss.shooting import event_name
from backend.exchange.uss.take_days import AWAY, weekday_of
from backend.people.cast.models import CastMember
from backend.planning.availability.models import Availability
from backend.planning.dood.models import PersonalDay
from backend.planning.facts import WORK_EVENTS
from backend.script.breakdown import categories
from backend.script.breakdown.models import Element as ElementRow
from backend.script.breakdown.models import SceneElement
from backend.things.locations.models import Location

# The numbers of the Universal Category Identification Standard, by our codes; others go out from 500 on, as it says.
UCIDS = {
    "cast": 100, "background": 101, "stunts": 102, "vehicles": 103, "props": 104, "sfx": 105, "wardrobe": 106,
    "makeup": 107, "animals": 108, "animal_handler": 109, "camera": 110, "music": 111, "sound": 112,
    "art_department": 113, "set_dressing": 114, "greenery": 115, "security": 116, "special_equipment": 117,
    "additional_labor": 118, "vfx": 119, "mfx": 120, "notes": 121, "comments": 122, "misc": 123, "other": 124,
}  # fmt: skip
CUSTOM = 500


def give_elements(giving: Giving) -> None:
    """Fill the export's categories and elements, those of a file in its order and words first."""
    _categories(giving)
    people = _Days(giving.production.id)
    _rows(giving, "cast", _cast_rows(giving), lambda row, base, item: _member(giving, people, row, base, item))
    _rows(giving, "element", _thing_rows(giving), lambda row, base, item: _thing(giving, people, row, base, item))
    _rows(giving, "location", _place_rows(giving), lambda row, base, item: _place(giving, people, row, base, item))
    order = {element.id: place for place, element in enumerate(giving.base.elements)}
    last = len(order)
    ordered = sorted(giving.elements.values(), key=lambda element: order.get(element.id, last))
    giving.elements = {
        element.id: replace(element, linked=tuple(giving.now("element", each) for each in element.linked))
        for element in ordered
    }


def detail(giving: Giving, role: int, name: str) -> str:
    """The id of the element that says what a scene is (a set, INT, DAY); made where no file knows it."""
    category = next((row for row in giving.categories.values() if row.role == role), None)
    if category is None:
        created = stamp(giving.production.created_at)
        category = Category(giving.new_id("header", role), HEADER_NAMES[role], role, created)
        giving.categories[category.id] = category
    for element in giving.elements.values():
        if element.category == category.id and element.name.casefold() == name.casefold():
            return element.id
    made = Element(giving.new_id("detail", role, name), name, category.id, created=category.created)
    giving.elements[made.id] = made
    return made.id


def _categories(giving: Giving) -> None:
    rows = {row.id: row for row in categories.all_of(giving.production.id)}
    for base in giving.base.categories:
        item = giving.kept.items["category", base.id]
        row = rows.get(item.row_id or 0)
        if item.row_id is None or (row is not None and not changed(item.wrote, row, "name")):
            giving.categories[base.id] = base
        elif row is not None:
            giving.categories[base.id] = replace(base, name=row.name)
    own = select(ElementRow.category_id).where(ElementRow.production_id == giving.production.id).distinct()
    used = set(db.session.scalars(own)) | {row.id for row in rows.values() if row.kind == "cast"}
    for place, row in enumerate(rows.values()):
        if row.id in used and not giving.items("category", row.id):
            ucid = UCIDS.get("cast" if row.kind == "cast" else row.code, CUSTOM + place)
            made = Category(giving.id_of("category", row.id), row.name, ucid, stamp(row.created_at))
            giving.categories[made.id] = made


def _cast_rows(giving: Giving) -> Iterable[CastMember]:
    return db.session.scalars(
        select(CastMember).where(CastMember.production_id == giving.production.id).order_by(CastMember.number)
    )


def _thing_rows(giving: Giving) -> Iterable[ElementRow]:
    """Elements a file brought or a scene needs."""
    mine = select(ElementRow).where(ElementRow.production_id == giving.production.id)
    used = set(db.session.scalars(select(SceneElement.element_id).distinct()))
    rows = db.session.scalars(mine.order_by(ElementRow.category_id, ElementRow.name, ElementRow.id))
    return [row for row in rows if row.id in used or giving.items("element", row.id)]


def _place_rows(giving: Giving) -> Iterable[Location]:
    """Locations a file brought; those of ours go out where a scene is shot there."""
    mine = select(Location).where(Location.production_id == giving.production.id).order_by(Location.name)
    return [row for row in db.session.scalars(mine) if giving.items("location", row.id)]


def _rows(giving: Giving, kind: str, rows: Iterable[Any], make: Any) -> None:
    """Each row in the words of every current item of it; a row of ours with the standard's defaults."""
    said = {element.id: element for element in giving.base.elements}
    for element in giving.base.elements:
        if ("detail", element.id) in giving.kept.items:
            giving.elements[element.id] = element
    for row in rows:
        items = giving.items(kind, row.id)
        for item in items:
            giving.elements[item.uss_id] = make(row, said[item.uss_id], item)
        if not items:
            made = Element(giving.id_of(kind, row.id), "", created=stamp(row.created_at))
            giving.elements[made.id] = make(row, made, ExchangeItem(wrote={}))


def _member(giving: Giving, days: "_Days", row: CastMember, base: Element, item: ExchangeItem) -> Element:
    if changed(item.wrote, row, "number"):
        base = replace(base, element_id=str(row.number))
    if changed(item.wrote, row, "character_name"):
        base = replace(base, name=row.character_name)
    if giving.categories.get(base.category or "") is None:
        base = replace(base, category=next(each.id for each in giving.categories.values() if each.role == CAST))
    base = _terms(giving, row, base, item)
    return replace(base, events=days.events(giving, base, ("cast", row.id), away=True))


def _thing(giving: Giving, days: "_Days", row: ElementRow, base: Element, item: ExchangeItem) -> Element:
    if changed(item.wrote, row, "name"):
        base = replace(base, name=row.name)
    if changed(item.wrote, row, "category_id") or base.category not in giving.categories:
        base = replace(base, category=giving.id_of("category", row.category_id))
    if changed(item.wrote, row, "in_dood"):
        base = replace(base, in_dood=row.in_dood)
    base = _terms(giving, row, base, item)
    return replace(base, events=days.events(giving, base, ("element", row.id), away=False))


def _place(giving: Giving, days: "_Days", row: Location, base: Element, item: ExchangeItem) -> Element:
    if changed(item.wrote, row, "name"):
        base = replace(base, name=row.name)
    if base.category not in giving.categories:
        role = next((each.id for each in giving.categories.values() if each.role == LOCATION), None)
        base = replace(base, category=role)
    return replace(base, events=days.events(giving, base, ("location", row.id), away=True))


def _terms(giving: Giving, row: CastMember | ElementRow, base: Element, item: ExchangeItem) -> Element:
    if changed(item.wrote, row, "allow_hold"):
        base = replace(base, hold=row.allow_hold)
    if changed(item.wrote, row, "allow_drop"):
        base = replace(base, drop=row.allow_drop)
    if changed(item.wrote, row, "drop_days"):
        own = row.drop_days
        base = replace(base, drop_days=giving.drop_days if own is None else own)
    return base


class _Days:
    """Single days of people and things."""

    def __init__(self, production_id: int) -> None:
        self._own: dict[tuple[str, int], dict[dt.date, str]] = defaultdict(dict)
        for row in db.session.scalars(select(PersonalDay).where(PersonalDay.production_id == production_id)):
            whose = ("cast", row.cast_member_id) if row.cast_member_id else ("element", row.element_id or 0)
            self._own[whose][row.date] = row.kind
        self._away: dict[tuple[str, int], set[dt.date]] = defaultdict(set)
        spans = select(Availability).where(Availability.production_id == production_id, Availability.state == AWAY)
        for span in db.session.scalars(spans.where(Availability.starts.is_(None))):
            whose = ("cast", span.cast_member_id) if span.cast_member_id else ("location", span.location_id or 0)
            self._away[whose] |= {span.first + dt.timedelta(days=n) for n in range((span.last - span.first).days + 1)}

    def events(self, giving: Giving, base: Element, whose: tuple[str, int], *, away: bool) -> tuple[Event, ...]:
        """The element's events: a file's as far as they still hold, then ours."""
        own, gone = dict(self._own[whose]), set(self._away[whose])
        kept = []
        for event in base.events:
            date, off = day_of(event.date), event.type.casefold() == "dayoff"
            if off and away:
                if date in gone:
                    kept.append(event)
                gone.discard(date)
            elif off or event_name(event) not in WORK_EVENTS or whose[0] == "location":  # a place has no such days
                kept.append(event)
            elif own.get(date) == event_name(event) or _twice(event, base):
                kept.append(event)
                own.pop(date, None)
        gone = {date for date in gone if weekday_of(date) not in base.days_off} if away else set()
        new = [("event", kind, date) for date, kind in sorted(own.items())]
        new += [("dayOff", "dayOff", date) for date in sorted(gone)]
        made = (
            Event(giving.new_id("event", *whose, kind, date), kind, written(date), name) for kind, name, date in new
        )
        return (*kept, *made)


def _twice(event: Event, base: Element) -> bool:
    """Whether the file has another event on this date: of two we have one, and the other goes out as it came."""
    return sum(day_of(each.date) == day_of(event.date) for each in base.events) > 1
