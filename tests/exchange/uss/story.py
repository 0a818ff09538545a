"""A small film of our own as a schedule file: five scenes, a banner, two boards, a second unit and a holiday."""

import copy
import json
from typing import Any

HEADER = {
    "id": "s1", "author": "Jo Ferry", "company": "Ebb Films", "created": "2026-11-02T09:00:00.000Z",
    "description": None, "episode": None, "episodeName": None, "name": "Low Water", "project": "Low Water",
    "schedColor": "White", "schedDate": "2026-11-02T08:00:00.000Z", "scriptColor": "Blue", "scriptDate": None,
    "season": None, "source": "Test", "ussVersion": "1.0.0",
}  # fmt: skip
CATEGORIES = {
    "set": ("Set", 0), "ie": ("INT/EXT", 1), "dn": ("Day/Night", 2), "sd": ("Script Day", 3), "loc": ("Location", 6),
    "cast": ("Actors", 100), "props": ("Props", 104), "drone": ("Drones", 501),
}  # fmt: skip
ELEMENTS = {
    "e-quay": ("set", "QUAY"), "e-hut": ("set", "NET HUT"), "e-int": ("ie", "INT"), "e-ext": ("ie", "EXT"),
    "e-day": ("dn", "DAY"), "e-night": ("dn", "NIGHT"), "e-sd1": ("sd", "1"), "e-pier": ("loc", "Stone pier"),
    "e-ida": ("cast", "IDA"), "e-bo": ("cast", "BO"), "e-zoe": ("cast", "ZOË"),
    "e-rope": ("props", "Rope"), "e-quad": ("drone", "Quadcopter"),
}  # fmt: skip
SCENES = [  # id, number, pages, elements
    ("b1", "1", 1.125, ["e-quay", "e-ext", "e-day", "e-sd1", "e-pier", "e-ida", "e-rope"]),
    ("b2", "2", 0.5, ["e-hut", "e-int", "e-night", "e-ida", "e-bo"]),
    ("b3", "3", 2, ["e-quay", "e-ext", "e-night", "e-bo", "e-quad"]),
    ("b4", "4PT1", 0.125, ["e-hut", "e-int", "e-day", "e-zoe"]),
    ("b5", "4PT2", 0.25, ["e-hut", "e-int", "e-day", "e-zoe", "e-ida"]),
    ("b6", "5", 0.875, ["e-quay", "e-ext", "e-day", "e-bo"]),
]


def event(kind: str, name: str | None, date: str, key: str = "ev") -> dict[str, Any]:
    """An event; `date` a day, stored as midnight in California."""
    return {"id": f"{key}-{date}", "type": kind, "name": name, "date": f"{date}T08:00:00.000Z"}


def element(key: str, category: str, name: str) -> dict[str, Any]:
    """An element with the standard's defaults."""
    return {
        "id": key, "category": category, "created": HEADER["created"], "daysOff": [], "dropDayCount": 10,
        "elementId": None, "events": [], "isDood": True, "isDrop": True, "isHold": True, "isIdLock": False,
        "linkedElements": [], "name": name,
    }  # fmt: skip


def breakdown(key: str, **more: Any) -> dict[str, Any]:
    """A strip with every attribute of the standard."""
    empty = dict.fromkeys(["bannerText", "comments", "description", "pages", "scene", "scriptPage", "duration"])
    return {"id": key, "created": HEADER["created"], "elements": [], "type": "scene", **empty, **more}


def board(key: str, name: str, strips: list[Any]) -> dict[str, Any]:
    """One list of a stripboard."""
    return {"id": key, "name": name, "breakdownIds": strips}


def story() -> dict[str, Any]:
    """The file's object; a fresh copy each time. Shooting starts Thursday 12 Nov 2026; Monday 16th is a holiday."""
    elements = {key: element(key, category, name) for key, (category, name) in ELEMENTS.items()}
    elements["e-ida"] |= {"elementId": "1", "linkedElements": ["e-rope"], "_agent": {"name": "Kai"}}
    elements["e-bo"] |= {"elementId": "2", "isHold": False, "dropDayCount": 7, "daysOff": [5]}
    elements["e-zoe"] |= {"elementId": "9A", "events": [event("event", "fitting", "2026-11-13"),
                                                        event("dayOff", "dayOff", "2026-11-18")]}  # fmt: skip
    scenes = [breakdown(key, scene=number, pages=pages, elements=needs) for key, number, pages, needs in SCENES]
    scenes[0] |= {"description": "Ida ties up.", "duration": 5_400_000, "scriptPage": "1", "comments": "Tide!"}
    banner = breakdown("b0", type="banner", bannerText="Company move", duration=1_800_000)
    calendar = {"id": "c1", "name": "Start 12 Nov", "daysOff": [0, 6],
                "events": [event("start", None, "2026-11-12"), event("event", "holiday", "2026-11-16")]}  # fmt: skip
    first = [board("x1", "stripboard", [["b1", "b0", "b2"], ["b3"], ["b4"]]), board("x2", "boneyard", ["b6"]),
             board("x3", "Second unit", [["b5"]])]  # fmt: skip
    order = [board("y1", "stripboard", ["b1", "b2", "b3", "b4", "b5"]), board("y2", "boneyard", ["b6", "b0"])]
    body = HEADER | {
        "breakdowns": [banner, *scenes],
        "categories": [{"id": key, "ucid": ucid, "created": HEADER["created"], "name": name}
                       for key, (name, ucid) in CATEGORIES.items()],
        "elements": list(elements.values()),
        "stripboards": [{"id": "p1", "name": "Tide plan", "calendar": "c1", "boards": first},
                        {"id": "p2", "name": "Script order", "calendar": "c1", "boards": order}],
        "calendars": [calendar],
        "_palette": ["#123"],
    }  # fmt: skip
    return copy.deepcopy(body)


def file(body: dict[str, Any] | None = None) -> bytes:
    """The bytes of a file."""
    return json.dumps({"universalScheduleStandard": story() if body is None else body}).encode()
