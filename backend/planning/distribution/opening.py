"""What happens behind a personal link: it is found, opened, confirmed. Nobody is signed in; the token is the authority.

Opening counts when a person opens the page: not the HEAD of a mail scanner, not the preview a messenger fetches, not a
browser that only prepares. Confirming is a POST, which none of those sends.
"""

import datetime as dt
import logging
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from backend.core import clock
from backend.core.changes import news
from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.core.errors import Busy, NotFound
from backend.planning.call_sheets.models import CallSheet
from backend.planning.distribution import links, reading, sharing
from backend.planning.distribution.models import CallSheetRecipient
from backend.planning.distribution.personal import PersonalSheet
from backend.planning.distribution.states import is_confirmed, state_of
from backend.productions.productions.service import find as find_production

# Programs that fetch what a message links to, by the names they give themselves.
ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|preview|facebookexternalhit|facebot|whatsapp|telegram|slack|discord|skypeuri|teams/|"
    r"linkedin|pinterest|embedly|iframely|scan|safelinks|proofpoint|mimecast|barracuda|googleimageproxy|yahoomail",
    re.IGNORECASE,
)
log = logging.getLogger("backlot")


@dataclass(frozen=True)
class Visit:
    """Who asks, as far as headers tell: `agent` is the User-Agent, `purpose` what the browser says it fetches for."""

    method: str = "GET"
    agent: str = ""
    purpose: str = ""

    @property
    def is_a_person(self) -> bool:
        """Whether somebody is looking at what comes back."""
        return self.method == "GET" and not ROBOTS.search(self.agent) and "prefetch" not in self.purpose.lower()


@dataclass(frozen=True)
class Opened:
    """A recipient's page."""

    row: CallSheetRecipient
    sheet: PersonalSheet
    state: str
    confirmed: str
    until: str


def find(token: str) -> CallSheetRecipient:
    """Whose link this is. Raises NotFound, the same for one that never was, was withdrawn or is too old."""
    row = db.session.scalar(select(CallSheetRecipient).where(CallSheetRecipient.link_hash == links.digest(token)))
    if row is None or row.link_revoked_at is not None or not _still(reading.sheet_of(row)):
        raise NotFound
    return row


def open_page(token: str, visit: Visit) -> Opened:
    """The page behind a link; that it was opened is written down when a person does it. Raises NotFound."""
    row = find(token)
    if visit.is_a_person and (row.opened_at is None or row.opened_signature != row.signature):
        row = _note_opening(row)
    return _page(row)


def confirm(token: str, seen: str) -> Opened:
    """They know their call. Confirming twice changes nothing. Raises NotFound.

    `seen` is the signature of the call that was on their screen: who confirms an older one is shown the new one
    instead. Without one the call as it is now is meant.
    """
    row = find(token)
    start_writing(row.production_id)
    row = find(token)
    if seen in {"", shown_signature(row)}:
        write_confirmation(row, "link")
    db.session.commit()
    return _page(row)


def write_confirmation(row: CallSheetRecipient, how: str, by_id: int | None = None) -> None:
    """Write down that this recipient knows the call they have now; the first time counts."""
    if is_confirmed(row):
        return
    now = clock.now()
    row.confirmed_at, row.confirmed_signature, row.confirmed_edition = now, row.signature, row.edition
    row.confirmed_how, row.confirmed_by_id, row.failed = how, by_id, ""
    if how != "hand" and (row.opened_at is None or row.opened_signature != row.signature):
        row.opened_at, row.opened_signature = now, row.signature
    db.session.flush()
    news(row)


def shown_signature(row: CallSheetRecipient) -> str:
    """What the page's form carries: enough to tell one call from the next."""
    return links.digest(row.signature)[:16]


def on_the_wall(token: str) -> PersonalSheet:
    """The general facts of a sheet for whoever stands before the wall. Raises NotFound."""
    sheet_id = links.sheet_on_the_wall(settings().secret_key, token)
    sheet = db.session.get(CallSheet, sheet_id) if sheet_id else None
    if sheet is None or not sheet.edition or not _still(sheet):
        raise NotFound
    return reading.for_everybody(sheet)


def last_day(sheet: CallSheet) -> dt.date:
    """The last day on which links of a sheet work."""
    return sheet.date + dt.timedelta(days=sharing.of(sheet.production_id).link_days)


def _still(sheet: CallSheet) -> bool:
    """Whether links of a sheet work; a night shoot's day ends at noon of the next one."""
    zone = ZoneInfo(find_production(sheet.production_id).timezone)
    return bool(sheet.edition) and (clock.now().astimezone(zone) - dt.timedelta(hours=12)).date() <= last_day(sheet)


def _note_opening(row: CallSheetRecipient) -> CallSheetRecipient:
    """Write down that the page was opened; a busy database must not keep anybody from their call."""
    recipient_id = row.id
    try:
        start_writing(row.production_id)
        fresh = db.session.get(CallSheetRecipient, recipient_id, populate_existing=True)
        if fresh is None:
            raise NotFound
        fresh.opened_at, fresh.opened_signature = clock.now(), fresh.signature
        news(fresh)
        db.session.commit()
    except Busy:
        log.warning("an opened call sheet was not written down: the database is busy")
        db.session.rollback()
        return row
    return fresh


def _page(row: CallSheetRecipient) -> Opened:
    sheet = reading.personal(row)
    zone = ZoneInfo(sheet.zone)
    confirmed = f"{row.confirmed_at.astimezone(zone):%a %d %b, %H:%M}" if row.confirmed_at else ""
    last = last_day(reading.sheet_of(row))
    state = state_of(row)
    shown = "stale" if row.confirmed_at is not None and state != "confirmed" else state
    return Opened(row, sheet, shown, confirmed, f"{last.day} {last:%B}")
