"""Who gets a call sheet, what was sent to them, and what they did with it."""

import datetime as dt

from sqlalchemy import DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Audited, Base, Timestamps, UtcDateTime, Versioned


class CallSheetRecipient(Timestamps, Base):
    """One person who gets one call sheet, with or without an account.

    key            who this is on the sheet, the same in every edition: `cast:7`, `member:3`, `crew:12`, `extra:…`
    own_contact    the address was corrected here and no longer follows the cast or crew row
    edition        the edition the following columns are about; 0 before anything was published
    signature      what the edition says to this person alone: another one means that their call changed; empty when
                   the edition does not call them any more
    sequence       how often that changed, for calendars
    call_local     when they must be somewhere first, by the production's clock, without a zone
    sent_… opened_… confirmed_…   when it happened, and for which signature it counts
    sending_since  a mail is on its way since then; failed: why the last one did not get there

    Not in the activity log: a crew's openings and confirmations would drown it. `audit_name` names the live news.
    """

    __tablename__ = "call_sheet_recipient"
    __table_args__ = (
        UniqueConstraint("call_sheet_id", "key"),
        UniqueConstraint("link_hash"),
        Index("ix_call_sheet_recipient_production", "production_id", "call_sheet_id"),
    )
    audit_name = "call sheet recipient"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    call_sheet_id: Mapped[int] = mapped_column(ForeignKey("call_sheet.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(12))
    cast_member_id: Mapped[int | None] = mapped_column(ForeignKey("cast_member.id", ondelete="SET NULL"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(255), default="")
    part: Mapped[str] = mapped_column(String(255), default="")
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40), default="")
    own_contact: Mapped[bool] = mapped_column(default=False)

    edition: Mapped[int] = mapped_column(default=0)
    signature: Mapped[str] = mapped_column(String(64), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    call_local: Mapped[dt.datetime | None] = mapped_column(DateTime)

    link_nonce: Mapped[str] = mapped_column(String(32))
    link_hash: Mapped[str] = mapped_column(String(64))
    link_revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    sending_since: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    failed: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    sent_edition: Mapped[int] = mapped_column(default=0)
    sent_signature: Mapped[str] = mapped_column(String(64), default="")
    opened_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    opened_signature: Mapped[str] = mapped_column(String(64), default="")
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    confirmed_edition: Mapped[int] = mapped_column(default=0)
    confirmed_signature: Mapped[str] = mapped_column(String(64), default="")
    confirmed_how: Mapped[str] = mapped_column(String(12), default="")
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    def __str__(self) -> str:
        return self.name


class CallSheetDelivery(Base):
    """One message to one recipient. The row is the queue itself: what a crash cuts off is found here and tried again.

    occasion     what it tells, once only: `sheet:2` (edition 2), `sheet:2:again:…`, `reminder:12`, `cancelled`
    status       queued, sending, sent, failed
    message_id   stays the same however often it is tried, so that mail programs show it once
    """

    __tablename__ = "call_sheet_delivery"
    __table_args__ = (
        UniqueConstraint("recipient_id", "occasion"),
        Index("ix_call_sheet_delivery_status", "status", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("call_sheet_recipient.id", ondelete="CASCADE"))
    occasion: Mapped[str] = mapped_column(String(60))
    channel: Mapped[str] = mapped_column(String(10))
    edition: Mapped[int]
    address: Mapped[str] = mapped_column(String(254), default="")
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    tries: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str] = mapped_column(String(120), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class SharingRules(Versioned, Timestamps, Audited, Base):
    """How a production hands its call sheets out; written at its first change.

    link_days    a personal link works that many days after the shooting day
    phones       whose numbers a personal sheet shows: `none`, `key` (whoever runs the day) or `all`
    attach_pdf   whether the mail brings the sheet along, for people who cannot reach this server from where they are
    """

    __tablename__ = "call_sheet_sharing"
    audit_name = "call sheet sharing"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), unique=True)
    link_days: Mapped[int] = mapped_column(default=5)
    phones: Mapped[str] = mapped_column(String(10), default="key")
    attach_pdf: Mapped[bool] = mapped_column(default=True)

    def __str__(self) -> str:
        return "how call sheets are handed out"
