"""What keeps a call sheet from going out, and what somebody should look at before it does. Plain values in and out.

Only what makes a sheet impossible to send blocks it: no call, no scenes, no day. Everything else warns, because the
person who makes the sheet may have a reason.
"""

from collections.abc import Callable, Iterator
from typing import Any

from backend.planning.call_sheets import checks_hours as hours
from backend.planning.call_sheets.checks_words import Found, Sheet, blocks, listed, warns
from backend.planning.call_sheets.facts import hospital
from backend.planning.call_sheets.rest import Around
from backend.planning.rules.values import Rules

OFFSETS = (
    "setup_minutes", "minutes_per_eighth", "travel_minutes", "makeup_minutes", "wardrobe_minutes", "breakfast_minutes",
    "lunch_after_call", "lunch_lasts",
)  # fmt: skip
GONE = {"omitted", "cancelled", "completed"}
WORKING = ("W", "P")  # codes of somebody who works that day hold one of these letters


def every(sheet: Sheet, around: Around, rules: Rules, zone: str) -> list[Found]:
    """Every finding in the order of the sheet: {code, severity, section, field, row_id, message}."""
    found = [*_essentials(sheet), *_places(sheet), *_contacts(sheet), *_weather(sheet), *_schedule(sheet)]
    found += [note for scene in sheet["scenes"] if scene["scene_id"] for note in _scene(sheet, scene, around)]
    found += [*_moves(sheet), *_people(sheet)]
    found += [*_elsewhere(sheet, around), *_load(sheet, rules)]
    return [*found, *hours.every(sheet, around, rules, zone)] if sheet["general_call"] is not None else found


def _essentials(sheet: Sheet) -> Iterator[Found]:
    if sheet["general_call"] is None:
        yield blocks("general_call_missing", "head", "general_call", "Say when the general call is.")
    if not sheet["totals"]["scenes"]:
        yield blocks("no_scenes", "scenes", "scenes", "Put at least one scene on the sheet.")
    if sheet["changed"]["day_gone"]:
        yield blocks("day_gone", "head", "day_id", "This day is no longer on the schedule.")


def _places(sheet: Sheet) -> Iterator[Found]:
    if sheet["location_id"] is None:
        yield warns("location_missing", "places", "location_id", "No location: people do not know where to go.")
    else:
        gaps: tuple[tuple[str, str, str], ...] = (
            ("location_address", "address_missing", "The location has no address."),
            ("parking", "parking_missing", "Nothing says where the crew parks."),
            ("basecamp", "basecamp_missing", "Nothing says where basecamp is."),
        )
        for field, code, said in gaps:
            if not sheet[field].strip():
                yield warns(code, "places", "location_id" if field == "location_address" else field, said)
    known = hospital(sheet["hospital"])
    if not known["name"]:
        yield warns("hospital_missing", "places", "hospital", "The nearest hospital is missing.")
    else:
        lacking = [name for name in ("address", "phone") if not known[name]]
        if lacking:
            said = f"The nearest hospital has no {' and no '.join(lacking)}."
            yield warns("hospital_incomplete", "places", "hospital", said)


def _contacts(sheet: Sheet) -> Iterator[Found]:
    first = [one for one in sheet["contacts"] if one["role"] in {"AD", "1st AD", "First AD"}]
    if not any(one["phone"] for one in first):
        who = first[0]["name"] if first else "the first assistant director"
        yield warns("first_ad_phone_missing", "crew", "crew", f"The sheet has no phone number of {who}.")
    silent = [row for row in sheet["crew"] if not row["phone"] and not row["email"]]
    if silent:
        said = f"Neither phone nor e-mail is known of {listed([row['name'] for row in silent])}."
        yield warns("crew_contact_missing", "crew", "crew", said, silent[0]["id"])


