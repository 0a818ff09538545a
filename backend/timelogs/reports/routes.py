"""Hours as figures and as files, and who is working now."""

from typing import Any

from backend.core.contract import Domain
from backend.core.roles import SIGNED_IN
from backend.timelogs.reports import service, working
from backend.timelogs.reports.schemas import SummaryOut, SummaryQuery, WorkingOut

bp = Domain("time_reports", __name__, prefix="/time")


@bp.get("/summary", allow=SIGNED_IN, out=SummaryOut)
def summary(query: SummaryQuery) -> dict[str, Any]:
    """Hours added up: one's own, and those of productions whose team one may see."""
    return service.summary(query)


@bp.get("/now", allow=SIGNED_IN, out=list[WorkingOut])
def now() -> list[dict[str, Any]]:
    """Who is working, on what, in which program, since when."""
    return working.now()
