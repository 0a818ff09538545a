"""Timesheet weeks: what a person hands in and a lead approves."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.users.models import User
from backend.core.db import Audited, Base, Timestamps, UtcDateTime, Versioned

OPEN, SUBMITTED, APPROVED, REJECTED, REOPENED = STATES = ("open", "submitted", "approved", "rejected", "reopened")


class TimeWeek(Versioned, Timestamps, Audited, Base):
    """One person's ISO week on one production, named by its Monday. No row means it is open.

    state: open, submitted, approved (its days are locked), rejected, reopened. `approved_ms` is what was approved.
    """

    __tablename__ = "time_week"
    __table_args__ = (
        UniqueConstraint("production_id", "user_id", "monday"),
        Index("ix_time_week_user_monday_state", "user_id", "monday", "state"),
    )
    audit_name = "time week"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    monday: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="open")
    comment: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    approved_ms: Mapped[int | None] = mapped_column(BigInteger)

    user: Mapped[User] = relationship(foreign_keys=[user_id], lazy="joined")

    def __str__(self) -> str:
        year, week, _day = self.monday.isocalendar()
        return f"{f'{self.user.name}, week' if self.user else 'Week'} {week} of {year}"
