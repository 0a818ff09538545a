"""Who works on a production, as what."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.users.models import User
from backend.core.db import Audited, Base, Timestamps, Versioned


class Member(Versioned, Timestamps, Audited, Base):
    """A person in a production: level and job role decide what they may do, position is what the call sheet prints."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("production_id", "user_id"),)
    audit_name = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    level: Mapped[str] = mapped_column(String(10), default="child")
    job_role: Mapped[str] = mapped_column(String(30), default="crew")
    position: Mapped[str] = mapped_column(String(255), default="")
    department: Mapped[str] = mapped_column(String(255), default="")

    user: Mapped[User] = relationship(lazy="joined")

    def __str__(self) -> str:
        return f"{self.user.name} ({self.position or self.job_role})" if self.user else self.job_role
