"""When people and places can be had."""

from typing import Any

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.planning.availability import month, service
from backend.planning.availability.schemas import (
    AvailabilityCreate,
    AvailabilityOut,
    AvailabilityPaint,
    AvailabilityPainted,
    AvailabilityPatch,
    AvailabilityQuery,
    AvailabilitySaved,
    CalendarOut,
    CalendarQuery,
)

bp = Domain("availability", __name__, prefix="/productions/<int:production_id>/availability")


@bp.get("", allow="availability.own", out=AvailabilityOut, page=True)
def search(production_id: int, query: AvailabilityQuery) -> Page:
    """Spans by date; only one's own without availability.read."""
    return service.search(production_id, query)


@bp.get("/calendar", allow="availability.own", out=CalendarOut)
def calendar(production_id: int, query: CalendarQuery) -> dict[str, Any]:
    """People and places × days: what is known of them, and where the active board wants them."""
    return month.calendar(production_id, query)


@bp.post("", allow="availability.own", out=AvailabilitySaved, status=201)
def create(production_id: int, body: AvailabilityCreate) -> dict[str, Any]:
    """Say that somebody or something can be had, or cannot; everybody for themselves, planners for all."""
    return service.create(production_id, body)


@bp.post("/paint", allow="availability.own", out=AvailabilityPainted)
def paint(production_id: int, body: AvailabilityPaint) -> dict[str, Any]:
    """The same days for several at once; state null makes them free again."""
    return service.paint(production_id, body)


@bp.get("/<int:span_id>", allow="availability.own", out=AvailabilityOut)
def show(production_id: int, span_id: int) -> dict[str, Any]:
    """One span."""
    return service.show(production_id, span_id)


@bp.patch("/<int:span_id>", allow="availability.own", out=AvailabilitySaved, match=True)
def change(production_id: int, span_id: int, body: AvailabilityPatch, version: int) -> dict[str, Any]:
    """Change a span."""
    return service.change(production_id, span_id, body, version)


@bp.delete("/<int:span_id>", allow="availability.own", out=AvailabilityOut, match=True)
def delete(production_id: int, span_id: int, version: int) -> dict[str, Any]:
    """Remove a span."""
    return service.delete(production_id, span_id, version)
