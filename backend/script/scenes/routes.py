"""The scenes of a production."""

from backend.core.contract import Domain

bp = Domain("scenes", __name__, prefix="/productions/<int:production_id>/scenes")
