"""A call sheet as a file: as it stands, an edition as it went out, or with one person's own calls on top."""

import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import select

from backend.core.access import may
from backend.core.db import db
from backend.core.errors import Invalid, NotFound
from backend.planning.call_sheets import pdf, view
from backend.planning.call_sheets.composing import composed
from backend.planning.call_sheets.document import CallSheetDocument
from backend.planning.call_sheets.editions import service as editions
from backend.planning.call_sheets.models import CallSheet
from backend.planning.call_sheets.schemas import CallSheetPdfQuery
from backend.planning.call_sheets.service import find

Snapshot = dict[str, Any]
UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f]+")


class Printed(NamedTuple):
    """A PDF, the name to save it under, and the characters no bundled font could draw."""

    content: bytes
    filename: str
    missing: set[str]


def printed(production_id: int, sheet_id: int, query: CallSheetPdfQuery | None = None) -> Printed:
    """The sheet as a PDF on the paper asked for, else on the production's own. Raises NotFound, Invalid."""
    query = query or CallSheetPdfQuery()
    sheet = find(production_id, sheet_id)
    snapshot = view.snapshot(sheet) if query.edition is None else _edition(sheet, query.edition)
    changes = _changes(sheet, snapshot) if snapshot["edition"] > 1 else ()
    phones = may("members.contact") and (query.phones is not False)
    if query.phones is None:
        phones = phones and not snapshot["production"]["hide_phones"]
    if query.person and editions.personal(snapshot, query.person) is None:
        raise Invalid("This sheet does not call this person.", field="person")
    db.session.rollback()  # typesetting takes a while and needs no database: let go of the connection first
    return of_snapshot(
        snapshot, paper=query.paper, person=query.person, phones=phones,
        changes=changes,
    )  # fmt: skip


def of_snapshot(
    snapshot: Snapshot, *, paper: Literal["a4", "letter"] | None = None, person: str | None = None, phones: bool = True,
    cast_phones: bool = False, changes: Sequence[str] = (),
) -> Printed:  # fmt: skip
    """A snapshot as a PDF, which needs no database: for everybody, or with the calls of `person` on top.

    phones  whether people's numbers are printed; those for emergencies always are
    changes what changed since the edition before, in sentences
    """
    page = composed(snapshot, person=person, phones=phones, cast_phones=cast_phones, changes=changes)
    own: Literal["a4", "letter"] = "letter" if snapshot["production"]["paper"] == "letter" else "a4"
    return Printed(pdf.render(page, paper or own), _filename(page), pdf.unprintable(page))


def printed_by_id(sheet_id: int) -> Printed:
    """A sheet by its id alone, for the command line. Raises NotFound."""
    production_id = db.session.scalar(select(CallSheet.production_id).where(CallSheet.id == sheet_id))
    if production_id is None:
        raise NotFound(f"There is no call sheet {sheet_id}.")
    return printed(production_id, sheet_id)


def _edition(sheet: CallSheet, number: int) -> Snapshot:
    row = editions.of(sheet.id, number)
    if row is None:
        raise Invalid("This call sheet has no such edition.", field="edition")
    return {**row.snapshot, "status": "cancelled"} if sheet.status == "cancelled" else row.snapshot


def _changes(sheet: CallSheet, snapshot: Snapshot) -> tuple[str, ...]:
    """What an edition changed against the one before it."""
    before = editions.of(sheet.id, snapshot["edition"] - 1)
    now = editions.of(sheet.id, snapshot["edition"])
    if before is None or now is None:
        return ()
    return tuple(one.sentence for one in editions.between(before.snapshot, now.snapshot))


def _filename(page: CallSheetDocument) -> str:
    title = UNSAFE.sub("-", page.production).strip(" .-")[:80] or "Production"
    who = UNSAFE.sub("-", page.own.name).strip(" .-")[:60] if page.own else ""
    return f"Call sheet {page.date.isoformat()} {title}{f' {who}' if who else ''}.pdf"
