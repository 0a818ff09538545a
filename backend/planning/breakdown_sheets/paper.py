"""The files of the breakdown: what is on them is `service`, how they look `pdf` and `excel`."""

import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from backend.core.clock import now
from backend.core.db import db
from backend.core.errors import NotFound
from backend.core.typeset import missing_glyphs
from backend.planning.breakdown_sheets import service
from backend.planning.breakdown_sheets.schemas import SheetsPdfQuery
from backend.planning.breakdown_sheets.service import BreakdownSheet
from backend.productions.productions import service as productions
from backend.script.breakdown import service as breakdown

UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f]+")


class Made(NamedTuple):
    """A file, the name to save it under, and the characters no bundled font could draw."""

    content: bytes
    filename: str
    missing: set[str]


def pdf(production_id: int, query: SheetsPdfQuery) -> Made:
    """The sheets asked for, one a page. Raises Invalid naming `scene_id`, NotFound when there is no scene at all."""
    from backend.planning.breakdown_sheets.pdf import render  # here: typesetting is loaded when it is first used

    sheets, production = service.sheets(production_id, query.scene_id), productions.find(production_id)
    if not sheets:
        raise NotFound("This production has no scenes to print.")
    title, company = production.title, production.company
    prepared = now().astimezone(ZoneInfo(production.timezone)).date()
    size = query.paper or ("letter" if production.paper == "letter" else "a4")
    name = f"breakdown scene {sheets[0].scene_number}" if len(sheets) == 1 else "breakdown"
    db.session.rollback()  # typesetting takes a while and needs no database: let go of the connection first
    content = render(sheets, production=title, company=company, prepared=prepared, paper=size, empty=query.empty)
    return Made(content, _filename(title, name, "pdf"), missing_glyphs(_words(sheets) + title + company))


def excel(production_id: int) -> Made:
    """Every element and every scene's needs as a workbook."""
    from backend.planning.breakdown_sheets.excel import render  # here: the library is loaded when it is first used

    title = productions.find(production_id).title
    found = service.sheets(production_id), breakdown.categories(production_id), breakdown.elements(production_id)
    db.session.rollback()
    return Made(render(*found), _filename(title, "breakdown", "xlsx"), set())


def _words(sheets: list[BreakdownSheet]) -> str:
    """Everything people typed that is printed."""
    needs = [need for sheet in sheets for box in sheet.boxes for need in box.needs]
    heads = [word for sheet in sheets for word in vars(sheet).values() if isinstance(word, str)]
    return "".join([*heads, *(need.name + need.notes for need in needs)])


def _filename(title: str, what: str, ending: str) -> str:
    return f"{UNSAFE.sub('-', f'{title} - {what}').strip(' .-')[:120]}.{ending}"
