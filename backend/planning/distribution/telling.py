"""An edition as it is told: to one person, or to everybody who walks past the wall. Pure: a snapshot in, values out."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from backend.planning.call_sheets.calls import moment
from backend.planning.call_sheets.editions.differences import for_person
from backend.planning.call_sheets.editions.people import Personal, call_signature
from backend.planning.call_sheets.editions.people import personal as personal_of
from backend.planning.call_sheets.facts import hospital
from backend.planning.distribution.personal import Call, Contact, PersonalSheet, Place, Said, Scene

Snapshot = dict[str, Any]
GENERAL = (
    ("General call", "general_call"), ("Shooting call", "shooting_call"), ("Breakfast", "breakfast"),
    ("Lunch", "lunch"), ("Second meal", "second_meal"), ("Estimated wrap", "estimated_wrap"),
)  # fmt: skip
ON_THE_WALL = {"Parking", "Basecamp", "Sun", "Weather"}
RUNNING = ("AD", "UPM")  # whose numbers are everybody's business on the day: `2nd AD`, `UPM`


@dataclass(frozen=True)
class About:
    """What is known of a recipient beside the edition."""

    key: str
    name: str = ""
    part: str = ""
    phones: str = "key"  # none, key, all
    cancelled: bool = False
    changes: tuple[str, ...] = ()


def is_extra(key: str) -> bool:
    """Whether this is somebody beyond the sheet's own cast and crew."""
    return key.startswith("extra:")


def signature(snapshot: Snapshot, key: str) -> str:
    """Changes exactly when what this person must act on does; empty when the edition does not call them.

    For people beyond cast and crew that is the date, the general call and the place.
    """
    if not is_extra(key):
        return call_signature(snapshot, key)
    place = _place(_first_place(snapshot))
    core = [snapshot["date"], snapshot["general_call"], place.name, place.address]
    return hashlib.sha256(json.dumps(core).encode()).hexdigest()


def changes(before: Snapshot, now: Snapshot, key: str) -> list[str]:
    """What changed for this person between two editions, in sentences."""
    if not is_extra(key):
        return for_person(before, now, key)
    was, is_now = before["general_call"], now["general_call"]
    found = [f"The general call is {is_now} now (was {was})."] if was != is_now else []
    if _place(_first_place(before)) != _place(_first_place(now)):
        found.append(f"The location is {_first_place(now).get('name') or 'not settled'} now.")
    return found


def first_local(snapshot: Snapshot, key: str) -> dt.datetime | None:
    """When somebody must be somewhere first, local and without a zone; on call, and without a time: the general call.

    None when the edition does not call them, or says no time at all.
    """
    mine = personal_of(snapshot, key)
    if mine is None and not is_extra(key):
        return None
    if mine is not None and mine.first:
        return dt.datetime.fromisoformat(mine.first)
    return _moment(snapshot, snapshot["general_call"])


def personal(snapshot: Snapshot, about: About) -> PersonalSheet:
    """What one person is told."""
    mine = personal_of(snapshot, about.key)
    called = mine is not None or is_extra(about.key)
    general = _general(snapshot)
    calls = _calls(mine) if mine else general[:1]
    until = mine.until if mine else ""
    return PersonalSheet(
        **_head(snapshot),
        cancelled=about.cancelled,
        name=about.name,
        part=about.part,
        called=called,
        calls=calls,
        general=tuple(call for call in general if call.clock and (not calls or call != calls[0])),
        first=first_local(snapshot, about.key),
        until=dt.datetime.fromisoformat(until) if until else _moment(snapshot, snapshot["estimated_wrap"]),
        place=_place(mine.place if mine else _first_place(snapshot)),
        contacts=_contacts(snapshot, about.phones),
        **_hospital(snapshot),
        scenes=tuple(_scene(scene) for scene in mine.scenes) if mine else (),
        facts=_facts(snapshot, mine),
        changes=about.changes,
    )


def for_everybody(snapshot: Snapshot, *, cancelled: bool) -> PersonalSheet:
    """The general facts, without anybody's name or number."""
    return PersonalSheet(
        **_head(snapshot),
        cancelled=cancelled,
        calls=_general(snapshot),
        place=_place(_first_place(snapshot)),
        scenes=tuple(
            Scene(number=row["number"], heading=_heading(row), at=_time(row["at"])) for row in snapshot["scenes"]
        ),
        facts=tuple(fact for fact in _facts(snapshot, None) if fact.heading in ON_THE_WALL),
    )


def with_phones(snapshot: Snapshot, phones: str) -> Snapshot:
    """The snapshot with the numbers that a production allows on personal sheets: `none`, `key` or `all`.

    A performer's number is nobody else's business in any case; those for emergencies always stay.
    """
    crew = [{**row, "phone": row["phone"] if phones == "all" else ""} for row in snapshot["crew"]]
    kept = {who.name for who in _contacts(snapshot, phones)}
    contacts = [{**row, "phone": row["phone"] if row["name"] in kept else ""} for row in snapshot["contacts"]]
    return {**snapshot, "crew": crew, "contacts": contacts, "cast": [{**row, "phone": ""} for row in snapshot["cast"]]}


