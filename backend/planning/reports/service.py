"""Reading a board for its papers."""

from dataclasses import replace
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from backend.core.clock import now
from backend.core.db import db
from backend.core.typeset import missing_glyphs
from backend.planning.facts import BoardFacts
from backend.planning.light import strip_place
from backend.planning.reports.document import Report, SceneWords, report
from backend.planning.reports.schemas import Kind, ReportPdfQuery, ReportQuery
from backend.planning.rules import service as rules
from backend.planning.schedule import boards
from backend.planning.schedule.facts import board_facts
from backend.productions.productions import service as productions
from backend.script.breakdown import service as breakdown
from backend.script.scenes.models import Scene
from backend.things.locations.models import Location

TITLES: dict[Kind, str] = {"one-liner": "One-line schedule", "shooting-schedule": "Shooting schedule"}


class Made(NamedTuple):
    """A file, the name to save it under, and the characters no bundled font could draw."""

    content: bytes
    filename: str
    missing: set[str]


def pdf(production_id: int, kind: Kind, query: ReportPdfQuery) -> Made:
    """The PDF on the production's paper or the one asked for. Raises NotFound for an unknown board."""
    from backend.planning.reports import pdf as drawn  # here: typesetting is loaded when it is first used

    made, head = of(production_id, kind, query), _head(production_id, kind, query)
    size = query.paper or ("letter" if productions.find(production_id).paper == "letter" else "a4")
    content = drawn.render(made, kind, head, rules.strip_colours(production_id), size)
    return Made(content, f"{_filename(head)}.pdf", missing_glyphs(drawn.texts(made, head)))


def excel(production_id: int, kind: Kind, query: ReportQuery) -> Made:
    """The workbook. Raises NotFound for an unknown board."""
    from backend.planning.reports import excel as workbook  # here: the library is loaded when it is first used

    made, head = of(production_id, kind, query), _head(production_id, kind, query)
    content = workbook.render(made, kind, head, rules.strip_colours(production_id))
    return Made(content, f"{_filename(head)}.xlsx", set())


def of(production_id: int, kind: Kind, query: ReportQuery) -> Report:
    """What stands on the paper."""
    board = board_facts(production_id, query.board_id)
    strips = [strip for day in board.days for strip in day.strips] + list(board.boneyard)
    places = {strip.key: strip_place(strip.int_ext, strip.day_night) for strip in strips}
    found = db.session.execute(select(Location.id, Location.name).where(Location.production_id == production_id))
    locations = {location_id: name for location_id, name in found}  # noqa: C416 (rows are no pairs to mypy)
    laid = report(board, _words(production_id, kind, locations), places, locations, boneyard=query.boneyard)
    return _only(laid, board, query)


def _only(laid: Report, board: BoardFacts, query: ReportQuery) -> Report:
    """The days asked for; a day keeps its number."""
    days = tuple(
        day
        for day, facts in zip(laid.days, board.days, strict=True)
        if (query.unit_id is None or facts.unit == query.unit_id)
        and (query.first is None or day.date >= query.first)
        and (query.last is None or day.date <= query.last)
    )
    return replace(laid, days=days)


def _words(production_id: int, kind: Kind, locations: dict[int, str]) -> dict[int, SceneWords]:
    rows = db.session.execute(
        select(Scene.id, Scene.synopsis, Scene.location_id).where(Scene.production_id == production_id)
    ).all()
    needs: dict[int, Any] = {}
    if kind == "shooting-schedule":
        needs = breakdown.elements_of_scenes(production_id, [row.id for row in rows])
    return {
        row.id: SceneWords(row.synopsis, locations.get(row.location_id, ""), _needs(needs.get(row.id, [])))
        for row in rows
    }


def _needs(entries: list[breakdown.Needed]) -> tuple[tuple[str, str], ...]:
    found: dict[str, list[str]] = {}
    for category, element, quantity, notes in entries:
        words = element.name + (f" × {quantity}" if quantity > 1 else "") + (f" ({notes})" if notes else "")
        found.setdefault(category.name, []).append(words)
    return tuple((category, ", ".join(names)) for category, names in found.items())


def _head(production_id: int, kind: Kind, query: ReportQuery) -> dict[str, str]:
    production = productions.find(production_id)
    board = boards.chosen(production_id, query.board_id)
    made = now().astimezone(ZoneInfo(production.timezone))
    return {
        "title": TITLES[kind],
        "production": production.title,
        "company": production.company,
        "director": production.director,
        "board": board.name if board else "",
        "made": f"{made.day} {made:%B} {made.year}, {made:%H:%M}",
    }


def _filename(head: dict[str, str]) -> str:
    words = f"{head['production']} {head['title']} {head['board']}"
    return "-".join("".join(one if one.isalnum() else " " for one in words).split())[:120]
