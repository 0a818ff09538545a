"""Tomorrow's call sheet of the sample production: filled on front and back, given out twice."""

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
HEAD: dict[str, Any] = {
    "breakfast": "06:15",
    "shooting_call": "08:00",
    "temperature_high": 11,
    "temperature_low": 6,
    "rain_percent": 30,
    "wind": "SW 22 km/h, gusts 35",
    "weather": "Bright spells until noon, showers in the afternoon.",
    "safety_notes": "Life jackets on every deck and pontoon. Nobody goes on the causeway without the tide table.",
    "emergency_plan": "The medic stays within sight of the set. The ambulance comes to gate 2, where the 3rd AD waits.",
    "closed_set": True,
    "notes": "Quiet on the quay before 07:00: people live here. Bring layers and shoes that may get wet.",
}
BACKGROUND: tuple[dict[str, Any], ...] = (
    {"quantity": 6, "kind": "Ferry passengers", "remarks": "Own winter coats, no logos"},
    {"quantity": 2, "kind": "Deckhands", "remarks": "Costume fitting on arrival"},
    {"quantity": 1, "kind": "Stand-in for cast 1", "stand_in": True},
)
INFO: tuple[dict[str, Any], ...] = (
    {"section": "emergency", "label": "Set medic", "text": "Hanne Brekke, channel 1", "phone": "+44 7700 900181"},
    {"section": "emergency", "label": "Police, fire, ambulance", "text": "Say: sample quay, gate 2", "phone": "999"},
    {
        "section": "transport",
        "label": "Van 1",
        "text": "Cast from the hotel",
        "at": "05:30",
        "phone": "+44 7700 900182",
    },
    {"section": "transport", "label": "Van 2", "text": "Crew from the station", "at": "06:20"},
    {"section": "contact", "label": "Grip and light hire", "text": "Collect before 18:00", "phone": "+44 1632 960211"},
)
DEPARTMENTS: tuple[dict[str, Any], ...] = (
    {"department": "Lighting", "call": "06:30", "note": "6 kW on the cherry picker for the first set-up."},
    {"department": "Locations", "call": "06:00", "note": "Cones and cable ramps along the quay."},
)


def fill_and_publish(call: Call, path: str, day_id: int) -> dict[str, Any]:
    """Make a day's sheet, fill it, publish it, move two calls and publish it again; answers the sheet.

    `call(method, address, body, match=version)` answers the data of the API.
    """
    sheet = call("POST", f"{path}/call-sheets", {"day_id": day_id})
    base = f"{path}/call-sheets/{sheet['id']}"
    for rows, bodies in (("background", BACKGROUND), ("info", INFO), ("departments", DEPARTMENTS)):
        there = {row.get("department") for row in sheet["departments"]} if rows == "departments" else set()
        for body in bodies:
            if body.get("department") not in there or rows != "departments":
                call("POST", f"{base}/{rows}", body)
    sheet = call("PATCH", base, HEAD, match=sheet["version"])
    sheet = call("POST", f"{base}/calls", match=sheet["version"])
    sheet = call("POST", f"{base}/publish", match=sheet["version"])
    sheet = call("PATCH", base, {"shooting_call": "08:15", "rain_percent": 60}, match=sheet["version"])
    sheet = call("POST", f"{base}/calls", match=sheet["version"])
    again: dict[str, Any] = call("POST", f"{base}/publish", match=sheet["version"])
    return again
