"""Tasks: what somebody has to do by when."""

from datetime import date

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.users.models import User
from backend.core.db import Audited, Base, Timestamps, Versioned
from backend.script.scenes.models import Scene

task_assignee = Table(
    "task_assignee",
    Base.metadata,
    Column("task_id", ForeignKey("task.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Task(Versioned, Timestamps, Audited, Base):
    """A task; the estimate in minutes."""

    __tablename__ = "task"
    # an id is never used twice: hours logged offline on a task that is gone must not land on another one
    __table_args__ = (
        Index("ix_task_production_status", "production_id", "status", "id"),
        {"sqlite_autoincrement": True},
    )
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
    scene_id: Mapped[int | None] = mapped_column(ForeignKey("scene.id", ondelete="SET NULL"))

    assignees: Mapped[list[User]] = relationship(secondary="task_assignee", order_by=User.name, lazy="selectin")
    scene: Mapped[Scene | None] = relationship(lazy="joined", viewonly=True)

    @property
    def assignee_ids(self) -> list[int]:
        """The accounts of whoever does it, in the order of their names."""
        return [user.id for user in self.assignees]

    @property
    def scene_number(self) -> str | None:
        """The scene it is about."""
        return self.scene.number if self.scene else None

    def __str__(self) -> str:
        return self.title
