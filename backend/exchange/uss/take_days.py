"""Single days of people and things in a file: travel, rehearsal and fitting, and the days on which they are away."""

import datetime as dt
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from backend.core.access import actor
from backend.core.db import db
from backend.exchange.uss.dates import day_of
from backend.exchange.uss.document import Element
from backend.exchange.uss.intake import Intake
from backend.exchange.uss.shooting import event_name, python_weekday
from backend.planning.availability.models import Availability
from backend.planning.dood.models import PersonalDay
from backend.planning.facts import WORK_EVENTS

AWAY = "unavailable"
LONGEST = 1100  # days of a plan for which weekly days off are written out: three years


def take_days(intake: Intake, shooting: Iterable[dt.date]) -> None:
    """Personal days of cast and elements, and when cast and locations cannot be had while the boards last."""
    dates = sorted(shooting)
    own = select(PersonalDay).where(PersonalDay.production_id == intake.production_id)
    taken = {(row.cast_member_id, row.element_id, row.date) for row in db.session.scalars(own)}
    known = _known(intake.production_id)
    for element in intake.document.elements:
        whose = intake.cast.get(element.id), intake.element.get(element.id)
        for date, kind in _events(element) if any(whose) else ():
            if (*whose, date) not in taken:
                taken.add((*whose, date))
                day = PersonalDay(production_id=intake.production_id, date=date, kind=kind)
                day.cast_member_id, day.element_id = whose
                db.session.add(day)
        _away(intake, element, dates, known)
    db.session.flush()


def away_dates(element: Element, shooting: list[dt.date]) -> set[dt.date]:
    """Single days off, and every one of their weekdays off from the first shooting day to the last."""
    found = {day_of(event.date) for event in element.events if event.type.casefold() == "dayoff"}
    weekdays = {python_weekday(day) for day in element.days_off}
    if weekdays and shooting and (shooting[-1] - shooting[0]).days <= LONGEST:
        span = (shooting[0] + dt.timedelta(days=n) for n in range((shooting[-1] - shooting[0]).days + 1))
        found |= {date for date in span if date.weekday() in weekdays}
    return found


def _events(element: Element) -> Iterator[tuple[dt.date, str]]:
    for event in element.events:
        if event.type.casefold() != "dayoff" and event_name(event) in WORK_EVENTS:
            yield day_of(event.date), event_name(event)


def _away(
    intake: Intake, element: Element, shooting: list[dt.date], known: dict[tuple[int | None, int | None], set[dt.date]]
) -> None:
    whose = intake.cast.get(element.id), intake.location.get(element.id)
    if not any(whose):
        return
    identity = actor().identity
    there = known.setdefault(whose, set())
    for date in sorted(away_dates(element, shooting) - there):
        row = Availability(production_id=intake.production_id, first=date, last=date, state=AWAY)
        row.cast_member_id, row.location_id = whose
        row.note = "Weekly day off" if weekday_of(date) in element.days_off else ""
        row.entered_by_id = identity.user_id if identity else None
        db.session.add(row)
        there.add(date)


def _known(production_id: int) -> dict[tuple[int | None, int | None], set[dt.date]]:
    """Dates on which something is said of somebody already."""
    found: dict[tuple[int | None, int | None], set[dt.date]] = {}
    for row in db.session.scalars(select(Availability).where(Availability.production_id == production_id)):
        span = (row.first + dt.timedelta(days=n) for n in range((row.last - row.first).days + 1))
        found.setdefault((row.cast_member_id, row.location_id), set()).update(span)
    return found


def weekday_of(date: dt.date) -> int:
    """The weekday of a date with Sunday = 0."""
    return date.isoweekday() % 7
