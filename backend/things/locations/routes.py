"""Places and what a call sheet must say about them."""

from backend.core.contract import Domain

bp = Domain("locations", __name__, prefix="/productions/<int:production_id>/locations")
