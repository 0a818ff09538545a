"""The board as it is read: days in order with their strips, and the strips that have no day yet (the boneyard)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Stale
from backend.planning.facts import CalendarFacts
from backend.planning.schedule import boards, calendars, reads, steps
from backend.planning.schedule.models import Board, ShootingDay, Unit
from backend.things.locations.models import Location

Strips = dict[int, list[dict[str, Any]]]
DAY = ("id", "version", "unit_id", "date", "general_call", "location_id", "pinned", "notes")


def whole(production_id: int, board_id: int | None = None) -> dict[str, Any]:
    """A board (the active one when none is named), as `schemas.ScheduleOut`: days by date, then unit."""
    chosen = boards.chosen(production_id, board_id)
    units, calendar = boards.units(production_id), calendars.shown(chosen.calendar_id) if chosen else None
    head = _head(chosen)  # first: a board newer than its version is refused in vain, an older one never passes
    found = _read(production_id, head["board_id"] or 0, None, True, units, calendars.facts_of(calendar))
    return {**head, **found, "calendar": calendar, "units": units}


def part(production_id: int, board_id: int, day_ids: Collection[int], *, unscheduled: bool) -> dict[str, Any]:
    """A board with only these days; `unscheduled` None unless it is asked for; no calendar and units."""
    chosen = boards.find(production_id, board_id)
    units, calendar = boards.units(production_id), calendars.facts(chosen.calendar_id)
    head = _head(chosen)
    found = _read(production_id, board_id, set(day_ids), unscheduled, units, calendar)
    return {**head, **found, "calendar": None, "units": None}


def expect(production_id: int, board_id: int, version: int) -> None:
    """Refuse (409, with the whole board as it is now) when the caller saw an older board."""
    if boards.revision(board_id) != version:
        raise Stale(whole(production_id, board_id), "Somebody else changed this board. Here it is as it is now.")


def _head(chosen: Board | None) -> dict[str, Any]:
    if chosen is None:
        return {"version": 0, "board_id": None, "board_name": "", "active": True, "undo": None, "redo": None}
    about = {"board_id": chosen.id, "board_name": chosen.name, "active": chosen.active}
    return {"version": boards.revision(chosen.id), **about, **steps.offered(chosen.id)}


def _read(
    production_id: int,
    board_id: int,
    day_ids: set[int] | None,
    unscheduled: bool,
    units: Sequence[Unit],
    calendar: CalendarFacts,
) -> dict[str, Any]:
    """The days (all, or these) and the boneyard."""
    on_day: Strips = defaultdict(list)
    boneyard = []
    for strip in reads.strips(production_id, board_id, day_ids, unscheduled=unscheduled):
        if strip["day_id"] is not None:
            on_day[strip["day_id"]].append(strip)
        elif strip["status"] not in reads.UNSHOT:
            boneyard.append(strip)
    for strips in on_day.values():
        strips.sort(key=lambda strip: strip["position"])
    days = _days(production_id, board_id, on_day, units, calendar)
    shown = days if day_ids is None else [day for day in days if day["id"] in day_ids]
    return {"days": shown, "unscheduled": boneyard if unscheduled else None}


def _days(
    production_id: int, board_id: int, on_day: Strips, units: Sequence[Unit], calendar: CalendarFacts
) -> list[dict[str, Any]]:
    names = {unit.id: (place, unit.name) for place, unit in enumerate(units)}
    columns = [getattr(ShootingDay, name) for name in DAY]
    rows = db.session.execute(
        select(*columns, Location.name.label("location_name"))
        .outerjoin(Location, Location.id == ShootingDay.location_id)
        .where(ShootingDay.board_id == board_id)
    )
    days = sorted((dict(row) for row in rows.mappings()), key=lambda day: (day["date"], names[day["unit_id"]]))
    sheets = reads.sheets(production_id)
    pace, of, numbers = reads.minutes_per_eighth(production_id), Counter(day["unit_id"] for day in days), Counter[int]()
    for day in days:
        numbers[day["unit_id"]] += 1
        sheet, strips = sheets.get(day["id"]), on_day[day["id"]]
        day |= {
            "board_id": board_id,
            "number": numbers[day["unit_id"]],
            "of": of[day["unit_id"]],
            "unit_name": names[day["unit_id"]][1],
            "off": calendars.why_off(calendar, day["date"]),
            "call_sheet_id": sheet.id if sheet else None,
            "call_sheet_status": sheet.status if sheet else None,
            "strips": strips,
            **_sums(strips, pace),
        }
    return days


def _sums(strips: list[dict[str, Any]], pace: int) -> dict[str, int]:
    """What a day holds; scenes that were cut since count for nothing."""
    live = [strip for strip in strips if strip["status"] not in reads.UNSHOT]
    scenes = [strip for strip in live if strip["scene_id"] is not None]
    return {
        "eighths": sum(strip["eighths"] for strip in scenes),
        "minutes": sum(reads.minutes_of(strip, pace) for strip in live),
        "sets": len({strip["set_name"] for strip in scenes if strip["set_name"]}),
        "cast": len({member for strip in scenes for member in strip["cast_member_ids"]}),
    }
