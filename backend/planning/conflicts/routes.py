"""What stands against a board, what of it was accepted, and which scenes must come before which."""

from typing import Any

from backend.core.contract import Domain, Said
from backend.core.paging import Page
from backend.planning.conflicts import locks, service
from backend.planning.conflicts.schemas import (
    Acceptance,
    ConflictOut,
    ConflictQuery,
    ConflictsOut,
    OrderLockNew,
    OrderLockOut,
    OrderLockPatch,
    OrderLockQuery,
)

bp = Domain("conflicts", __name__, prefix="/productions/<int:production_id>")


@bp.get("/conflicts", allow="schedule.read", out=ConflictsOut)
def conflicts(production_id: int, query: ConflictQuery) -> dict[str, Any]:
    """Everything that stands against a board, by date, with counts by severity."""
    return service.listing(production_id, query.board_id)


@bp.put("/conflicts/<fingerprint>/acceptance", allow="schedule.edit", out=ConflictOut)
def accept(production_id: int, fingerprint: str, body: Acceptance) -> dict[str, Any]:
    """Let a conflict stand, with a reason; it comes back when its facts change."""
    return service.accept(production_id, fingerprint, body)


@bp.delete("/conflicts/<fingerprint>/acceptance", allow="schedule.edit")
def take_back(production_id: int, fingerprint: str) -> Said:
    """Let an accepted conflict count again."""
    service.take_back(production_id, fingerprint)
    return Said(None, "The conflict counts again.")


@bp.get("/order-locks", allow="schedule.read", out=OrderLockOut, page=True)
def order_locks(production_id: int, query: OrderLockQuery) -> Page:
    """Which scene must be shot before which."""
    return locks.search(production_id, query)


@bp.post("/order-locks", allow="schedule.edit", out=OrderLockOut, status=201)
def lock(production_id: int, body: OrderLockNew) -> dict[str, Any]:
    """Say that one scene must be shot before another; a circle is refused."""
    return locks.create(production_id, body)


@bp.get("/order-locks/<int:lock_id>", allow="schedule.read", out=OrderLockOut)
def show_lock(production_id: int, lock_id: int) -> dict[str, Any]:
    """One order lock."""
    return locks.show(production_id, lock_id)


@bp.patch("/order-locks/<int:lock_id>", allow="schedule.edit", out=OrderLockOut, match=True)
def change_lock(production_id: int, lock_id: int, body: OrderLockPatch, version: int) -> dict[str, Any]:
    """Change an order lock's notes."""
    return locks.change(production_id, lock_id, body, version)


@bp.delete("/order-locks/<int:lock_id>", allow="schedule.edit", out=OrderLockOut, match=True)
def unlock(production_id: int, lock_id: int, version: int) -> dict[str, Any]:
    """Take an order lock off."""
    return locks.delete(production_id, lock_id, version)
