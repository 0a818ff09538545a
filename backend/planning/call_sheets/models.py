"""Call sheets and their rows; every row has a version of its own, so that people edit one sheet without clashing."""

import datetime as dt
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, UtcDateTime, Versioned


class CallSheet(Versioned, Timestamps, Audited, Base):
    """The head of a call sheet. Times are local times of the production; `edition` counts publications (1 = white)."""

    __tablename__ = "call_sheet"
    __table_args__ = (UniqueConstraint("day_id"), Index("ix_call_sheet_production", "production_id", "date"))
    audit_name = "call sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    day_id: Mapped[int | None] = mapped_column(ForeignKey("shooting_day.id", ondelete="SET NULL"))
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="SET NULL"))
    date: Mapped[dt.date]
    status: Mapped[str] = mapped_column(String(20), default="draft")
    edition: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    general_call: Mapped[dt.time | None]
    shooting_call: Mapped[dt.time | None]
    breakfast: Mapped[dt.time | None]
    lunch: Mapped[dt.time | None]
    estimated_wrap: Mapped[dt.time | None]
    weather: Mapped[str] = mapped_column(Text, default="")
    parking: Mapped[str] = mapped_column(Text, default="")
    basecamp: Mapped[str] = mapped_column(Text, default="")
    hospital: Mapped[str] = mapped_column(Text, default="")
    safety_notes: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return f"call sheet {self.date.isoformat()}"


class CallSheetScene(Versioned, Audited, Base):
    """A scene, or a banner (company move, lunch) when `scene_id` is null, in shooting order."""

    __tablename__ = "call_sheet_scene"
    __table_args__ = (
        UniqueConstraint("call_sheet_id", "scene_id"),
        Index("ix_call_sheet_scene_order", "call_sheet_id", "position"),
    )
    audit_name = "call sheet scene"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    scene_id: Mapped[int | None] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    banner: Mapped[str] = mapped_column(String(255), default="")
    at: Mapped[dt.time | None]
    minutes: Mapped[int | None]
    notes: Mapped[str] = mapped_column(Text, default="")


class CallSheetCast(Versioned, Audited, Base):
    """A cast member's calls; `code` is the day-out-of-days code (SW, W, WF, SWF, H)."""

    __tablename__ = "call_sheet_cast"
    __table_args__ = (UniqueConstraint("call_sheet_id", "cast_member_id"),)
    audit_name = "cast call"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    cast_member_id: Mapped[int] = mapped_column(ForeignKey("cast_member.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(4), default="")
    pick_up: Mapped[dt.time | None]
    makeup: Mapped[dt.time | None]
    on_set: Mapped[dt.time | None]
    status: Mapped[str] = mapped_column(String(20), default="scheduled")
    remarks: Mapped[str] = mapped_column(Text, default="")


class CallSheetCrew(Versioned, Audited, Base):
    """A crew member's call; `on_call` prints O/C instead of a time."""

    __tablename__ = "call_sheet_crew"
    __table_args__ = (Index("ix_call_sheet_crew_order", "call_sheet_id", "department", "position"),)
    audit_name = "crew call"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    department: Mapped[str] = mapped_column(String(255), default="")
    position: Mapped[str] = mapped_column(String(255), default="")
    name: Mapped[str] = mapped_column(String(255))
    phone: Mapped[str] = mapped_column(String(40), default="")
    call: Mapped[dt.time | None]
    on_call: Mapped[bool] = mapped_column(default=False)
