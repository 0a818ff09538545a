"""Day out of days, its papers, and the personal days that stand in it."""

from io import BytesIO
from typing import Any

from flask import Response, send_file

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.planning.dood import events, paper, service
from backend.planning.dood.models import PersonalDay
from backend.planning.dood.schemas import (
    DoodExcelQuery,
    DoodOut,
    DoodPdfQuery,
    DoodQuery,
    PersonalDayCreate,
    PersonalDayOut,
    PersonalDayPatch,
    PersonalDayQuery,
)

bp = Domain("day_out_of_days", __name__, prefix="/productions/<int:production_id>")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/dood", allow="dood.read", out=DoodOut)
def show(production_id: int, query: DoodQuery) -> dict[str, Any]:
    """Who works, is held, travels, rehearses on which day of a board."""
    return service.show(production_id, query)


@bp.get("/dood/pdf", allow="dood.read", produces="application/pdf")
def pdf(production_id: int, query: DoodPdfQuery) -> Response:
    """The day out of days on paper, landscape."""
    made = paper.pdf(production_id, query)
    response = send_file(BytesIO(made.content), mimetype="application/pdf", download_name=made.filename)
    if made.missing:  # as code points: a header holds no letters beyond Latin ones
        response.headers["X-Backlot-Missing-Glyphs"] = " ".join(sorted(f"U+{ord(one):04X}" for one in made.missing))
    return response


@bp.get("/dood/excel", allow="dood.read", produces=XLSX)
def excel(production_id: int, query: DoodExcelQuery) -> Response:
    """The day out of days as a workbook whose totals are formulas."""
    made = paper.excel(production_id, query)
    return send_file(BytesIO(made.content), mimetype=XLSX, download_name=made.filename, as_attachment=True)


@bp.get("/dood-events", allow="dood.read", out=PersonalDayOut, page=True)
def listing(production_id: int, query: PersonalDayQuery) -> Page:
    """Days of travel, rehearsal and fitting, by date."""
    return events.listing(production_id, query)


@bp.post("/dood-events", allow="dood.edit", out=PersonalDayOut, status=201)
def add(production_id: int, body: PersonalDayCreate) -> PersonalDay:
    """Add a day of travel, rehearsal or fitting."""
    return events.add(production_id, body)


@bp.get("/dood-events/<int:event_id>", allow="dood.read", out=PersonalDayOut)
def one(production_id: int, event_id: int) -> PersonalDay:
    """One such day."""
    return events.find(production_id, event_id)


@bp.patch("/dood-events/<int:event_id>", allow="dood.edit", out=PersonalDayOut, match=True)
def change(production_id: int, event_id: int, body: PersonalDayPatch, version: int) -> PersonalDay:
    """Change one such day."""
    return events.change(production_id, event_id, body, version)


@bp.delete("/dood-events/<int:event_id>", allow="dood.edit", out=PersonalDayOut, match=True)
def remove(production_id: int, event_id: int, version: int) -> PersonalDay:
    """Remove one such day; answers what was removed."""
    return events.remove(production_id, event_id, version)
