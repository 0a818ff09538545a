"""Boards of a production, and what they go by: units and calendars. If-Match is the ETag of the row itself."""

from typing import Any

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.core.schemas import PageQuery
from backend.planning.schedule import calendars, comparing, scenarios, units
from backend.planning.schedule.board_schemas import BoardCreate, BoardOut, BoardPatch, CompareQuery, ComparisonOut
from backend.planning.schedule.calendar_schemas import (
    CalendarCreate,
    CalendarDateCreate,
    CalendarDateOut,
    CalendarDatePatch,
    CalendarPatch,
    UnitCreate,
    UnitOut,
    UnitPatch,
    WorkCalendarOut,
)
from backend.planning.schedule.models import CalendarDate, Unit

bp = Domain("boards", __name__, prefix="/productions/<int:production_id>")


@bp.get("/boards", allow="schedule.read", out=BoardOut, page=True)
def search(production_id: int, query: PageQuery) -> Page:
    """The production's boards, oldest first."""
    return scenarios.search(production_id, query)


@bp.post("/boards", allow="schedule.edit", out=BoardOut, status=201)
def create(production_id: int, body: BoardCreate) -> dict[str, Any]:
    """Add a board, empty or as a copy of another."""
    return scenarios.create(production_id, body)


@bp.get("/boards/<int:board_id>", allow="schedule.read", out=BoardOut)
def show(production_id: int, board_id: int) -> dict[str, Any]:
    """One board; what lies on it is at /schedule?board_id=."""
    return scenarios.show(production_id, board_id)


@bp.patch("/boards/<int:board_id>", allow="schedule.edit", out=BoardOut, match=True)
def change(production_id: int, board_id: int, body: BoardPatch, version: int) -> dict[str, Any]:
    """Rename a board, change its notes or its calendar."""
    return scenarios.change(production_id, board_id, body, version)


@bp.post("/boards/<int:board_id>/activate", allow="schedule.edit", out=BoardOut, match=True)
def activate(production_id: int, board_id: int, version: int) -> dict[str, Any]:
    """Make this the active board."""
    return scenarios.activate(production_id, board_id, version)


@bp.delete("/boards/<int:board_id>", allow="schedule.edit", out=BoardOut, match=True)
def delete(production_id: int, board_id: int, version: int) -> dict[str, Any]:
    """Remove a board that is not the active one."""
    return scenarios.delete(production_id, board_id, version)


@bp.get("/boards/<int:board_id>/compare", allow="schedule.read", out=ComparisonOut)
def compare(production_id: int, board_id: int, query: CompareQuery) -> dict[str, Any]:
    """Two boards side by side."""
    return comparing.compare(production_id, board_id, query.with_id)


@bp.get("/units", allow="schedule.read", out=UnitOut, page=True)
def search_units(production_id: int, query: PageQuery) -> Page:
    """The production's units, the main unit first."""
    return units.search(production_id, query)


@bp.post("/units", allow="schedule.edit", out=UnitOut, status=201)
def create_unit(production_id: int, body: UnitCreate) -> Unit:
    """Add a unit."""
    return units.create(production_id, body)


@bp.patch("/units/<int:unit_id>", allow="schedule.edit", out=UnitOut, match=True)
def change_unit(production_id: int, unit_id: int, body: UnitPatch, version: int) -> Unit:
    """Rename a unit, or place it among the others."""
    return units.change(production_id, unit_id, body, version)


@bp.delete("/units/<int:unit_id>", allow="schedule.edit", out=UnitOut, match=True)
def delete_unit(production_id: int, unit_id: int, version: int) -> Unit:
    """Remove a unit that has no shooting day."""
    return units.delete(production_id, unit_id, version)


@bp.get("/calendars", allow="schedule.read", out=WorkCalendarOut, page=True)
def search_calendars(production_id: int, query: PageQuery) -> Page:
    """The production's calendars with their dates."""
    return calendars.search(production_id, query)


@bp.post("/calendars", allow="schedule.edit", out=WorkCalendarOut, status=201)
def create_calendar(production_id: int, body: CalendarCreate) -> dict[str, Any]:
    """Add a calendar."""
    return calendars.create(production_id, body)


@bp.get("/calendars/<int:calendar_id>", allow="schedule.read", out=WorkCalendarOut)
def show_calendar(production_id: int, calendar_id: int) -> dict[str, Any]:
    """One calendar."""
    return calendars.show(production_id, calendar_id)


@bp.patch("/calendars/<int:calendar_id>", allow="schedule.edit", out=WorkCalendarOut, match=True)
def change_calendar(production_id: int, calendar_id: int, body: CalendarPatch, version: int) -> dict[str, Any]:
    """Rename a calendar or change its weekdays off."""
    return calendars.change(production_id, calendar_id, body, version)


@bp.delete("/calendars/<int:calendar_id>", allow="schedule.edit", out=WorkCalendarOut, match=True)
def delete_calendar(production_id: int, calendar_id: int, version: int) -> dict[str, Any]:
    """Remove a calendar no board goes by."""
    return calendars.delete(production_id, calendar_id, version)


@bp.post("/calendars/<int:calendar_id>/dates", allow="schedule.edit", out=WorkCalendarOut, status=201)
def add_dates(production_id: int, calendar_id: int, body: CalendarDateCreate) -> dict[str, Any]:
    """Mark a date, or several in a row, as holiday, off, travel or worked; answers the calendar."""
    return calendars.add_dates(production_id, calendar_id, body)


@bp.patch("/calendars/<int:calendar_id>/dates/<int:date_id>", allow="schedule.edit", out=CalendarDateOut, match=True)
def change_date(
    production_id: int, calendar_id: int, date_id: int, body: CalendarDatePatch, version: int
) -> CalendarDate:
    """Change what a date is."""
    return calendars.change_date(production_id, calendar_id, date_id, body, version)


@bp.delete("/calendars/<int:calendar_id>/dates/<int:date_id>", allow="schedule.edit", out=CalendarDateOut, match=True)
def delete_date(production_id: int, calendar_id: int, date_id: int, version: int) -> CalendarDate:
    """Let a date be as its weekday is."""
    return calendars.delete_date(production_id, calendar_id, date_id, version)
