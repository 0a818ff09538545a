"""A call sheet as it is read: head, rows, totals, the next days and how the schedule moved on since."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from backend.core.access import actor, may
from backend.core.db import db
from backend.people.cast import service as cast
from backend.people.cast.performers import plays
from backend.planning.call_sheets import checks, reads
from backend.planning.call_sheets.calls import RULES
from backend.planning.call_sheets.models import CallSheet, CallSheetCast, CallSheetCrew, CallSheetScene
from backend.planning.schedule import service as schedule
from backend.productions.productions import service as productions
from backend.things.locations import service as locations
from backend.things.locations.map_links import map_url

Strips = dict[int, dict[str, Any]]

HEAD = (
    "id", "version", "date", "day_id", "status", "edition", "published_at", "location_id", "general_call",
    "shooting_call", "breakfast", "lunch", "estimated_wrap", "weather", "parking", "basecamp", "hospital",
    "safety_notes", "notes",
)  # fmt: skip
COLOURS = ("white", "blue", "pink", "yellow", "green", "goldenrod", "buff", "salmon", "cherry", "tan")
BANNER: dict[str, Any] = {
    "number": "", "heading": "", "int_ext": None, "day_night": None, "set_name": "", "synopsis": "", "script_day": "",
    "eighths": 0, "status": "", "location_id": None, "location_name": None, "cast_numbers": [], "cast_member_ids": [],
}  # fmt: skip
OPEN = ("draft", "published", "in_progress")  # sheets that still follow the schedule and can be edited
ADVANCE_DAYS = 2


def whole(sheet: CallSheet) -> dict[str, Any]:
    """The whole sheet, as `schemas.CallSheetOut` shows it."""
    production_id = sheet.production_id
    strips = schedule.strips(production_id)
    days = schedule.schedule(production_id)["days"]
    scenes = [scene_view(row, strips) for row in scene_rows(sheet)]
    place = locations.by_id(production_id).get(sheet.location_id or 0)
    zone = productions.find(production_id).timezone
    crew = crew_views(sheet)
    called = cast_views(sheet, scenes)
    found = {
        **{name: getattr(sheet, name) for name in HEAD},
        "colour": colour(sheet.edition),
        "day_number": next((day["number"] for day in days if day["date"] == sheet.date), None),
        "days_total": len(days),
        "location_name": place.name if place else None,
        "location_address": place.address if place else "",
        "location_map": map_url(place.latitude, place.longitude) if place else "",
        "sun": vars(locations.sun_over(place, sheet.date, zone)),
        "scenes": scenes,
        "cast": called,
        "crew": crew,
        "totals": _totals(scenes, called, crew),
        "advance": _advance(sheet, days),
        "changed": _changed(sheet, scenes, days),
        "rules": asdict(RULES),
    }
    found["missing"] = checks.missing(found)
    found["warnings"] = checks.warnings(found, reads.previous_wrap(sheet), zone)
    return found


def colour(edition: int) -> str:
    """The revision colour of an edition: the first is white; after tan it starts again."""
    return COLOURS[(edition - 1) % len(COLOURS)] if edition else ""


def scene_rows(sheet: CallSheet) -> list[CallSheetScene]:
    """The lines of the scene list in order."""
    lines = select(CallSheetScene).where(CallSheetScene.call_sheet_id == sheet.id)
    return list(db.session.scalars(lines.order_by(CallSheetScene.position, CallSheetScene.id)))


def scene_view(row: CallSheetScene, strips: Strips) -> dict[str, Any]:
    """One line of the scene list with its scene."""
    own = {name: getattr(row, name) for name in ("id", "version", "scene_id", "banner", "at", "minutes", "notes")}
    return {**strips.get(row.scene_id or 0, BANNER), **own, "position": row.position}


def cast_views(sheet: CallSheet, scenes: list[dict[str, Any]], only: int | None = None) -> list[dict[str, Any]]:
    """The cast rows (or only one of them) by cast number, each with the numbers of its scenes on the sheet."""
    rows = db.session.scalars(select(CallSheetCast).where(CallSheetCast.call_sheet_id == sheet.id)).all()
    rows = [row for row in rows if only in {None, row.id}]
    people = cast.cast_by_ids(sheet.production_id, [row.cast_member_id for row in rows])
    contact = may("cast.contact")
    own = ("id", "version", "cast_member_id", "code", "pick_up", "makeup", "on_set", "status", "remarks")
    found = []
    for row in rows:
        who = people[row.cast_member_id]
        found.append({
            **{name: getattr(row, name) for name in own},
            **{name: getattr(who, name) for name in ("number", "character_name", "name")},
            "phone": who.phone if contact else None,
            "scene_numbers": [scene["number"] for scene in scenes if who.id in scene["cast_member_ids"]],
            "mine": plays(who.email, who.name),
        })  # fmt: skip
    return sorted(found, key=lambda one: one["number"])


def crew_views(sheet: CallSheet, only: int | None = None) -> list[dict[str, Any]]:
    """The crew rows (or only one of them) by department, in the order they were put there."""
    rows = db.session.scalars(
        select(CallSheetCrew).where(CallSheetCrew.call_sheet_id == sheet.id).order_by(CallSheetCrew.id)
    )
    own = ("id", "version", "member_id", "department", "position", "name", "call", "on_call")
    contact, me = may("members.contact"), actor().membership
    found = [
        {
            **{name: getattr(row, name) for name in own},
            "phone": row.phone if contact else None,
            "mine": me is not None and row.member_id is not None and row.member_id == me.member_id,
        }
        for row in rows
        if only in {None, row.id}
    ]
    return sorted(found, key=lambda one: (not one["department"], one["department"].casefold()))


def _totals(scenes: list[dict[str, Any]], cast: list[Any], crew: list[Any]) -> dict[str, int]:
    return {
        "scenes": sum(scene["scene_id"] is not None for scene in scenes),
        "eighths": sum(scene["eighths"] for scene in scenes),
        "minutes": sum(scene["minutes"] or 0 for scene in scenes),
        "cast": len(cast),
        "crew": len(crew),
    }


def _advance(sheet: CallSheet, days: list[dict[str, Any]]) -> list[dict[str, Any]]:
    coming = [day for day in days if day["date"] > sheet.date][:ADVANCE_DAYS]
    names = ("date", "number", "general_call", "location_name", "eighths")
    return [{**{name: day[name] for name in names}, "day_id": day["id"], "scenes": day["strips"]} for day in coming]


def _changed(sheet: CallSheet, scenes: list[dict[str, Any]], days: list[dict[str, Any]]) -> dict[str, Any]:
    if sheet.status not in OPEN:
        return {"added": [], "removed": [], "day_gone": False}
    day = next((day for day in days if day["id"] == sheet.day_id), None)
    if day is None:
        return {"added": [], "removed": [], "day_gone": True}
    here = {scene["scene_id"] for scene in scenes}
    there = {strip["scene_id"] for strip in day["strips"]}
    return {
        "added": [strip for strip in day["strips"] if strip["scene_id"] not in here],
        "removed": [scene for scene in scenes if scene["scene_id"] is not None and scene["scene_id"] not in there],
        "day_gone": False,
    }
