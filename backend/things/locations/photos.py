"""Pictures of places: kept clean of where and with what they were taken, with a thumbnail."""

from typing import Literal

from sqlalchemy import func, select

from backend.core import uploads
from backend.core.changes import after_commit
from backend.core.context import settings
from backend.core.contract import expect
from backend.core.db import db, start_writing
from backend.core.errors import Conflict, NotFound
from backend.core.file_kinds import Kind
from backend.core.uploads import Readable
from backend.things.locations import service
from backend.things.locations.models import LocationPhoto
from backend.things.locations.schemas import PhotoPatch

MOST_BYTES = 20 * 2**20
MOST_PHOTOS = 60  # of one place


def of(production_id: int, location_id: int) -> list[LocationPhoto]:
    """The pictures of a place, the oldest first. Raises NotFound."""
    service.find(production_id, location_id)
    rows = select(LocationPhoto).where(LocationPhoto.location_id == location_id).order_by(LocationPhoto.id)
    return list(db.session.scalars(rows))


def find(production_id: int, location_id: int, photo_id: int) -> LocationPhoto:
    """One picture. Raises NotFound."""
    row = db.session.scalar(
        select(LocationPhoto).where(
            LocationPhoto.production_id == production_id,
            LocationPhoto.location_id == location_id,
            LocationPhoto.id == photo_id,
        )
    )
    if row is None:
        raise NotFound
    return row


def add(production_id: int, location_id: int, stream: Readable, caption: str) -> LocationPhoto:
    """Take a picture in; a refused one leaves nothing behind. In a transaction of its own, after the upload.

    Raises NotFound, TooLarge and WrongType naming `file`, Conflict when the place has enough.
    """
    service.find(production_id, location_id)
    db.session.rollback()  # no connection is held while a slow sender sends
    stored = uploads.store(settings(), stream, filename="place.jpg", limit=MOST_BYTES, allow={Kind.IMAGE})
    try:
        start_writing(production_id)
        service.find(production_id, location_id)
        here = select(func.count()).select_from(LocationPhoto).where(LocationPhoto.location_id == location_id)
        if (db.session.scalar(here) or 0) >= MOST_PHOTOS:
            raise Conflict(f"A location keeps at most {MOST_PHOTOS} pictures.")
        row = LocationPhoto(production_id=production_id, location_id=location_id, key=stored.key, caption=caption)
        row.width, row.height = stored.width or 0, stored.height or 0
        db.session.add(row)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        uploads.delete(settings(), stored.key)
        raise
    return row


def file(production_id: int, location_id: int, photo_id: int, size: Literal["small", "full"]) -> tuple[bytes, str]:
    """The picture or its thumbnail, and its ETag; a picture never changes. Raises NotFound."""
    row = find(production_id, location_id, photo_id)
    path = uploads.path_of(settings(), row.key) if size == "full" else uploads.thumbnail_of(settings(), row.key)
    return path.read_bytes(), f"{row.key}-{size}"


def change(production_id: int, location_id: int, photo_id: int, body: PhotoPatch, version: int) -> LocationPhoto:
    """Say what a picture shows, as the caller saw it."""
    row = find(production_id, location_id, photo_id)
    expect(row, version)
    for name, value in body.changes().items():
        setattr(row, name, value)
    db.session.flush()
    return row


def remove(production_id: int, location_id: int, photo_id: int, version: int) -> LocationPhoto:
    """Take a picture away, its file once that is certain. Answers what it was."""
    row = find(production_id, location_id, photo_id)
    expect(row, version)
    known, key = settings(), row.key
    db.session.delete(row)
    db.session.flush()
    after_commit(lambda: uploads.delete(known, key))
    return row


def kept_files() -> set[str]:
    """The keys of every picture that is in use, for the sweep of uploads."""
    return set(db.session.scalars(select(LocationPhoto.key)))
