"""Invitation links."""

from collections.abc import Mapping
from typing import Any

from flask import request

from backend.accounts.auth.cookies import hand_out
from backend.accounts.auth.sessions import Device
from backend.core.contract import Domain, Said
from backend.core.limits import by_ip
from backend.core.paging import Page
from backend.core.roles import PUBLIC
from backend.productions.invitations import joining, service
from backend.productions.invitations.schemas import (
    InvitationAccept,
    InvitationCreate,
    InvitationMade,
    InvitationOffer,
    InvitationOut,
    InvitationQuery,
    JoinedOut,
)

bp = Domain("invitations", __name__, prefix="")
OF_PRODUCTION = "/productions/<int:production_id>/invitations"


@bp.get(OF_PRODUCTION, allow="members.edit", out=InvitationOut, page=True)
def listed(production_id: int, query: InvitationQuery) -> Page:
    """Every invitation of this production, newest first, and whether it is still good."""
    return service.listed(production_id, query)


@bp.post(OF_PRODUCTION, allow="members.edit", out=InvitationMade, status=201)
def create(production_id: int, body: InvitationCreate) -> Mapping[str, Any]:
    """Make a link to hand out; this answer is the only one that shows it."""
    return service.create(production_id, body)


@bp.delete(f"{OF_PRODUCTION}/<int:invitation_id>", allow="members.edit")
def revoke(production_id: int, invitation_id: int) -> Said:
    """Make a link useless."""
    service.revoke(production_id, invitation_id)
    return Said(None, "The link no longer works.")


@bp.get("/invitations/<token>", allow=PUBLIC, out=InvitationOffer, limits=[("60 per minute", by_ip)])
def offer(token: str) -> Mapping[str, Any]:
    """What an invitation offers to whoever opens its link."""
    return joining.offer(token)


@bp.post(
    "/invitations/<token>/accept", allow=PUBLIC, out=JoinedOut, transaction=False, limits=[("60 per minute", by_ip)]
)
def accept(token: str, body: InvitationAccept) -> Mapping[str, Any]:
    """Join, with the account you are signed in to or with a new one (which signs this browser in)."""
    device = Device(request.headers.get("User-Agent", ""), request.remote_addr or "")
    place, session = joining.accept(token, body, device)
    if session:
        hand_out(session)
    return place
