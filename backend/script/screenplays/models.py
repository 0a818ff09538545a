"""Drafts of the screenplay: first parsed and reviewed, then written into the production in one go."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, UtcDateTime, Versioned

DRAFT_STATUSES = ("review", "imported")


class Draft(Versioned, Timestamps, Audited, Base):
    """One uploaded screenplay file.

    `parsed` is what the importer read, `decisions` what the reviewer changed (see `deciding`), `number` counts
    imported drafts (1 = white), None while under review.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("production_id", "number"),)
    audit_name = "draft"
    audit_hidden = frozenset({"parsed", "decisions", "source_key"})

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    number: Mapped[int | None]
    colour: Mapped[str] = mapped_column(String(30), default="")
    status: Mapped[str] = mapped_column(String(10), default="review")
    title: Mapped[str] = mapped_column(String(255), default="")
    filename: Mapped[str] = mapped_column(String(255))
    format: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    source_key: Mapped[str | None] = mapped_column(String(80))
    eighths: Mapped[int] = mapped_column(default=0)
    scene_count: Mapped[int] = mapped_column(default=0)
    parsed: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, deferred=True)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def __str__(self) -> str:
        return self.filename
