"""Schedule files of the Universal Schedule Standard, in and out."""

from typing import Any
from urllib.parse import quote

from flask import Response, request

from backend.core.contract import Domain, Said
from backend.core.roles import SIGNED_IN
from backend.exchange.uss import service, writing
from backend.exchange.uss.schemas import FileQuery, ImportOut, NewProductionQuery

bp = Domain("schedule_files", __name__)
ONE = "/productions/<int:production_id>/schedule-file"
BYTES = "application/octet-stream"


@bp.post(f"{ONE}/preview", allow="exchange.import", out=ImportOut, transaction=False, takes=BYTES)
def preview(production_id: int, query: FileQuery) -> dict[str, Any]:
    """What importing a .uss file of at most 10 MB, sent as the body, would do here; nothing is written."""
    return service.preview(production_id, service.uploaded(request.stream, query.filename))


@bp.post(ONE, allow="exchange.import", out=ImportOut, status=201, transaction=False, takes=BYTES)
def take(production_id: int, query: FileQuery) -> Said:
    """Import a .uss file: scenes by number, cast, elements, calendars and boards are added, what is empty is filled."""
    done = service.take(production_id, service.uploaded(request.stream, query.filename))
    return Said(done, _told(done))


@bp.get(ONE, allow="exchange.export", produces=BYTES)
def give(production_id: int) -> Response:
    """The production's breakdown, boards and calendars as a .uss file."""
    content = writing.write(service.give(production_id))
    response = Response(content, mimetype=BYTES)
    name = service.file_name(production_id)
    response.headers["Content-Disposition"] = f"attachment; filename=\"schedule.uss\"; filename*=UTF-8''{quote(name)}"
    return response


@bp.post("/schedule-files/preview", allow=SIGNED_IN, out=ImportOut, transaction=False, takes=BYTES)
def preview_new(query: NewProductionQuery) -> dict[str, Any]:
    """What a new production made of a .uss file would have; nothing is written."""
    return service.preview_new(service.uploaded(request.stream, query.filename), query.title)


@bp.post("/schedule-files", allow=SIGNED_IN, out=ImportOut, status=201, transaction=False, takes=BYTES)
def take_new(query: NewProductionQuery) -> Said:
    """A new production made of a .uss file; the caller is its Admin."""
    done = service.take_new(service.uploaded(request.stream, query.filename), query.title)
    return Said(done, _told(done))


def _told(done: dict[str, Any]) -> str:
    added = {kind: counts["added"] for kind, counts in done["counts"].items()}
    return (
        f"{done['title']}: {added['boards']} boards, {added['scenes']} scenes and {added['cast']} cast members are in."
    )
