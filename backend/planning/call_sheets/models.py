"""Call sheets and their rows; every row has a version of its own, so that people edit one sheet without clashing.

Times are local clock times of the production. A time that follows from others (calls from the scenes, scenes from the
general call) is worked out afresh when somebody asks for it, unless its name is in the row's `typed`.
"""

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, UtcDateTime, Versioned

COLOURS = ("white", "blue", "pink", "yellow", "green", "goldenrod", "buff", "salmon", "cherry", "tan")
CHANNELS = (
    ("1", "Production"), ("2", "Open"), ("3", "Transport"), ("4", "Locations"), ("5", "Art"), ("6", "Camera"),
    ("7", "Electric"), ("8", "Grip"),
)  # fmt: skip
POLICY = "No forced calls without the approval of the unit production manager."


class Timed:
    """Adds `typed`: the names of the row's times that somebody typed by hand, so that no proposal replaces them."""

    typed: Mapped[list[str]] = mapped_column(JSON, default=list)


class CallSheetDefaults(Versioned, Timestamps, Audited, Base):
    """What a production's call sheets start from; minutes, counted back from being on set or on from a call.

    setup_minutes       general call → first shot, when no shooting call is given
    travel, makeup, wardrobe_minutes   pick-up → make-up → wardrobe → on set
    breakfast_minutes   breakfast is ready that long before the general call; null proposes none
    colours             paper colours of the editions in order; after the last it starts again, doubled
    signing             the job roles that sign at the foot
    """

    __tablename__ = "call_sheet_defaults"
    audit_name = "call sheet defaults"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), unique=True)
    setup_minutes: Mapped[int] = mapped_column(default=0)
    minutes_per_eighth: Mapped[int] = mapped_column(default=15)
    travel_minutes: Mapped[int] = mapped_column(default=45)
    makeup_minutes: Mapped[int] = mapped_column(default=45)
    wardrobe_minutes: Mapped[int] = mapped_column(default=15)
    breakfast_minutes: Mapped[int | None] = mapped_column(default=None)
    lunch_after_call: Mapped[int] = mapped_column(default=360)
    lunch_lasts: Mapped[int] = mapped_column(default=60)
    colours: Mapped[list[str]] = mapped_column(JSON, default=lambda: list(COLOURS))
    channels: Mapped[list[list[str]]] = mapped_column(JSON, default=lambda: [list(one) for one in CHANNELS])
    policy: Mapped[str] = mapped_column(Text, default=POLICY)
    closed_set: Mapped[bool] = mapped_column(default=False)
    temperature_unit: Mapped[str] = mapped_column(String(1), default="C")
    hide_phones: Mapped[bool] = mapped_column(default=False)
    signing: Mapped[list[str]] = mapped_column(
        JSON, default=lambda: ["production_manager", "assistant_director", "producer"]
    )

    def __str__(self) -> str:
        return "call sheet defaults"


class CallSheet(Timed, Versioned, Timestamps, Audited, Base):
    """The head of a call sheet; `edition` counts publications (1 = white).

    `travel_minutes`, `makeup_minutes`, `wardrobe_minutes` replace the production's for this day. Meals are counted from
    the rows while their count is null. Temperatures are whole degrees in the production's unit.
    """

    __tablename__ = "call_sheet"
    __table_args__ = (UniqueConstraint("day_id"), Index("ix_call_sheet_production", "production_id", "date"))
    audit_name = "call sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    day_id: Mapped[int | None] = mapped_column(ForeignKey("shooting_day.id", ondelete="SET NULL"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="SET NULL"))
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="SET NULL"))
    date: Mapped[dt.date]
    status: Mapped[str] = mapped_column(String(20), default="draft")
    edition: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    general_call: Mapped[dt.time | None]
    shooting_call: Mapped[dt.time | None]
    breakfast: Mapped[dt.time | None]
    lunch: Mapped[dt.time | None]
    second_meal: Mapped[dt.time | None]
    estimated_wrap: Mapped[dt.time | None]
    travel_minutes: Mapped[int | None]
    makeup_minutes: Mapped[int | None]
    wardrobe_minutes: Mapped[int | None]
    temperature_high: Mapped[int | None]
    temperature_low: Mapped[int | None]
    rain_percent: Mapped[int | None]
    wind: Mapped[str] = mapped_column(String(60), default="")
    weather: Mapped[str] = mapped_column(Text, default="")
    parking: Mapped[str] = mapped_column(Text, default="")
    basecamp: Mapped[str] = mapped_column(Text, default="")
    hospital: Mapped[str] = mapped_column(Text, default="")
    safety_notes: Mapped[str] = mapped_column(Text, default="")
    emergency_plan: Mapped[str] = mapped_column(Text, default="")
    closed_set: Mapped[bool] = mapped_column(default=False)
    policy: Mapped[str] = mapped_column(Text, default="")
    breakfast_count: Mapped[int | None]
    lunch_count: Mapped[int | None]
    notes: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return f"call sheet {self.date.isoformat()}"


