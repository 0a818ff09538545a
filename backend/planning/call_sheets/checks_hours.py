"""Checks of hours: light, meals, rest, length of the day, children. Plain values; minutes count from the call."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from backend.planning.call_sheets.calls import DAY, STEPS, minutes_from, moment
from backend.planning.call_sheets.checks_words import Found, Sheet, listed, span, warns
from backend.planning.call_sheets.rest import Around
from backend.planning.rules.values import MinorBand, Rules

DAYLIGHT = ("DAY", "MORNING", "AFTERNOON", "NOON")
STEP_WORDS = {"pick_up": "picked up", "makeup": "in make-up", "wardrobe": "in wardrobe", "on_set": "on set"}


def every(sheet: Sheet, around: Around, rules: Rules, zone: str) -> list[Found]:
    """All checks of hours; the sheet has a general call."""
    found = [note for scene in sheet["scenes"] if scene["scene_id"] for note in light(sheet, scene)]
    found += [*_lunch(sheet, rules), *_length(sheet, rules), *_rest(sheet, around, rules, zone)]
    for person in sheet["cast"]:
        if person["status"] != "cancelled":
            found += [*_night_before(sheet, person), *_minor(sheet, person, rules)]
    return found


def cast_name(person: Sheet) -> str:
    """`Cast 4 (MARA)`."""
    return f"Cast {person['number']} ({person['character_name']})"


def first_of(person: Sheet) -> dt.time | None:
    """When somebody's day begins: the first of their steps that is set, or their crew call."""
    steps = STEPS if "on_set" in person and "cast_member_id" in person else ("call",)
    return next((person[step] for step in steps if person[step] is not None), None)


def light(sheet: Sheet, scene: Sheet) -> Iterator[Found]:
    """An exterior by day needs the sun, an exterior by night must not have it."""
    sunrise, sunset = sheet["sun"]["sunrise"], sheet["sun"]["sunset"]
    where, when = scene["int_ext"] or "", (scene["day_night"] or "").upper()
    if "EXT" not in where or scene["at"] is None or sunrise is None or sunset is None:
        return
    start = minutes_from(sheet["general_call"], scene["at"])
    end = start + (scene["minutes"] or 0)
    said = ""
    if when.startswith(DAYLIGHT):
        said = _dark(sheet, start, end)
        kind = "DAY"
    elif when.startswith("NIGHT"):
        said = _bright(sheet, start, end)
        kind = "NIGHT"
    if said:
        message = f"Scene {scene['number']} is {where} {kind} but would be shot {said}."
        yield warns("light", "scenes", "at", message, scene["id"])


def _sun(sheet: Sheet) -> tuple[int, int]:
    """Sunrise and sunset in minutes from the call: those of this day, the sunrise after it when the call is later."""
    call = sheet["general_call"]
    gap = [(clock.hour - call.hour) * 60 + clock.minute - call.minute for clock in _clocks(sheet)]
    return gap[0], gap[1]


def _clocks(sheet: Sheet) -> tuple[dt.time, dt.time]:
    return sheet["sun"]["sunrise"], sheet["sun"]["sunset"]


def _up(sheet: Sheet) -> list[tuple[int, int]]:
    """When the sun is up: this day and the next, which a night shoot reaches."""
    rise, fall = _sun(sheet)
    fall = fall if fall > rise else fall + DAY
    return [(rise, fall), (rise + DAY, fall + DAY)]


def _dark(sheet: Sheet, start: int, end: int) -> str:
    """Why a scene by day lacks light: "after sunset", "before sunrise", or nothing."""
    for rise, fall in _up(sheet):
        if start >= rise and end <= fall:
            return ""
    (rise, fall), (again, _next) = _up(sheet)
    if end > fall and start < again:
        return "after sunset"
    return "before sunrise" if start < rise or start < again else ""


def _bright(sheet: Sheet, start: int, end: int) -> str:
    """Why a scene by night has too much of it: "before sunset", "after sunrise", or nothing."""
    for rise, fall in _up(sheet):
        if start < fall and max(end, start + 1) > rise:
            return "before sunset" if start >= rise else "after sunrise"
    return ""


