"""How a production runs its script: the order of revision colours and whether scene numbers are locked."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, UtcDateTime, Versioned


class ScriptRules(Versioned, Timestamps, Audited, Base):
    """One row a production, written at its first change. `colours` is [[name, #rrggbb]] in order, white first."""

    __tablename__ = "script_rules"
    audit_name = "script rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), unique=True)
    colours: Mapped[list[list[str]]] = mapped_column(JSON)
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def __str__(self) -> str:
        return "script rules"
