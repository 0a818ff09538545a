"""Who works on a production."""

from backend.core.contract import Domain

bp = Domain("members", __name__, prefix="/productions/<int:production_id>/members")
