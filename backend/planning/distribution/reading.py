"""What recipients are told: the newest edition of their sheet read for one of them, with its links and files."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from backend.accounts.users.models import User
from backend.core.context import settings
from backend.core.db import db
from backend.core.errors import Conflict
from backend.core.mail import Attachment
from backend.planning.call_sheets.editions import service as editions
from backend.planning.call_sheets.editions import snapshots
from backend.planning.call_sheets.models import CallSheet
from backend.planning.call_sheets.service import find
from backend.planning.distribution import letters, links, sharing, telling
from backend.planning.distribution.models import CallSheetRecipient
from backend.planning.distribution.personal import PersonalSheet
from backend.planning.distribution.states import is_confirmed
from backend.productions.productions.service import find as find_production

Snapshot = dict[str, Any]
GOING_OUT = ("published", "in_progress")
CANCELLED = "cancelled"  # in a signature: what a cancelled sheet tells everybody


def published_sheet(production_id: int, sheet_id: int) -> CallSheet:
    """A sheet that may be sent now. Raises NotFound, Conflict before it is published and after it is done."""
    sheet = find(production_id, sheet_id)
    if not sheet.edition:
        raise Conflict("Publish this call sheet first; then it can be sent.")
    if sheet.status not in GOING_OUT:
        raise Conflict(f"This call sheet is {sheet.status}; it is not sent any more.")
    return sheet


def newest(sheet: CallSheet) -> Snapshot:
    """What people have: the newest edition; of a draft what stands there now."""
    edition = editions.latest(sheet.id)
    return edition.snapshot if edition else snapshots.take(sheet)


def sheet_of(row: CallSheetRecipient) -> CallSheet:
    """The sheet a recipient gets."""
    found = db.session.get(CallSheet, row.call_sheet_id)
    if found is None:
        raise LookupError("a recipient without a sheet")  # the database deletes them together
    return found


def personal(row: CallSheetRecipient) -> PersonalSheet:
    """The newest edition as this person is told it, with what changed since the edition they confirmed."""
    sheet = sheet_of(row)
    now = newest(sheet)
    about = telling.About(
        row.key, row.name, row.part, sharing.of(row.production_id).phones, sheet.status == CANCELLED, changes(row, now)
    )
    return telling.personal(now, about)


def changes(row: CallSheetRecipient, now: Snapshot | None = None) -> tuple[str, ...]:
    """What changed for this person since the edition they confirmed, in sentences; nothing while that stands."""
    if row.confirmed_at is None or is_confirmed(row):
        return ()
    before = editions.of(row.call_sheet_id, row.confirmed_edition)
    current = now or newest(sheet_of(row))
    return tuple(telling.changes(before.snapshot, current, row.key)) if before else ()


def for_everybody(sheet: CallSheet) -> PersonalSheet:
    """The general facts of the newest edition: nobody's name, number or own call."""
    return telling.for_everybody(newest(sheet), cancelled=sheet.status == CANCELLED)


def settle_calls(sheet: CallSheet, rows: Sequence[CallSheetRecipient]) -> None:
    """Write down what the newest edition (or the cancelling) tells each, and count it when it is something else."""
    said = newest(sheet)
    for row in rows:
        signature = CANCELLED if sheet.status == CANCELLED else telling.signature(said, row.key)
        if not sheet.edition:
            signature = ""
        if signature != row.signature and row.edition:
            row.sequence += 1
        if (row.signature, row.edition) != (signature, sheet.edition):
            row.signature, row.edition = signature, sheet.edition
        first = telling.first_local(said, row.key)
        if first is not None and row.call_local != first:  # who is no longer called keeps the hour to take it back
            row.call_local = first


def call_at(sheet: CallSheet, row: CallSheetRecipient) -> dt.datetime | None:
    """When their call is, in UTC, so that hours before it are real hours on the night the clocks change.

    None for people without a time, and for those who are not called any more.
    """
    if row.call_local is None or not row.signature:
        return None
    zone = ZoneInfo(find_production(sheet.production_id).timezone)
    return row.call_local.replace(tzinfo=zone).astimezone(dt.UTC)


def link_of(row: CallSheetRecipient) -> str:
    """The address of their page."""
    return f"{settings().base_url}/c/{links.token_of(settings().secret_key, row.link_nonce)}"


def link_is_known(row: CallSheetRecipient) -> bool:
    """Whether that address opens the page; not when this installation got another secret key since it was made."""
    return row.link_hash == links.digest(links.token_of(settings().secret_key, row.link_nonce))


def wall_link(sheet_id: int) -> str:
    """The address of a sheet's public page."""
    return f"{settings().base_url}/c/day/{links.wall_token(settings().secret_key, sheet_id)}"


def attachments(row: CallSheetRecipient, sheet: PersonalSheet) -> tuple[Attachment, ...]:
    """The calendar file, and the sheet itself where the production wants it in the mail."""
    from backend.core.ics import MIME
    from backend.planning.distribution.printing import personal_pdf

    found: list[Attachment] = []
    if content := calendar(row, sheet):
        found.append((f"Call {sheet.date.isoformat()}.ics", MIME, content))
    if sharing.of(row.production_id).attach_pdf and sheet.called and not sheet.cancelled:
        made = personal_pdf(row)
        found.append((made.filename, "application/pdf", made.content))
    return tuple(found)


def calendar(row: CallSheetRecipient, sheet: PersonalSheet) -> bytes:
    """Their call as a calendar file; empty when there is no time."""
    return letters.calendar(row, sheet, settings().secret_key, link_of(row))


def address_of_user(user_id: int | None) -> str:
    """Where answers to a mail go: to whoever sent it; empty when that is nobody."""
    user = db.session.get(User, user_id) if user_id else None
    return (user.email or "") if user else ""
