"""Breakdown: categories, elements, what a scene needs, and what its words suggest."""

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.script.breakdown import categories
from backend.script.breakdown.schemas import CategoryOut, CategoryQuery

bp = Domain("breakdown", __name__, prefix="/productions/<int:production_id>/breakdown")


@bp.get("/categories", allow="breakdown.read", out=CategoryOut, page=True)
def category_list(production_id: int, query: CategoryQuery) -> Page:
    """The categories in their order."""
    return categories.listing(production_id, query)
