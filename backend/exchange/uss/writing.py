"""Writing a document in the standard's form: every attribute it names, in its order and types, null where unknown."""

import json
from typing import Any

from backend.exchange.uss.document import (
    Board,
    Breakdown,
    Calendar,
    Category,
    Document,
    Element,
    Event,
    Stripboard,
)


def write(document: Document) -> bytes:
    """The file's bytes, UTF-8 JSON."""
    return json.dumps(as_json(document), ensure_ascii=False, indent=1, allow_nan=False).encode()


def as_json(document: Document) -> dict[str, Any]:
    """The file as nested dicts and lists."""
    body = {
        **document.header,
        "breakdowns": [_breakdown(row) for row in document.breakdowns],
        "categories": [_category(row) for row in document.categories],
        "elements": [_element(row) for row in document.elements],
        "stripboards": [_stripboard(row) for row in document.stripboards],
        "calendars": [_calendar(row) for row in document.calendars],
    }
    return {"universalScheduleStandard": body | _more(document.extra, body), **document.outer}


def pages(eighths: int | None) -> float | None:
    """A length as decimal pages: 0.125 for an eighth, 3.0 (never 3, which may be read as eighths) for three pages."""
    return None if eighths is None else eighths / 8


def _more(extra: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """What the object carried beside the standard; never in place of it."""
    return {name: value for name, value in extra.items() if name not in written}


def _breakdown(row: Breakdown) -> dict[str, Any]:
    made = {
        "id": row.id,
        "bannerText": row.banner_text,
        "comments": row.comments,
        "created": row.created,
        "description": row.description,
        "elements": list(row.elements),
        "pages": pages(row.eighths),
        "scene": row.scene,
        "scriptPage": row.script_page,
        "duration": row.duration,
        "type": row.type,
    }
    return made | _more(row.extra, made)


def _category(row: Category) -> dict[str, Any]:
    made = {"id": row.id, "ucid": row.ucid, "created": row.created, "name": row.name}
    return made | _more(row.extra, made)


def _element(row: Element) -> dict[str, Any]:
    made = {
        "id": row.id,
        "category": row.category,
        "created": row.created,
        "daysOff": list(row.days_off),
        "dropDayCount": row.drop_days,
        "elementId": row.element_id,
        "events": [_event(event) for event in row.events],
        "isDood": row.in_dood,
        "isDrop": row.drop,
        "isHold": row.hold,
        "isIdLock": row.id_locked,
        "linkedElements": list(row.linked),
        "name": row.name,
    }
    return made | _more(row.extra, made)


def _event(row: Event) -> dict[str, Any]:
    made = {"id": row.id, "type": row.type, "name": row.name, "date": row.date}
    return made | _more(row.extra, made)


def _calendar(row: Calendar) -> dict[str, Any]:
    made = {
        "id": row.id,
        "daysOff": list(row.days_off),
        "events": [_event(event) for event in row.events],
        "name": row.name,
    }
    return made | _more(row.extra, made)


def _stripboard(row: Stripboard) -> dict[str, Any]:
    made = {
        "id": row.id,
        "boards": [_board(board) for board in row.boards],
        "calendar": row.calendar,
        "name": row.name,
    }
    return made | _more(row.extra, made)


def _board(row: Board) -> dict[str, Any]:
    days = [entry if isinstance(entry, str) else list(entry) for entry in row.strips]
    made = {"id": row.id, "name": row.name, "breakdownIds": days}
    return made | _more(row.extra, made)
