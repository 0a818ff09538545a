"""A production's rules of time tracking, and what an hour of a person costs it."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.users.models import User
from backend.core.db import Audited, Base, Timestamps, Versioned


class TimeSettings(Versioned, Timestamps, Audited, Base):
    """How time is tracked on a production; a production without a row has these defaults."""

    __tablename__ = "time_settings"
    audit_name = "time settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), unique=True)
    idle_minutes: Mapped[int] = mapped_column(default=10)
    interval_seconds: Mapped[int] = mapped_column(default=60)
    max_hours: Mapped[int] = mapped_column(default=16)
    hand_timer_hours: Mapped[int] = mapped_column(default=10)
    week_hours: Mapped[int] = mapped_column(default=40)
    retention_days: Mapped[int] = mapped_column(default=0)
    keep_file_names: Mapped[bool] = mapped_column(default=True)
    count_renders: Mapped[bool] = mapped_column(default=False)

    def __str__(self) -> str:
        return "Time settings"


class TimeRate(Versioned, Timestamps, Audited, Base):
    """What an hour of a person costs from a day on, in minor units of the production's currency."""

    __tablename__ = "time_rate"
    __table_args__ = (UniqueConstraint("production_id", "user_id", "valid_from"),)
    audit_name = "time rate"
    audit_hidden = frozenset({"hourly_minor"})  # readers of the activity log may not see money

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    valid_from: Mapped[date]
    hourly_minor: Mapped[int] = mapped_column(BigInteger)

    user: Mapped[User] = relationship(lazy="joined")

    def __str__(self) -> str:
        return f"{f'{self.user.name}, rate' if self.user else 'Rate'} from {self.valid_from}"
