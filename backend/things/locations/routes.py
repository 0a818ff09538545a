"""Places and what a call sheet must say about them."""

from io import BytesIO
from typing import Any

import filetype
from flask import Response, request, send_file

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.things.locations import photos, service, towns
from backend.things.locations.models import LocationPhoto
from backend.things.locations.schemas import (
    LocationCreate,
    LocationOut,
    LocationPatch,
    LocationQuery,
    PhotoFileQuery,
    PhotoOut,
    PhotoPatch,
    PhotoQuery,
    PlaceOut,
    SunOut,
    SunQuery,
)

bp = Domain("locations", __name__, prefix="/productions/<int:production_id>/locations")


@bp.get("", allow="locations.read", out=LocationOut, page=True)
def search(production_id: int, query: LocationQuery) -> Page:
    """The production's locations, by name."""
    return service.search(production_id, query)


@bp.post("", allow="locations.edit", out=LocationOut, status=201)
def create(production_id: int, body: LocationCreate) -> Any:
    """Add a location; coordinates as numbers or as a pasted map link."""
    return service.seen(service.create(production_id, body))


@bp.get("/towns", allow="locations.read", out=list[PlaceOut])
def known_towns(production_id: int) -> list[towns.Town]:
    """Towns all over the world with their coordinates, to pick from without internet."""
    return towns.all_towns()


@bp.get("/<int:location_id>", allow="locations.read", out=LocationOut)
def show(production_id: int, location_id: int) -> Any:
    """One location."""
    return service.seen(service.find(production_id, location_id))


@bp.patch("/<int:location_id>", allow="locations.edit", out=LocationOut, match=True)
def change(production_id: int, location_id: int, body: LocationPatch, version: int) -> Any:
    """Change a location."""
    return service.seen(service.change(production_id, location_id, body, version))


@bp.delete("/<int:location_id>", allow="locations.edit", out=LocationOut, match=True)
def delete(production_id: int, location_id: int, version: int) -> Any:
    """Remove a location; answers what was removed."""
    return service.delete(production_id, location_id, version)


@bp.get("/<int:location_id>/sun", allow="locations.read", out=SunOut)
def sun(production_id: int, location_id: int, query: SunQuery) -> dict[str, Any]:
    """When the sun rises and sets there on a day, on the production's clock."""
    return service.sun(production_id, location_id, query)


@bp.get("/<int:location_id>/photos", allow="locations.read", out=list[PhotoOut])
def pictures(production_id: int, location_id: int) -> list[LocationPhoto]:
    """Pictures of the place, the oldest first."""
    return photos.of(production_id, location_id)


@bp.post(
    "/<int:location_id>/photos", allow="locations.edit", out=PhotoOut, status=201, transaction=False,
    takes="application/octet-stream",
)  # fmt: skip
def add_picture(production_id: int, location_id: int, query: PhotoQuery) -> LocationPhoto:
    """Add a picture (JPEG, PNG, GIF or WebP, at most 20 MiB): the body is the file, judged by its content."""
    return photos.add(production_id, location_id, request.stream, query.caption)


@bp.get("/<int:location_id>/photos/<int:photo_id>/file", allow="locations.read", produces="image/*")
def picture(production_id: int, location_id: int, photo_id: int, query: PhotoFileQuery) -> Response:
    """The picture itself, or its thumbnail."""
    content, etag = photos.file(production_id, location_id, photo_id, query.size)
    mime = filetype.guess_mime(content) or "application/octet-stream"
    return send_file(BytesIO(content), mimetype=mime, etag=etag, max_age=31_536_000)


@bp.patch("/<int:location_id>/photos/<int:photo_id>", allow="locations.edit", out=PhotoOut, match=True)
def change_picture(
    production_id: int, location_id: int, photo_id: int, body: PhotoPatch, version: int
) -> LocationPhoto:
    """Say what a picture shows."""
    return photos.change(production_id, location_id, photo_id, body, version)


@bp.delete("/<int:location_id>/photos/<int:photo_id>", allow="locations.edit", out=PhotoOut, match=True)
def remove_picture(production_id: int, location_id: int, photo_id: int, version: int) -> LocationPhoto:
    """Take a picture away; answers what it was."""
    return photos.remove(production_id, location_id, photo_id, version)
