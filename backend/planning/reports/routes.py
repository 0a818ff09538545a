"""The schedule on paper."""

from io import BytesIO

from flask import Response, send_file

from backend.core.contract import Domain
from backend.planning.reports import service
from backend.planning.reports.schemas import ReportPdfQuery, ReportQuery

bp = Domain("reports", __name__, prefix="/productions/<int:production_id>/reports")
READ, EXCEL = "schedule.read", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/one-liner/pdf", allow=READ, produces="application/pdf")
def one_liner(production_id: int, query: ReportPdfQuery) -> Response:
    """One line a scene, day by day, as a PDF."""
    return _sent(service.pdf(production_id, "one-liner", query), "application/pdf")


@bp.get("/one-liner/excel", allow=READ, produces=EXCEL)
def one_liner_workbook(production_id: int, query: ReportQuery) -> Response:
    """One line a scene, day by day, as a workbook."""
    return _sent(service.excel(production_id, "one-liner", query), EXCEL)


@bp.get("/shooting-schedule/pdf", allow=READ, produces="application/pdf")
def shooting_schedule(production_id: int, query: ReportPdfQuery) -> Response:
    """Every scene with all it needs, day by day, as a PDF."""
    return _sent(service.pdf(production_id, "shooting-schedule", query), "application/pdf")


@bp.get("/shooting-schedule/excel", allow=READ, produces=EXCEL)
def shooting_schedule_workbook(production_id: int, query: ReportQuery) -> Response:
    """Every scene with all it needs, day by day, as a workbook."""
    return _sent(service.excel(production_id, "shooting-schedule", query), EXCEL)


def _sent(made: service.Made, kind: str) -> Response:
    response = send_file(BytesIO(made.content), mimetype=kind, download_name=made.filename)
    if made.missing:  # as code points: a header holds no letters beyond Latin ones
        response.headers["X-Backlot-Missing-Glyphs"] = " ".join(sorted(f"U+{ord(one):04X}" for one in made.missing))
    return response
