"""What changed between two editions, in plain sentences: for everybody, and for one person. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from backend.planning.call_sheets.editions.people import Snapshot, call_of

Row = dict[str, Any]
Change = tuple[str, Any, Any]  # what, before, now


@dataclass(frozen=True)
class Difference:
    """One change; `section` is where on the sheet: times, places, weather, notes, scenes, cast, crew …"""

    section: str
    sentence: str


HEAD = {
    "times": {
        "general_call": "The general call", "shooting_call": "The shooting call", "breakfast": "Breakfast",
        "lunch": "Lunch", "second_meal": "The second meal", "estimated_wrap": "The estimated wrap",
    },
    "places": {
        "location_name": "The location", "location_address": "The address", "parking": "Parking",
        "basecamp": "Basecamp", "hospital": "The nearest hospital",
    },
    "weather": {
        "temperature_high": "The high", "temperature_low": "The low", "rain_percent": "The chance of rain",
        "wind": "The wind", "weather": "The weather",
    },
    "notes": {
        "safety_notes": "The safety note", "emergency_plan": "The emergency plan", "policy": "The set policy",
        "notes": "The note",
    },
}  # fmt: skip
SCENE = {"at": "starts at", "minutes": "minutes", "notes": "note", "eighths": "eighths of a page"}
CAST = {
    "pick_up": "pick-up", "makeup": "hair and make-up", "wardrobe": "wardrobe", "on_set": "on set", "wrap": "dismissal",
    "code": "code", "status": "status", "remarks": "remarks",
}  # fmt: skip
CREW = {"call": "call", "wrap": "wrap", "on_call": "on call", "position": "position", "department": "department"}
BACKGROUND = {"quantity": "number", "call": "call", "on_set": "on set", "remarks": "remarks"}
DEPARTMENT = {"call": "call", "note": "note"}
INFO = {"label": "name", "text": "text", "phone": "phone", "at": "time"}


def between(before: Snapshot, now: Snapshot) -> list[Difference]:
    """Everything that changed from one edition to another, in the order of the sheet; [] when nothing did."""
    found = list(_head(before, now))
    found += _rows("scenes", before, now, _scene_key, _scene_name, SCENE)
    found += _order(before, now)
    found += _rows("cast", before, now, lambda row: row["cast_member_id"], _cast_name, CAST)
    found += _rows("crew", before, now, _crew_key, lambda row: row["name"], CREW)
    found += _rows("background", before, now, lambda row: row["id"], lambda row: row["kind"], BACKGROUND)
    found += _rows("departments", before, now, lambda row: row["department"], _department_name, DEPARTMENT)
    return found + _rows("info", before, now, lambda row: row["id"], lambda row: row["label"], INFO)


def for_person(before: Snapshot, now: Snapshot, key: str) -> list[str]:
    """What changed for one person; [] exactly when their `call_signature` is the same in both."""
    was, is_now = call_of(before, key), call_of(now, key)
    if was is None or is_now is None:
        return [] if was is is_now else ["You are called now." if was is None else "You are no longer called."]
    found = []
    if was["cancelled"] != is_now["cancelled"]:
        found.append("The day is cancelled." if is_now["cancelled"] else "The day takes place again.")
    if was["date"] != is_now["date"]:
        found.append(f"The day is {is_now['date']} now, not {was['date']}.")
    found += [_said(label, old, new) for label, old, new in _changes(was["steps"], is_now["steps"])]
    found += _own_scenes(was["scenes"], is_now["scenes"])
    places = {"name": "The location", "address": "The address", "parking": "Parking", "basecamp": "Basecamp"}
    found += [_said(places[name], old, new) for name, old, new in _changes(was["place"], is_now["place"])]
    if was["remarks"] != is_now["remarks"]:
        found.append(_said("The remark for you", was["remarks"], is_now["remarks"]))
    return found


def _changes(before: Row, now: Row) -> Iterator[Change]:
    for name in dict.fromkeys([*now, *before]):
        if before.get(name, "") != now.get(name, ""):
            yield name, before.get(name, ""), now.get(name, "")


def _own_scenes(before: Sequence[str], now: Sequence[str]) -> list[str]:
    added = [number for number in now if number not in before]
    gone = [number for number in before if number not in now]
    found = [f"Scene {number} is added for you." for number in added]
    found += [f"Scene {number} is no longer yours today." for number in gone]
    if not found and before != now:
        found.append(f"Your scenes are shot in another order: {', '.join(now)}.")
    return found


def _head(before: Snapshot, now: Snapshot) -> Iterator[Difference]:
    if before["date"] != now["date"]:
        yield Difference("times", f"The day is {now['date']} now, not {before['date']}.")
    for section, fields in HEAD.items():
        for name, label in fields.items():
            if before.get(name) != now.get(name):
                was, is_now = (_united(name, snapshot) for snapshot in (before, now))
                yield Difference(section, _said(label, was, is_now))
    if before["closed_set"] != now["closed_set"]:
        yield Difference("notes", "The set is closed now." if now["closed_set"] else "The set is no longer closed.")
    for meal in ("breakfast", "lunch"):
        if before["meals"][meal] != now["meals"][meal]:
            was, count = before["meals"][meal], now["meals"][meal]
            yield Difference("info", f"{meal.capitalize()} is for {count} now (was {was}).")


def _united(name: str, snapshot: Snapshot) -> Any:
    """A value of the head with its unit."""
    value = snapshot.get(name)
    if value is None:
        return None
    unit = {"rain_percent": " %"}.get(name, f" °{snapshot['temperature_unit']}" if "temperature" in name else "")
    return f"{value}{unit}"


def _rows(
    section: str, before: Snapshot, now: Snapshot, key: Callable[[Row], Any], name: Callable[[Row], str],
    fields: dict[str, str],
) -> list[Difference]:  # fmt: skip
    old, new = ({key(row): row for row in snapshot[section]} for snapshot in (before, now))
    found = [f"{name(row)} is added{_detail(row)}." for one, row in new.items() if one not in old]
    found += [f"{name(row)} is removed." for one, row in old.items() if one not in new]
    for one, row in new.items():
        if one in old:
            was = old[one]
            changed = [(label, was.get(field), row.get(field)) for field, label in fields.items()]
            parts = [_part(label, a, b) for label, a, b in changed if a != b]
            if parts:
                found.append(f"{name(row)}: {', '.join(parts)}.")
            elif name(was) != name(row):
                found.append(f"{name(was)} is {name(row)} now.")
    return [Difference(section, sentence) for sentence in found]


def _order(before: Snapshot, now: Snapshot) -> list[Difference]:
    old, new = ([_scene_key(row) for row in snapshot["scenes"]] for snapshot in (before, now))
    if [one for one in old if one in new] == [one for one in new if one in old]:
        return []
    numbers = [row["number"] or row["banner"] for row in now["scenes"]]
    return [Difference("scenes", f"The shooting order is now {', '.join(numbers)}.")]


def _said(label: str, before: Any, now: Any) -> str:
    was, is_now = _word(before), _word(now)
    if not is_now:
        return f"{label} is no longer given (was {was})."
    return f"{label} is {is_now} now (was {was})." if was else f"{label} is {is_now}."


def _part(label: str, before: Any, now: Any) -> str:
    if isinstance(now, bool):
        return f"now {label}" if now else f"no longer {label}"
    was, is_now = _word(before), _word(now)
    if not is_now:
        return f"{label} no longer given (was {was})"
    return f"{label} {is_now} (was {was})" if was else f"{label} {is_now}"


def _word(value: Any) -> str:
    """A value inside a sentence: one line, a long text cut, nothing for nothing."""
    if value is None or value == "":
        return ""
    text = " / ".join(line.strip() for line in str(value).splitlines() if line.strip()).rstrip(".")
    return text if len(text) <= 120 else text[:119].rstrip() + "…"


def _detail(row: Row) -> str:
    clock = row.get("on_set") or row.get("call") or row.get("at")
    return f" ({clock})" if clock else ""


def _scene_key(row: Row) -> tuple[str, Any, Any]:
    return ("scene", row["scene_id"], row["part"]) if row["scene_id"] else ("banner", row["id"], 0)


def _scene_name(row: Row) -> str:
    return f"Scene {row['number']}" if row["scene_id"] else row["banner"]


def _cast_name(row: Row) -> str:
    played = f" ({row['name']})" if row["name"] else ""
    return f"Cast {row['number']} {row['character_name']}{played}"


def _crew_key(row: Row) -> Any:
    return row["member_id"] or f"row {row['id']}"


def _department_name(row: Row) -> str:
    return f"Department {row['department']}"
