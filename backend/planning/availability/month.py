"""The availability calendar: days across, people and places down, and where the active board wants them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from backend.core.access import may
from backend.core.db import db
from backend.core.errors import Invalid
from backend.core.roles import SET
from backend.people.cast.models import CastMember
from backend.planning.availability import service, spans, subjects
from backend.planning.availability.models import Availability
from backend.planning.availability.schemas import CalendarQuery
from backend.planning.availability.subjects import Key
from backend.planning.facts import BoardFacts
from backend.planning.schedule.facts import board_facts
from backend.productions.members.models import Member
from backend.script.breakdown.models import Element
from backend.things.locations.models import Location

LONGEST = 100
Wanted = Mapping[Key, set[dt.date]]
Cell = dict[str, Any]


def calendar(production_id: int, query: CalendarQuery) -> dict[str, Any]:
    """As `schemas.CalendarOut`; only the caller's own rows without availability.read."""
    length = (query.last - query.first).days + 1
    if not 1 <= length <= LONGEST:
        raise Invalid(f"Ask for 1 to {LONGEST} days.", field="last")
    dates = [query.first + dt.timedelta(days=number) for number in range(length)]
    board = board_facts(production_id)
    own = subjects.mine(production_id)
    rows = [row for row in _subjects(production_id) if may("availability.read") or (row["kind"], row["id"]) in own]
    wanted, known = _wanted(board, rows), _known(production_id, dates)
    for row in rows:
        key = (row["kind"], row["id"])
        row["mine"] = key in own
        row["cells"] = _cells(dates, known[key], wanted[key])
    numbers = {date: number for number, date in enumerate(sorted({day.date for day in board.days}), start=1)}
    days = [{"date": date, "number": numbers.get(date), "works": board.calendar.works(date)} for date in dates]
    return {"days": days, "rows": rows}


def _subjects(production_id: int) -> list[Cell]:
    """Cast by number, crew by department, locations by name, and the elements that have a day out of days."""

    def of(model: Any) -> list[Any]:
        return list(db.session.scalars(select(model).where(model.production_id == production_id)))

    cast = sorted(of(CastMember), key=lambda row: row.number)
    crew = [row for row in of(Member) if row.job_role in SET]
    crew.sort(key=lambda row: (not row.department, row.department.casefold(), row.user.name.casefold(), row.id))
    found = [_subject("cast", row.id, row.character_name, row.name, str(row.number)) for row in cast]
    found += [_subject("crew", row.id, row.user.name, row.position or row.department) for row in crew]
    places = sorted(of(Location), key=lambda row: (row.name.casefold(), row.id))
    found += [_subject("location", row.id, row.name, "") for row in places]
    things = [row for row in of(Element) if row.in_dood]
    things.sort(key=lambda row: (row.category.position, row.category_id, row.name.casefold(), row.id))
    return found + [_subject("element", row.id, row.name, row.category.name) for row in things]


def _subject(kind: str, row_id: int, name: str, about: str, number: str = "") -> Cell:
    return {"kind": kind, "id": row_id, "number": number, "name": name, "about": about}


def _wanted(board: BoardFacts, rows: list[Cell]) -> Wanted:
    """On which days each is needed: cast, things and places by the strips, the crew on every shooting day."""
    found: dict[Key, set[dt.date]] = defaultdict(set)
    things = subjects.needing([row["id"] for row in rows if row["kind"] == "element"])
    for day in board.days:
        for strip in day.strips:
            for one in strip.subjects:
                found["cast", one].add(day.date)
            for one in things.get(strip.scene_id or 0, ()):
                found["element", one].add(day.date)
            place = strip.location_id or day.location_id
            if place and strip.scene_id is not None:
                found["location", place].add(day.date)
        if day.location_id and not day.strips:
            found["location", day.location_id].add(day.date)
    shooting = {day.date for day in board.days}
    return found | {("crew", row["id"]): shooting for row in rows if row["kind"] == "crew"}


def _known(production_id: int, dates: list[dt.date]) -> dict[Key, dict[dt.date, list[Availability]]]:
    """The spans of each subject on each day, the worst first."""
    found: dict[Key, dict[dt.date, list[Availability]]] = defaultdict(lambda: defaultdict(list))
    for row in service.touching(production_id, dates[0], dates[-1]):
        for date in service.dates_of(row, dates[0], dates[-1]):
            found[subjects.of(row)][date].append(row)
    for days in found.values():
        for rows in days.values():
            rows.sort(key=lambda row: (-service.WORST.index(row.state), row.id))
    return found


def _cells(dates: list[dt.date], known: Mapping[dt.date, list[Availability]], wanted: set[dt.date]) -> list[Cell]:
    found = []
    for date in dates:
        row = next(iter(known.get(date, [])), None)
        if row is None and date not in wanted:
            continue
        found.append({
            "date": date,
            "span_id": row.id if row else None,
            "state": row.state if row else None,
            "partly": spans.part_of_day(row) if row else "",
            "wanted": date in wanted,
            "clash": _clash(row) if row and date in wanted else None,
        })  # fmt: skip
    return found


def _clash(row: Availability) -> str | None:
    if row.state == "unavailable" and row.starts is None:
        return "error"
    return "warning" if row.state in {"unavailable", "tentative", "hold_2"} else None