def _weather(sheet: Sheet) -> Iterator[Found]:
    fields = ("temperature_high", "temperature_low", "rain_percent")
    if not sheet["weather"] and not sheet["wind"] and all(sheet[name] is None for name in fields):
        yield warns("weather_missing", "places", "weather", "The weather is missing.")


def _schedule(sheet: Sheet) -> Iterator[Found]:
    for name, said in (("added", "is on the schedule of this day"), ("removed", "is not on the schedule of this day")):
        for scene in sheet["changed"][name]:
            other = "not on the sheet" if name == "added" else "on the sheet"
            yield warns("schedule_differs", "scenes", "scenes", f"Scene {scene['number']} {said}, but {other}.")


def _scene(sheet: Sheet, scene: Sheet, around: Around) -> Iterator[Found]:
    number, row = scene["number"], scene["id"]
    if scene["status"] in GONE:
        done = "completed already" if scene["status"] == "completed" else scene["status"]
        yield warns("scene_done", "scenes", "scenes", f"Scene {number} is {done}.", row)
    called = {person["cast_member_id"] for person in sheet["cast"] if person["status"] != "cancelled"}
    for cast_number, member in zip(scene["cast_numbers"], scene["cast_member_ids"], strict=True):
        if member not in called:
            yield warns("cast_not_called", "cast", "cast", f"Cast {cast_number} is in scene {number} but not called.")
    if (dangers := around.dangers.get(scene["scene_id"])) and not sheet["safety_notes"].strip():
        said = f"Scene {number} has {listed(dangers)}, but there is no safety note."
        yield warns("safety_missing", "places", "safety_notes", said, row)


def _moves(sheet: Sheet) -> Iterator[Found]:
    """From one location to another something must say that the company moves."""
    before: Sheet | None = None
    told = True
    for line in sheet["scenes"]:
        if line["scene_id"] is None:
            told = told or any(word in line["banner"].casefold() for word in ("move", "travel", "transfer"))
            continue
        here = line["location_id"]
        if before is not None and here is not None and before["location_id"] not in {None, here} and not told:
            said = (
                f"Between scenes {before['number']} and {line['number']} the location changes without a company move."
            )
            yield warns("move_missing", "scenes", "scenes", said, line["id"])
        if here is not None or before is None:
            before = line
        told = False


def _people(sheet: Sheet) -> Iterator[Found]:
    for person in sheet["cast"]:
        if person["status"] == "cancelled":
            continue
        who, row = hours.cast_name(person), person["id"]
        if person["on_set"] is None and person["scene_numbers"]:
            yield warns("cast_without_time", "cast", "on_set", f"{who} has no time to be on set.", row)
        works = any(letter in person["code"] for letter in WORKING)
        if not person["scene_numbers"] and (works or (person["on_set"] is not None and not person["code"])):
            yield warns("call_without_scene", "cast", "cast", f"{who} is called but in no scene of the sheet.", row)
        if not person["name"]:
            yield warns("performer_missing", "cast", "cast", f"{who} has no performer yet.", row)


def _elsewhere(sheet: Sheet, around: Around) -> Iterator[Found]:
    keys: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
        ("cast", "cast:{cast_member_id}", hours.cast_name),
        ("crew", "member:{member_id}", lambda row: str(row["name"])),
    )
    for rows, key, name in keys:
        for person in sheet[rows]:
            if other := around.elsewhere.get(key.format(**person)):
                yield warns("called_twice", rows, rows, f"{name(person)} is on {other} the same day.", person["id"])


def _load(sheet: Sheet, rules: Rules) -> Iterator[Found]:
    most, there = rules.max_eighths_per_day, sheet["totals"]["eighths"]
    if most and there > most:
        pages, limit = _pages(there), _pages(most)
        yield warns("load", "scenes", "scenes", f"{pages} pages are a heavy day; the rule is at most {limit}.")


def _pages(eighths: int) -> str:
    whole, rest = divmod(eighths, 8)
    return f"{whole} {rest}/8" if whole and rest else f"{rest}/8" if rest else str(whole)
