"""Reading a .uss file: what the standard says, what the published samples do, and what its drafts before 1.0.0 said.

Older names: version, time, doodInclude, doodHoldAllow, doodDropAllow, doodDropDays, doodDayCount, elementIdLock,
breakdownArrays, the list of elements within a category, strips of type "strip", and strips of type "day" (end of day).
"""

import json
from typing import Any, NoReturn

from backend.core.errors import Invalid, TooLarge
from backend.exchange.uss.document import (
    Board,
    Breakdown,
    Calendar,
    Category,
    Document,
    Element,
    Event,
    Stripboard,
    Strips,
)
from backend.exchange.uss.pages import with_lengths
from backend.exchange.uss.taking import Fields, identifier, refused, weekday

MAX_BYTES = 10_000_000
HEADER = (
    *("id", "author", "company", "created", "description", "episode", "episodeName", "name", "project"),
    *("schedColor", "schedDate", "scriptColor", "scriptDate", "season", "source", "ussVersion"),
)
STAMPS = {"created", "schedDate", "scriptDate"}


def read(content: bytes) -> Document:
    """The document in a file. Raises TooLarge, or Invalid with the place in the file; never anything else."""
    if len(content) > MAX_BYTES:
        raise TooLarge(f"A schedule file has at most {MAX_BYTES // 1_000_000} MB.", field="file")
    return document_from(_parsed(content))


def document_from(raw: Any) -> Document:
    """The document in a file's parsed JSON. Raises Invalid with the place."""
    outer = Fields(raw, "file")
    if not isinstance(outer.rest.get("universalScheduleStandard"), dict):
        raise refused("universalScheduleStandard", "this is no Universal Schedule Standard file")
    body = Fields(outer.take("universalScheduleStandard"), "")
    header = {name: _heading(body, name) for name in HEADER}
    listed: dict[str, str] = {}  # element id → category id, where an older draft lists elements within categories
    categories = body.each("categories", lambda raw, place: _category(raw, place, listed))
    strips = with_lengths(body.each("breakdowns", _breakdown))
    ends = {strip.id for strip in strips if strip.type == "day"}
    document = Document(
        header,
        tuple(strip for strip in strips if strip.type != "day"),
        categories,
        body.each("elements", lambda raw, place: _element(raw, place, listed)),
        body.each("stripboards", lambda raw, place: _stripboard(raw, place, ends)),
        body.each("calendars", _calendar),
        body.rest,
        outer.rest,
    )
    _once(document)
    return document


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise refused("file", "it is not written in UTF-8") from None
    except json.JSONDecodeError as error:
        raise refused(f"line {error.lineno}, column {error.colno}", "this is no JSON") from None
    except (RecursionError, ValueError):
        raise refused("file", "it is nested too deeply or holds a number that is none") from None


