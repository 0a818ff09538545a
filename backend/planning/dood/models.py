"""Days of one person, or of a thing, beside the strips: travel, rehearsal, fitting."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned


class PersonalDay(Versioned, Timestamps, Audited, Base):
    """A travel, rehearsal or fitting day (`facts.WORK_EVENTS`) of a cast member or an element; one a date."""

    __tablename__ = "personal_day"
    __table_args__ = (
        CheckConstraint("(cast_member_id IS NULL) <> (element_id IS NULL)", name="one_subject"),
        UniqueConstraint("cast_member_id", "date"),
        UniqueConstraint("element_id", "date"),
        Index("ix_personal_day_production", "production_id", "date"),
    )
    audit_name = "personal day"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    cast_member_id: Mapped[int | None] = mapped_column(ForeignKey("cast_member.id", ondelete="CASCADE"))
    element_id: Mapped[int | None] = mapped_column(ForeignKey("element.id", ondelete="CASCADE"))
    date: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(255), default="")

    def __str__(self) -> str:
        return f"{self.kind} {self.date.isoformat()}"
