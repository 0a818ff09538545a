"""Invitation links."""

from backend.core.contract import Domain

bp = Domain("invitations", __name__, prefix="")
