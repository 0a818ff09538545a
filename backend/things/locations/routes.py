"""Places and what a call sheet must say about them."""

from typing import Any

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.things.locations import service
from backend.things.locations.models import Location
from backend.things.locations.schemas import (
    LocationCreate,
    LocationOut,
    LocationPatch,
    LocationQuery,
    SunOut,
    SunQuery,
)

bp = Domain("locations", __name__, prefix="/productions/<int:production_id>/locations")


@bp.get("", allow="locations.read", out=LocationOut, page=True)
def search(production_id: int, query: LocationQuery) -> Page:
    """The production's locations, by name."""
    return service.search(production_id, query)


@bp.post("", allow="locations.edit", out=LocationOut, status=201)
def create(production_id: int, body: LocationCreate) -> Location:
    """Add a location; coordinates as numbers or as a pasted map link."""
    return service.create(production_id, body)


@bp.get("/<int:location_id>", allow="locations.read", out=LocationOut)
def show(production_id: int, location_id: int) -> Location:
    """One location."""
    return service.find(production_id, location_id)


@bp.patch("/<int:location_id>", allow="locations.edit", out=LocationOut, match=True)
def change(production_id: int, location_id: int, body: LocationPatch, version: int) -> Location:
    """Change a location."""
    return service.change(production_id, location_id, body, version)


@bp.delete("/<int:location_id>", allow="locations.edit", out=LocationOut, match=True)
def delete(production_id: int, location_id: int, version: int) -> Location:
    """Remove a location; answers what was removed."""
    return service.delete(production_id, location_id, version)


@bp.get("/<int:location_id>/sun", allow="locations.read", out=SunOut)
def sun(production_id: int, location_id: int, query: SunQuery) -> dict[str, Any]:
    """When the sun rises and sets there on a day, on the production's clock."""
    return service.sun(production_id, location_id, query)
