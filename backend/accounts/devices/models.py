"""Programs that were paired with an account: each has a session of its own that can be ended alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Base, UtcDateTime


class Device(Base):
    """A paired program on one machine. Its token belongs to the session; `session.last_seen_at` is its last use."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    program: Mapped[str] = mapped_column(String(40), default="")
    system: Mapped[str] = mapped_column(String(80), default="")
    client_version: Mapped[str] = mapped_column(String(20), default="")
    paired_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Pairing(Base):
    """A short code that is shown on a page and typed into a program; only its keyed digest is kept."""

    __tablename__ = "device_pairing"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id", ondelete="SET NULL"))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
