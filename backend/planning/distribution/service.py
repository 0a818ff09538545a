"""Handing a call sheet out: who gets it, how far each is, people added by hand, links, one's own call in the app."""

from collections import Counter
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import func, select

from backend.core import clock, qr
from backend.core.access import actor, me
from backend.core.changes import news
from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.mail import mail_works
from backend.people.cast.models import CastMember
from backend.people.cast.performers import plays
from backend.planning.call_sheets.models import CallSheet
from backend.planning.call_sheets.service import find as find_sheet
from backend.planning.distribution import letters, opening, people, printing, reading, sending
from backend.planning.distribution.models import CallSheetDelivery, CallSheetRecipient
from backend.planning.distribution.schemas import RecipientCreate, RecipientPatch
from backend.planning.distribution.states import STATES, not_confirmed, state_of

Shown = dict[str, Any]
HERE_ONLY = {"localhost", "127.0.0.1", "::1"}
FACTS = (
    "id", "kind", "name", "part", "email", "phone", "own_contact", "failed", "sent_at", "sent_edition", "opened_at",
    "confirmed_at", "confirmed_edition", "confirmed_how",
)  # fmt: skip


def listed(production_id: int, sheet_id: int) -> Shown:
    """Everybody who gets the sheet, brought in line with it first when something moved. Raises NotFound."""
    sheet = find_sheet(production_id, sheet_id)
    if sheet.status in {"draft", *reading.GOING_OUT} and people.differs(sheet):
        start_writing(production_id)
        sheet = find_sheet(production_id, sheet_id)
        people.refresh(sheet)
        db.session.commit()
    rows = people.rows(sheet.id)
    reminded = _reminded(sheet.id)
    counts = Counter(state_of(row) for row in rows if row.sending_since is None)
    return {
        "edition": sheet.edition,
        "may_send": bool(sheet.edition) and sheet.status in reading.GOING_OUT,
        "mail_works": mail_works(settings()),
        "links_reach_others": urlsplit(settings().base_url).hostname not in HERE_ONLY,
        "late": sending.late_words(sheet, [row for row in rows if sending.lacks_it(row)]),
        "counts": {
            "total": len(rows),
            **{state: counts[state] for state in STATES},
            "sending": sum(row.sending_since is not None for row in rows),
            "pending": sum(sending.lacks_it(row) for row in rows),
        },
        "recipients": [_shown(row, sheet, reminded.get(row.id)) for row in rows],
    }


def add(production_id: int, sheet_id: int, body: RecipientCreate) -> Shown:
    """Somebody beyond the sheet's cast and crew. Raises NotFound, Conflict for one that is there already."""
    sheet = find_sheet(production_id, sheet_id)
    if body.email and any(row.email == body.email for row in people.rows(sheet.id)):
        raise Conflict("Somebody with this address gets the sheet already.", field="email")
    row = people.add_extra(sheet, body.name, body.part, body.email, body.phone)
    news(row)
    return _shown(row, sheet)


def change(production_id: int, recipient_id: int, body: RecipientPatch) -> Shown:
    """Another address or number. Raises NotFound, Invalid when a name is not theirs to change."""
    row = sending.find(production_id, recipient_id)
    values = body.changes()
    for name in ("name", "part"):
        if name in values and row.kind != "extra":
            raise Invalid("The cast list and the crew list say who this is.", field=name)
    if "email" in values and values["email"] != row.email:
        sending.reset(row)
    people.correct(row, **values)
    news(row)
    return _shown(row, reading.sheet_of(row))


def remove(production_id: int, recipient_id: int) -> None:
    """Take somebody off who was added by hand, their link with them. Raises NotFound, Conflict for cast and crew."""
    row = sending.find(production_id, recipient_id)
    if row.kind != "extra":
        raise Conflict("Cast and crew get the sheet as long as they are on it; take them off the sheet itself.")
    news(row)
    db.session.delete(row)
    db.session.flush()


def link(production_id: int, recipient_id: int) -> Shown:
    """Their link with the words to send it with. Raises NotFound, Conflict while there is nothing to see behind it."""
    row = sending.find(production_id, recipient_id)
    if not reading.sheet_of(row).edition:
        raise Conflict("Publish this call sheet first; then there is something to see.")
    if row.link_revoked_at is not None or not reading.link_is_known(row):
        raise Conflict("This link does not work any more. Make a new one.")
    sheet, address = reading.personal(row), reading.link_of(row)
    text = letters.short_text(sheet, address)
    return {"link": address, "subject": letters.subject(sheet), "text": text, "qr_svg": qr.svg(address)}


def renew_link(production_id: int, recipient_id: int) -> Shown:
    """Another link in place of theirs, which opens nothing any more."""
    row = sending.find(production_id, recipient_id)
    sending.new_link(row)
    db.session.flush()
    news(row)
    return link(production_id, recipient_id)


