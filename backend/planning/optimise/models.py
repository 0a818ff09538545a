"""Suggested orders: asked for, worked out, applied or not."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.users.models import User
from backend.core.db import Audited, Base, Timestamps, UtcDateTime, Versioned

State = Literal["queued", "running", "done", "cancelled", "failed", "applied", "undone"]
UNDER_WAY = ("queued", "running")


class Suggestion(Versioned, Timestamps, Audited, Base):
    """A suggested order of a board's days.

    board_revision    the board's revision it was worked out for; applied only while the board still has it
    applied_revision  the board's revision it left when applied; undone only while the board still has that
    progress          per cent; `best_hold` held days of the best order so far; `seen_at` when its worker last told
    days              [[day id, ISO date] …] as suggested; before, after: `board.plan.Figures` as JSON
    bound             held days no order goes below; `certain`: every order was compared
    """

    __tablename__ = "suggestion"
    __table_args__ = (Index("ix_suggestion_production", "production_id", "id"),)
    audit_name = "suggestion"
    audit_hidden = frozenset(
        {"progress", "best_hold", "seen_at", "options", "before", "after", "days", "messages", "tried", "seconds"}
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    board_revision: Mapped[int]
    applied_revision: Mapped[int | None]
    state: Mapped[State] = mapped_column(String(10), default="queued")
    progress: Mapped[int] = mapped_column(default=0)
    best_hold: Mapped[int | None]
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    days: Mapped[list[Any]] = mapped_column(JSON, default=list)
    messages: Mapped[list[str]] = mapped_column(JSON, default=list)
    bound: Mapped[int | None]
    certain: Mapped[bool] = mapped_column(default=False)
    tried: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)

    user: Mapped[User | None] = relationship(lazy="joined", viewonly=True)

    def __str__(self) -> str:
        return "a cheaper order"
