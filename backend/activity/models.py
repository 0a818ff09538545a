"""The activity log: who changed what, from what, to what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Base, UtcDateTime


class Entry(Base):
    """One change of one row. Names are copied, so that the log outlives what it tells about."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_production", "production_id", "id"),
        Index("ix_activity_row", "kind", "row_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    production_id: Mapped[int | None]
    user_id: Mapped[int | None]
    user_name: Mapped[str] = mapped_column(String(255), default="")
    action: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(30))
    row_id: Mapped[int]
    label: Mapped[str] = mapped_column(String(255), default="")
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
