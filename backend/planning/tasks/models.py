"""Tasks: what somebody has to do by when."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned

STATUSES = ("todo", "in_progress", "done")
PRIORITIES = ("low", "medium", "high")


class Task(Versioned, Timestamps, Audited, Base):
    """A task; the estimate in minutes."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_production_status", "production_id", "status", "id"),)
    audit_name = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20), default="todo")
    priority: Mapped[str] = mapped_column(String(10), default="medium")
    category: Mapped[str] = mapped_column(String(255), default="")
    due_date: Mapped[date | None]
    estimate_minutes: Mapped[int | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    scene_id: Mapped[int | None] = mapped_column(ForeignKey("scene.id", ondelete="SET NULL"))

    def __str__(self) -> str:
        return self.title
