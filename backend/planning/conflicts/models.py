"""Conflicts somebody has accepted; the conflicts themselves are worked out, never stored."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned


class ConflictAcceptance(Versioned, Timestamps, Audited, Base):
    """Why a conflict may stand; it holds as long as the conflict's facts, from which `fingerprint` is made."""

    __tablename__ = "conflict_acceptance"
    __table_args__ = (UniqueConstraint("production_id", "fingerprint"),)
    audit_name = "accepted conflict"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(40))
    sentence: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    def __str__(self) -> str:
        return self.sentence[:255]
