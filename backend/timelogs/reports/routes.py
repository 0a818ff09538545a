"""Hours as figures and as files, and who is working now."""

from typing import Any

from flask import Response, send_file, stream_with_context

from backend.core.contract import Domain
from backend.core.roles import SIGNED_IN
from backend.timelogs.reports import files, service, tables, working
from backend.timelogs.reports.schemas import ExportQuery, SummaryOut, SummaryQuery, WorkingOut

bp = Domain("time_reports", __name__, prefix="/time")
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/summary", allow=SIGNED_IN, out=SummaryOut, devices=True)
def summary(query: SummaryQuery) -> dict[str, Any]:
    """Hours added up: one's own, and those of productions whose team one may see."""
    return service.summary(query)


@bp.get("/now", allow=SIGNED_IN, out=list[WorkingOut])
def now() -> list[dict[str, Any]]:
    """Who is working, on what, in which program, since when."""
    return working.now()


@bp.get("/export", allow=SIGNED_IN, produces=(CSV, XLSX))
def export(query: ExportQuery) -> Response:
    """Hours as CSV or as a workbook: sums, or every single segment in its production's own time."""
    table = tables.table(query)
    if query.format == "xlsx":
        name = f"{table.title}.xlsx"
        return send_file(files.workbook(table), mimetype=XLSX, download_name=name, as_attachment=True)
    response = Response(stream_with_context(files.csv_lines(table)), mimetype=CSV)
    response.headers.set("Content-Disposition", "attachment", filename=f"{table.title}.csv")
    return response
