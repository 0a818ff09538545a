"""A production: the film and what its papers say about it."""

from datetime import date
from typing import Literal, get_args

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned

Phase = Literal["development", "pre_production", "production", "post_production", "completed"]
Status = Literal["active", "completed", "shelved", "disposed", "dead"]
Paper = Literal["a4", "letter"]
PHASES: tuple[Phase, ...] = get_args(Phase)
STATUSES: tuple[Status, ...] = get_args(Status)
PAPERS: tuple[Paper, ...] = get_args(Paper)


class Production(Versioned, Timestamps, Audited, Base):
    """A production; money in minor units of `currency`, days in `timezone` (IANA)."""

    __tablename__ = "production"
    audit_name = "production"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(255))
    phase: Mapped[str] = mapped_column(String(20), default="pre_production")
    status: Mapped[str] = mapped_column(String(20), default="active")
    director: Mapped[str] = mapped_column(String(255), default="")
    producer: Mapped[str] = mapped_column(String(255), default="")
    company: Mapped[str] = mapped_column(String(255), default="")
    company_address: Mapped[str] = mapped_column(Text, default="")
    company_phone: Mapped[str] = mapped_column(String(40), default="")
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]
    budget_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    paper: Mapped[str] = mapped_column(String(10), default="a4")
    genre: Mapped[str] = mapped_column(String(255), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    runtime_minutes: Mapped[int | None]
    aspect_ratio: Mapped[str] = mapped_column(String(20), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    def __str__(self) -> str:
        return self.title
