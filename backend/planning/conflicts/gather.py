"""What stands around a board, read from the database in a handful of queries however long the shoot."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.core.roles import SET
from backend.core.sun import YEARS, SunTimes, sun_times
from backend.planning.availability import service as availability
from backend.planning.availability import subjects
from backend.planning.call_sheets.models import (
    CallSheet,
    CallSheetCast,
    CallSheetCrew,
    CallSheetDefaults,
    CallSheetScene,
)
from backend.planning.conflicts.facts import Around, Clocks, Hours, Key, Pace, Sheet
from backend.planning.facts import BoardFacts, Subject
from backend.planning.schedule.reads import UNSHOT
from backend.productions.members.models import Member
from backend.productions.productions import service as productions
from backend.script.scenes.models import Scene
from backend.things.locations.models import Location

Known = Mapping[subjects.Key, Mapping[dt.date, str]]
MAYBE = ("tentative", "hold_2")


def around(production_id: int, board: BoardFacts) -> Around:
    """Everything the engine takes beside the board and the rules."""
    zone = productions.find(production_id).timezone
    known: Known = {**availability.away(production_id)}
    things = _things(production_id, known)
    places = {
        row.id: row
        for row in db.session.execute(
            select(Location.id, Location.name, Location.latitude, Location.longitude).where(
                Location.production_id == production_id
            )
        )
    }
    cut = select(Scene.id).where(Scene.production_id == production_id, Scene.status.in_(UNSHOT))
    return Around(
        zone=zone,
        pace=_pace(production_id),
        sheets=_sheets(day.key for day in board.days),
        crew=_crew(production_id, known),
        things=things,
        needs=subjects.needing(things) if things else {},
        places={one: row.name for one, row in places.items()},
        unsure={one: availability.dates_in(days, *MAYBE) for (kind, one), days in known.items() if kind == "location"},
        hours=_hours(production_id),
        cut=frozenset(db.session.scalars(cut)),
        sun=_sun(board, places, zone),
    )


def _pace(production_id: int) -> Pace:
    row = db.session.scalar(select(CallSheetDefaults).where(CallSheetDefaults.production_id == production_id))
    if row is None:
        return Pace()
    return Pace(
        setup=row.setup_minutes, per_eighth=row.minutes_per_eighth, lunch_after=row.lunch_after_call,
        lunch_lasts=row.lunch_lasts, travel=row.travel_minutes, makeup=row.makeup_minutes,
        wardrobe=row.wardrobe_minutes,
    )  # fmt: skip


def _crew(production_id: int, known: Known) -> dict[int, Subject]:
    """Whom a call sheet would call: everybody who works on set or in the office."""
    rows = db.session.scalars(select(Member).where(Member.production_id == production_id, Member.job_role.in_(SET)))
    return {row.id: _subject(row.id, row.user.name, known.get(("crew", row.id))) for row in rows}


def _things(production_id: int, known: Known) -> dict[int, Subject]:
    """The elements somebody said something of."""
    keys: list[subjects.Key] = [("element", one) for kind, one in known if kind == "element"]
    names = subjects.names(production_id, keys) if keys else {}
    return {key[1]: _subject(key[1], name, known.get(key)) for key, name in names.items()}


def _subject(key: int, name: str, days: Mapping[dt.date, str] | None) -> Subject:
    away, maybe = availability.dates_in(days, "unavailable"), availability.dates_in(days, *MAYBE)
    return Subject(key=key, name=name, away=away, maybe=maybe)


def _hours(production_id: int) -> dict[tuple[Key, dt.date], tuple[Hours, ...]]:
    return {
        (key, date): tuple(Hours(*each) for each in hours)
        for key, days in availability.hours_away(production_id).items()
        for date, hours in days.items()
    }


def _sheets(day_ids: Iterable[int]) -> dict[int, Sheet]:
    """The call sheets of days, by day; a cancelled one says nothing."""
    heads = select(CallSheet).where(CallSheet.day_id.in_(list(day_ids)), CallSheet.status != "cancelled")
    rows = {row.id: row for row in db.session.scalars(heads)}
    if not rows:
        return {}
    starts: dict[int, dict[tuple[int, int], tuple[dt.time, int]]] = defaultdict(dict)
    for line in _of(CallSheetScene, rows, "call_sheet_id", "scene_id", "part", "at", "minutes"):
        if line.scene_id is not None and line.at is not None:
            starts[line.call_sheet_id][line.scene_id, line.part] = line.at, line.minutes or 0
    cast: dict[int, dict[int, Clocks]] = defaultdict(dict)
    names = ("call_sheet_id", "cast_member_id", "pick_up", "makeup", "wardrobe", "on_set", "wrap", "status")
    for one in _of(CallSheetCast, rows, *names):
        if one.status != "cancelled":
            call = one.makeup or one.wardrobe or one.on_set
            cast[one.call_sheet_id][one.cast_member_id] = Clocks(one.pick_up, call, one.wrap)
    crew: dict[int, dict[int, Clocks]] = defaultdict(dict)
    for one in _of(CallSheetCrew, rows, "call_sheet_id", "member_id", "call", "wrap", "on_call"):
        if one.member_id is not None and not one.on_call:
            crew[one.call_sheet_id][one.member_id] = Clocks(None, one.call, one.wrap)
    return {
        row.day_id or 0: Sheet(
            call=row.general_call, wrap=row.estimated_wrap, breakfast=row.breakfast, lunch=row.lunch,
            second_meal=row.second_meal, starts=starts[row.id], cast=cast[row.id], crew=crew[row.id],
            wrapped=row.status == "wrapped",
        )
        for row in rows.values()
    }  # fmt: skip


def _of(model: Any, sheets: Mapping[int, CallSheet], *names: str) -> Any:
    columns = [getattr(model, name) for name in names]
    return db.session.execute(select(*columns).where(model.call_sheet_id.in_(sheets)))


def _sun(board: BoardFacts, places: Mapping[int, Any], zone: str) -> dict[tuple[int, dt.date], SunTimes]:
    """The sun over every place with coordinates on the days something is shot outside there."""
    wanted = {
        (strip.location_id or day.location_id or 0, day.date)
        for day in board.days
        for strip in day.strips
        if "EXT" in (strip.int_ext or "") and day.date.year in YEARS
    }
    return {
        (one, date): _sun_over(places[one].latitude, places[one].longitude, date, zone)
        for one, date in wanted
        if one in places and places[one].latitude is not None and places[one].longitude is not None
    }


@lru_cache(maxsize=5000)  # asked again at every move; the sun does not change
def _sun_over(latitude: float, longitude: float, date: dt.date, zone: str) -> SunTimes:
    return sun_times(latitude, longitude, date, zone)
