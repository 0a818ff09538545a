"""Productions and their progress."""

from backend.core.contract import Domain

bp = Domain("productions", __name__, prefix="/productions")
