"""Sending a sheet: to everybody, to some, to those who lack it, or again to one with another address.

Whether something goes out is settled here, in one transaction; `post` then takes it to the mail server. Nobody gets one
edition twice unless somebody says so: an occasion is a unique row of its recipient.
"""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from backend.core import clock
from backend.core.access import actor
from backend.core.changes import after_commit, news
from backend.core.context import settings
from backend.core.db import db
from backend.core.errors import Invalid, NotFound
from backend.core.mail import mail_works
from backend.planning.call_sheets.models import CallSheet
from backend.planning.distribution import links, people, post, reading
from backend.planning.distribution.models import CallSheetDelivery, CallSheetRecipient
from backend.planning.distribution.schemas import ResendBody, SendBody
from backend.planning.distribution.states import is_confirmed, state_of
from backend.planning.rules import service as rules

PENDING = {"unsent", "stale", "failed"}  # who does not have their call as it stands now, as far as we know
A_MOMENT = dt.timedelta(minutes=1)  # two clicks on "send again" within it are one


@dataclass
class Outcome:
    """What became of a request to send; `skipped` had this edition already, or just now."""

    queued: int = 0
    by_hand: int = 0
    failed: int = 0
    skipped: int = 0

    def words(self) -> str:
        """What happened, as one says it."""
        said = [
            f"{self.queued} on their way" if self.queued else "",
            f"{self.by_hand} marked as given" if self.by_hand else "",
            f"{self.failed} could not be sent" if self.failed else "",
            f"{self.skipped} had it already" if self.skipped else "",
        ]
        return ", ".join(part for part in said if part).capitalize() + "." if any(said) else "Nobody to send to."


def send(production_id: int, sheet_id: int, body: SendBody) -> Outcome:
    """Send the newest edition to the chosen recipients.

    Raises NotFound, Conflict while nothing is published, Invalid for foreign recipients and, naming `accept_late`, when
    a call is nearer than the production's rule asks and nobody said that this is known.
    """
    sheet = reading.published_sheet(production_id, sheet_id)
    people.refresh(sheet)
    rows = _chosen(sheet, body)
    if not body.accept_late and (late := late_words(sheet, rows)):
        raise Invalid(late, field="accept_late")
    outcome, started = Outcome(), list[int]()
    for row in rows:
        _one(row, sheet, body.channel, body.again, outcome, started)
    _go(started)
    return outcome


def resend(production_id: int, recipient_id: int, body: ResendBody) -> CallSheetRecipient:
    """Send to one person anew, with another address when one is given; what happened to the old one counts no more."""
    row = find(production_id, recipient_id)
    sheet = reading.published_sheet(production_id, row.call_sheet_id)
    if not body.accept_late and (late := late_words(sheet, [row])):
        raise Invalid(late, field="accept_late")
    if body.email is not None and body.email != row.email:
        reset(row)
        people.correct(row, email=body.email)
    if body.new_link:
        new_link(row)
    started = list[int]()
    _one(row, sheet, "mail", True, Outcome(), started)
    _go(started)
    return row


def tell(rows: Iterable[CallSheetRecipient], occasion: str, edition: int, by_id: int | None = None) -> list[int]:
    """Queue a mail about something else than an edition, once for each occasion; answers the deliveries to start."""
    started: list[int] = []
    for row in rows:
        if row.email and mail_works(settings()) and _delivery(row, occasion) is None:
            if not reading.link_is_known(row):
                new_link(row)
            _queue(row, occasion, edition, by_id, started)
    return started


