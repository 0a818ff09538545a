"""Signing in and out, sessions, and proving an e-mail address."""

from backend.core.contract import Domain

bp = Domain("auth", __name__, prefix="/auth")
