"""A board: its days, and the strips on them. Changes match the board's revision, or the version of one day."""

from typing import Any

from backend.core.contract import Domain
from backend.planning.schedule import breaking, days, moves, parts, service, undoing
from backend.planning.schedule.schemas import (
    BannerCreate,
    BannerPatch,
    BoardQuery,
    DayBreak,
    DayBreaks,
    DayShift,
    DayStrips,
    DaySwap,
    SceneJoin,
    SceneSplit,
    ScheduleOut,
    ShootingDayCreate,
    ShootingDayOut,
    ShootingDayPatch,
    ShootingDayRange,
    StripMove,
)

bp = Domain("schedule", __name__, prefix="/productions/<int:production_id>")


@bp.get("/schedule", allow="schedule.read", out=ScheduleOut)
def schedule(production_id: int, query: BoardQuery) -> dict[str, Any]:
    """A whole board, the active one when none is named; its ETag is what moves must match."""
    return service.schedule(production_id, query.board_id)


@bp.post("/days", allow="schedule.edit", out=ShootingDayOut, status=201)
def create(production_id: int, body: ShootingDayCreate) -> dict[str, Any]:
    """Add a shooting day."""
    return days.create(production_id, body)


@bp.post("/days/range", allow="schedule.edit", out=list[ShootingDayOut], status=201)
def create_range(production_id: int, body: ShootingDayRange) -> list[dict[str, Any]]:
    """Add shooting days one after the other; answers the days of the range."""
    return days.create_range(production_id, body)


@bp.post("/days/breaks", allow="schedule.edit", out=ScheduleOut, match=True)
def break_days(production_id: int, body: DayBreaks, version: int) -> dict[str, Any]:
    """Lay strips on days one after the other, as much on each as a day takes; If-Match is the ETag of the board."""
    return breaking.break_days(production_id, body, version)


@bp.get("/days/<int:day_id>", allow="schedule.read", out=ShootingDayOut)
def show(production_id: int, day_id: int) -> dict[str, Any]:
    """One shooting day."""
    return days.show(production_id, day_id)


@bp.patch("/days/<int:day_id>", allow="schedule.edit", out=ShootingDayOut, match=True)
def change(production_id: int, day_id: int, body: ShootingDayPatch, version: int) -> dict[str, Any]:
    """Change a shooting day, or move it to another date with its strips; If-Match is the ETag of the day."""
    return days.change(production_id, day_id, body, version)


@bp.delete("/days/<int:day_id>", allow="schedule.edit", out=ShootingDayOut, match=True)
def delete(production_id: int, day_id: int, version: int) -> dict[str, Any]:
    """Remove a shooting day; its strips go to the boneyard. If-Match is the ETag of the day."""
    return days.delete(production_id, day_id, version)


@bp.post("/days/<int:day_id>/swap", allow="schedule.edit", out=ScheduleOut, match=True)
def swap(production_id: int, day_id: int, body: DaySwap, version: int) -> dict[str, Any]:
    """Let two days change dates; If-Match is the ETag of the board."""
    return days.swap(production_id, day_id, body, version)


@bp.post("/days/<int:day_id>/shift", allow="schedule.edit", out=ScheduleOut, match=True)
def shift(production_id: int, day_id: int, body: DayShift, version: int) -> dict[str, Any]:
    """Move a day and all that follow by working days; If-Match is the ETag of the board."""
    return days.shift(production_id, day_id, body, version)


@bp.post("/days/<int:day_id>/break", allow="schedule.edit", out=ScheduleOut, match=True)
def insert_break(production_id: int, day_id: int, body: DayBreak, version: int) -> dict[str, Any]:
    """End a day before one of its strips: the rest goes to a new day; If-Match is the ETag of the board."""
    return days.insert_break(production_id, day_id, body, version)


@bp.put("/days/<int:day_id>/strips", allow="schedule.edit", out=ScheduleOut, match=True)
def replace(production_id: int, day_id: int, body: DayStrips, version: int) -> dict[str, Any]:
    """Say which strips a day has, in shooting order; If-Match is the ETag of the board."""
    return moves.replace(production_id, day_id, body, version)


@bp.post("/strips/move", allow="schedule.edit", out=ScheduleOut, match=True)
def move(production_id: int, body: StripMove, version: int) -> dict[str, Any]:
    """Move strips to a place in a day, or to the boneyard; If-Match is the ETag of the board."""
    return moves.move(production_id, body, version)


@bp.post("/strips/split", allow="schedule.edit", out=ScheduleOut, match=True)
def split(production_id: int, body: SceneSplit, version: int) -> dict[str, Any]:
    """Cut a scene into parts that can lie on several days; If-Match is the ETag of the board."""
    return parts.split(production_id, body, version)


@bp.post("/strips/join", allow="schedule.edit", out=ScheduleOut, match=True)
def join(production_id: int, body: SceneJoin, version: int) -> dict[str, Any]:
    """Make a scene whole again; If-Match is the ETag of the board."""
    return parts.join(production_id, body, version)


@bp.post("/banners", allow="schedule.edit", out=ScheduleOut, status=201, match=True)
def add_banner(production_id: int, body: BannerCreate, version: int) -> dict[str, Any]:
    """Put a banner between the strips; If-Match is the ETag of the board."""
    return parts.add_banner(production_id, body, version)


@bp.patch("/banners/<int:strip_id>", allow="schedule.edit", out=ScheduleOut, match=True)
def change_banner(production_id: int, strip_id: int, body: BannerPatch, version: int) -> dict[str, Any]:
    """Change a banner; If-Match is the ETag of the board."""
    return parts.change_banner(production_id, strip_id, body, version)


@bp.delete("/banners/<int:strip_id>", allow="schedule.edit", out=ScheduleOut, match=True)
def delete_banner(production_id: int, strip_id: int, version: int) -> dict[str, Any]:
    """Remove a banner; If-Match is the ETag of the board."""
    return parts.delete_banner(production_id, strip_id, version)


@bp.post("/boards/<int:board_id>/undo", allow="schedule.edit", out=ScheduleOut, match=True)
def undo(production_id: int, board_id: int, version: int) -> dict[str, Any]:
    """Take back one's last change of a board while nobody changed it since; If-Match is the ETag of the board."""
    return undoing.undo(production_id, board_id, version)


@bp.post("/boards/<int:board_id>/redo", allow="schedule.edit", out=ScheduleOut, match=True)
def redo(production_id: int, board_id: int, version: int) -> dict[str, Any]:
    """Make the change again that was taken back last; If-Match is the ETag of the board."""
    return undoing.redo(production_id, board_id, version)
