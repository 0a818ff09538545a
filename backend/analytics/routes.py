"""Figures across domains: progress, today."""

from backend.core.contract import Domain

bp = Domain("analytics", __name__, prefix="/productions/<int:production_id>")
