"""A production with something to edit, made through the API as people make it."""

from dataclasses import dataclass

from tests.faults.load import Target
from tests.running import Client


@dataclass(frozen=True)
class Shoot:
    """A production with scenes, a shooting day and its call sheet."""

    production_id: int
    targets: list[Target]


def prepare(owner: Client, scenes: int = 4) -> Shoot:
    """Scenes, two characters in each, a day that shoots them all, its call sheet with cast and crew."""
    production_id = owner.post("/productions", {"title": "The Long Tide"}).data["id"]
    base = f"/productions/{production_id}"
    numbers = [{"number": str(n), "set_name": f"ROOM {n}", "int_ext": "INT"} for n in range(1, scenes + 1)]
    scene_ids = [row["id"] for row in owner.post(f"{base}/scenes/bulk-create", {"scenes": numbers}).data]
    for number, name in enumerate(("MARA", "TOM"), 1):
        member = owner.post(f"{base}/cast-members", {"character_name": name, "number": number}).data
        for scene_id in scene_ids:
            owner.put(f"{base}/cast-members/{member['id']}/scenes/{scene_id}").data  # noqa: B018
    day = owner.post(f"{base}/days", {"date": "2027-03-01", "general_call": "07:00"}).data
    schedule = owner.get(f"{base}/schedule").data
    body = {"scene_ids": scene_ids}
    owner.put(f"{base}/days/{day['id']}/strips", body, match=schedule["version"]).data  # noqa: B018
    targets = [Target(f"{base}/scenes/{scene_id}", "scene", scene_id) for scene_id in scene_ids[:2]]
    return Shoot(production_id, [*targets, *_sheet(owner, base, day["id"])])


def _sheet(owner: Client, base: str, day_id: int) -> list[Target]:
    """The day's call sheet: its head, a line of the scene list, a cast call and a crew call."""
    sheet = owner.post(f"{base}/call-sheets", {"day_id": day_id}).data
    path = f"{base}/call-sheets/{sheet['id']}"
    crew = owner.post(f"{path}/crew", {"name": "Grip of the day", "department": "Grip"}).data
    first = {"scenes": sheet["scenes"][0], "cast": sheet["cast"][0], "crew": crew}
    kinds = {
        "scenes": ("call sheet scene", "notes"),
        "cast": ("cast call", "remarks"),
        "crew": ("crew call", "position"),
    }
    rows = [
        Target(f"{path}/{part}/{row['id']}", kinds[part][0], row["id"], kinds[part][1], (path, part))
        for part, row in first.items()
    ]
    return [Target(path, "call sheet", sheet["id"]), *rows]
