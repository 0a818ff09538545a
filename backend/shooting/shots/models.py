"""Shots: how a scene is broken into set-ups for the camera."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.db import Audited, Base, Timestamps, Versioned
from backend.script.scenes.models import Scene


class Shot(Versioned, Timestamps, Audited, Base):
    """A shot of a scene; duration in seconds."""

    __tablename__ = "shot"
    __table_args__ = (UniqueConstraint("scene_id", "number"), Index("ix_shot_production", "production_id", "id"))
    audit_name = "shot"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(255), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    shot_type: Mapped[str] = mapped_column(String(20), default="medium")
    camera_angle: Mapped[str] = mapped_column(String(20), default="eye_level")
    camera_movement: Mapped[str] = mapped_column(String(20), default="static")
    camera_model: Mapped[str] = mapped_column(String(255), default="")
    lens: Mapped[str] = mapped_column(String(255), default="")
    focal_length: Mapped[str] = mapped_column(String(50), default="")
    aperture: Mapped[str] = mapped_column(String(50), default="")
    iso: Mapped[str] = mapped_column(String(50), default="")
    frame_rate: Mapped[int] = mapped_column(default=24)
    duration: Mapped[int | None]
    takes_planned: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(20), default="not_started")
    vfx_required: Mapped[bool] = mapped_column(default=False)
    vfx_notes: Mapped[str] = mapped_column(Text, default="")
    sound_notes: Mapped[str] = mapped_column(Text, default="")
    lighting_setup: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")

    scene: Mapped[Scene] = relationship(lazy="joined", viewonly=True)

    @property
    def scene_number(self) -> str:
        """The number of the scene this shot belongs to."""
        return self.scene.number

    def __str__(self) -> str:
        return self.number
