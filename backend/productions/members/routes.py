"""Who works on a production."""

from collections.abc import Mapping
from typing import Any

from backend.core.contract import Domain, Said
from backend.core.paging import Page
from backend.productions.members import service
from backend.productions.members.schemas import MemberCreate, MemberOut, MemberPatch, MemberQuery, MyPlaceOut

bp = Domain("members", __name__, prefix="/productions/<int:production_id>")


@bp.get("/me", allow="production.read", out=MyPlaceOut)
def my_place(production_id: int) -> Mapping[str, Any]:
    """Your place in this production and all you may do in it."""
    return service.my_place(production_id)


@bp.get("/members", allow="members.read", out=MemberOut, page=True)
def listed(production_id: int, query: MemberQuery) -> Page:
    """The people of this production, by department and name."""
    return service.listed(production_id, query)


@bp.post("/members", allow="members.edit", out=MemberOut, status=201)
def add(production_id: int, body: MemberCreate) -> service.Person:
    """Put somebody on the production, with or without an account."""
    return service.add(production_id, body)


@bp.get("/members/<int:member_id>", allow="members.read", out=MemberOut)
def read(production_id: int, member_id: int) -> service.Person:
    """One member."""
    return service.seen(service.find(production_id, member_id))


@bp.patch("/members/<int:member_id>", allow="members.edit", out=MemberOut, match=True)
def change(production_id: int, member_id: int, body: MemberPatch, version: int) -> service.Person:
    """Change somebody's level, job role, position or department."""
    return service.change(production_id, member_id, body, version)


@bp.delete("/members/<int:member_id>", allow="members.edit")
def remove(production_id: int, member_id: int) -> Said:
    """Take somebody off the production."""
    service.remove(production_id, member_id)
    return Said(None, "Removed from the production.")


@bp.post("/members/leave", allow="production.read")
def leave(production_id: int) -> Said:
    """Leave the production."""
    service.leave(production_id)
    return Said(None, "You left the production.")
