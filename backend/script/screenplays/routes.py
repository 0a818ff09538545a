"""Importing the screenplay: upload, review, write."""

from backend.core.contract import Domain

bp = Domain("screenplays", __name__, prefix="/productions/<int:production_id>/screenplays")
