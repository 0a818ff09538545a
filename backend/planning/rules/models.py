"""What a production changed in its preset of working rules and strip colours."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned
from backend.planning.rules.presets import DEFAULT, DEFAULT_STRIPS


class PlanningRules(Versioned, Timestamps, Audited, Base):
    """One row a production, written at its first change; `changes` and `strip_colours` are what differs."""

    __tablename__ = "planning_rules"
    audit_name = "rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), unique=True)
    preset: Mapped[str] = mapped_column(String(40), default=DEFAULT)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    strip_preset: Mapped[str] = mapped_column(String(40), default=DEFAULT_STRIPS)
    strip_colours: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    def __str__(self) -> str:
        return "rules"