def _head(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "production": snapshot["production"]["title"],
        "zone": snapshot["production"]["timezone"],
        "date": dt.date.fromisoformat(snapshot["date"]),
        "day_number": snapshot["day_number"],
        "days_total": snapshot["days_total"] if snapshot["day_number"] else None,
        "unit": snapshot["unit"] or "",
        "edition": snapshot["edition"],
        "version": snapshot["edition_name"],
    }


def _general(snapshot: Snapshot) -> tuple[Call, ...]:
    return tuple(Call(label=label, clock=_time(snapshot[name])) for label, name in GENERAL if snapshot.get(name))


def _calls(mine: Personal) -> tuple[Call, ...]:
    return tuple(Call(label=step.label, clock=_time(step.clock), text=step.text) for step in mine.steps)


def _first_place(snapshot: Snapshot) -> dict[str, Any]:
    return snapshot["places"][0] if snapshot["places"] else {}


def _place(place: dict[str, Any]) -> Place:
    names = ("name", "address", "latitude", "longitude", "map_url")
    return Place(**{name: place[name] for name in names if place.get(name) is not None})


def _contacts(snapshot: Snapshot, phones: str) -> tuple[Contact, ...]:
    """The office always; then, as the production allows, whoever runs the day, or everybody on the sheet's head."""
    production = snapshot["production"]
    office = [Contact(role="Production office", phone=production["company_phone"])]
    people = [Contact(**{name: row[name] or "" for name in ("role", "name", "phone")}) for row in snapshot["contacts"]]
    running = [who for who in people if who.role.endswith(RUNNING)]
    chosen = {"none": [], "key": running, "all": running + [who for who in people if who not in running]}[phones]
    helpers = [Contact(role=row["label"], phone=row["phone"]) for row in snapshot["info"] if _emergency(row)]
    return tuple(who for who in (*chosen, *office, *helpers) if who.phone)


def _emergency(row: dict[str, Any]) -> bool:
    return row["section"] == "emergency" and bool(row["phone"])


def _hospital(snapshot: Snapshot) -> dict[str, Any]:
    found = hospital(snapshot["hospital"])
    lines = tuple(line for line in (found["name"], found["address"]) if line)
    return {"hospital": lines, "hospital_phone": found["phone"]}


def _facts(snapshot: Snapshot, mine: Personal | None) -> tuple[Said, ...]:
    place = mine.place if mine else _first_place(snapshot)
    found = (
        ("For you", mine.remarks if mine else ""),
        ("Your department", mine.department_note if mine else ""),
        ("Parking", place.get("parking", "")),
        ("Basecamp", place.get("basecamp", "")),
        ("Weather", _weather(snapshot)),
        ("Sun", _sun(snapshot)),
        ("Safety", snapshot["safety_notes"]),
        ("In an emergency", snapshot["emergency_plan"]),
        ("Notes", "\n".join(part for part in (_closed(snapshot), snapshot["policy"], snapshot["notes"]) if part)),
    )
    return tuple(Said(heading=heading, text=text) for heading, text in found if text)


def _closed(snapshot: Snapshot) -> str:
    return "Closed set: no visitors." if snapshot["closed_set"] else ""


def _weather(snapshot: Snapshot) -> str:
    unit, wind, rain = snapshot["temperature_unit"], snapshot["wind"], snapshot["rain_percent"]
    warm = [f"{value} °{unit}" for name in ("high", "low") if (value := snapshot[f"temperature_{name}"]) is not None]
    parts = (" / ".join(warm), f"rain {rain} %" if rain is not None else "", f"wind {wind}" if wind else "")
    return "\n".join(part for part in (", ".join(part for part in parts if part), snapshot["weather"]) if part)


def _sun(snapshot: Snapshot) -> str:
    sun = snapshot["sun"]
    parts = [f"{name} {sun[name]}" for name in ("sunrise", "sunset") if sun[name]]
    return ", ".join(parts).capitalize()


def _scene(scene: dict[str, str]) -> Scene:
    note = "\n".join(part for part in (scene["synopsis"], scene["notes"]) if part)
    return Scene(number=scene["number"], heading=scene["heading"], at=_time(scene["at"]), note=note)


def _heading(row: dict[str, Any]) -> str:
    if not row["scene_id"]:
        return str(row["banner"])
    place = " ".join(part for part in (row["int_ext"], row["set_name"] or row["heading"]) if part)
    return place + (f" - {row['day_night']}" if row["day_night"] else "")


def _time(clock: str | None) -> dt.time | None:
    return dt.time.fromisoformat(clock) if clock else None


def _moment(snapshot: Snapshot, clock: str | None) -> dt.datetime | None:
    at = _time(clock)
    return moment(dt.date.fromisoformat(snapshot["date"]), _time(snapshot["general_call"]), at) if at else None
