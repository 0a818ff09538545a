"""A person's place in a production, as the gate finds it, and the productions where they may do something."""

from sqlalchemy import select

from backend.core.access import Identity, Membership
from backend.core.db import db
from backend.core.roles import allowed
from backend.productions.members.models import Member
from backend.productions.productions.models import Production


def membership(identity: Identity, production_id: int) -> Membership | None:
    """The member's level and job role; the studio's owner is an Admin everywhere; None for a stranger."""
    row = db.session.execute(
        select(Member.id, Member.level, Member.job_role).where(
            Member.production_id == production_id, Member.user_id == identity.user_id
        )
    ).first()
    if row:
        return Membership(*row)
    if identity.studio_role == "owner" and db.session.get(Production, production_id) is not None:
        return Membership(0, "admin", "producer")
    return None


def productions_where(identity: Identity, action: str) -> list[int]:
    """The ids of all productions where this person may do `action`; for lists that span productions."""
    if identity.studio_role == "owner":
        return list(db.session.scalars(select(Production.id)))
    places = select(Member.production_id, Member.level, Member.job_role).where(Member.user_id == identity.user_id)
    return [
        production_id
        for production_id, level, job_role in db.session.execute(places)
        if allowed(action, identity.studio_role, level, job_role)
    ]
