"""Real scripts against what was counted in them by hand or by a second program."""

import json
from pathlib import Path

import pytest

from backend.script.screenplays.importers.read import read_script

FILES = (
    "my-living-memory.fountain", "nyousefi-sceneheaders.fountain", "nyousefi-scenenumbers.fountain",
    "printing-trouble.fountain", "screenplaytools-boneyards.fountain", "screenplaytools-fadein.fdx",
    "screenplaytools-finaldraft12.fdx", "screenplaytools-notes.fountain", "screenplaytools-utf8.fountain",
)  # fmt: skip


def load(shared_data: Path, name: str, suffix: str = ".json"):
    folder = shared_data / "screenplays"
    truth = json.loads((folder / "truth" / (name + suffix)).read_text(encoding="utf-8"))
    return read_script((folder / name).read_bytes(), name), truth


@pytest.mark.parametrize("name", FILES)
def test_real_script(shared_data, name):
    script, truth = load(shared_data, name)
    found = [(s.number, s.heading, s.int_ext, s.day_night, list(s.characters)) for s in script.scenes]
    assert found == [(s["number"], s["heading"], s["int_ext"], s["tod"], s["speaking"]) for s in truth["scenes"]]
    assert script.characters == truth["characters"]
    if name.endswith(".fountain"):
        assert [s.forced for s in script.scenes] == [s["forced"] for s in truth["scenes"]]
        assert script.title == truth["title_page"].get("title", "")
    else:
        assert [s.eighths for s in script.scenes] == [int(s["length"][0]) for s in truth["scenes"]]


def test_torture_fountain(shared_data):
    folder = shared_data / "screenplays"
    truth = json.loads((folder / "truth" / "torture.hand.json").read_text(encoding="utf-8"))
    script = read_script((folder / "torture.fountain").read_bytes(), "torture.fountain")
    live = {s.number: s for s in script.scenes if not s.omitted}
    assert list(live) == truth["scenes_production"]
    assert [s.number for s in script.scenes if s.omitted] == ["10"]
    assert {n: s.int_ext for n, s in live.items()} | {"9": "INT (Russian ИНТ.)"} == truth["int_ext"]
    assert live["9"].int_ext == "INT"
    for number, stated in truth["day_night"].items():
        assert live[number].day_night == (stated.split(" (")[0].split(" -> ")[0] if stated else None)
    assert live["6"].light == "MAGIC HOUR"
    assert live["12"].light == "NIGHT"
    for number, speaking in truth["speaking"].items():
        assert list(live[number].characters) == [name.split(" (no case")[0] for name in speaking]
    assert [(o.name, o.targets) for o in script.alias_offers] == [("MARA'S VOICE", ("MARA",))]
    assert sum(e.kind == "character" and e.dual == "right" for s in script.scenes for e in s.elements) == 1
    assert [(o.heading, o.number) for o in script.heading_offers] == [
        ("ИНТ. КУХНЯ - НОЧЬ", None), ("INT. ATTIC - NIGHT", "11"),
    ]  # fmt: skip


def test_torture_fdx(shared_data):
    folder = shared_data / "screenplays"
    truth = json.loads((folder / "truth" / "torture.fdx.hand.json").read_text(encoding="utf-8"))
    script = read_script((folder / "torture.fdx").read_bytes(), "torture.fdx")
    assert [[s.number, s.heading, list(s.characters)] for s in script.scenes] == [
        [number, heading, speaking] for number, heading, _, speaking in truth["scenes"]
    ]
    assert script.pages_eighths == truth["eighths_total_live"]
    assert sum(s.omitted for s in script.scenes) == truth["omitted"]
    assert [(t.category, [t.label]) for s in script.scenes for t in s.tags] == list(truth["tag"].items())
    assert script.title == "The Torture Test"
