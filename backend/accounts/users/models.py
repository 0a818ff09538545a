"""A person known to this installation, with or without a way to sign in."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, UtcDateTime, Versioned


class User(Versioned, Timestamps, Audited, Base):
    """A person. Without `password_hash` they are on the crew list but have not accepted an invitation yet."""

    __tablename__ = "user"
    audit_name = "user"
    audit_hidden = frozenset({"password_hash", "email_verified_at", "last_login_at", "photo_key"})

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    phone: Mapped[str] = mapped_column(String(40), default="")
    department: Mapped[str] = mapped_column(String(255), default="")
    bio: Mapped[str] = mapped_column(Text, default="")
    photo_key: Mapped[str | None] = mapped_column(String(80))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    studio_role: Mapped[str] = mapped_column(String(20), default="member")
    is_active: Mapped[bool] = mapped_column(default=True)
    email_verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_login_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def email_verified(self) -> bool:
        """The address was proved to be theirs."""
        return self.email_verified_at is not None

    @property
    def has_password(self) -> bool:
        """They accepted an invitation or registered."""
        return self.password_hash is not None

    @property
    def has_photo(self) -> bool:
        """There is a picture of them."""
        return self.photo_key is not None

    def __str__(self) -> str:
        return self.name
