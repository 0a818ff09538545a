"""Characters and who plays them."""

from backend.core.contract import Domain, Said
from backend.core.paging import Page
from backend.people.cast import service
from backend.people.cast.models import Appearance
from backend.people.cast.schemas import (
    AppearanceOut,
    AppearanceQuery,
    CastMemberNew,
    CastMemberOut,
    CastMemberPatch,
    CastQuery,
)
from backend.people.cast.service import CastView

bp = Domain("cast_members", __name__, prefix="/productions/<int:production_id>/cast-members")
appearances = Domain("appearances", __name__, prefix="/productions/<int:production_id>/appearances")


@bp.get("", allow="cast.read", out=CastMemberOut, page=True)
def listing(production_id: int, query: CastQuery) -> Page:
    """Cast members by number, with the scenes they are in."""
    return service.listing(production_id, query)


@bp.post("", allow="cast.edit", out=CastMemberOut, status=201)
def create(production_id: int, body: CastMemberNew) -> CastView:
    """Add a character by hand."""
    return service.add(production_id, body)


@bp.get("/<int:cast_member_id>", allow="cast.read", out=CastMemberOut)
def one(production_id: int, cast_member_id: int) -> CastView:
    """One cast member."""
    return service.show(production_id, cast_member_id)


@bp.patch("/<int:cast_member_id>", allow="cast.edit", out=CastMemberOut, match=True)
def change(production_id: int, cast_member_id: int, body: CastMemberPatch, version: int) -> CastView:
    """Change a cast member."""
    return service.change(production_id, cast_member_id, body, version)


@bp.delete("/<int:cast_member_id>", allow="cast.edit", match=True)
def remove(production_id: int, cast_member_id: int, version: int) -> Said:
    """Delete a cast member whom no call sheet names."""
    service.remove(production_id, cast_member_id, version)
    return Said(None, "The cast member was deleted.")


@bp.post("/<int:cast_member_id>/merge-into/<int:into_id>", allow="cast.edit", out=CastMemberOut)
def merge(production_id: int, cast_member_id: int, into_id: int) -> Said:
    """Make two cast members one: the first becomes an alias of the second."""
    merged = service.merge(production_id, cast_member_id, into_id)
    return Said(merged, f"They are one now: {merged.character_name}.")


@bp.put("/<int:cast_member_id>/scenes/<int:scene_id>", allow="cast.edit", out=AppearanceOut)
def appear(production_id: int, cast_member_id: int, scene_id: int) -> Appearance:
    """Put a character into a scene by hand."""
    return service.appear(production_id, cast_member_id, scene_id)


@bp.delete("/<int:cast_member_id>/scenes/<int:scene_id>", allow="cast.edit")
def disappear(production_id: int, cast_member_id: int, scene_id: int) -> Said:
    """Take a character out of a scene."""
    service.disappear(production_id, cast_member_id, scene_id)
    return Said(None, "They are no longer in this scene.")


@appearances.get("", allow="cast.read", out=AppearanceOut, page=True)
def who_is_where(production_id: int, query: AppearanceQuery) -> Page:
    """Who is in which scene."""
    return service.appearances(production_id, query)
