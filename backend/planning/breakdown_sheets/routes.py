"""Breakdown sheets: on screen, on paper, as a workbook."""

from io import BytesIO

from flask import Response, send_file

from backend.core.contract import Domain
from backend.planning.breakdown_sheets import paper, service
from backend.planning.breakdown_sheets.schemas import SheetOut, SheetsPdfQuery
from backend.planning.breakdown_sheets.service import BreakdownSheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

bp = Domain("breakdown_sheets", __name__, prefix="/productions/<int:production_id>/breakdown-sheets")


@bp.get("/<int:scene_id>", allow="breakdown.read", out=SheetOut)
def one(production_id: int, scene_id: int) -> BreakdownSheet:
    """A scene's sheet: its head, its cast and its elements by category."""
    return service.sheet(production_id, scene_id)


@bp.get("/pdf", allow="breakdown.read", produces="application/pdf")
def pdf(production_id: int, query: SheetsPdfQuery) -> Response:
    """Sheets as a PDF, one scene a page: all scenes or some."""
    return _sent(paper.pdf(production_id, query), "application/pdf")


@bp.get("/excel", allow="breakdown.read", produces=XLSX)
def excel(production_id: int) -> Response:
    """Every element with its scenes, and every scene with its elements, as a workbook."""
    return _sent(paper.excel(production_id), XLSX)


def _sent(made: paper.Made, mimetype: str) -> Response:
    response = send_file(BytesIO(made.content), mimetype=mimetype, download_name=made.filename)
    if made.missing:  # as code points: a header holds no letters beyond Latin ones
        response.headers["X-Backlot-Missing-Glyphs"] = " ".join(sorted(f"U+{ord(one):04X}" for one in made.missing))
    return response
