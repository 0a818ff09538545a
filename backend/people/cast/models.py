"""Cast members: the characters of the script and who plays them."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.db import Audited, Base, Timestamps, Versioned

ROLE_TYPES = ("lead", "supporting", "day_player", "extra", "stunt")


class CastMember(Versioned, Timestamps, Audited, Base):
    """A character, its cast number (the id on strips and call sheets) and, once cast, the performer.

    allow_hold, allow_drop   unused days between work days are held; one drop and pick-up is allowed
    drop_days                calendar days a gap must exceed for the drop; null is the production's rule
    daily_rate               what a paid day costs, minor units of the production's currency
    born                     for minors' hours
    """

    __tablename__ = "cast_member"
    __table_args__ = (UniqueConstraint("production_id", "number"), UniqueConstraint("production_id", "character_name"))
    audit_name = "cast member"
    audit_hidden = frozenset({"phone", "email", "daily_rate", "born"})

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    number: Mapped[int]
    character_name: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(255), default="")
    role_type: Mapped[str] = mapped_column(String(20), default="supporting")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str | None] = mapped_column(String(254))
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    notes: Mapped[str] = mapped_column(Text, default="")
    allow_hold: Mapped[bool] = mapped_column(default=True)
    allow_drop: Mapped[bool] = mapped_column(default=True)
    drop_days: Mapped[int | None]
    daily_rate: Mapped[int | None]
    born: Mapped[dt.date | None]

    def __str__(self) -> str:
        return self.character_name


class Appearance(Base):
    """A character in a scene: speeches (cues) and lines of dialogue; both 0 for a silent appearance added by hand."""

    __tablename__ = "appearance"
    __table_args__ = (UniqueConstraint("scene_id", "cast_member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    cast_member_id: Mapped[int] = mapped_column(ForeignKey("cast_member.id", ondelete="CASCADE"), index=True)
    cues: Mapped[int] = mapped_column(default=0)
    lines: Mapped[int] = mapped_column(default=0)
    by_hand: Mapped[bool] = mapped_column(default=False)

    cast_member: Mapped[CastMember] = relationship(lazy="joined", viewonly=True)

    @property
    def number(self) -> int:
        """The cast number, for strips and lists."""
        return self.cast_member.number

    @property
    def character_name(self) -> str:
        """Who appears."""
        return self.cast_member.character_name
