"""Which performer whoever is signed in is: known by e-mail, else a member of the cast with the performer's name."""

from sqlalchemy import select

from backend.core.access import actor
from backend.core.db import db
from backend.people.cast.models import CastMember


def plays(email: str | None, name: str) -> bool:
    """Whether whoever asks is the performer with this e-mail (which decides when there is one) and name."""
    me, place = actor().identity, actor().membership
    if me is None:
        return False
    if email:
        return email.casefold() == me.email.casefold()
    return place is not None and place.job_role == "cast" and bool(name) and name.casefold() == me.name.casefold()


def my_parts(production_id: int) -> set[int]:
    """Ids of the cast members whom whoever asks plays."""
    rows = db.session.execute(
        select(CastMember.id, CastMember.email, CastMember.name).where(CastMember.production_id == production_id)
    )
    return {row.id for row in rows if plays(row.email, row.name)}