class CallSheetScene(Timed, Versioned, Audited, Base):
    """A scene or a part of one, or a banner (company move, lunch) when `scene_id` is null, in shooting order.

    `eighths` is the length of a part; null is the scene's own.
    """

    __tablename__ = "call_sheet_scene"
    __table_args__ = (
        UniqueConstraint("call_sheet_id", "scene_id", "part"),
        Index("ix_call_sheet_scene_order", "call_sheet_id", "position"),
    )
    audit_name = "call sheet scene"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    scene_id: Mapped[int | None] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"), index=True)
    part: Mapped[int] = mapped_column(default=0)
    eighths: Mapped[int | None]
    position: Mapped[int]
    banner: Mapped[str] = mapped_column(String(255), default="")
    at: Mapped[dt.time | None]
    minutes: Mapped[int | None]
    notes: Mapped[str] = mapped_column(Text, default="")


class CallSheetCast(Timed, Versioned, Audited, Base):
    """A cast member's calls; `code` is the day-out-of-days code (SW, W, WF, SWF, H).

    `wrap` is when they are dismissed; their own minutes replace the sheet's.
    """

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
    wardrobe: Mapped[dt.time | None]
    on_set: Mapped[dt.time | None]
    wrap: Mapped[dt.time | None]
    travel_minutes: Mapped[int | None]
    makeup_minutes: Mapped[int | None]
    wardrobe_minutes: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(20), default="scheduled")
    remarks: Mapped[str] = mapped_column(Text, default="")


class CallSheetCrew(Timed, Versioned, Audited, Base):
    """A crew member's call; `on_call` prints O/C instead of a time. Without `wrap` they wrap with the sheet."""

    __tablename__ = "call_sheet_crew"
    __table_args__ = (Index("ix_call_sheet_crew_order", "call_sheet_id", "department", "position"),)
    audit_name = "crew call"
    audit_hidden = frozenset({"phone", "email"})

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    department: Mapped[str] = mapped_column(String(255), default="")
    position: Mapped[str] = mapped_column(String(255), default="")
    name: Mapped[str] = mapped_column(String(255))
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    call: Mapped[dt.time | None]
    wrap: Mapped[dt.time | None]
    on_call: Mapped[bool] = mapped_column(default=False)


class CallSheetBackground(Timed, Versioned, Audited, Base):
    """Background artists or stand-ins of one kind."""

    __tablename__ = "call_sheet_background"
    __table_args__ = (Index("ix_call_sheet_background_order", "call_sheet_id", "id"),)
    audit_name = "background call"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    stand_in: Mapped[bool] = mapped_column(default=False)
    quantity: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(255))
    call: Mapped[dt.time | None]
    on_set: Mapped[dt.time | None]
    remarks: Mapped[str] = mapped_column(Text, default="")


class CallSheetDepartment(Versioned, Audited, Base):
    """A department's call and note; a call moves everybody of that department whose call was not typed."""

    __tablename__ = "call_sheet_department"
    __table_args__ = (UniqueConstraint("call_sheet_id", "department"),)
    audit_name = "department note"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    department: Mapped[str] = mapped_column(String(255))
    call: Mapped[dt.time | None]
    note: Mapped[str] = mapped_column(Text, default="")


class CallSheetInfo(Versioned, Audited, Base):
    """A line of unit information: a walkie channel, a vehicle's run, a contact, somebody for emergencies.

    `section` is one of `schemas.SECTIONS`; `label` the channel, vehicle, trade or kind of help; `at` when it leaves.
    """

    __tablename__ = "call_sheet_info"
    __table_args__ = (Index("ix_call_sheet_info_order", "call_sheet_id", "section", "id"),)
    audit_name = "unit information"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(255))
    text: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    at: Mapped[dt.time | None]


class CallSheetSignature(Versioned, Audited, Base):
    """A line to sign; once signed it says who, when, and for which edition."""

    __tablename__ = "call_sheet_signature"
    __table_args__ = (UniqueConstraint("call_sheet_id", "role"),)
    audit_name = "signature"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(255), default="")
    edition: Mapped[int | None]
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    signed_by: Mapped[str] = mapped_column(String(255), default="")

    def __str__(self) -> str:
        return self.role


class CallSheetEdition(Audited, Base):
    """A call sheet as it went out; never changed. `snapshot` is what `snapshots.take` made of it."""

    __tablename__ = "call_sheet_edition"
    __table_args__ = (UniqueConstraint("call_sheet_id", "number"),)
    audit_name = "call sheet edition"
    audit_hidden = frozenset({"snapshot"})

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    number: Mapped[int]
    colour: Mapped[str] = mapped_column(String(20))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    published_by: Mapped[str] = mapped_column(String(255), default="")
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)

    def __str__(self) -> str:
        return f"edition {self.number}"
