"""Locations: the rules of places."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ScalarSelect, String, func, or_, select

from backend.core.access import may
from backend.core.db import db
from backend.core.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from backend.core.paging import Page, page_of
from backend.core.schemas import clean_query
from backend.core.sun import YEARS, SunTimes, sun_times
from backend.productions.productions import service as productions
from backend.things.locations.map_links import coordinates
from backend.things.locations.models import Location, LocationPhoto
from backend.things.locations.schemas import LocationCreate, LocationPatch, LocationQuery, SunQuery

NOWHERE = SunTimes(None, None, None, None, "Add the location's coordinates to see when the sun rises and sets")


def search(production_id: int, query: LocationQuery) -> Page:
    """The production's locations by name."""
    statement = select(Location).where(Location.production_id == production_id)
    if query.search.strip():
        like = clean_query(query.search)
        columns = (Location.name, Location.address)
        statement = statement.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    page = page_of(statement, (func.lower(Location.name, type_=String), Location.id), query)
    return Page(seen_many(page.items), page.next, page.total)


def find(production_id: int, location_id: int) -> Location:
    """One location. Raises NotFound."""
    row = db.session.scalar(select(Location).where(Location.id == location_id, Location.production_id == production_id))
    if row is None:
        raise NotFound
    return row


def by_id(production_id: int) -> dict[int, Location]:
    """Every location of a production by its id."""
    rows = db.session.scalars(select(Location).where(Location.production_id == production_id))
    return {row.id: row for row in rows}


def name_of(location_id: Any) -> ScalarSelect[str]:
    """A location's name as a column beside another table's column that names it."""
    return select(Location.name).where(Location.id == location_id).correlate_except(Location).scalar_subquery()


def owned(production_id: int, location_id: int | None, field: str = "location_id") -> Location | None:
    """The location a body names, or None. Raises Invalid naming the field for one that is not this production's."""
    if location_id is None:
        return None
    try:
        return find(production_id, location_id)
    except NotFound as unknown:
        raise Invalid("This production has no such location.", field=field) from unknown


def seen(row: Location) -> SimpleNamespace:
    """The location as the caller may see it."""
    return seen_many([row])[0]


def seen_many(rows: Sequence[Location]) -> list[SimpleNamespace]:
    """Locations with the ids of their pictures; what they cost only for those who see money."""
    pictures: dict[int, list[int]] = {row.id: [] for row in rows}
    found = select(LocationPhoto.location_id, LocationPhoto.id).where(LocationPhoto.location_id.in_(list(pictures)))
    for location_id, photo_id in db.session.execute(found.order_by(LocationPhoto.id)) if rows else ():
        pictures[location_id].append(photo_id)
    hidden = {} if may("rates.read") else {"daily_cost": None, "cost_notes": None}
    names = [column.key for column in Location.__mapper__.column_attrs]
    return [
        SimpleNamespace(**{**{name: getattr(row, name) for name in names}, **hidden, "photo_ids": pictures[row.id]})
        for row in rows
    ]


def create(production_id: int, body: LocationCreate) -> Location:
    """A new location. Raises Conflict for a name that is taken."""
    row = Location(production_id=production_id)
    _write(row, body)
    db.session.add(row)
    db.session.flush()
    return row


def change(production_id: int, location_id: int, body: LocationPatch, version: int) -> Location:
    """Change a location as the caller saw it."""
    row = find(production_id, location_id)
    if row.version != version:
        raise Stale(seen(row))
    _write(row, body)
    db.session.flush()
    return row


def delete(production_id: int, location_id: int, version: int) -> SimpleNamespace:
    """Remove a location; scenes, days and call sheets that named it lose the name. Answers what was removed."""
    row = find(production_id, location_id)
    if row.version != version:
        raise Stale(seen(row))
    gone = seen(row)
    db.session.delete(row)
    db.session.flush()
    return gone


def sun(production_id: int, location_id: int, query: SunQuery) -> dict[str, Any]:
    """Sunrise, sunset and civil twilight there on a day, on the production's clock."""
    row = find(production_id, location_id)
    zone = productions.find(production_id).timezone
    return {"date": query.date, "timezone": zone, **vars(sun_over(row, query.date, zone))}


def sun_over(row: Location | None, date: dt.date, zone: str) -> SunTimes:
    """The sun's times at a location; without coordinates none, and words that say so."""
    if row is None or row.latitude is None or row.longitude is None or date.year not in YEARS:
        return NOWHERE
    return sun_times(row.latitude, row.longitude, date, zone)


def _write(row: Location, body: LocationPatch) -> None:
    changes = _placed(body.changes())
    if {"daily_cost", "cost_notes"} & changes.keys() and not may("rates.read"):
        raise Forbidden("Your role does not see what a location costs.")
    if "name" in changes and changes["name"] != row.name:
        _refuse_taken(row.production_id, changes["name"])
    for name, value in changes.items():
        setattr(row, name, value)
    for known, missing in (("latitude", "longitude"), ("longitude", "latitude")):
        if getattr(row, known) is not None and getattr(row, missing) is None:
            raise Invalid("Give both coordinates or neither.", field=missing)


def _placed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with a map link turned into coordinates."""
    found = dict(changes)
    link = found.pop("map_link", None)
    if link is None:
        return found
    if {"latitude", "longitude"} & found.keys():
        raise Invalid("Give a map link or coordinates, not both.", field="map_link")
    place = coordinates(link)
    if place is None:
        raise Invalid(
            "There are no coordinates in this link. Open a shortened link in a browser and paste the long address.",
            field="map_link",
        )
    found["latitude"], found["longitude"] = place
    return found


def _refuse_taken(production_id: int, name: str) -> None:
    taken = select(Location.id).where(Location.production_id == production_id, Location.name == name)
    if db.session.scalar(taken) is not None:
        raise Conflict("A location of this name is already on the list.", field="name")
