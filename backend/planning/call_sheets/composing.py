"""A snapshot in the words of the page: every value as text, in printing order. Pure."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from backend.planning.call_sheets.document import (
    AdvanceDay,
    BackgroundRow,
    Banner,
    CallSheetDocument,
    CastRow,
    Contact,
    CrewRow,
    EmergencyContact,
    Note,
    Own,
    OwnCall,
    Place,
    SceneRow,
    Signature,
)
from backend.planning.call_sheets.editions.people import personal
from backend.planning.call_sheets.facts import hospital, one_line

Snapshot = dict[str, Any]
Row = dict[str, Any]
SOON = 6  # more changes than this are counted, not listed: the front is for the day


def composed(
    snapshot: Snapshot, *, person: str | None = None, phones: bool = True, cast_phones: bool = False,
    changes: Sequence[str] = (),
) -> CallSheetDocument:  # fmt: skip
    """Everything the page says; `phones` and `cast_phones` whether numbers of crew and cast are on it."""
    places = _places(snapshot)
    return CallSheetDocument(
        **_issue(snapshot),
        **_day(snapshot),
        changes=_changes(changes),
        own=_own(snapshot, person),
        contacts=tuple(Contact(**{**one, "phone": one["phone"] if phones else ""}) for one in snapshot["contacts"]),
        sun_note=snapshot["sun"]["note"] if places and places[0].map_url and snapshot["location_id"] else "",
        locations=places,
        emergency=_emergency(snapshot),
        scenes=tuple(_scene(row, several=len(places) > 1) for row in snapshot["scenes"]),
        cast=tuple(_cast(row, phones=cast_phones) for row in snapshot["cast"]),
        background=tuple(_background(row) for row in sorted(snapshot["background"], key=lambda one: one["stand_in"])),
        department_notes=tuple(_department(row) for row in snapshot["departments"] if row["note"] or row["call"]),
        advance=tuple(_advance(day) for day in snapshot["advance"]),
        signatures=tuple(_signature(row, snapshot) for row in snapshot["signatures"]),
        crew=tuple(_crew(row, phones=phones) for row in snapshot["crew"]),
        logistics=_logistics(snapshot, phones=phones),
    )


def _issue(snapshot: Snapshot) -> Row:
    """Whose sheet it is, of which day, which edition."""
    production = snapshot["production"]
    return {
        "production": production["title"],
        "company": production["company"],
        "address": one_line(production["company_address"]),
        "phone": production["company_phone"],
        "date": dt.date.fromisoformat(snapshot["date"]),
        "day_number": snapshot["day_number"] or 0,
        "days_total": snapshot["days_total"] if snapshot["day_number"] else None,
        "unit": snapshot["unit"],
        "version": snapshot["edition_name"],
        "colour": snapshot["colour"],
        "issued": _moment(snapshot["published_at"], production["timezone"]),
        "draft": snapshot["status"] == "draft",
        "cancelled": snapshot["status"] == "cancelled",
    }


def _day(snapshot: Snapshot) -> Row:
    """The day at a glance: times, sun, weather, what everybody must know."""
    clocks = ("general_call", "shooting_call", "breakfast", "lunch", "second_meal")
    closed = "Closed set: no visitors." if snapshot["closed_set"] else ""
    return {
        **{name: snapshot[name] or "" for name in clocks},
        "wrap": snapshot["estimated_wrap"] or "",
        **{name: snapshot["sun"][name] or "" for name in ("civil_dawn", "sunrise", "sunset", "civil_dusk")},
        "weather": weather(snapshot),
        "safety": snapshot["safety_notes"],
        "policy": " ".join(filter(None, [closed, snapshot["policy"]])),
        "notes": snapshot["notes"],
    }


def weather(snapshot: Snapshot) -> str:
    """`9 °C / 4 °C, rain 60 %, wind SW 24 km/h, showers`: only what somebody entered."""
    unit = snapshot["temperature_unit"]
    known = (snapshot["temperature_high"], snapshot["temperature_low"])
    degrees = [
        f"{word} {value} °{unit}" for word, value in zip(("high", "low"), known, strict=True) if value is not None
    ]
    rain = f"rain {snapshot['rain_percent']} %" if snapshot["rain_percent"] is not None else ""
    wind = f"wind {snapshot['wind']}" if snapshot["wind"] else ""
    said = ", ".join(part for part in (*degrees, rain, wind, snapshot["weather"]) if part)
    return said[:1].upper() + said[1:]


def _own(snapshot: Snapshot, key: str | None) -> Own | None:
    mine = personal(snapshot, key) if key else None
    if mine is None:
        return None
    calls = tuple(OwnCall(label=step.label, clock=str(step)) for step in mine.steps)
    scenes = ", ".join(scene["number"] for scene in mine.scenes)
    part = " · ".join(part for part in (mine.person.part, mine.person.department) if part)
    remarks = "\n".join(part for part in (mine.remarks, mine.department_note) if part)
    return Own(name=mine.person.name, part=part, calls=calls, scenes=scenes, remarks=remarks)


def _changes(sentences: Sequence[str]) -> tuple[str, ...]:
    """Sentences without their full stops, because the page joins them; many are cut short."""
    said = tuple(sentence.rstrip(".") for sentence in sentences)
    return said if len(said) <= SOON else (*said[:SOON], f"and {len(said) - SOON} more")


def _scene(row: Row, *, several: bool) -> SceneRow | Banner:
    if row.get("scene_id") is None:
        return Banner(text=f"{row['at'] or ''} {row['banner']}".strip())
    return SceneRow(
        number=row["number"],
        int_ext=row["int_ext"] or "",
        set_name=row["set_name"] or row["heading"],
        synopsis="\n".join(part for part in (row["synopsis"], row.get("notes", "")) if part),
        day_night=row["day_night"] or "",
        story_day=row["script_day"],
        eighths=row["eighths"],
        cast_ids=tuple(str(number) for number in row["cast_numbers"]),
        location=(row["location_name"] or "") if several else "",
    )


def _cast(row: Row, *, phones: bool) -> CastRow:
    times = {name: row[name] or "" for name in ("pick_up", "makeup", "wardrobe", "on_set", "wrap")}
    cancelled = "Cancelled" if row["status"] == "cancelled" else ""
    remarks = "\n".join(part for part in (cancelled, row["remarks"], row["phone"] if phones else "") if part)
    who = {"id": str(row["number"]), "name": row["name"] or "TBC", "character": row["character_name"]}
    return CastRow(**who, status=row["code"], **times, remarks=remarks)


def _background(row: Row) -> BackgroundRow:
    named = row["kind"] if not row["stand_in"] or "stand" in row["kind"].casefold() else f"Stand-in: {row['kind']}"
    times = {"call": row["call"] or "", "on_set": row["on_set"] or ""}
    return BackgroundRow(quantity=row["quantity"], kind=named, **times, remarks=row["remarks"])


def _department(row: Row) -> Note:
    return Note(heading=row["department"], text="\n".join(filter(None, [_called(row["call"]), row["note"]])))


def _called(clock: str | None) -> str:
    return f"Call {clock}" if clock else ""


def _crew(row: Row, *, phones: bool) -> CrewRow:
    names = {name: row[name] for name in ("department", "position", "name")}
    return CrewRow(**names, phone=row["phone"] if phones else "", call="O/C" if row["on_call"] else row["call"] or "")


def _advance(day: Row) -> AdvanceDay:
    scenes = tuple(row for row in (_scene(strip, several=True) for strip in day["scenes"]) if isinstance(row, SceneRow))
    date = dt.date.fromisoformat(day["date"])
    call, place = day["general_call"] or "", day["location_name"] or ""
    return AdvanceDay(date=date, day_number=day["number"], call=call, location=place, scenes=scenes)


def _places(snapshot: Snapshot) -> tuple[Place, ...]:
    names = ("name", "address", "parking", "basecamp", "notes", "map_url")
    return tuple(Place(**{name: place[name] for name in names}) for place in snapshot["places"])


def _emergency(snapshot: Snapshot) -> tuple[EmergencyContact, ...]:
    known = hospital(snapshot["hospital"])
    first = [EmergencyContact(kind="Nearest hospital", **known)] if any(known.values()) else []
    others = [
        EmergencyContact(kind=row["label"], name=one_line(row["text"]), phone=row["phone"])
        for row in snapshot["info"]
        if row["section"] == "emergency"
    ]
    return tuple(first + others)


def _signature(row: Row, snapshot: Snapshot) -> Signature:
    valid = row["signed_at"] and row["edition"] is not None and row["edition"] >= snapshot["edition"]
    zone = snapshot["production"]["timezone"]
    signed = f"Signed by {row['signed_by']}, {_moment(row['signed_at'], zone)}" if valid else ""
    return Signature(role=row["role"], name=row["name"], signed=signed)


def _logistics(snapshot: Snapshot, *, phones: bool) -> tuple[Note, ...]:
    """What stands after the crew: channels, catering, transport, contacts, the emergency plan."""
    rows = {name: [row for row in snapshot["info"] if row["section"] == name] for name in ("walkie", "transport")}
    others = [row for row in snapshot["info"] if row["section"] == "contact"]
    found = [
        Note(
            heading="Walkie channels", text=", ".join(f"{row['label']} {row['text']}".strip() for row in rows["walkie"])
        ),
        Note(heading="Catering", text=_catering(snapshot)),
        Note(heading="Transport", text="\n".join(_line(row, phones=phones) for row in rows["transport"])),
        Note(heading="Contacts", text="\n".join(_line(row, phones=phones) for row in others)),
        Note(heading="Emergency plan", text=snapshot["emergency_plan"]),
    ]
    return tuple(note for note in found if note.text)


def _line(row: Row, *, phones: bool) -> str:
    phone = row["phone"] if phones else ""
    return "  ".join(part for part in (row["at"] or "", row["label"], one_line(row["text"]), phone) if part)


def _catering(snapshot: Snapshot) -> str:
    meals = snapshot["meals"]
    said = []
    if snapshot["breakfast"]:
        said.append(f"Breakfast ready {snapshot['breakfast']} for {meals['breakfast']}")
    if snapshot["lunch"]:
        said.append(f"lunch {snapshot['lunch']} for {meals['lunch']}")
    if snapshot["second_meal"]:
        said.append(f"second meal {snapshot['second_meal']}")
    text = ", ".join(said)
    return text[:1].upper() + text[1:]


def _moment(value: str | None, zone: str) -> str:
    """`Mon 23 Nov 19:40` on the production's clock."""
    if not value:
        return ""
    moment = dt.datetime.fromisoformat(value)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return f"{aware.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}"
