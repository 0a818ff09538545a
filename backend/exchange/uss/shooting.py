"""What the planning engines want of a schedule file: its boards' days with their dates, and who works in them."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence

from backend.core.errors import Invalid
from backend.exchange.uss.dates import day_of
from backend.exchange.uss.document import (
    CAST,
    DAY_NIGHT,
    INT_EXT,
    LOCATION,
    SCRIPT_DAY,
    SET,
    Board,
    Breakdown,
    Calendar,
    Category,
    Document,
    Element,
    Event,
    Stripboard,
)
from backend.exchange.uss.reading import named
from backend.planning.facts import WORK_EVENTS, BoardFacts, CalendarFacts, DayFacts, StripFacts, Subject

YEARS_AHEAD = 20  # a calendar that offers no working day within so long offers none


def calendar_of(document: Document, stripboard: Stripboard) -> Calendar | None:
    """The stripboard's calendar; the only one when it names none that is there."""
    for calendar in document.calendars:
        if calendar.id == stripboard.calendar:
            return calendar
    return document.calendars[0] if len(document.calendars) == 1 else None


def start_of(calendar: Calendar) -> dt.date | None:
    """The date of the first shooting day."""
    return next((day_of(event.date) for event in calendar.events if event.type.casefold() == "start"), None)


def calendar_facts(calendar: Calendar) -> CalendarFacts:
    """When the company works. Holidays count as such whether they are written as a day off or as an event."""
    off, holidays, travel = set(), set(), set()
    for event in calendar.events:
        what = event_name(event)
        if what == "holiday":
            holidays.add(day_of(event.date))
        elif event.type.casefold() == "dayoff":
            off.add(day_of(event.date))
        elif what == "travel":
            travel.add(day_of(event.date))
    weekly = frozenset(python_weekday(day) for day in calendar.days_off)
    return CalendarFacts(weekly, frozenset(off), frozenset(holidays), frozenset(travel))


def event_name(event: Event) -> str:
    """What an event is: holiday, travel, rehearsal or fitting however spelled ("doodTravel"); else its own name."""
    name = (event.name or "").casefold()
    return next((word for word in ("holiday", *WORK_EVENTS) if word in name), name)


def dates_from(start: dt.date, calendar: CalendarFacts) -> Iterator[dt.date]:
    """Shooting dates from the start on; the start itself is one, whatever the calendar says of it."""
    if len(calendar.weekly_off) > 6:
        raise Invalid("The board's calendar has no working day in the week.", field="file")
    yield start
    for days in range(1, 366 * YEARS_AHEAD):
        date = start + dt.timedelta(days=days)
        if calendar.works(date):
            yield date


def unit_boards(stripboard: Stripboard) -> list[Board]:
    """The boards that are shot, the main unit's first; what is not shot is the boneyard's."""
    return [board for board in stripboard.boards if not board.is_boneyard]


def shooting_dates(document: Document, stripboard: Stripboard) -> list[dt.date]:
    """The date of each shooting day in order; every unit counts from the same start.

    Raises Invalid when the board has days but no calendar with a start.
    """
    longest = max((len(board.days()) for board in unit_boards(stripboard)), default=0)
    if not longest:
        return []
    calendar = calendar_of(document, stripboard)
    start = start_of(calendar) if calendar else None
    if calendar is None or start is None:
        raise Invalid(f"The board {stripboard.name} has no calendar with a start date.", field="file")
    try:
        found = list(itertools.islice(dates_from(start, calendar_facts(calendar)), longest))
    except OverflowError:
        found = []
    if len(found) < longest:
        raise Invalid(f"The calendar {calendar.name} has too few working days for the board's days.", field="file")
    return found


def facts(document: Document, board_name: str, category: str | None = None) -> BoardFacts:
    """One board for the engines: its subjects are the cast, or the elements of the category of this name.

    Keys are places in the file's lists; names are as in the file. Raises Invalid for a board or category that is not
    there and for a board whose days have no dates.
    """
    stripboard = named(document, board_name)
    dates = shooting_dates(document, stripboard)
    calendar = calendar_of(document, stripboard)
    subjects = {key: _subject(key, element, dates) for key, element in _chosen(document, _category(document, category))}
    strips = _Strips(document, subjects.keys())
    units = unit_boards(stripboard)
    days = [
        (date, unit, tuple(strips.of(day)))
        for unit, board in enumerate(units)
        for date, day in zip(dates, board.days(), strict=False)
    ]
    days.sort(key=lambda day: day[:2])
    unscheduled = [
        *(board for board in units if not board.days()),
        *(board for board in stripboard.boards if board.is_boneyard),
    ]
    return BoardFacts(
        name=stripboard.name,
        days=tuple(DayFacts(key, date, found, unit) for key, (date, unit, found) in enumerate(days)),
        boneyard=tuple(strip for board in unscheduled for strip in strips.of(board.flat())),
        subjects=subjects,
        calendar=calendar_facts(calendar) if calendar else CalendarFacts(),
        units={unit: board.name for unit, board in enumerate(units)},
    )


