"""What locations read of other domains."""

from sqlalchemy import select

from backend.core.db import db
from backend.productions.productions.models import Production


def timezone(production_id: int) -> str:
    """The production's IANA zone."""
    return db.session.scalars(select(Production.timezone).where(Production.id == production_id)).one()
