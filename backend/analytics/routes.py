"""Figures across domains: progress, today."""

from collections.abc import Mapping
from typing import Any

from backend.analytics import progress, today
from backend.analytics.schemas import StatisticsOut, TodayOut, TodayQuery, TodayRow
from backend.core.contract import Domain
from backend.core.paging import Page
from backend.core.roles import SIGNED_IN
from backend.productions.productions.service import find

bp = Domain("analytics", __name__, prefix="/productions/<int:production_id>")
mine = Domain("today", __name__, prefix="/today")


@bp.get("/statistics", allow="production.read", out=StatisticsOut)
def statistics(production_id: int) -> Mapping[str, Any]:
    """A production in figures."""
    return progress.statistics(find(production_id))


@bp.get("/today", allow="production.read", out=TodayOut)
def of_production(production_id: int) -> Mapping[str, Any]:
    """A production today: progress, the next day, what waits for you, what happened."""
    return today.of_production(production_id)


@mine.get("", allow=SIGNED_IN, out=TodayRow, page=True)
def of_mine(query: TodayQuery) -> Page:
    """Your active productions today."""
    return today.of_mine(query)
