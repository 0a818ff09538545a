"""Everything a call sheet says, as plain values: read once, then shown, printed, checked, compared and kept."""

import datetime as dt
import re
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.people.cast import service as cast
from backend.planning.call_sheets import defaults, reads
from backend.planning.call_sheets.models import (
    CallSheet,
    CallSheetBackground,
    CallSheetCast,
    CallSheetCrew,
    CallSheetDefaults,
    CallSheetDepartment,
    CallSheetInfo,
    CallSheetScene,
    CallSheetSignature,
)
from backend.planning.schedule.models import ShootingDay
from backend.productions.productions import service as productions
from backend.productions.productions.models import Production
from backend.things.locations import service as locations
from backend.things.locations.map_links import map_url
from backend.things.locations.models import Location

Facts = dict[str, Any]
Scenes = dict[int, dict[str, Any]]

HEAD = (
    "id", "version", "date", "day_id", "unit_id", "status", "edition", "published_at", "location_id", "general_call",
    "shooting_call", "breakfast", "lunch", "second_meal", "estimated_wrap", "travel_minutes", "makeup_minutes",
    "wardrobe_minutes", "temperature_high", "temperature_low", "rain_percent", "wind", "weather", "parking", "basecamp",
    "hospital", "safety_notes", "emergency_plan", "closed_set", "policy", "breakfast_count", "lunch_count", "notes",
    "typed",
)  # fmt: skip
BANNER: Facts = {
    "number": "", "heading": "", "int_ext": None, "day_night": None, "set_name": "", "synopsis": "", "script_day": "",
    "eighths": 0, "status": "", "location_id": None, "location_name": None, "cast_numbers": [], "cast_member_ids": [],
}  # fmt: skip
SCENE = ("id", "version", "scene_id", "part", "position", "banner", "at", "minutes", "notes", "typed")
CAST = (
    "id", "version", "cast_member_id", "code", "pick_up", "makeup", "wardrobe", "on_set", "wrap", "travel_minutes",
    "makeup_minutes", "wardrobe_minutes", "status", "remarks", "typed",
)  # fmt: skip
CREW = (
    "id", "version", "member_id", "department", "position", "name", "phone", "email", "call", "wrap", "on_call",
    "typed",
)  # fmt: skip
BACKGROUND = ("id", "version", "stand_in", "quantity", "kind", "call", "on_set", "remarks", "typed")
DEPARTMENT = ("id", "version", "department", "call", "note")
INFO = ("id", "version", "section", "label", "text", "phone", "at")
SIGNATURE = ("id", "version", "role", "name", "edition", "signed_at", "signed_by")
# Whose names stand at the head of a sheet, by job role.
HEADS = {
    "director": "Director", "producer": "Producer", "production_manager": "UPM", "assistant_director": "AD",
}  # fmt: skip
PHONE = re.compile(r"[0-9+()./ x#*-]{3,40}")
ADVANCE_DAYS = 2


def of(sheet: CallSheet) -> Facts:
    """The whole sheet with every phone number and address; Python's own dates and times."""
    production = productions.find(sheet.production_id)
    base = defaults.of(sheet.production_id)
    days = reads.days_of_unit(sheet)
    coming = [day for day in days if day.date > sheet.date][:ADVANCE_DAYS]
    planned = reads.lines([day.id for day in coming])
    rows = scene_rows(sheet)
    scenes = reads.scenes(sheet.production_id, _scene_ids(rows, planned))
    listed = [scene_view(row, scenes) for row in rows]
    places = locations.by_id(sheet.production_id)
    crew = crew_views(sheet)
    found: Facts = {
        **{name: getattr(sheet, name) for name in HEAD},
        "unit": reads.unit_name(sheet),
        "colour": defaults.colour(base, sheet.edition),
        "edition_name": defaults.edition_name(base, sheet.edition),
        "temperature_unit": base.temperature_unit,
        "day_number": next((number for number, day in enumerate(days, 1) if _same(day, sheet)), None),
        "days_total": len(days),
        **_place(places.get(sheet.location_id or 0), sheet, production.timezone),
        "scenes": listed,
        "cast": cast_views(sheet, listed),
        "crew": crew,
        "background": rows_of(CallSheetBackground, sheet, BACKGROUND),
        "departments": sorted(rows_of(CallSheetDepartment, sheet, DEPARTMENT), key=lambda one: one["department"]),
        "info": rows_of(CallSheetInfo, sheet, INFO),
        "signatures": rows_of(CallSheetSignature, sheet, SIGNATURE),
        "advance": [_advance(day, planned[day.id], scenes, places, days) for day in coming],
        "production": _production(production, base),
        "contacts": _contacts(production),
        "places": _places(sheet, listed, places),
    }
    found["totals"] = _totals(found)
    found["meals"] = _meals(found)
    return found


