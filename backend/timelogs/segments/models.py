"""Segments of work, what was corrected of them, what could not be placed, and the sums of each day.

Moments are milliseconds since 1970 in UTC: databases add, clip and compare them as plain numbers.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Base, UtcDateTime

# Why a segment ended. `running` segments have none.
CLOSED = (
    "idle", "stop", "pause", "switch", "quit", "sleep", "crash", "stale", "superseded", "replayed", "forgotten",
    "manual",
)  # fmt: skip
MEASURED, TIMER, MANUAL = "measured", "timer", "manual"


class TimeSegment(Base):
    """Uninterrupted work on one task in one program.

    `measured_*` is what came from the program and is only ever extended by it. `start_ms`, `end_ms` and `task_id` are
    what counts: the same, unless somebody corrected them (`corrected`; the steps are in TimeCorrection) or took the
    whole segment out (`removed`).
    source: measured (heartbeats), timer (started and stopped by hand), manual (entered afterwards).
    """

    __tablename__ = "time_segment"
    __table_args__ = (
        Index("ix_time_segment_user_end", "user_id", "end_ms", "start_ms"),
        Index("ix_time_segment_production_start", "production_id", "start_ms", "id"),
        Index("ix_time_segment_task", "task_id"),
        Index(
            "uq_time_segment_running", "user_id", unique=True,
            sqlite_where=text("closed IS NULL"), postgresql_where=text("closed IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )  # fmt: skip
    audit_name = "time"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    session_uid: Mapped[str] = mapped_column(String(36), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    start_ms: Mapped[int] = mapped_column(BigInteger)
    end_ms: Mapped[int] = mapped_column(BigInteger)
    measured_task_id: Mapped[int | None]
    measured_start_ms: Mapped[int] = mapped_column(BigInteger)
    measured_end_ms: Mapped[int] = mapped_column(BigInteger)
    corrected: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(10), default=MEASURED)
    closed: Mapped[str | None] = mapped_column(String(12))
    seen_ms: Mapped[int] = mapped_column(BigInteger)
    clock_guessed: Mapped[bool] = mapped_column(default=False)
    dcc: Mapped[str] = mapped_column(String(32))
    dcc_version: Mapped[str] = mapped_column(String(32), default="")
    machine: Mapped[str] = mapped_column(String(80), default="")
    file: Mapped[str] = mapped_column(String(255), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id", ondelete="SET NULL"))


class TimeCorrection(Base):
    """One step of a segment's history by hand: who made what of what, and why.

    kind: create, change, remove, restore. old and new hold task_id, production_id, start_ms, end_ms and
    removed; old is null for create.
    """

    __tablename__ = "time_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("time_segment.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    old: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    new: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class TimeHeld(Base):
    """Measured time that came too late for its place; kept until somebody places or discards it.

    reason: locked (its week is approved), task_gone, not_member, too_old. `item` is what came, with the moments as
    `start_ms` and `end_ms`.
    """

    __tablename__ = "time_held"
    __table_args__ = (Index("ix_time_held_user_open", "user_id", "settled_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    production_id: Mapped[int | None] = mapped_column(ForeignKey("production.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(String(12))
    item: Mapped[dict[str, Any]] = mapped_column(JSON)
    start_ms: Mapped[int] = mapped_column(BigInteger)
    end_ms: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    settlement: Mapped[str] = mapped_column(Text, default="")


class TimeDay(Base):
    """What a person's work on a task in a program comes to on one day of the production's calendar.

    Every moment of a person counts once (see counting.py), so these rows add up to the same total whichever way they
    are grouped. `manual_ms` is the part that was entered by hand. They outlive the segments they were made of.
    """

    __tablename__ = "time_day"
    __table_args__ = (
        Index("ix_time_day_production_day", "production_id", "day", "user_id", "task_id", "dcc", "ms", "manual_ms"),
        Index("ix_time_day_task", "task_id", "user_id", "ms"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    dcc: Mapped[str] = mapped_column(String(32), primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    ms: Mapped[int] = mapped_column(BigInteger)
    manual_ms: Mapped[int] = mapped_column(BigInteger, default=0)
