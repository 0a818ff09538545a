"""How the gate finds a person's place in a production."""

from sqlalchemy import select

from backend.core.access import Identity, Membership
from backend.core.db import db
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
