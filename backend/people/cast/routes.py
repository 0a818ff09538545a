"""Characters and who plays them."""

from backend.core.contract import Domain

bp = Domain("cast_members", __name__, prefix="/productions/<int:production_id>/cast-members")
