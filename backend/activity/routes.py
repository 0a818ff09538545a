"""Who changed what."""

from backend.core.contract import Domain

bp = Domain("activity", __name__, prefix="/productions/<int:production_id>/activity")
