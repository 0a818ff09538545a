"""The schedule: shooting days and the strips (scenes) on them, in shooting order."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned


class ShootingDay(Versioned, Timestamps, Audited, Base):
    """A day of shooting; its number is its place among the production's days by date."""

    __tablename__ = "shooting_day"
    __table_args__ = (UniqueConstraint("production_id", "date"),)
    audit_name = "shooting day"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    date: Mapped[dt.date]
    general_call: Mapped[dt.time | None]
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="SET NULL"))
    notes: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return self.date.isoformat()


class ScheduleRevision(Audited, Base):
    """How often a production's board changed: who drags strips says which board they saw, so no drag undoes another."""

    __tablename__ = "schedule_revision"
    audit_name = "schedule"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), unique=True)
    revision: Mapped[int] = mapped_column(default=0)

    def __str__(self) -> str:
        return "schedule"


class Strip(Audited, Base):
    """A scene on a shooting day; `position` counts from 0 within the day."""

    __tablename__ = "strip"
    __table_args__ = (UniqueConstraint("scene_id"), Index("ix_strip_day_position", "day_id", "position"))
    audit_name = "strip"
    audit_hidden = frozenset({"position"})  # one drag shifts every strip below it; the schedule's revision tells

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("shooting_day.id", ondelete="CASCADE"))
    scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    position: Mapped[int]

    def __str__(self) -> str:
        return f"strip {self.id}"