def late_words(sheet: CallSheet, rows: Sequence[CallSheetRecipient]) -> str:
    """A warning when a call is nearer than the rule asks; for those who have not confirmed it yet."""
    hours = rules.of(sheet.production_id).send_before_call_hours
    calls = [(at, row) for row in rows if (at := reading.call_at(sheet, row)) is not None and not is_confirmed(row)]
    if not hours or not calls:
        return ""
    first, who = min(calls, key=lambda pair: pair[0])
    left = first - clock.now()
    if left >= dt.timedelta(hours=hours):
        return ""
    if left <= dt.timedelta(0):
        return f"The call of {who.name} is over already. Send it anyway?"
    minutes = int(left.total_seconds() // 60)
    between = f"{minutes // 60} h {minutes % 60:02} min"
    return f"{who.name} is called in {between}; this production sends {hours} h before. Send it anyway?"


def find(production_id: int, recipient_id: int) -> CallSheetRecipient:
    """One recipient of this production. Raises NotFound."""
    Row = CallSheetRecipient
    row = db.session.scalar(select(Row).where(Row.id == recipient_id, Row.production_id == production_id))
    if row is None:
        raise NotFound
    return row


def reset(row: CallSheetRecipient) -> None:
    """Forget what happened: whoever opened or confirmed at the old address was not them."""
    row.sending_since = row.sent_at = row.opened_at = row.confirmed_at = None
    row.failed = row.sent_signature = row.opened_signature = row.confirmed_signature = row.confirmed_how = ""
    row.sent_edition = row.confirmed_edition = 0
    row.confirmed_by_id = None


def new_link(row: CallSheetRecipient) -> None:
    """Give them another link; the one before opens nothing from now on."""
    row.link_nonce = links.new_nonce()
    row.link_hash = links.digest(links.token_of(settings().secret_key, row.link_nonce))
    row.link_revoked_at = None


def _chosen(sheet: CallSheet, body: SendBody) -> list[CallSheetRecipient]:
    rows = {row.id: row for row in people.rows(sheet.id)}
    if body.to == "some":
        if foreign := set(body.recipient_ids) - rows.keys():
            raise Invalid(f"Recipient {min(foreign)} is not on this sheet.", field="recipient_ids")
        return [rows[one] for one in dict.fromkeys(body.recipient_ids)]
    if body.recipient_ids:
        raise Invalid("Name recipients only when sending to some.", field="recipient_ids")
    if body.to == "pending":
        return [row for row in rows.values() if lacks_it(row)]
    return [row for row in rows.values() if _is_concerned(row)]


def lacks_it(row: CallSheetRecipient) -> bool:
    """Whether sending to them would help: they lack their present call, and were not refused for want of an address."""
    if row.sending_since is not None or not _is_concerned(row):
        return False
    return state_of(row) in PENDING and not (row.failed and not row.email)


def _is_concerned(row: CallSheetRecipient) -> bool:
    """Whether the newest edition calls them, or they were told of one that did."""
    return bool(row.signature) or row.sent_at is not None


def _one(
    row: CallSheetRecipient, sheet: CallSheet, channel: str, again: bool, outcome: Outcome, started: list[int]
) -> None:
    """Send to one person unless they have this edition, or it is on its way."""
    occasion = f"sheet:{sheet.edition}"
    known = _delivery(row, occasion)
    if row.sending_since is not None:
        outcome.skipped += 1
        return
    if known is not None and known.status == "sent":
        if not again or _just_now(row):
            outcome.skipped += 1
            return
        occasion = f"{occasion}:again:{secrets.token_hex(4)}"
    if row.link_revoked_at is not None or not reading.link_is_known(row):
        new_link(row)  # to send somebody a link that opens nothing helps nobody
    by = me_id()
    if channel == "hand":
        delivery = _write(row, occasion, sheet.edition, by, channel)
        post.settle(delivery, row, row.signature)
        outcome.by_hand += 1
        return
    reason = "" if row.email else post.NO_ADDRESS
    if not reason and not mail_works(settings()):
        reason = post.NO_SERVER
    if reason:
        post.settle(_write(row, occasion, sheet.edition, by, channel), row, "", reason)
        outcome.failed += 1
        return
    _queue(row, occasion, sheet.edition, by, started)
    outcome.queued += 1


def _queue(row: CallSheetRecipient, occasion: str, edition: int, by_id: int | None, started: list[int]) -> None:
    delivery = _write(row, occasion, edition, by_id, "mail")
    row.sending_since, row.failed = clock.now(), ""
    news(row)
    db.session.flush()
    started.append(delivery.id)


def _write(row: CallSheetRecipient, occasion: str, edition: int, by_id: int | None, channel: str) -> CallSheetDelivery:
    """The delivery's row: a new one, or the one that failed, to be tried anew."""
    now = clock.now()
    delivery = _delivery(row, occasion)
    if delivery is None:
        delivery = CallSheetDelivery(
            production_id=row.production_id, recipient_id=row.id, occasion=occasion, created_at=now,
            message_id=f"<sheet.{secrets.token_hex(12)}@backlot>",
        )  # fmt: skip
        db.session.add(delivery)
    values: dict[str, Any] = {
        "channel": channel, "edition": edition, "address": row.email or "", "status": "queued", "reason": "",
        "tries": 0, "by_id": by_id, "changed_at": now,
    }  # fmt: skip
    for name, value in values.items():
        setattr(delivery, name, value)
    db.session.flush()
    return delivery


def _delivery(row: CallSheetRecipient, occasion: str) -> CallSheetDelivery | None:
    known = select(CallSheetDelivery).where(
        CallSheetDelivery.recipient_id == row.id, CallSheetDelivery.occasion == occasion
    )
    return db.session.scalar(known)


def _just_now(row: CallSheetRecipient) -> bool:
    newest = db.session.scalar(
        select(func.max(CallSheetDelivery.changed_at)).where(
            CallSheetDelivery.recipient_id == row.id,
            CallSheetDelivery.address == (row.email or ""),
            CallSheetDelivery.status == "sent",
        )
    )
    return newest is not None and newest > clock.now() - A_MOMENT


def _go(started: list[int]) -> None:
    if started:
        app = post.this_app()
        after_commit(lambda: post.start(app, started))


def start_after_commit(started: list[int]) -> None:
    """Take queued deliveries on their way once this transaction is committed."""
    _go(started)


def me_id() -> int | None:
    """Who acts; None for jobs."""
    identity = actor().identity
    return identity.user_id if identity else None
