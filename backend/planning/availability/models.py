"""Spans of days on which a cast member, a crew member, a location or an element can be had, or cannot."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned

SUBJECTS = ("cast_member_id", "member_id", "location_id", "element_id")
_ONE = " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in SUBJECTS)


class Availability(Versioned, Timestamps, Audited, Base):
    """One subject from `first` to `last`, both included; with clocks only between them on each of these days.

    The clocks are local times of the production; an end at or before the start lies after midnight.
    """

    __tablename__ = "availability"
    __table_args__ = (
        CheckConstraint(f"{_ONE} = 1", name="one_subject"),
        CheckConstraint("first <= last", name="in_order"),
        Index("ix_availability_production", "production_id", "first"),
    )
    audit_name = "availability"
    audit_hidden = frozenset({"note"})  # why somebody is away is theirs to tell

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    cast_member_id: Mapped[int | None] = mapped_column(ForeignKey("cast_member.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"), index=True)
    element_id: Mapped[int | None] = mapped_column(ForeignKey("element.id", ondelete="CASCADE"), index=True)
    first: Mapped[dt.date]
    last: Mapped[dt.date]
    starts: Mapped[dt.time | None]
    ends: Mapped[dt.time | None]
    state: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    def __str__(self) -> str:
        until = f" to {self.last.isoformat()}" if self.last != self.first else ""
        return f"{self.state.replace('_', ' ')} {self.first.isoformat()}{until}"
