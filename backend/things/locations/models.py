"""Real places a production shoots at, and what a call sheet must say about them."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, Versioned

PERMITS = ("unknown", "not_needed", "to_apply", "applied", "granted", "refused")


class Location(Versioned, Timestamps, Audited, Base):
    """A place; coordinates in decimal degrees (WGS 84), `daily_cost` in minor units of the production's currency."""

    __tablename__ = "location"
    __table_args__ = (UniqueConstraint("production_id", "name"),)
    audit_name = "location"
    audit_hidden = frozenset({"daily_cost"})

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
    permit: Mapped[str] = mapped_column(String(12), default="unknown")
    permit_until: Mapped[dt.date | None]
    permit_notes: Mapped[str] = mapped_column(Text, default="")
    daily_cost: Mapped[int | None]
    cost_notes: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return self.name


class LocationPhoto(Versioned, Timestamps, Audited, Base):
    """A picture of a place, in the order they were added; the file lies in the uploads under `key`."""

    __tablename__ = "location_photo"
    audit_name = "location photo"
    audit_hidden = frozenset({"key"})

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    caption: Mapped[str] = mapped_column(String(255), default="")
    width: Mapped[int]
    height: Mapped[int]

    def __str__(self) -> str:
        return self.caption or "picture"
