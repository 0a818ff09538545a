"""The people of this installation."""

from backend.core.contract import Domain

bp = Domain("users", __name__, prefix="/users")
