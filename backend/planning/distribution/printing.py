"""What is printed for handing out: one person's call sheet, and the notice with the code for the wall."""

from typing import Literal, NamedTuple

from backend.core import qr
from backend.core.db import db
from backend.core.errors import NotFound
from backend.core.typeset import Paper, typeset
from backend.planning.call_sheets import paper as call_sheet_paper
from backend.planning.call_sheets.models import CallSheet
from backend.planning.distribution import page, reading, sharing, telling
from backend.planning.distribution.models import CallSheetRecipient
from backend.productions.productions.service import find as find_production

TEMPLATE = page.HERE / "wall.typ"
KINDS = {"pdf": "application/pdf", "png": "image/png"}


class Printed(NamedTuple):
    """A file: its bytes, media type and name."""

    content: bytes
    kind: str
    filename: str


def personal_pdf(row: CallSheetRecipient) -> Printed:
    """The newest edition with this person's own calls on top, and no more numbers than the production allows.

    Raises NotFound for people whom it does not call, and for a cancelled one: a paper outlives the page that takes it
    back. Ends the session's transaction, because typesetting needs no database.
    """
    sheet = reading.sheet_of(row)
    snapshot, phones = reading.newest(sheet), sharing.of(row.production_id).phones
    if not row.signature or sheet.status == reading.CANCELLED:
        raise NotFound
    db.session.rollback()
    made = call_sheet_paper.of_snapshot(
        telling.with_phones(snapshot, phones), person=None if telling.is_extra(row.key) else row.key,
        phones=phones != "none",
    )  # fmt: skip
    return Printed(made.content, KINDS["pdf"], made.filename)


def notice(sheet: CallSheet, form: Literal["pdf", "png"]) -> Printed:
    """The code of the sheet's public page: on a notice to print, or as a picture."""
    link = reading.wall_link(sheet.id)
    name = f"Call sheet {sheet.date.isoformat()} for the wall.{form}"
    if form == "png":
        return Printed(qr.png(link), KINDS[form], name)
    said = reading.for_everybody(sheet)
    paper: Paper = "letter" if find_production(sheet.production_id).paper == "letter" else "a4"
    place = ", ".join(part for part in (said.place.name, said.place.address) if part)
    data = {
        "title": f"Call sheet {said.long_date}", "production": said.production, "date": said.long_date,
        "day": said.day, "modules": qr.modules(link), "call": said.call, "place": " ".join(place.split()),
        "call-label": said.calls[0].label if said.calls else "", "link": link,
    }  # fmt: skip
    db.session.rollback()  # typesetting needs no database
    return Printed(typeset(TEMPLATE, data, paper), KINDS[form], name)