def _lunch(sheet: Sheet, rules: Rules) -> Iterator[Found]:
    call, lunch = sheet["general_call"], sheet["lunch"]
    if lunch is None:
        wrap = sheet["estimated_wrap"]
        if wrap is None or not rules.meal_after_minutes or minutes_from(call, wrap) > rules.meal_after_minutes:
            yield warns("lunch_missing", "head", "lunch", "Nothing says when lunch is.")
        return
    if not rules.meal_after_minutes:
        return
    at = minutes_from(call, lunch)
    late: dict[str, list[str]] = defaultdict(list)
    for rows, name in (("cast", cast_name), ("crew", lambda row: row["name"])):
        for person in sheet[rows]:
            first = None if person.get("on_call") or person.get("status") == "cancelled" else first_of(person)
            since = at - minutes_from(call, first) if first is not None else 0
            if since > rules.meal_after_minutes:
                late[span(since)].append(name(person))
    for waited, names in late.items():
        said = f"Lunch is {waited} after the call of {listed(names)}; the rule is {span(rules.meal_after_minutes)}."
        yield warns("meal_late", "head", "lunch", said)


def _length(sheet: Sheet, rules: Rules) -> Iterator[Found]:
    wrap = sheet["estimated_wrap"]
    if wrap is None or not rules.max_day_minutes:
        return
    length = minutes_from(sheet["general_call"], wrap)
    if length > rules.max_day_minutes:
        said = f"From call to wrap it is {span(length)}; the rule is at most {span(rules.max_day_minutes)}."
        yield warns("day_too_long", "head", "estimated_wrap", said)


def _rest(sheet: Sheet, around: Around, rules: Rules, zone: str) -> Iterator[Found]:
    """Each person's rest from their own dismissal to their own first call, summer time included."""
    groups: tuple[tuple[str, str, int, Any], ...] = (
        ("cast", "cast:{cast_member_id}", rules.cast_rest_minutes, cast_name),
        ("crew", "member:{member_id}", rules.crew_rest_minutes, lambda row: row["name"]),
    )
    for rows, key, least, name in groups:
        short: dict[int, list[Sheet]] = defaultdict(list)
        for person in sheet[rows]:
            wrapped = around.wraps.get(key.format(**person))
            first = None if person.get("on_call") or person.get("status") == "cancelled" else first_of(person)
            if wrapped is None or first is None:
                continue
            rested = between(wrapped.at, moment(sheet["date"], sheet["general_call"], first), zone)
            if rested < least:
                short[rested].append(person)
        for rested, people in sorted(short.items()):
            said = f"Only {span(rested)} of rest before the call of {listed([name(one) for one in people])}"
            yield warns("rest", rows, rows, f"{said}; the rule is {span(least)}.", people[0]["id"])


def between(wrap: dt.datetime, call: dt.datetime, zone: str) -> int:
    """Minutes from one local moment to another, as they really pass there."""
    here = ZoneInfo(zone)
    passed = call.replace(tzinfo=here).astimezone(dt.UTC) - wrap.replace(tzinfo=here).astimezone(dt.UTC)
    return int(passed.total_seconds() // 60)


def _night_before(sheet: Sheet, person: Sheet) -> Iterator[Found]:
    call = sheet["general_call"]
    since_midnight = call.hour * 60 + call.minute
    for step in STEPS[:-1]:
        clock = person[step]
        if clock is not None and since_midnight + minutes_from(call, clock) < 0:
            said = f"{cast_name(person)} would be {STEP_WORDS[step]} before midnight, the day before."
            yield warns("night_before", "cast", step, said, person["id"])
            return


def _minor(sheet: Sheet, person: Sheet, rules: Rules) -> Iterator[Found]:
    band = rules.band(person["born"], sheet["date"])
    first = first_of(person)
    if band is None or first is None:
        return
    who, row, call = f"{cast_name(person)}, under {band.under_age},", person["id"], sheet["general_call"]
    begins = minutes_from(call, first)
    wrap = person["wrap"] or sheet["estimated_wrap"]
    midnight = -(call.hour * 60 + call.minute)
    if begins < midnight + _since_midnight(band.earliest_call):
        yield warns("minor_hours", "cast", "pick_up", f"{who} is called before {band.earliest_call:%H:%M}.", row)
    if wrap is None:
        return
    ends = minutes_from(call, wrap)
    if ends > midnight + _latest(band):
        yield warns("minor_hours", "cast", "wrap", f"{who} is dismissed after {band.latest_wrap:%H:%M}.", row)
    if ends - begins > band.max_at_work_minutes:
        said = f"{who} is at work {span(ends - begins)}; at most {span(band.max_at_work_minutes)} are allowed."
        yield warns("minor_hours", "cast", "wrap", said, row)


def _since_midnight(clock: dt.time) -> int:
    return clock.hour * 60 + clock.minute


def _latest(band: MinorBand) -> int:
    late = _since_midnight(band.latest_wrap)
    return late + DAY if band.latest_wrap < band.earliest_call else late
