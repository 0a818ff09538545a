"""Real places a production shoots at, and what a call sheet must say about them."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned


class Location(Versioned, Timestamps, Audited, Base):
    """A place; coordinates in decimal degrees (WGS 84)."""

    __tablename__ = "location"
    __table_args__ = (UniqueConstraint("production_id", "name"),)
    audit_name = "location"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    address: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(255), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    parking: Mapped[str] = mapped_column(Text, default="")
    basecamp: Mapped[str] = mapped_column(Text, default="")
    hospital_name: Mapped[str] = mapped_column(String(255), default="")
    hospital_address: Mapped[str] = mapped_column(Text, default="")
    hospital_phone: Mapped[str] = mapped_column(String(40), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    notes: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return self.name
