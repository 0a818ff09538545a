"""Shooting days and the scenes on them."""

from backend.core.contract import Domain

bp = Domain("schedule", __name__, prefix="/productions/<int:production_id>")
