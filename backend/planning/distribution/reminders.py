"""Reminding those who have not confirmed, some hours before their own call; and telling people that a day is off."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from backend.core import clock, events
from backend.core.db import db, start_writing
from backend.planning.call_sheets.models import CallSheet
from backend.planning.distribution import people, post, reading, sending
from backend.planning.distribution.models import CallSheetDelivery, CallSheetRecipient
from backend.planning.distribution.states import has_it, is_confirmed
from backend.planning.rules import service as rules

AROUND = dt.timedelta(days=9)  # no rule reminds earlier than a week before; zones and night shoots add a day or two


def run() -> int:
    """Remind whoever is due in every production, and go on with mails that a crash cut off; answers how many.

    Of several hours in the rules each reminds once; when more than one has passed meanwhile, one mail is enough. Nobody
    is reminded of what they were sent within those hours, or of a call that is over.
    """
    today = clock.now().date()
    ready = select(CallSheet.id, CallSheet.production_id).where(
        CallSheet.status == "published", CallSheet.date.between(today - dt.timedelta(days=2), today + AROUND)
    )
    found = db.session.execute(ready.order_by(CallSheet.id)).all()
    for sheet_id, production_id in found:
        start_writing(production_id)
        sheet = db.session.get(CallSheet, sheet_id, populate_existing=True)
        if sheet is not None and sheet.status == "published":
            _remind(sheet)
        db.session.commit()
    return post.resume(post.this_app())  # takes what was just queued, too


def due(at: dt.datetime, sent_at: dt.datetime, hours: tuple[int, ...], now: dt.datetime) -> int:
    """The reminder that is due, named by its hours before the call; 0 for none. All moments are UTC."""
    if now >= at:
        return 0
    passed = [each for each in hours if each and sent_at < at - dt.timedelta(hours=each) <= now]
    return min(passed, default=0)


def _remind(sheet: CallSheet) -> None:
    """Queue what is due for one sheet."""
    hours, now = rules.of(sheet.production_id).reminder_hours, clock.now()
    for row in people.rows(sheet.id):
        at = reading.call_at(sheet, row)
        if at is None or row.sent_at is None or is_confirmed(row) or row.sending_since is not None:
            continue
        given = _given(row)
        number = due(at, row.sent_at, hours, now)
        if number and all(each > number for each in given):
            sending.tell([row], f"reminder:{number}", sheet.edition, _sender(row))


def _given(row: CallSheetRecipient) -> list[int]:
    """The reminders this person had, by their hours."""
    known = select(CallSheetDelivery.occasion).where(
        CallSheetDelivery.recipient_id == row.id, CallSheetDelivery.occasion.startswith("reminder:")
    )
    return [int(occasion.partition(":")[2]) for occasion in db.session.scalars(known)]


def _sender(row: CallSheetRecipient) -> int | None:
    """Who sent them the sheet: answers to the reminder go there, too."""
    known = select(CallSheetDelivery.by_id).where(
        CallSheetDelivery.recipient_id == row.id, CallSheetDelivery.by_id.is_not(None)
    )
    return db.session.scalar(known.order_by(CallSheetDelivery.id.desc()).limit(1))


@events.call_sheet_cancelled.connect
def tell_cancelled(_session: Any, *, production_id: int, sheet_id: int) -> None:
    """Everybody who knows of the sheet is told that it is off; what they confirmed counts no more."""
    sheet = db.session.get(CallSheet, sheet_id)
    if sheet is None or not sheet.edition:
        return
    rows = people.rows(sheet_id)
    reading.settle_calls(sheet, rows)
    db.session.flush()
    by = sending.me_id()
    sending.start_after_commit(sending.tell([row for row in rows if has_it(row)], "cancelled", sheet.edition, by))