def scene_rows(sheet: CallSheet) -> list[CallSheetScene]:
    """The lines of the scene list in order."""
    lines = select(CallSheetScene).where(CallSheetScene.call_sheet_id == sheet.id)
    return list(db.session.scalars(lines.order_by(CallSheetScene.position, CallSheetScene.id)))


def scene_view(row: CallSheetScene, scenes: Scenes) -> Facts:
    """One line of the scene list with its scene; parts of a scene are named as strips are (12 pt 1)."""
    shown = {**scenes.get(row.scene_id or 0, BANNER), **{name: getattr(row, name) for name in SCENE}}
    shown["number"] = f"{shown['number']} pt {row.part}" if row.part else shown["number"]
    return {**shown, "eighths": shown["eighths"] if row.eighths is None else row.eighths}


def cast_views(sheet: CallSheet, scenes: list[Facts], only: int | None = None) -> list[Facts]:
    """The cast rows (or only one of them) by cast number, each with the numbers of its scenes on the sheet."""
    rows = db.session.scalars(select(CallSheetCast).where(CallSheetCast.call_sheet_id == sheet.id)).all()
    rows = [row for row in rows if only in {None, row.id}]
    people = cast.cast_by_ids(sheet.production_id, [row.cast_member_id for row in rows])
    found = []
    for row in rows:
        who = people[row.cast_member_id]
        found.append({
            **{name: getattr(row, name) for name in CAST},
            **{name: getattr(who, name) for name in ("number", "character_name", "name", "phone", "born")},
            "email": who.email or "",
            "scene_numbers": [scene["number"] for scene in scenes if who.id in scene["cast_member_ids"]],
        })  # fmt: skip
    return sorted(found, key=lambda one: one["number"])


def crew_views(sheet: CallSheet, only: int | None = None) -> list[Facts]:
    """The crew rows (or only one of them) by department, in the order they were put there."""
    found = [row for row in rows_of(CallSheetCrew, sheet, CREW) if only in {None, row["id"]}]
    return sorted(found, key=lambda one: (not one["department"], one["department"].casefold()))


def rows_of(model: Any, sheet: CallSheet, names: tuple[str, ...]) -> list[Facts]:
    """Rows of a sheet with these columns, in the order they were put there."""
    rows = db.session.scalars(select(model).where(model.call_sheet_id == sheet.id).order_by(model.id))
    return [{name: getattr(row, name) for name in names} for row in rows]


