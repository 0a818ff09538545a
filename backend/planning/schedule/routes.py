"""Shooting days and the scenes on them."""

from typing import Any

from backend.core.contract import Domain
from backend.planning.schedule import service
from backend.planning.schedule.schemas import (
    DayStrips,
    ScheduleOut,
    ShootingDayCreate,
    ShootingDayOut,
    ShootingDayPatch,
    ShootingDayRange,
    StripMove,
)

bp = Domain("schedule", __name__, prefix="/productions/<int:production_id>")


@bp.get("/schedule", allow="schedule.read", out=ScheduleOut)
def schedule(production_id: int) -> dict[str, Any]:
    """The whole board; its ETag is what moves must match."""
    return service.schedule(production_id)


@bp.post("/days", allow="schedule.edit", out=ShootingDayOut, status=201)
def create(production_id: int, body: ShootingDayCreate) -> dict[str, Any]:
    """Add a shooting day."""
    return service.create(production_id, body)


@bp.post("/days/range", allow="schedule.edit", out=list[ShootingDayOut], status=201)
def create_range(production_id: int, body: ShootingDayRange) -> list[dict[str, Any]]:
    """Add shooting days one after the other; answers the days of the range."""
    return service.create_range(production_id, body)


@bp.get("/days/<int:day_id>", allow="schedule.read", out=ShootingDayOut)
def show(production_id: int, day_id: int) -> dict[str, Any]:
    """One shooting day."""
    return service.show(production_id, day_id)


@bp.patch("/days/<int:day_id>", allow="schedule.edit", out=ShootingDayOut, match=True)
def change(production_id: int, day_id: int, body: ShootingDayPatch, version: int) -> dict[str, Any]:
    """Change a shooting day."""
    return service.change(production_id, day_id, body, version)


@bp.delete("/days/<int:day_id>", allow="schedule.edit", out=ShootingDayOut, match=True)
def delete(production_id: int, day_id: int, version: int) -> dict[str, Any]:
    """Remove a shooting day; its scenes are unscheduled again."""
    return service.delete(production_id, day_id, version)


@bp.put("/days/<int:day_id>/strips", allow="schedule.edit", out=ScheduleOut, match=True)
def replace(production_id: int, day_id: int, body: DayStrips, version: int) -> dict[str, Any]:
    """Say which scenes a day has, in shooting order; If-Match is the ETag of the schedule."""
    return service.replace(production_id, day_id, body.scene_ids, version)


@bp.post("/strips/move", allow="schedule.edit", out=ScheduleOut, match=True)
def move(production_id: int, body: StripMove, version: int) -> dict[str, Any]:
    """Move scenes to a place in a day, or off the board; If-Match is the ETag of the schedule."""
    return service.move(production_id, body, version)
