"""What an edition says to one person: their own calls, scenes and place. Pure: a snapshot in, plain values out.

A person has a key that is the same in every edition of a production's sheets: `cast:7` (cast member), `member:3`
(member of the crew), `crew:12` (a crew row without an account, such as a day player).
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from backend.planning.call_sheets.calls import moment

Snapshot = dict[str, Any]
Row = dict[str, Any]
STEPS = (("Pick-up", "pick_up"), ("Hair and make-up", "makeup"), ("Wardrobe", "wardrobe"), ("On set", "on_set"))


@dataclass(frozen=True)
class Person:
    """Somebody a sheet calls; `part` is the character, or the position on the crew."""

    key: str
    kind: str  # cast or crew
    name: str
    part: str
    department: str = ""
    email: str = ""
    phone: str = ""
    cast_member_id: int | None = None
    member_id: int | None = None


@dataclass(frozen=True)
class Step:
    """One of somebody's times: `clock` as HH:MM, or `text` (on call) instead."""

    label: str
    clock: str = ""
    text: str = ""

    def __str__(self) -> str:
        return self.clock or self.text


@dataclass(frozen=True)
class Personal:
    """What a sheet says to one person.

    steps    their times in order; the first is when they must be somewhere
    first    the local moment of that, ISO without a zone; empty when no time is set
    wrap     when they are expected to be dismissed, HH:MM or empty; `until` the local moment
    scenes   of theirs: {number, heading, at, notes}; the crew is there for all, so theirs is empty
    place    {name, address, parking, basecamp, map_url, latitude, longitude}; empty without a location
    """

    person: Person
    steps: tuple[Step, ...]
    first: str
    wrap: str
    until: str
    code: str
    remarks: str
    department_note: str
    scenes: tuple[dict[str, str], ...]
    place: dict[str, Any]


def people(snapshot: Snapshot) -> list[Person]:
    """Everybody the sheet calls, the cast by number, then the crew by department; a cancelled call is no call."""
    return [_cast_person(row) for row in snapshot["cast"] if row["status"] != "cancelled"] + [
        _crew_person(row) for row in snapshot["crew"]
    ]


def personal(snapshot: Snapshot, key: str) -> Personal | None:
    """What the sheet says to this person; None when it does not call them."""
    for row in snapshot["cast"]:
        if key == f"cast:{row['cast_member_id']}" and row["status"] != "cancelled":
            return _of_cast(snapshot, row)
    for row in snapshot["crew"]:
        if key == _crew_key(row):
            return _of_crew(snapshot, row)
    return None


def call_signature(snapshot: Snapshot, key: str) -> str:
    """A text that changes exactly when something of this person's call does; empty when the sheet does not call them.

    Their call is what they must act on: the date, their times, their scenes, where to go, remarks, and whether the day
    is cancelled. Estimates of the wrap, other people's calls and general notes are not.
    """
    core = call_of(snapshot, key)
    if core is None:
        return ""
    return hashlib.sha256(json.dumps(core, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def call_of(snapshot: Snapshot, key: str) -> dict[str, Any] | None:
    """What `call_signature` signs, by what it is; `differences.for_person` puts its changes into words."""
    mine = personal(snapshot, key)
    if mine is None:
        return None
    return {
        "date": snapshot["date"],
        "cancelled": snapshot["status"] == "cancelled",
        "steps": {step.label: str(step) for step in mine.steps},
        "scenes": [scene["number"] for scene in mine.scenes],
        "place": {name: mine.place.get(name, "") for name in ("name", "address", "parking", "basecamp")},
        "remarks": mine.remarks,
    }


def _of_cast(snapshot: Snapshot, row: Row) -> Personal:
    steps = tuple(Step(label, row[name]) for label, name in STEPS if row.get(name))
    mine = [scene for scene in snapshot["scenes"] if row["cast_member_id"] in scene["cast_member_ids"]]
    return _personal(
        snapshot, _cast_person(row), steps, row.get("wrap") or "", code=row["code"], remarks=row["remarks"],
        scenes=tuple(_scene(scene) for scene in mine),
    )  # fmt: skip


def _of_crew(snapshot: Snapshot, row: Row) -> Personal:
    call = row["call"] or snapshot["general_call"] or ""
    steps = (Step("Call", text="On call"),) if row["on_call"] else (Step("Call", call),) if call else ()
    note = next((one["note"] for one in snapshot["departments"] if one["department"] == row["department"]), "")
    wrap = row.get("wrap") or ("" if row["on_call"] else snapshot["estimated_wrap"] or "")
    return _personal(snapshot, _crew_person(row), steps, wrap, department_note=note if row["department"] else "")


def _personal(
    snapshot: Snapshot, person: Person, steps: tuple[Step, ...], wrap: str, *, code: str = "", remarks: str = "",
    department_note: str = "", scenes: tuple[dict[str, str], ...] = (),
) -> Personal:  # fmt: skip
    first = min((_moment(snapshot, step.clock) for step in steps if step.clock), default="")
    until = _moment(snapshot, wrap) if wrap else ""
    place = snapshot["places"][0] if snapshot["places"] else {}
    return Personal(person, steps, first, wrap, until, code, remarks, department_note, scenes, place)


def _moment(snapshot: Snapshot, clock: str) -> str:
    call = dt.time.fromisoformat(snapshot["general_call"]) if snapshot["general_call"] else None
    date = dt.date.fromisoformat(snapshot["date"])
    return moment(date, call, dt.time.fromisoformat(clock)).isoformat()


def _scene(scene: Row) -> dict[str, str]:
    heading = " ".join(part for part in (scene["int_ext"], scene["set_name"] or scene["heading"]) if part)
    light = f" - {scene['day_night']}" if scene["day_night"] else ""
    return {
        "number": scene["number"],
        "heading": heading + light,
        "at": scene["at"] or "",
        "notes": scene["notes"],
        "synopsis": scene["synopsis"],
    }


def _cast_person(row: Row) -> Person:
    member_id, part = row["cast_member_id"], row["character_name"]
    contact = (row.get("email") or "", row.get("phone") or "")
    return Person(f"cast:{member_id}", "cast", row["name"] or part, part, "", *contact, cast_member_id=member_id)


def _crew_key(row: Row) -> str:
    return f"member:{row['member_id']}" if row["member_id"] else f"crew:{row['id']}"


def _crew_person(row: Row) -> Person:
    contact = (row.get("email") or "", row.get("phone") or "")
    who = (row["name"], row["position"], row["department"])
    return Person(_crew_key(row), "crew", *who, *contact, member_id=row["member_id"])
