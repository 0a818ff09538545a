"""Call sheets: made from a day, edited together, published, printed."""

from backend.core.contract import Domain

bp = Domain("call_sheets", __name__, prefix="/productions/<int:production_id>/call-sheets")
