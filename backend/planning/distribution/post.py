"""Taking queued messages to the mail server, in the background, so that each ends as sent or as failed with a reason.

A delivery's row is claimed before the server is called and settled after it; what a crash leaves in between is found by
`resume` and tried again with the same message id. A call sheet that arrives twice is a smaller harm than none.
"""

import datetime as dt
import logging
from dataclasses import replace

from flask import Flask, current_app
from sqlalchemy import or_, select

from backend.core import clock, mail
from backend.core.changes import news
from backend.core.courier import Courier
from backend.core.db import db, start_writing
from backend.core.errors import Problem
from backend.core.mail import Mail, MailFailed
from backend.planning.distribution import letters, reading
from backend.planning.distribution.models import CallSheetDelivery, CallSheetRecipient

STALLED = dt.timedelta(minutes=5)  # a conversation with a mail server never takes as long
BROKEN = "The message could not be made; the server's log says why."
NO_SERVER = "No mail server is set up here. Send the link by phone, or have one set up (docs/settings.md)."
NO_ADDRESS = "There is no e-mail address."
log = logging.getLogger("backlot")
_courier = Courier("call-sheets", threads=2)


def start(app: Flask, delivery_ids: list[int]) -> None:
    """Take these on their way; call it after their transaction is committed."""
    for delivery_id in delivery_ids:
        _courier.post(_Errand(app, delivery_id))


def resume(app: Flask) -> int:
    """Go on with what an earlier run left behind; returns how many. Several processes may do it at once."""
    with app.app_context():
        stalled = CallSheetDelivery.changed_at < clock.now() - STALLED
        cut_off = (CallSheetDelivery.status == "sending") & stalled
        found = select(CallSheetDelivery.id, CallSheetDelivery.production_id).where(
            or_(CallSheetDelivery.status == "queued", cut_off)
        )
        left = db.session.execute(found.order_by(CallSheetDelivery.id)).all()
        for delivery_id, production_id in left:
            start_writing(production_id)
            row = db.session.get(CallSheetDelivery, delivery_id, populate_existing=True)
            # looked at again in its turn: a thread may have taken it up in between
            if row is not None and row.status == "sending" and row.changed_at < clock.now() - STALLED:
                row.status = "queued"
            db.session.commit()
        db.session.remove()
    start(app, [delivery_id for delivery_id, _production_id in left])
    return len(left)


def flush(timeout: float | None = None) -> bool:
    """Wait until nothing is on its way (seconds; None: as long as it takes). True when all is settled."""
    return _courier.flush(timeout)


def this_app() -> Flask:
    """The app that is running now, for threads that outlive the request."""
    found: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return found


class _Errand:
    """One delivery; remembers that the server took it, so that only the writing down is tried again."""

    def __init__(self, app: Flask, delivery_id: int) -> None:
        self.app, self.delivery_id, self.taken = app, delivery_id, ""

    def __call__(self, last: bool) -> bool:
        with self.app.app_context():
            try:
                return self._settle(self.taken) if self.taken else self._try(last)
            finally:
                db.session.remove()

    def _try(self, last: bool) -> bool:
        letter = self._claim()
        if letter is None:
            return True
        reason, again = "", False
        try:
            signature, message = letter
            mail.send(self.app.config["SETTINGS"], message)
            self.taken = signature
        except MailFailed as failure:
            reason, again = str(failure), not (last or failure.final)
        except Problem as refused:
            reason = refused.message
        if again:
            return self._requeue()
        return self._settle(self.taken, reason)

    def _claim(self) -> tuple[str, Mail] | None:
        """The letter as the newest edition has it, with the signature it tells; None when there is nothing to do."""
        row, recipient = self._rows()
        if row is None or recipient is None or row.status != "queued":
            return None
        row.status, row.tries, row.changed_at = "sending", row.tries + 1, clock.now()
        db.session.commit()
        try:
            message = compose(row, recipient)
        except Exception:
            log.exception("call sheet delivery %s", self.delivery_id)
            db.session.rollback()
            self._settle("", BROKEN)
            return None
        signature = recipient.signature or "-"
        db.session.rollback()  # typesetting and the mail server take a while and need no database
        return signature, message

    def _requeue(self) -> bool:
        row, _recipient = self._rows()
        if row is not None and row.status == "sending":
            row.status, row.changed_at = "queued", clock.now()
            db.session.commit()
        return False

    def _settle(self, signature: str, reason: str = "") -> bool:
        row, recipient = self._rows()
        if row is not None and recipient is not None:
            settle(row, recipient, signature if signature != "-" else "", reason)
            db.session.commit()
        return True

    def _rows(self) -> tuple[CallSheetDelivery | None, CallSheetRecipient | None]:
        """Both rows inside a write transaction."""
        production_id = db.session.scalar(
            select(CallSheetDelivery.production_id).where(CallSheetDelivery.id == self.delivery_id)
        )
        start_writing(production_id or 0)
        row = db.session.get(CallSheetDelivery, self.delivery_id, populate_existing=True)
        if row is None:
            return None, None
        return row, db.session.get(CallSheetRecipient, row.recipient_id, populate_existing=True)


def compose(row: CallSheetDelivery, recipient: CallSheetRecipient) -> Mail:
    """The mail of a delivery, from what the newest edition tells this person."""
    sheet = reading.personal(recipient)
    tone: letters.Tone = "reminder" if row.occasion.startswith("reminder") else "sheet"
    if sheet.cancelled:
        tone = "cancelled"  # also when it was cancelled after somebody pressed Send
    letter = letters.mail(recipient, sheet, tone, reading.link_of(recipient), reading.attachments(recipient, sheet))
    return replace(letter, to=row.address, message_id=row.message_id, reply_to=reading.address_of_user(row.by_id))


def settle(row: CallSheetDelivery, recipient: CallSheetRecipient, signature: str, reason: str = "") -> None:
    """Write down how a delivery ended. A recipient whose address was changed meanwhile is not spoken for."""
    now = clock.now()
    row.status, row.reason, row.changed_at = ("failed" if reason else "sent"), reason[:1000], now
    if row.channel == "mail" and (recipient.email or "") != row.address:
        if not _another_on_its_way(row):
            recipient.sending_since = None
        return
    recipient.sending_since = None
    recipient.failed = reason[:1000]
    if not reason:
        recipient.sent_at, recipient.sent_edition, recipient.sent_signature = now, recipient.edition, signature
    news(recipient)


def _another_on_its_way(row: CallSheetDelivery) -> bool:
    others = select(CallSheetDelivery.id).where(
        CallSheetDelivery.recipient_id == row.recipient_id,
        CallSheetDelivery.id != row.id,
        CallSheetDelivery.status.in_(("queued", "sending")),
    )
    return db.session.scalar(others.limit(1)) is not None
