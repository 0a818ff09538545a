"""Scenes: what the script says, what the plan adds, and how far each one is."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.db import Audited, Base, Timestamps, Versioned
from backend.things.locations.models import Location

STATUSES = ("not_started", "in_progress", "completed", "on_hold", "cancelled", "omitted")
INT_EXT = ("INT", "EXT", "INT/EXT")


class Scene(Versioned, Timestamps, Audited, Base):
    """A scene; length in eighths of a page, order in the script by `position`."""

    __tablename__ = "scene"
    __table_args__ = (
        UniqueConstraint("production_id", "number"),
        Index("ix_scene_production_position", "production_id", "position", "id"),
    )
    audit_name = "scene"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    heading: Mapped[str] = mapped_column(String(500), default="")
    int_ext: Mapped[str | None] = mapped_column(String(10))
    day_night: Mapped[str | None] = mapped_column(String(60))
    set_name: Mapped[str] = mapped_column(String(255), default="")
    synopsis: Mapped[str] = mapped_column(Text, default="")
    eighths: Mapped[int] = mapped_column(default=1)
    script_day: Mapped[str] = mapped_column(String(50), default="")
    status: Mapped[str] = mapped_column(String(20), default="not_started")
    priority: Mapped[int] = mapped_column(default=0)
    estimated_minutes: Mapped[int | None]
    stunts: Mapped[bool] = mapped_column(default=False)
    vfx: Mapped[bool] = mapped_column(default=False)
    weather_dependent: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(Text, default="")
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="SET NULL"))

    location: Mapped[Location | None] = relationship(lazy="joined", viewonly=True)

    @property
    def location_name(self) -> str | None:
        """Where it is shot, for lists."""
        return self.location.name if self.location else None

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"


class SceneText(Base):
    """A scene in one draft: its number, heading and length then, and typed paragraphs [{type, text, dual?}]."""

    __tablename__ = "scene_text"
    __table_args__ = (UniqueConstraint("scene_id", "draft_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(20), default="")
    heading: Mapped[str] = mapped_column(String(500), default="")
    eighths: Mapped[int] = mapped_column(default=0)
    paragraphs: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
