"""Shots of a scene."""

from backend.core.contract import Domain

bp = Domain("shots", __name__, prefix="/productions/<int:production_id>")
