"""The files of a day out of days: what is on them is `service`, how it looks `pdf` and `excel`."""

import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from backend.core.access import may
from backend.core.clock import now
from backend.core.db import db
from backend.core.errors import Forbidden
from backend.core.typeset import missing_glyphs
from backend.planning.dood import service
from backend.planning.dood.schemas import DoodExcelQuery, DoodPdfQuery
from backend.planning.dood.service import Dood
from backend.productions.productions import service as productions
from backend.productions.productions.models import Production

UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f]+")


class Head(NamedTuple):
    """What stands at the head of the page; `made` is the moment it was printed, on the production's clock."""

    production: str
    company: str
    board: str
    category: str
    made: str


class Made(NamedTuple):
    """A file, the name to save it under, and the characters no bundled font could draw."""

    content: bytes
    filename: str
    missing: set[str]


def pdf(production_id: int, query: DoodPdfQuery) -> Made:
    """The PDF, landscape, on the paper asked for, else on the production's own."""
    from backend.planning.dood import pdf as drawn  # here: typesetting is loaded when it is first used

    found, production = service.of(production_id, query), productions.find(production_id)
    head = _head(found, production)
    size = query.paper or ("letter" if production.paper == "letter" else "a4")
    words = "".join([*head, *(row.subject.name for row in found.rows), *found.performers.values()])
    db.session.rollback()  # typesetting takes a while and needs no database: let go of the connection first
    return Made(drawn.render(found, head, size), f"{_filename(head)}.pdf", missing_glyphs(words))


def excel(production_id: int, query: DoodExcelQuery) -> Made:
    """The workbook; with money only for those who may see it. Raises Forbidden."""
    from backend.planning.dood import excel as workbook  # here: the library is loaded when it is first used

    if query.rates and not may("rates.read"):
        raise Forbidden("Your role does not see daily rates.")
    found, production = service.of(production_id, query), productions.find(production_id)
    head = _head(found, production)
    currency = production.currency if query.rates else ""
    return Made(workbook.render(found, head, currency), f"{_filename(head)}.xlsx", set())


def _head(found: Dood, production: Production) -> Head:
    made = now().astimezone(ZoneInfo(production.timezone))
    category = found.category.name if found.category else "Cast"
    return Head(
        production.title,
        production.company,
        found.facts.name,
        category,
        f"{made.day} {made:%B} {made.year}, {made:%H:%M}",
    )


def _filename(head: Head) -> str:
    parts = (head.production, "day out of days", head.category if head.category != "Cast" else "")
    return UNSAFE.sub(" ", " - ".join(part for part in parts if part)).strip()[:150]
