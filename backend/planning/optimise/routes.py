"""Suggested orders of a board, and what could be shot instead when it rains."""

from typing import Any

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.planning.optimise import covering, service
from backend.planning.optimise.schemas import CoverQuery, CoversOut, SuggestionCreate, SuggestionOut, SuggestionQuery

bp = Domain("suggestions", __name__, prefix="/productions/<int:production_id>")
ONE = "/suggestions/<int:suggestion_id>"


@bp.get("/suggestions", allow="schedule.suggest", out=SuggestionOut, page=True)
def listing(production_id: int, query: SuggestionQuery) -> Page:
    """Suggested orders, newest first."""
    return service.listing(production_id, query)


@bp.post("/suggestions", allow="schedule.suggest", out=SuggestionOut, status=201)
def ask(production_id: int, body: SuggestionCreate) -> dict[str, Any]:
    """Begin to look for a cheaper order of a board's days; one at a time, nothing is changed."""
    return service.ask(production_id, body)


@bp.get(ONE, allow="schedule.suggest", out=SuggestionOut)
def show(production_id: int, suggestion_id: int) -> dict[str, Any]:
    """A suggestion and how far it is."""
    return service.show(production_id, suggestion_id)


@bp.post(f"{ONE}/cancel", allow="schedule.suggest", out=SuggestionOut)
def cancel(production_id: int, suggestion_id: int) -> dict[str, Any]:
    """Stop looking."""
    return service.cancel(production_id, suggestion_id)


@bp.post(f"{ONE}/apply", allow="schedule.suggest", out=SuggestionOut, match=True)
def apply(production_id: int, suggestion_id: int, version: int) -> dict[str, Any]:
    """Give the days their suggested dates, in one step; If-Match is the ETag of the board (`board_version`)."""
    return service.apply(production_id, suggestion_id, version)


@bp.post(f"{ONE}/undo", allow="schedule.suggest", out=SuggestionOut, match=True)
def undo(production_id: int, suggestion_id: int, version: int) -> dict[str, Any]:
    """Give the days their old dates while nothing else changed; If-Match is the ETag of the board."""
    return service.undo(production_id, suggestion_id, version)


@bp.get("/days/<int:day_id>/covers", allow="schedule.suggest", out=CoversOut)
def covers(production_id: int, day_id: int, query: CoverQuery) -> dict[str, Any]:
    """What could be shot on a day instead of its exteriors, best first."""
    return covering.covers(production_id, day_id, query)
