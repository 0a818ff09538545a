"""Handing a call sheet out: recipients, sending, links, the notice for the wall, one's own call."""

from io import BytesIO
from typing import Any

from flask import Response, send_file

from backend.core.contract import Domain, Said
from backend.core.limits import by_person
from backend.planning.distribution import sending, service, sharing
from backend.planning.distribution.models import SharingRules
from backend.planning.distribution.schemas import (
    DistributionOut,
    LinkOut,
    MyCallOut,
    RecipientCreate,
    RecipientOut,
    RecipientPatch,
    ResendBody,
    SendBody,
    SentOut,
    SharingOut,
    SharingPatch,
    WallOut,
)

bp = Domain("distribution", __name__, prefix="/productions/<int:production_id>")
READ, SEND = "call_sheets.read", "call_sheets.send"
SHEET, RECIPIENT = "/call-sheets/<int:sheet_id>", "/call-sheet-recipients/<int:recipient_id>"
Shown = dict[str, Any]


@bp.get(f"{SHEET}/recipients", allow=SEND, out=DistributionOut)
def listed(production_id: int, sheet_id: int) -> Shown:
    """Everybody who gets the sheet, and how far each is."""
    return service.listed(production_id, sheet_id)


@bp.post(f"{SHEET}/recipients", allow=SEND, out=RecipientOut, status=201)
def add(production_id: int, sheet_id: int, body: RecipientCreate) -> Shown:
    """Add somebody beyond the sheet's cast and crew."""
    return service.add(production_id, sheet_id, body)


@bp.post(f"{SHEET}/send", allow=SEND, out=SentOut, limits=[("30 per minute", by_person)])
def send(production_id: int, sheet_id: int, body: SendBody) -> Said:
    """Send the newest edition; nobody gets an edition twice unless `again` says so."""
    outcome = sending.send(production_id, sheet_id, body)
    return Said(outcome, outcome.words())


@bp.patch(RECIPIENT, allow=SEND, out=RecipientOut)
def change(production_id: int, recipient_id: int, body: RecipientPatch) -> Shown:
    """Correct an address or number."""
    return service.change(production_id, recipient_id, body)


@bp.delete(RECIPIENT, allow=SEND)
def remove(production_id: int, recipient_id: int) -> Said:
    """Take somebody off who was added by hand."""
    service.remove(production_id, recipient_id)
    return Said(None, "They no longer get this sheet.")


@bp.post(f"{RECIPIENT}/resend", allow=SEND, out=RecipientOut, limits=[("30 per minute", by_person)])
def resend(production_id: int, recipient_id: int, body: ResendBody) -> Shown:
    """Send to one person anew, to another address when one is given."""
    sending.resend(production_id, recipient_id, body)
    return service.shown(production_id, recipient_id)


@bp.post(f"{RECIPIENT}/confirm", allow=SEND, out=RecipientOut)
def confirm(production_id: int, recipient_id: int) -> Shown:
    """Write down that they confirmed by other means."""
    return service.confirm_by_hand(production_id, recipient_id)


@bp.get(f"{RECIPIENT}/link", allow=SEND, out=LinkOut)
def link(production_id: int, recipient_id: int) -> Shown:
    """Their link, with the words to send it with."""
    return service.link(production_id, recipient_id)


@bp.post(f"{RECIPIENT}/link", allow=SEND, out=LinkOut)
def renew_link(production_id: int, recipient_id: int) -> Shown:
    """Give them another link; the one before stops working."""
    return service.renew_link(production_id, recipient_id)


@bp.delete(f"{RECIPIENT}/link", allow=SEND)
def revoke_link(production_id: int, recipient_id: int) -> Said:
    """Make their link useless."""
    service.revoke_link(production_id, recipient_id)
    return Said(None, "The link no longer works.")


@bp.get(f"{SHEET}/mine", allow=READ, out=list[MyCallOut])
def mine(production_id: int, sheet_id: int) -> list[Shown]:
    """The caller's own calls on the sheet, and whether they confirmed them."""
    return service.mine(production_id, sheet_id)


@bp.post(f"{SHEET}/mine/confirm", allow=READ, out=list[MyCallOut])
def confirm_mine(production_id: int, sheet_id: int) -> list[Shown]:
    """Confirm one's own calls."""
    return service.confirm_mine(production_id, sheet_id)


@bp.get(f"{SHEET}/wall", allow=READ, out=WallOut)
def wall(production_id: int, sheet_id: int) -> Shown:
    """The sheet's public link, for the wall; it shows nobody's name or number."""
    return service.wall(production_id, sheet_id)


@bp.get(f"{SHEET}/wall/pdf", allow=READ, produces="application/pdf")
def notice(production_id: int, sheet_id: int) -> Response:
    """The code of the public link, as a notice to print."""
    made = service.notice(production_id, sheet_id, "pdf")
    return send_file(BytesIO(made.content), mimetype=made.kind, download_name=made.filename)


@bp.get(f"{SHEET}/wall/png", allow=READ, produces="image/png")
def picture(production_id: int, sheet_id: int) -> Response:
    """The code of the public link, as a picture."""
    made = service.notice(production_id, sheet_id, "png")
    return send_file(BytesIO(made.content), mimetype=made.kind, download_name=made.filename)


@bp.get("/call-sheet-sharing", allow=SEND, out=SharingOut)
def shared(production_id: int) -> SharingRules:
    """How this production hands its call sheets out."""
    return sharing.of(production_id)


@bp.patch("/call-sheet-sharing", allow=SEND, out=SharingOut, match=True)
def change_sharing(production_id: int, body: SharingPatch, version: int) -> SharingRules:
    """Change how long links work, whose numbers they show, what a mail brings along."""
    return sharing.change(production_id, body, version)
