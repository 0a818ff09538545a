"""Tasks."""

from backend.core.contract import Domain

bp = Domain("tasks", __name__, prefix="/productions/<int:production_id>/tasks")
