"""A production with a short script in it, and how to look at its breakdown."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.people import Caller, Reply
from tests.script.scripts import imported

SCRIPT = """INT. BOAT HOUSE - NIGHT

MARA enters with a LANTERN. A yellow dog sleeps on the nets, like a seal on a rock.

MARA
Where did you put the gun?

She lifts an old biscuit tin and reads the label.

EXT. QUAY - DAY

The lantern swings from the PILOT BOAT. Two fishermen mend nets. The dogs bark.

JONAS
Careful.

JONAS RUNS. His watch stops.

INT. CAR - DAY

Nobody speaks.
"""


@dataclass
class Breakdown:
    """The breakdown of one production as one person sees it."""

    caller: Caller
    production_id: int

    @property
    def path(self) -> str:
        return f"/productions/{self.production_id}/breakdown"

    def get(self, path: str, **more: Any) -> Reply:
        return self.caller.get(f"{self.path}{path}", **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Reply:
        return self.caller.post(f"{self.path}{path}", body, **more)

    def category(self, code: str) -> dict[str, Any]:
        return next(row for row in self.get("/categories?limit=500").data if row["code"] == code)

    def scenes(self) -> list[int]:
        return [row["scene_id"] for row in self.get("/scenes").data]

    def scene(self, place: int) -> dict[str, Any]:
        return self.get(f"/scenes/{self.scenes()[place]}").data

    def offers(self, place: int) -> dict[str, str]:
        """{word: category code} offered in a scene."""
        codes = {row["id"]: row["code"] for row in self.get("/categories?limit=500").data}
        return {each["key"]: codes[each["category_id"]] for each in self.scene(place)["suggestions"]}

    def element(self, name: str, code: str = "props", **more: Any) -> dict[str, Any]:
        return self.post("/elements", {"category_id": self.category(code)["id"], "name": name, **more}).data

    def link(self, element: dict[str, Any], place: int, **body: Any) -> Reply:
        return self.caller.put(f"{self.path}/scenes/{self.scenes()[place]}/elements/{element['id']}", body)

    def names(self, place: int) -> list[str]:
        return [entry["name"] for entry in self.scene(place)["entries"]]


@pytest.fixture
def film(studio) -> Breakdown:
    """A production with the script imported."""
    production = studio.production()
    caller = studio.member(production, "assistant_director")
    imported(caller, production, SCRIPT)
    return Breakdown(caller, production)
