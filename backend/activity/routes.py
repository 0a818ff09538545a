"""Who changed what."""

from backend.activity import service
from backend.activity.schemas import ActivityOut, ActivityQuery, StudioActivityQuery
from backend.core.contract import Domain
from backend.core.paging import Page
from backend.core.roles import STUDIO_OWNER

bp = Domain("activity", __name__, prefix="/productions/<int:production_id>/activity")
studio = Domain("studio_activity", __name__, prefix="/activity")


@bp.get("", allow="activity.read", out=ActivityOut, page=True)
def of_production(production_id: int, query: ActivityQuery) -> Page:
    """What was changed in this production, newest first."""
    return service.of_production(production_id, query)


@studio.get("", allow=STUDIO_OWNER, out=ActivityOut, page=True)
def of_studio(query: StudioActivityQuery) -> Page:
    """What was changed in the whole studio, newest first, deleted productions included."""
    return service.of_studio(query)