class _Strips:
    """The file's breakdowns as strips; scene and key are the breakdown's place in the file."""

    def __init__(self, document: Document, subjects: Iterable[int]) -> None:
        self._at = {row.id: (key, row) for key, row in enumerate(document.breakdowns)}
        self._key = {row.id: key for key, row in enumerate(document.elements)}
        self._elements = document.elements
        self._role = {row.id: row.role for row in document.categories}
        self._subjects = set(subjects)

    def of(self, ids: Iterable[str]) -> Iterator[StripFacts]:
        """Strips in this order; an id that is no breakdown's is nothing."""
        return (self._strip(*self._at[each]) for each in ids if each in self._at)

    def _strip(self, key: int, row: Breakdown) -> StripFacts:
        keys = [self._key[each] for each in row.elements if each in self._key]
        place = self._first(keys, LOCATION)
        return StripFacts(
            key=key,
            scene_id=None if row.is_banner else key,
            number=row.scene or "",
            eighths=row.eighths or 0,
            minutes=None if row.duration is None else round(row.duration / 60_000),
            int_ext=int_ext(self._name(self._first(keys, INT_EXT))),
            day_night=self._name(self._first(keys, DAY_NIGHT)).strip().upper() or None,
            set_name=self._name(self._first(keys, SET)),
            script_day=self._name(self._first(keys, SCRIPT_DAY)),
            location_id=place,
            subjects=tuple(dict.fromkeys(each for each in keys if each in self._subjects)),
            order=key,
            banner=(row.banner_text or row.description or "") if row.is_banner else "",
        )

    def _first(self, keys: Sequence[int], role: int) -> int | None:
        return next((key for key in keys if self._role.get(self._elements[key].category or "") == role), None)

    def _name(self, key: int | None) -> str:
        return "" if key is None else self._elements[key].name


def int_ext(name: str) -> str | None:
    """INT, EXT or INT/EXT from whatever a file calls it; None for anything else."""
    letters = {part.strip(" .")[:1] for part in name.upper().replace("-", "/").split("/") if part.strip(" .")}
    if not letters or letters - {"I", "E"}:
        return None
    return "INT/EXT" if len(letters) > 1 else {"I": "INT", "E": "EXT"}[letters.pop()]


def _category(document: Document, name: str | None) -> Category:
    """The category of this name; the cast for None."""
    for row in document.categories:
        if row.role == CAST if name is None else row.name.casefold() == name.casefold():
            return row
    known = ", ".join(row.name for row in document.categories) or "none"
    raise Invalid(f"In this file there is no category {name or 'for cast'}; its categories: {known}.", field="category")


def _chosen(document: Document, category: Category) -> Iterator[tuple[int, Element]]:
    """The elements of the category that the file wants in a day out of days, with their keys."""
    for key, element in enumerate(document.elements):
        if element.category == category.id and element.in_dood:
            yield key, element


def _subject(key: int, element: Element, dates: list[dt.date]) -> Subject:
    """Somebody with the dates on which they cannot be had: single ones and, while the board lasts, their weekdays."""
    events: dict[dt.date, str] = {}
    away = {day_of(event.date) for event in element.events if event.type.casefold() == "dayoff"}
    for event in element.events:
        if event.type.casefold() != "dayoff" and event_name(event) in WORK_EVENTS:
            events[day_of(event.date)] = event_name(event)
    if dates and element.days_off:
        weekdays = {python_weekday(day) for day in element.days_off}
        span = (dates[0] + dt.timedelta(days=n) for n in range((dates[-1] - dates[0]).days + 1))
        away |= {date for date in span if date.weekday() in weekdays}
    return Subject(
        key=key,
        name=element.name,
        number=element.element_id or "",
        hold=element.hold,
        drop=element.drop,
        drop_days=element.drop_days,
        events=events,
        away=frozenset(away),
    )


def python_weekday(day: int) -> int:
    """Monday = 0 from Sunday = 0."""
    return (day + 6) % 7
