"""Accepting an invitation: with the account one is signed in to, or with a new one.

What somebody may become is what the invitation says and nothing more. The e-mail address that a stranger types proves
nothing, so a person who stands on a crew list is given a password by a link only when the link is made for them, or
when all they have is a place on this production that is not above the invitation.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from backend.accounts.auth.sessions import Device, digest, open_session
from backend.accounts.users import service as users
from backend.accounts.users.models import User
from backend.accounts.users.passwords import PasswordHash, hash_new
from backend.core.access import Identity, actor
from backend.core.db import db, start_writing
from backend.core.errors import Conflict, Invalid, NotFound
from backend.productions.invitations.models import Invitation
from backend.productions.invitations.schemas import InvitationAccept
from backend.productions.invitations.service import Found, found, with_giver
from backend.productions.members import service as members
from backend.productions.members.levels import RANK
from backend.productions.members.models import Member
from backend.productions.productions.service import find as find_production

WORDS = {
    "used_up": "This invitation has been used. Ask for a new link.",
    "expired": "This invitation has expired. Ask for a new link.",
    "revoked": "This invitation was withdrawn. Ask for a new link.",
}
SIGN_IN_FIRST = (
    "This e-mail address is known here already. Sign in with it first (ask for a new password if you have none), then "
    "open this link again."
)


def find(token: str) -> Found:
    """The invitation behind a token. Raises NotFound."""
    row = db.session.execute(with_giver().where(Invitation.token_hash == digest(token))).first()
    if row is None:
        raise NotFound("This link is not an invitation of this studio. Check that you have all of it.")
    return found(row)


def offer(token: str) -> Mapping[str, Any]:
    """What the invitation offers to whoever opens it. Raises NotFound, or Conflict when it is no longer good."""
    given = find(token)
    _refuse_spent(given)
    row = given.invitation
    person = db.session.get(Member, row.member_id) if row.member_id else None
    return {
        **given.shown,
        "production_title": find_production(row.production_id or 0).title,
        "email": row.email or (person.user.email if person else None),
        "name": person.user.name if person else None,
        "needs_account": actor().identity is None,
    }


def _refuse_spent(given: Found) -> None:
    if given.state != "open":
        raise Conflict(WORDS[given.state])


def accept(token: str, body: InvitationAccept, device: Device) -> tuple[Mapping[str, Any], str | None]:
    """Join the production; answers the place and, for a new account, the token of its first session.

    Opens and commits its own transaction, because hashing a password takes a while. Raises NotFound, Conflict (used up,
    expired, withdrawn, address known), Invalid naming what a new account lacks.
    """
    identity, password = actor().identity, None
    given = find(token)
    if identity is None:
        _refuse_spent(given)
        password = _new_password(body)
    start_writing(given.invitation.production_id or 0)
    given = find(token)
    if identity is None:
        member, joined = _join_anew(given, body, password)
        session = open_session(member.user_id, "browser", device=device)[1]
    else:
        (member, joined), session = _join_signed_in(given, identity), None
    place = _place(member, joined)
    db.session.commit()
    return place, session


def _new_password(body: InvitationAccept) -> PasswordHash:
    missing = [name for name in ("name", "email", "password") if getattr(body, name) is None]
    if missing:
        raise Invalid(errors=[{"field": name, "message": "This field is required."} for name in missing])
    return hash_new(body.password or "", email=body.email or "", name=body.name or "")


def _join_signed_in(given: Found, identity: Identity) -> tuple[Member, bool]:
    row = given.invitation
    present = members.of_user(row.production_id or 0, identity.user_id)
    if present:
        return present, False
    _use(given)
    user = users.find(identity.user_id)
    if row.member_id is None:
        return _new_place(row, user), True
    member = _reserved_place(row)
    member.user = user  # the name on the crew list turns out to have an account
    db.session.flush()
    return member, True


def _join_anew(given: Found, body: InvitationAccept, password: PasswordHash | None) -> tuple[Member, bool]:
    row = given.invitation
    _use(given)
    if not (body.name and body.email and password):
        raise LookupError("_new_password was not asked first")
    known = users.find_by_email(body.email)
    if row.member_id is not None:
        member = _reserved_place(row)
        if (known and known is not member.user) or members.works_elsewhere(member.user_id, member.production_id):
            raise Conflict(SIGN_IN_FIRST, field="email")
        _activate(member.user, body, password, _proved(row, body))
        return member, True
    if known is None:
        return _new_place(row, _new_account(row, body, password)), True
    place = members.of_user(row.production_id or 0, known.id)
    if not place or RANK[place.level] > RANK[row.level] or not _only_on_this_list(known, place):
        raise Conflict(SIGN_IN_FIRST, field="email")
    _activate(known, body, password, _proved(row, body))
    return place, True


def _only_on_this_list(user: User, place: Member) -> bool:
    plain = user.password_hash is None and user.studio_role == "member" and user.is_active
    return plain and not members.works_elsewhere(user.id, place.production_id)


def _new_account(row: Invitation, body: InvitationAccept, password: PasswordHash) -> User:
    return users.create_user(body.name or "", body.email, password, verified=_proved(row, body))


def _activate(user: User, body: InvitationAccept, password: PasswordHash, verified: bool) -> None:
    user.name, user.email = body.name or "", body.email
    users.activate(user, password, verified=verified)


def _proved(row: Invitation, body: InvitationAccept) -> bool:
    """Whether the address is the one the link was sent to; any other is only what somebody typed."""
    return row.email is not None and row.email == body.email


def _reserved_place(row: Invitation) -> Member:
    """The place on the crew list an invitation was made for, while it is still nobody's and no higher than it was."""
    member = members.find(row.production_id or 0, row.member_id or 0)
    if members.has_account(member.user) or RANK[member.level] > RANK[row.level]:
        raise Conflict(WORDS["used_up"])
    return member


def _new_place(row: Invitation, user: User) -> Member:
    return members.join(row.production_id or 0, user, row.level, row.job_role, row.position, row.department)


def _use(given: Found) -> None:
    """Take one use, in SQL, so that of many who accept at once no more get in than the invitation says."""
    _refuse_spent(given)
    row = given.invitation
    left = (Invitation.id == row.id, Invitation.uses < Invitation.max_uses, Invitation.revoked_at.is_(None))
    done = db.session.execute(update(Invitation).where(*left).values(uses=Invitation.uses + 1))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(WORDS["used_up"])


def _place(member: Member, joined: bool) -> Mapping[str, Any]:
    title = find_production(member.production_id).title
    place = {name: getattr(member, name) for name in ("production_id", "user_id", "level", "job_role")}
    return {**place, "member_id": member.id, "production_title": title, "joined": joined}
