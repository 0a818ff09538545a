"""Private calendar addresses, one for each person of a production."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Timestamps


class CalendarFeed(Timestamps, Base):
    """Whose calendar an address shows; `key` is `member:3` or `cast:7`. The token is made of the nonce, see `links`."""

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("production_id", "key"), UniqueConstraint("link_hash"))

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    link_nonce: Mapped[str] = mapped_column(String(32))
    link_hash: Mapped[str] = mapped_column(String(64))
