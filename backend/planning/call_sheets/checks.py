"""What keeps a call sheet from going out, and what somebody should look at before it does. Plain values in and out."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from backend.planning.call_sheets.calls import RULES, minutes_from

Note = dict[str, str]
Sheet = dict[str, Any]

DAYLIGHT = ("DAY", "MORNING", "AFTERNOON")


def missing(sheet: Sheet) -> list[Note]:
    """The essentials a sheet cannot be published without."""
    found = []
    if sheet["general_call"] is None:
        found.append(_note("general_call", "Say when the general call is."))
    if not sheet["totals"]["scenes"]:
        found.append(_note("scenes", "Put at least one scene on the sheet."))
    if sheet["changed"]["day_gone"]:
        found.append(_note("day_id", "This day is no longer on the schedule."))
    return found


def warnings(sheet: Sheet, previous_wrap: dt.datetime | None, zone: str) -> list[Note]:
    """What is likely a mistake, in the order of the sheet. `previous_wrap` is local time, without a zone."""
    found = []
    if sheet["location_id"] is None:
        found.append(_note("location_id", "The sheet has no location, so people do not know where to go."))
    if not sheet["hospital"].strip():
        found.append(_note("hospital", "The nearest hospital is missing."))
    if sheet["general_call"] is None:
        return found
    found += _rest(sheet, previous_wrap, zone)
    found += [note for scene in sheet["scenes"] for note in _scene(sheet, scene)]
    return found + [note for person in sheet["cast"] for note in _person(sheet, person)]


def _rest(sheet: Sheet, wrap: dt.datetime | None, zone: str) -> list[Note]:
    """Hours between the last wrap and this call, by the clock on the wall there, summer time included."""
    if wrap is None:
        return []
    here = ZoneInfo(zone)
    call = dt.datetime.combine(sheet["date"], sheet["general_call"], tzinfo=here)
    rest = int((call.astimezone(dt.UTC) - wrap.replace(tzinfo=here).astimezone(dt.UTC)).total_seconds() // 60)
    if rest >= RULES.crew_rest:
        return []
    between = f"{max(rest, 0) // 60} h {max(rest, 0) % 60:02} min"
    return [_note("general_call", f"Only {between} lie between the last wrap and this call.")]


def _scene(sheet: Sheet, scene: Sheet) -> list[Note]:
    if scene["scene_id"] is None:
        return []
    found = []
    if scene["status"] in {"omitted", "cancelled"}:
        found.append(_note("scenes", f"Scene {scene['number']} is {scene['status']}."))
    if dark := _dark(sheet, scene):
        found.append(_note("scenes", f"Scene {scene['number']} is {scene['int_ext']} DAY but would be shot {dark}."))
    called = {person["cast_member_id"]: person for person in sheet["cast"]}
    for number, member in zip(scene["cast_numbers"], scene["cast_member_ids"], strict=True):
        if member not in called:
            found.append(_note("cast", f"Cast {number} is in scene {scene['number']} but not called."))
    return found


def _dark(sheet: Sheet, scene: Sheet) -> str:
    """When the sun is not up during a scene that needs it: "after sunset", "before sunrise", or nothing."""
    call, sun = sheet["general_call"], sheet["sun"]
    needs_sun = "EXT" in (scene["int_ext"] or "") and (scene["day_night"] or "").upper().startswith(DAYLIGHT)
    if not needs_sun or scene["at"] is None or sun["sunrise"] is None or sun["sunset"] is None:
        return ""
    start = minutes_from(call, scene["at"])
    end = start + (scene["minutes"] or 0)
    sunrise, sunset = minutes_from(call, sun["sunrise"]), minutes_from(call, sun["sunset"])
    if sunrise > sunset:  # a night call: the next sunrise comes after it
        return "after sunset" if end > sunset and start < sunrise else ""
    if end > sunset:
        return "after sunset"
    return "before sunrise" if start < sunrise else ""


def _person(sheet: Sheet, person: Sheet) -> list[Note]:
    who = f"Cast {person['number']} ({person['character_name']})"
    found = []
    if person["on_set"] is None and person["scene_numbers"]:
        found.append(_note("cast", f"{who} has no time to be on set."))
    if not person["name"]:
        found.append(_note("cast", f"{who} has no performer yet."))
    call = sheet["general_call"]
    since_midnight = call.hour * 60 + call.minute
    for clock, words in ((person["pick_up"], "picked up"), (person["makeup"], "in make-up")):
        if clock is not None and since_midnight + minutes_from(call, clock) < 0:
            found.append(_note("cast", f"{who} would be {words} before midnight, the day before."))
            break
    return found


def _note(field: str, message: str) -> Note:
    return {"field": field, "message": message}
