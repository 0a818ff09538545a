"""What handing out call sheets takes and answers."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import UNCHANGED, Body, Email, Id, Line, MaybeLine, Out, Patch, Phone

State = Literal["unsent", "sent", "opened", "confirmed", "stale", "failed"]
Kind = Literal["cast", "crew", "extra"]
Phones = Literal["none", "key", "all"]
How = Literal["", "link", "app", "hand"]


class RecipientCreate(Body):
    """Somebody beyond the sheet's own cast and crew who gets it: an agent, a parent, the studio."""

    name: Line
    part: MaybeLine = ""
    email: Email | None = None
    phone: Phone = ""


class RecipientPatch(Patch):
    """Another address or number; name and part only of people who were added by hand."""

    name: Line = UNCHANGED
    part: MaybeLine = UNCHANGED
    email: Email | None = None
    phone: Phone = UNCHANGED


class SendBody(Body):
    """To whom the newest edition goes: `all`, those who are `pending` (unsent, stale, failed), or `some` by id.

    `hand` marks it as given by other means (phone, paper, messenger). `again` sends to people who had this edition.
    """

    to: Literal["all", "pending", "some"] = "pending"
    recipient_ids: Annotated[list[Id], Field(max_length=500)] = []
    channel: Literal["mail", "hand"] = "mail"
    again: bool = False
    accept_late: bool = Field(False, description="Send although a call is nearer than the production's rule asks")


class ResendBody(Body):
    """Send to one person anew; `new_link` makes the link they had useless."""

    email: Email | None = None
    new_link: bool = False
    accept_late: bool = False


class SharingPatch(Patch):
    """How this production hands its call sheets out."""

    link_days: Annotated[int, Field(ge=0, le=60)] = UNCHANGED
    phones: Phones = UNCHANGED
    attach_pdf: bool = UNCHANGED


class SharingOut(Out):
    """How this production hands its call sheets out; version 0 while nobody changed it."""

    version: int
    link_days: int
    phones: Phones
    attach_pdf: bool


class RecipientOut(Out):
    """One recipient and how far they are. `contact_of` says where a corrected address is written to."""

    id: int
    kind: Kind
    name: str
    part: str
    email: str | None
    phone: str
    own_contact: bool
    state: State
    called: bool
    sending: bool
    call_at: dt.datetime | None
    failed: str
    sent_at: dt.datetime | None
    sent_edition: int
    opened_at: dt.datetime | None
    confirmed_at: dt.datetime | None
    confirmed_edition: int
    confirmed_how: How
    reminded_at: dt.datetime | None
    link_works: bool


class CountsOut(Out):
    """How many are in each state, or `sending`; `pending` get something when it is sent to who lacks it."""

    total: int
    unsent: int
    sent: int
    opened: int
    confirmed: int
    stale: int
    failed: int
    sending: int
    pending: int


class DistributionOut(Out):
    """Everybody who gets a sheet; `late` warns when it is too late by the production's rule."""

    edition: int
    may_send: bool
    mail_works: bool
    links_reach_others: bool
    late: str
    counts: CountsOut
    recipients: list[RecipientOut]


class SentOut(Out):
    """What became of it; `skipped` had this edition already."""

    queued: int
    by_hand: int
    failed: int
    skipped: int


class LinkOut(Out):
    """A recipient's link with the words to send it with, and as a QR code (an <svg> element)."""

    link: str
    subject: str
    text: str
    qr_svg: str


class WallOut(Out):
    """The public link of a sheet, for the wall."""

    link: str
    qr_svg: str


class MyCallOut(Out):
    """The caller's own place on a sheet."""

    recipient_id: int
    name: str
    part: str
    state: State
    confirmed_at: dt.datetime | None
    changes: list[str]
