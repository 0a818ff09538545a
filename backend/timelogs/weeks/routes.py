"""Timesheet weeks."""

from typing import Any

from backend.core.contract import Domain
from backend.timelogs.weeks import service, waiting
from backend.timelogs.weeks.iso import week_name
from backend.timelogs.weeks.schemas import (
    WaitingWeek,
    WeekApproveBody,
    WeekCommentBody,
    WeekOut,
    WeekQuery,
    WeekReasonBody,
)

bp = Domain("time_weeks", __name__, prefix="/productions/<int:production_id>/time/weeks")
OWN, LEAD = "time.own", "time.approve"


@bp.get("", allow=OWN, out=list[WeekOut])
def listed(production_id: int, query: WeekQuery) -> list[dict[str, Any]]:
    """A week of everybody who logs hours; without time.team one's own."""
    return service.listed(production_id, query)


@bp.get("/waiting", allow=LEAD, out=list[WaitingWeek])
def waiting_weeks(production_id: int) -> list[dict[str, Any]]:
    """The weeks in which somebody waits for the caller's decision, the oldest first."""
    return [
        {"week": week_name(monday), "people": people} for monday, people in waiting.weeks_to_decide(production_id)
    ]  # fmt: skip


@bp.post("/<int:user_id>/<week>/submit", allow=OWN, out=WeekOut)
def submit(production_id: int, user_id: int, week: str, body: WeekCommentBody) -> dict[str, Any]:
    """Hand one's own week in."""
    return service.hand_over(production_id, user_id, week, "submit", body.comment)


@bp.post("/<int:user_id>/<week>/withdraw", allow=OWN, out=WeekOut)
def withdraw(production_id: int, user_id: int, week: str, body: WeekCommentBody) -> dict[str, Any]:
    """Take one's own week back before it is decided."""
    return service.hand_over(production_id, user_id, week, "withdraw", body.comment)


@bp.post("/<int:user_id>/<week>/approve", allow=LEAD, out=WeekOut)
def approve(production_id: int, user_id: int, week: str, body: WeekApproveBody) -> dict[str, Any]:
    """Approve a week as it was seen; from then on it is locked."""
    return service.decide(production_id, user_id, week, "approve", body.comment, body.seconds)


@bp.post("/<int:user_id>/<week>/reject", allow=LEAD, out=WeekOut)
def reject(production_id: int, user_id: int, week: str, body: WeekReasonBody) -> dict[str, Any]:
    """Send a week back, and say why."""
    return service.decide(production_id, user_id, week, "reject", body.comment)


@bp.post("/<int:user_id>/<week>/reopen", allow=LEAD, out=WeekOut)
def reopen(production_id: int, user_id: int, week: str, body: WeekReasonBody) -> dict[str, Any]:
    """Unlock an approved week, and say why."""
    return service.decide(production_id, user_id, week, "reopen", body.comment)
