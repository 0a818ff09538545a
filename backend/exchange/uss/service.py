"""Schedule files in and out of productions. An import adds and fills what is empty; it replaces and removes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from backend.core.access import me
from backend.core.db import db, start_writing
from backend.core.errors import Invalid, WrongType
from backend.core.uploads import Readable
from backend.exchange.uss import writing
from backend.exchange.uss.document import Document
from backend.exchange.uss.doubts import doubts
from backend.exchange.uss.give import Giving, stamp
from backend.exchange.uss.give_boards import give_boards
from backend.exchange.uss.give_elements import give_elements
from backend.exchange.uss.give_scenes import give_scenes
from backend.exchange.uss.intake import Intake
from backend.exchange.uss.kept import Kept, clean, header_said
from backend.exchange.uss.reading import HEADER, MAX_BYTES, document_from, read
from backend.exchange.uss.take_boards import take_boards, take_calendars
from backend.exchange.uss.take_days import take_days
from backend.exchange.uss.take_elements import take_categories, take_elements
from backend.exchange.uss.take_scenes import take_scenes
from backend.exchange.uss.texts import line
from backend.productions.productions import service as productions
from backend.productions.productions.models import Production
from backend.productions.productions.schemas import ProductionCreate
from backend.script.scenes import service as scenes

ENDINGS = (".uss", ".json")
SOURCE, VERSION = "Backlot", "1.0.0"


def uploaded(stream: Readable, filename: str) -> Document:
    """The document somebody sent. Raises WrongType, TooLarge and Invalid, naming `file`."""
    if PurePosixPath(filename.strip()).suffix.lower() not in ENDINGS:
        raise WrongType("A schedule file ends in .uss; export it as Universal Schedule Standard.", field="file")
    return checked(stream.read(MAX_BYTES + 1))


def checked(content: bytes) -> Document:
    """The document in a file, with nothing in it that a database could not store."""
    if not content:
        raise Invalid("The file is empty.", field="file")
    return document_from(clean(writing.as_json(read(content))))


def preview(production_id: int, document: Document) -> dict[str, Any]:
    """What importing into a production would do, as `schemas.ImportOut`; nothing is written."""
    productions.find(production_id)
    with _undone(production_id):
        return _take(production_id, document)


def take(production_id: int, document: Document) -> dict[str, Any]:
    """Import into a production, all of it or nothing, in a transaction of its own; answers what was done."""
    start_writing(production_id)
    try:
        found = _take(production_id, document)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    return found


def preview_new(document: Document, title: str) -> dict[str, Any]:
    """What a new production made of the file would have; nothing is written."""
    with _undone(0):
        made = _founded(document, title)
        return {**_take(made.id, document), "production_id": None}


def take_new(document: Document, title: str) -> dict[str, Any]:
    """A new production made of the file, with the caller as its Admin."""
    start_writing()
    try:
        found = _take(_founded(document, title).id, document)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    return found


def give(production_id: int) -> Document:
    """A production as a schedule file: everything its boards, calendars, scenes, cast and elements say."""
    production = productions.find(production_id)
    kept = Kept(production_id)
    giving = Giving(production, kept, kept.document())
    give_elements(giving)
    strips = give_scenes(giving)
    boards, calendars = give_boards(giving, strips)
    base = giving.base
    return Document(
        _header(production, base, kept),
        tuple(strips.breakdowns.values()),
        tuple(giving.categories.values()),
        tuple(giving.elements.values()),
        tuple(boards),
        tuple(calendars),
        base.extra,
        base.outer,
    )


def file_name(production_id: int) -> str:
    """What the exported file is called."""
    title = "".join(letter for letter in productions.find(production_id).title if letter not in '\\/:*?"<>|').strip()
    return f"{title or 'schedule'}.uss"


@contextmanager
def _undone(production_id: int) -> Iterator[None]:
    """A write transaction of which nothing stays: so a preview says exactly what the import would."""
    start_writing(production_id)
    try:
        yield
    finally:
        db.session.rollback()


def _founded(document: Document, title: str) -> Production:
    header = document.header
    name = line(title) or line(header.get("project")) or line(header.get("name")) or "New production"
    me()  # a founder is needed
    return productions.create(ProductionCreate(title=name, company=line(header.get("company"))))


def _take(production_id: int, document: Document) -> dict[str, Any]:
    production = productions.find(production_id)
    current = give(production_id).stripboards
    intake = Intake(production_id, document, Kept(production_id))
    for doubt in [_other_film(production, document, intake), *doubts(document)]:
        intake.report.note(doubt)
    header = {"title": production.title} if document.header.get("project") else {}
    intake.kept.remember("file", "file", 0, header_said(document), wrote=header)
    take_categories(intake)
    take_elements(intake)
    take_scenes(intake)
    take_calendars(intake)
    take_days(intake, take_boards(intake, current))
    intake.kept.settle()
    report = intake.report
    texts = {"name": "name", "project": "project", "author": "author", "source": "source", "colour": "schedColor"}
    return {
        "production_id": production_id,
        "title": production.title,
        "file": {ours: line(document.header.get(theirs)) for ours, theirs in texts.items()},
        "counts": report.counts,
        "scenes": report.scenes,
        "boards": report.boards,
        "notes": report.notes,
    }


def _other_film(production: Production, document: Document, intake: Intake) -> str:
    """A word of warning where scenes of one film would meet another's by their numbers; "" where there is none."""
    project = line(document.header.get("project"))
    known = intake.kept.items.get(("file", "file"))
    same = known is not None and line(known.said["body"].get("project")) == project
    if not project or same or project.casefold() == production.title.casefold() or not scenes.briefs(production.id):
        return ""
    return f"The file is of {project}, this production is {production.title}: scenes of the same number become one."


def _header(production: Production, base: Document, kept: Kept) -> dict[str, str | None]:
    """The newest file's header; its project as long as the production's title is not changed."""
    file = kept.items.get(("file", "file"))
    if file is None:
        ours = {"id": Giving(production, kept, base).new_id("file"), "company": production.company or None}
        ours |= {"created": stamp(production.created_at), "name": production.title, "project": production.title}
        return dict.fromkeys(HEADER) | ours | {"source": SOURCE, "ussVersion": VERSION}
    if file.wrote and file.wrote["title"] != production.title:
        return {**base.header, "project": production.title}
    return base.header
