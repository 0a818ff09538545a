"""Links that let somebody join, with the role they will have."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, UtcDateTime


class Invitation(Timestamps, Audited, Base):
    """An invitation; only the hash of its token is kept. With `member_id` it activates that person's account."""

    __tablename__ = "invitation"
    audit_name = "invitation"
    audit_hidden = frozenset({"token_hash"})

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int | None] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    level: Mapped[str] = mapped_column(String(10))
    job_role: Mapped[str] = mapped_column(String(30))
    position: Mapped[str] = mapped_column(String(255), default="")
    department: Mapped[str] = mapped_column(String(255), default="")
    email: Mapped[str | None] = mapped_column(String(254))
    max_uses: Mapped[int] = mapped_column(default=1)
    uses: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    def __str__(self) -> str:
        return f"invitation as {self.position or self.job_role}"
