"""The stripboard: boards (scenarios) with their days, units, calendar and strips in shooting order."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned

WEEKEND = [5, 6]
DATE_KINDS = ("holiday", "off", "travel", "work")
NO_ID_TWICE = {"sqlite_autoincrement": True}  # what was removed comes back under its old id when that is undone


class Calendar(Versioned, Timestamps, Audited, Base):
    """When a company works; `weekly_off` holds weekdays without work, Monday = 0. Boards may share one."""

    __tablename__ = "calendar"
    __table_args__ = (UniqueConstraint("production_id", "name"),)
    audit_name = "calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    weekly_off: Mapped[list[int]] = mapped_column(JSON, default=lambda: list(WEEKEND))

    def __str__(self) -> str:
        return self.name


class CalendarDate(Versioned, Audited, Base):
    """A single date that differs: a holiday, a day off, a travel day, or a day off that is worked."""

    __tablename__ = "calendar_date"
    __table_args__ = (UniqueConstraint("calendar_id", "date"),)
    audit_name = "calendar date"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendar.id", ondelete="CASCADE"))
    date: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(255), default="")

    def __str__(self) -> str:
        return f"{self.kind} {self.date.isoformat()}"


class Unit(Versioned, Timestamps, Audited, Base):
    """A shooting unit; the first is the main unit."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("production_id", "name"),)
    audit_name = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    position: Mapped[int] = mapped_column(default=0)

    def __str__(self) -> str:
        return self.name


class Board(Versioned, Timestamps, Audited, Base):
    """A scenario of the schedule; one board of a production is active: it is what call sheets and Today go by."""

    __tablename__ = "board"
    __table_args__ = (
        UniqueConstraint("production_id", "name"),
        Index(
            "ix_board_active",
            "production_id",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )
    audit_name = "board"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendar.id"))
    name: Mapped[str] = mapped_column(String(255))
    notes: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=False)

    def __str__(self) -> str:
        return self.name


class BoardRevision(Audited, Base):
    """How often a board changed: who drags strips says which board they saw, so no drag undoes another."""

    __tablename__ = "board_revision"
    audit_name = "schedule"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), unique=True)
    revision: Mapped[int] = mapped_column(default=0)

    def __str__(self) -> str:
        return "schedule"


class BoardStep(Base):
    """A change of a board, so that it can be taken back and made again while nobody else changed the board since.

    `changes` holds the rows touched as `steps` wrote them; `revision` is the board's after the change.
    """

    __tablename__ = "board_step"
    __table_args__ = (Index("ix_board_step_board", "board_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    revision: Mapped[int]
    about: Mapped[str] = mapped_column(String(255), default="")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone: Mapped[bool] = mapped_column(default=False)


class ShootingDay(Versioned, Timestamps, Audited, Base):
    """A unit's day of shooting on a board; its number is its place among the unit's days by date."""

    __tablename__ = "shooting_day"
    __table_args__ = (
        UniqueConstraint("board_id", "unit_id", "date"),
        Index("ix_shooting_day_production", "production_id"),
        NO_ID_TWICE,
    )
    audit_name = "shooting day"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    date: Mapped[dt.date]
    general_call: Mapped[dt.time | None]
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="SET NULL"))
    pinned: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return self.date.isoformat()


class Strip(Audited, Base):
    """A scene, a part of one, or a banner, on a day or (day_id null) in the boneyard; `position` counts from 0.

    part      0 is the whole scene, parts count from 1; a scene that has no strip on a board lies in its boneyard whole
    eighths   length of a part; null is the scene's own
    minutes   duration of a banner; of a scene's strip null is the scene's own estimate
    """

    __tablename__ = "strip"
    __table_args__ = (
        UniqueConstraint("board_id", "scene_id", "part"),
        Index("ix_strip_day_position", "day_id", "position"),
        Index("ix_strip_scene_id", "scene_id"),
        Index("ix_strip_production_id", "production_id"),
        NO_ID_TWICE,
    )
    audit_name = "strip"
    audit_hidden = frozenset({"position"})  # one drag shifts every strip below it; the board's revision tells

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"))
    day_id: Mapped[int | None] = mapped_column(ForeignKey("shooting_day.id", ondelete="CASCADE"))
    scene_id: Mapped[int | None] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    part: Mapped[int] = mapped_column(default=0)
    eighths: Mapped[int | None]
    minutes: Mapped[int | None]
    banner: Mapped[str] = mapped_column(String(255), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]

    def __str__(self) -> str:
        return self.banner or f"strip {self.id}"


class OrderLock(Versioned, Audited, Base):
    """One scene must be shot before another (a beard grows, a set burns)."""

    __tablename__ = "order_lock"
    __table_args__ = (UniqueConstraint("before_scene_id", "after_scene_id"),)
    audit_name = "order lock"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    before_scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    after_scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"), index=True)
    notes: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return f"order lock {self.id}"