def hospital(text: str) -> dict[str, str]:
    """Name on the first line, a phone number on the last, the address between; each may be empty."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    phone = lines.pop() if lines and PHONE.fullmatch(lines[-1]) else ""
    return {"name": lines[0] if lines else "", "address": ", ".join(lines[1:]), "phone": phone}


def one_line(text: str) -> str:
    """Lines of an address as one."""
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _same(day: ShootingDay, sheet: CallSheet) -> bool:
    return day.id == sheet.day_id if sheet.day_id else day.date == sheet.date


def _scene_ids(rows: list[CallSheetScene], planned: dict[int, list[reads.Line]]) -> set[int]:
    coming = {line.scene_id for lines in planned.values() for line in lines}
    return {one for one in {row.scene_id for row in rows} | coming if one is not None}


def _place(place: Location | None, sheet: CallSheet, zone: str) -> Facts:
    return {
        "location_name": place.name if place else None,
        "location_address": place.address if place else "",
        "location_map": map_url(place.latitude, place.longitude) if place else "",
        "sun": vars(locations.sun_over(place, sheet.date, zone)),
    }


def _production(production: Production, base: CallSheetDefaults) -> Facts:
    names = ("id", "title", "company", "company_address", "company_phone", "timezone", "paper")
    return {**{name: getattr(production, name) for name in names}, "hide_phones": base.hide_phones}


def _contacts(production: Production) -> list[dict[str, str]]:
    """Members by their job; director and producer as the production names them while no member does that job."""
    crew = reads.crew(production.id)
    found = []
    for job, title in HEADS.items():
        people = [who for who in crew if who.job_role == job]
        found += [{"role": short(who, title), "name": who.name, "phone": who.phone} for who in people]
        named = {"director": production.director, "producer": production.producer}.get(job, "")
        if named and not people:
            found.append({"role": title, "name": named, "phone": ""})
    return found


def short(who: reads.CrewMember, title: str) -> str:
    """`1st assistant director` → `1st AD`; the title of the job when the position says nothing of an AD."""
    short = re.sub(r"assistant director", "AD", who.position, flags=re.IGNORECASE)
    return short if short != who.position else title


def _places(sheet: CallSheet, scenes: list[Facts], known: dict[int, Location]) -> list[Facts]:
    """The sheet's own location with its parking and base, then whatever other places its scenes name."""
    wanted = dict.fromkeys([sheet.location_id, *(scene["location_id"] for scene in scenes)])
    found = []
    for place in (known[one] for one in wanted if one in known):
        own = place.id == sheet.location_id
        found.append({
            "name": place.name, "address": one_line(place.address), "notes": place.notes,
            "parking": sheet.parking if own else place.parking, "basecamp": sheet.basecamp if own else place.basecamp,
            "latitude": place.latitude, "longitude": place.longitude,
            "map_url": map_url(place.latitude, place.longitude),
        })  # fmt: skip
    if not found and (sheet.parking or sheet.basecamp):
        nowhere = dict.fromkeys(("name", "address", "notes", "map_url"), "")
        own_words = {"parking": sheet.parking, "basecamp": sheet.basecamp, "latitude": None, "longitude": None}
        found.append({**nowhere, **own_words})
    return found


def _advance(
    day: ShootingDay, lines: list[reads.Line], scenes: Scenes, places: dict[int, Location], days: list[ShootingDay]
) -> Facts:  # fmt: skip
    listed = [(line, scenes[line.scene_id]) for line in lines if line.scene_id in scenes]
    strips = [
        {**scene, "part": line.part, "eighths": scene["eighths"] if line.eighths is None else line.eighths}
        for line, scene in listed
    ]
    place = places.get(day.location_id or 0)
    return {
        "day_id": day.id, "date": day.date, "number": days.index(day) + 1, "general_call": day.general_call,
        "location_name": place.name if place else None, "eighths": sum(one["eighths"] for one in strips),
        "scenes": strips,
    }  # fmt: skip


def _totals(found: Facts) -> dict[str, int]:
    scenes = found["scenes"]
    return {
        "scenes": sum(scene["scene_id"] is not None for scene in scenes),
        "eighths": sum(scene["eighths"] for scene in scenes),
        "minutes": sum(scene["minutes"] or 0 for scene in scenes),
        "cast": len(found["cast"]),
        "crew": len(found["crew"]),
        "background": sum(row["quantity"] for row in found["background"]),
    }


def _meals(found: Facts) -> dict[str, int]:
    """For how many the meals are cooked: as typed, else everybody who comes (who is on call does not)."""
    cast_here = sum(row["code"] not in {"H", "TR", "FT"} and row["status"] != "cancelled" for row in found["cast"])
    coming = cast_here + sum(not row["on_call"] for row in found["crew"]) + found["totals"]["background"]
    counts = {"breakfast": found["breakfast_count"], "lunch": found["lunch_count"]}
    return {**{name: coming if typed is None else typed for name, typed in counts.items()}, "counted": coming}


def local_date(found: Facts) -> dt.date:
    """The sheet's date, from facts as read or as kept."""
    date = found["date"]
    return date if isinstance(date, dt.date) else dt.date.fromisoformat(date)
