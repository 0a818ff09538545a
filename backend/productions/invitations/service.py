"""Invitations: links handed out, listed and revoked. Accepting one is in `joining`."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from backend.accounts.auth.sessions import digest
from backend.accounts.users.models import User
from backend.core import clock, qr
from backend.core.access import me
from backend.core.changes import after_commit
from backend.core.context import settings
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.mail import Mail, send_later
from backend.core.paging import Page, page_of
from backend.core.roles import allowed
from backend.productions.invitations.models import Invitation
from backend.productions.invitations.schemas import InvitationCreate, InvitationQuery
from backend.productions.members import service as members
from backend.productions.members.levels import may_give, refuse_giving, refuse_managing
from backend.productions.members.models import Member
from backend.productions.productions.service import find as find_production


@dataclass(frozen=True)
class Found:
    """An invitation with who gave it and how good it is now."""

    invitation: Invitation
    invited_by: str
    state: str

    @property
    def shown(self) -> Mapping[str, Any]:
        """Its columns with `state` and `invited_by`."""
        columns = {column.key: getattr(self.invitation, column.key) for column in Invitation.__mapper__.column_attrs}
        return {**columns, "state": self.state, "invited_by": self.invited_by}


def with_giver() -> Any:
    """Invitations beside their giver: an invitation is worth only what its giver may still give."""
    giver = (Member.production_id == Invitation.production_id) & (Member.user_id == Invitation.created_by_id)
    return (
        select(Invitation, User.name, User.studio_role, User.is_active, Member.level, Member.job_role)
        .outerjoin(User, User.id == Invitation.created_by_id)
        .outerjoin(Member, giver)
    )


def found(row: Any) -> Found:
    """A row of `with_giver` judged."""
    invitation, name, studio_role, active, level, job_role = row
    rank = "admin" if studio_role == "owner" else level
    stands = bool(active) and allowed("members.edit", studio_role, level, job_role) and may_give(rank, invitation.level)
    return Found(invitation, name or "", _state(invitation, stands))


def _state(invitation: Invitation, giver_stands: bool) -> str:
    if invitation.revoked_at or not giver_stands:
        return "revoked"
    if invitation.uses >= invitation.max_uses:
        return "used_up"
    return "expired" if invitation.expires_at <= clock.now() else "open"


def listed(production_id: int, query: InvitationQuery) -> Page:
    """One page of the production's invitations, newest first."""
    statement = with_giver().where(Invitation.production_id == production_id)
    page = page_of(statement, [Invitation.id], query, descending=True)
    return replace(page, items=[found(row).shown for row in page.items])


def create(production_id: int, body: InvitationCreate) -> Mapping[str, Any]:
    """A new invitation: its columns with `token`, `link`, `qr_svg` and `mailed`; only the token's hash is kept.

    Raises Invalid for fields that do not go together, Forbidden for a level the caller may not give, Conflict when the
    person needs no invitation.
    """
    token = secrets.token_urlsafe(32)
    row = Invitation(
        production_id=production_id,
        token_hash=digest(token),
        email=body.email,
        max_uses=body.max_uses,
        expires_at=clock.now() + timedelta(days=body.expires_days),
        created_by_id=me().user_id,
        **_role(production_id, body),
    )
    db.session.add(row)
    db.session.flush()
    link = f"{settings().base_url}/join?token={token}"
    if body.email:
        _mail(row, link)
    shown = Found(row, me().name, "open").shown
    return {**shown, "token": token, "link": link, "qr_svg": qr.svg(link), "mailed": bool(body.email)}


def _role(production_id: int, body: InvitationCreate) -> dict[str, Any]:
    """What the invited person will be: as the body says, or as the crew list says already."""
    if body.member_id is None:
        for name in ("job_role", "level"):
            if getattr(body, name) is None:
                raise Invalid("This field is required.", field=name)
        refuse_giving(body.level or "admin")
        return {name: getattr(body, name) for name in ("level", "job_role", "position", "department")}
    return _role_of(production_id, body)


def _role_of(production_id: int, body: InvitationCreate) -> dict[str, Any]:
    try:
        member = members.find(production_id, body.member_id or 0)
    except NotFound:
        raise Invalid("There is nobody with this id on this production.", field="member_id") from None
    refuse_managing(member.level)
    refuse_giving(member.level)
    for name in ("job_role", "level"):
        if getattr(body, name) not in {None, getattr(member, name)}:
            raise Invalid("The crew list says otherwise; change the member first.", field=name)
    if body.max_uses != 1:
        raise Invalid("An invitation for one person can be used once.", field="max_uses")
    if members.has_account(member.user):
        raise Conflict("This person has an account and is on the production already.", field="member_id")
    return {
        "member_id": member.id,
        **{name: getattr(member, name) for name in ("level", "job_role", "position", "department")},
    }


def _mail(row: Invitation, link: str) -> None:
    title, sender, current = find_production(row.production_id or 0).title, me().name, settings()
    what = row.position or row.job_role.replace("_", " ")
    text = (
        f"{sender} invites you to work on “{title}” as {what}.\n\n"
        f"Open this link to join:\n{link}\n\n"
        f"It is good until {row.expires_at:%d %B %Y} (UTC). If you did not expect this, leave it unopened.\n"
    )
    mail = Mail(to=row.email or "", subject=f"Join “{title}”", text=text)
    after_commit(lambda: send_later(current, mail))


def revoke(production_id: int, invitation_id: int) -> None:
    """Make a link useless; revoking twice changes nothing. Raises NotFound, Forbidden."""
    condition = (Invitation.production_id == production_id, Invitation.id == invitation_id)
    row = db.session.scalar(select(Invitation).where(*condition))
    if row is None:
        raise NotFound
    refuse_managing(row.level)
    row.revoked_at = row.revoked_at or clock.now()
    db.session.flush()


def unanswered(production_id: int) -> int:
    """How many links that still work nobody has used yet."""
    statement = with_giver().where(
        Invitation.production_id == production_id,
        Invitation.uses == 0,
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    return sum(found(row).state == "open" for row in db.session.execute(statement))