def _no_number(_text: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")


def _heading(body: Fields, name: str) -> str | None:
    if name in STAMPS:
        return body.stamp(name)
    return body.text(name, "version") if name == "ussVersion" else body.text(name)


def _category(raw: Any, place: str, listed: dict[str, str]) -> Category:
    fields = Fields(raw, place)
    key = fields.id()
    for element in fields.each("elements", identifier):
        listed.setdefault(element, key)
    name = fields.text("name") or ""
    return Category(key, name, fields.whole("ucid"), fields.stamp("created"), fields.rest)


def _breakdown(raw: Any, place: str) -> tuple[Breakdown, Any]:
    """The strip without its length, and the length as the file has it: that is judged when all are known."""
    fields = Fields(raw, place)
    kind = (fields.text("type") or "").casefold()
    banner, description = fields.text("bannerText"), fields.text("description")
    if kind == "banner" and banner is None:  # drafts before 1.0.0 kept the text there
        banner, description = description, None
    pages = fields.take("pages")
    strip = Breakdown(
        fields.id(),
        {"banner": "banner", "day": "day"}.get(kind, "scene"),
        scene=fields.text("scene"),
        description=description,
        banner_text=banner,
        comments=fields.text("comments"),
        script_page=fields.text("scriptPage"),
        duration=fields.whole("duration", "time"),
        elements=fields.each("elements", identifier),
        created=fields.stamp("created"),
        extra=fields.rest,
    )
    return strip, pages


def _element(raw: Any, place: str, listed: dict[str, str]) -> Element:
    fields = Fields(raw, place)
    key = fields.id()
    days = fields.whole("dropDayCount", "doodDayCount", "doodDropDays", most=3660)
    return Element(
        key,
        fields.text("name") or "",
        category=fields.text("category") or listed.get(key),
        element_id=fields.text("elementId"),
        id_locked=fields.flag("isIdLock", "elementIdLock", default=False),
        in_dood=fields.flag("isDood", "doodInclude", default=True),
        hold=fields.flag("isHold", "doodHoldAllow", default=True),
        drop=fields.flag("isDrop", "doodDropAllow", default=True),
        drop_days=10 if days is None else days,
        days_off=tuple(sorted(set(fields.each("daysOff", weekday)))),
        events=fields.each("events", _event),
        linked=fields.each("linkedElements", identifier),
        created=fields.stamp("created"),
        extra=fields.rest,
    )


def _event(raw: Any, place: str) -> Event:
    fields = Fields(raw, place)
    kind = fields.text("type") or "event"
    return Event(fields.text("id") or "", kind, fields.date("date"), fields.text("name"), fields.rest)


def _calendar(raw: Any, place: str) -> Calendar:
    fields = Fields(raw, place)
    days_off = tuple(sorted(set(fields.each("daysOff", weekday))))
    name = fields.text("name") or ""
    return Calendar(fields.id(), name, days_off, fields.each("events", _event), fields.rest)


def _stripboard(raw: Any, place: str, ends: set[str]) -> Stripboard:
    fields = Fields(raw, place)
    boards = fields.each("boards", lambda raw, place: _board(raw, place, ends))
    return Stripboard(fields.id(), fields.text("name") or "", boards, fields.text("calendar") or None, fields.rest)


def _board(raw: Any, place: str, ends: set[str]) -> Board:
    fields = Fields(raw, place)
    strips: Strips = fields.each("breakdownIds", _entry, "breakdownArrays")
    if ends and all(isinstance(entry, str) for entry in strips):
        strips = _broken_into_days(strips, ends)
    return Board(fields.text("id") or "", fields.text("name") or "", strips, fields.rest)


def _entry(raw: Any, place: str) -> str | tuple[str, ...]:
    if isinstance(raw, list):
        return tuple(identifier(entry, f"{place}[{i}]") for i, entry in enumerate(raw))
    return identifier(raw, place)


def _broken_into_days(strips: Strips, ends: set[str]) -> Strips:
    """A flat list with strips that end a day as days; what follows the last end stays outside of any."""
    made: list[str | tuple[str, ...]] = []
    day: list[str] = []
    for entry in strips:
        if entry in ends:
            made.append(tuple(day))
            day = []
        elif isinstance(entry, str):
            day.append(entry)
    return (*made, *([tuple(day)] if day and made else day))


def _once(document: Document) -> None:
    """Refuses an id that two objects of one kind share: nobody could say which is meant."""
    for kind in ("breakdowns", "categories", "elements", "stripboards", "calendars"):
        seen: set[str] = set()
        for i, row in enumerate(getattr(document, kind)):
            if row.id in seen:
                raise refused(f"{kind}[{i}].id", f"{row.id[:60]} is used twice")
            seen.add(row.id)


def named(document: Document, name: str) -> Stripboard:
    """The stripboard of this name, letter case aside when only one fits. Raises Invalid listing the names there are."""
    exact = [board for board in document.stripboards if board.name == name]
    alike = exact or [board for board in document.stripboards if board.name.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    names = ", ".join(board.name for board in document.stripboards) or "none"
    said = "several boards are called" if alike else "there is no board"
    raise Invalid(f"In this file {said} {name[:80]}; its boards: {names}.", field="board")