def revoke_link(production_id: int, recipient_id: int) -> None:
    """Make their link useless; doing it twice changes nothing."""
    row = sending.find(production_id, recipient_id)
    row.link_revoked_at = row.link_revoked_at or clock.now()
    db.session.flush()
    news(row)


def confirm_by_hand(production_id: int, recipient_id: int) -> Shown:
    """They said on the phone that they know. Raises NotFound, Conflict before there is anything to know."""
    row = sending.find(production_id, recipient_id)
    if not row.edition:
        raise Conflict("Publish this call sheet first; then there is something to confirm.")
    opening.write_confirmation(row, "hand", me().user_id)
    return _shown(row, reading.sheet_of(row))


def mine(production_id: int, sheet_id: int) -> list[Shown]:
    """The caller's own places on a published sheet; several for somebody who plays two parts. Raises NotFound."""
    sheet = find_sheet(production_id, sheet_id)
    rows = _mine(sheet) if sheet.edition else []
    return [
        {
            **{name: getattr(row, name) for name in ("name", "part", "confirmed_at")},
            "recipient_id": row.id,
            "state": state_of(row),
            "changes": reading.changes(row),
        }
        for row in rows
    ]


def confirm_mine(production_id: int, sheet_id: int) -> list[Shown]:
    """The caller knows their calls, the same as by their link. Raises NotFound when they are not on the sheet."""
    sheet = find_sheet(production_id, sheet_id)
    rows = _mine(sheet) if sheet.edition else []
    if not rows:
        raise NotFound("You are not on this call sheet.")
    for row in rows:
        opening.write_confirmation(row, "app", me().user_id)
    return mine(production_id, sheet_id)


def wall(production_id: int, sheet_id: int) -> Shown:
    """The sheet's public link. Raises NotFound, Conflict for a draft."""
    address = reading.wall_link(published(production_id, sheet_id).id)
    return {"link": address, "qr_svg": qr.svg(address)}


def notice(production_id: int, sheet_id: int, form: Literal["pdf", "png"]) -> printing.Printed:
    """The code of the public link to print. Raises NotFound, Conflict for a draft."""
    return printing.notice(published(production_id, sheet_id), form)


def published(production_id: int, sheet_id: int) -> CallSheet:
    """A sheet that people have. Raises NotFound, Conflict for a draft."""
    sheet = find_sheet(production_id, sheet_id)
    if not sheet.edition:
        raise Conflict("Publish this call sheet first; then there is something to see.")
    return sheet


def unconfirmed(sheet_ids: list[int]) -> dict[int, int]:
    """How many were told their call and have not confirmed it, by sheet."""
    Row = CallSheetRecipient
    told = Row.sent_at.is_not(None) | Row.opened_at.is_not(None) | Row.confirmed_at.is_not(None)
    rows = select(Row.call_sheet_id, func.count()).where(Row.call_sheet_id.in_(sheet_ids), told, not_confirmed())
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Row.call_sheet_id))}


def _mine(sheet: CallSheet) -> list[CallSheetRecipient]:
    place = actor().membership
    rows = people.rows(sheet.id)
    parts = {row.cast_member_id for row in rows if row.cast_member_id}
    cast = {row.id: row for row in db.session.scalars(select(CastMember).where(CastMember.id.in_(parts)))}
    found = []
    for row in rows:
        played = cast.get(row.cast_member_id or 0)
        as_crew = place is not None and row.member_id is not None and row.member_id == place.member_id
        if as_crew or (played is not None and plays(played.email, played.name)):
            found.append(row)
    return found


def _reminded(sheet_id: int) -> dict[int, Any]:
    Row, Sent = CallSheetRecipient, CallSheetDelivery
    rows = (
        select(Sent.recipient_id, func.max(Sent.changed_at))
        .join(Row, Row.id == Sent.recipient_id)
        .where(Row.call_sheet_id == sheet_id, Sent.occasion.startswith("reminder:"), Sent.status == "sent")
    )
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Sent.recipient_id))}


def _shown(row: CallSheetRecipient, sheet: CallSheet, reminded: Any = None) -> Shown:
    return {
        **{name: getattr(row, name) for name in FACTS},
        "state": state_of(row),
        "called": bool(row.signature) or not sheet.edition,
        "sending": row.sending_since is not None,
        "call_at": reading.call_at(sheet, row),
        "reminded_at": reminded,
        "link_works": row.link_revoked_at is None and bool(sheet.edition) and reading.link_is_known(row),
    }


def shown(production_id: int, recipient_id: int) -> Shown:
    """One recipient. Raises NotFound."""
    row = sending.find(production_id, recipient_id)
    return _shown(row, reading.sheet_of(row))
