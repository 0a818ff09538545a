"""One small script for each trap, with what a first assistant director would write down for it."""

import json
from pathlib import Path

import pytest

from backend.script.screenplays.importers.model import Tag
from backend.script.screenplays.importers.read import read_script

FOLDER = Path(__file__).parents[2] / "fixtures" / "screenplays"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def read(name: str, **more):
    return read_script((FOLDER / name).read_bytes(), name, **more)


def test_every_fixture_is_expected():
    assert {path.name for path in FOLDER.iterdir()} - {"expected.json"} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_scenes(name):
    expected = EXPECTED[name]
    script = read(name)
    found = [[s.number, s.heading, s.int_ext, s.day_night, s.set, list(s.characters)] for s in script.scenes]
    assert found == expected["scenes"]
    assert [s.omitted for s in script.scenes] == [s.heading == "OMITTED" for s in script.scenes]
    for key, value in (("title", script.title), ("characters", script.characters)):
        assert key not in expected or value == expected[key]
    assert [[offer.name, list(offer.targets)] for offer in script.alias_offers] == expected.get("aliases", [])
    assert [offer.line for offer in script.heading_offers] == expected.get("offers", [])
    messages = [warning.message for warning in script.warnings]
    assert len(messages) == len(expected["warnings"]), messages
    for fragment, message in zip(expected["warnings"], messages, strict=True):
        assert fragment in message


def test_offered_headings_can_be_accepted():
    script = read("missing-blank-lines.fountain")
    lines = {offer.line for offer in script.heading_offers}
    accepted = read("missing-blank-lines.fountain", accept=lines)
    headings = [(scene.number, scene.heading) for scene in accepted.scenes]
    assert headings == [
        (None, "INT. LOBBY - DAY"), (None, "EXT. DRIVE - DAY"), ("3", "INT. LIFT - DAY"),
        (None, "INT. CORRIDOR - DAY"), (None, "INT. ROOM 9 - NIGHT"),
    ]  # fmt: skip
    assert not accepted.heading_offers
    assert [scene.heading for scene in read("runs.fdx", accept={9}).scenes][1] == "EXT. SEA - NIGHT"


def test_text_is_typed_and_kept():
    scene = read("missing-blank-lines.fountain").scenes[0]
    assert [(e.kind, e.text) for e in scene.elements] == [
        ("action", "Guests arrive.\nEXT. DRIVE - DAY"), ("action", "A car."),
        ("action", "INT. LIFT - DAY #3#\nDoors close."), ("character", "VERA"),
        ("dialogue", "Up, please.\nINT. CORRIDOR - DAY"), ("transition", "CUT TO:"),
    ]  # fmt: skip


def test_notes_leave_the_text_and_are_kept():
    elements = [e for scene in read("notes.fountain").scenes for e in scene.elements]
    texts = {e.kind: [x.text for x in elements if x.kind == e.kind] for e in elements}
    assert "She reads\naloud." in texts["action"]
    assert texts["dialogue"] == ["Hello.\nStill me."]
    assert texts["note"] == [
        "change the set?", "a note\nover two lines\n  \nand a gap", "INT. NOTE - DAY", "inside speech", "one", "two",
    ]  # fmt: skip


def test_two_spaces_go_on_speaking_one_does_not():
    elements = read("two-spaces.fountain").scenes[0].elements
    assert [e.text for e in elements if e.kind == "dialogue"] == ["First.\n\nStill speaking.", "Second."]
    assert [e.text for e in elements if e.kind == "action"] == ["Action.", "This is action."]


def test_dual_dialogue_marks_both_sides():
    elements = read("dual.fountain").scenes[0].elements
    assert [(e.kind, e.dual) for e in elements] == [
        ("character", "left"), ("parenthetical", "left"), ("dialogue", "left"),
        ("character", "right"), ("dialogue", "right"), ("character", ""), ("dialogue", ""),
    ]  # fmt: skip
    assert [e.dual for e in read("runs.fdx").scenes[2].elements if e.kind == "character"] == ["left", "right"]


def test_emphasis_is_taken_off():
    scene = read("emphasis.fountain").scenes[0]
    assert [e.text for e in scene.elements] == ["VERA opens it. 5 * 3 * 2. *Starred*.", "VERA", "Now."]


def test_structure_is_typed():
    kinds = [e.kind for scene in read("structure.fountain").scenes for e in scene.elements]
    assert kinds == ["synopsis", "action", "page_break", "section", "lyric", "centered", "transition", "centered"]


def test_fdx_length_and_tags():
    first, omitted, last = read("runs.fdx").scenes
    assert (first.eighths, omitted.eighths) == (11, 0)
    assert last.eighths >= 1
    assert first.tags == (Tag("Props", "hurricane lantern", "lantern"),)
    assert [e.text for e in first.elements][:4] == ["A lantern swings.", "Pip (V.O.)", "(low)", "Hold it."]
    assert last.forced
    assert last.elements[0].kind == "shot"


def test_relative_times_take_the_light_before_them():
    lights = [(s.day_night, s.light) for s in read("time-words.fountain").scenes]
    assert lights[4:8] == [("NIGHT", "NIGHT"), ("LATER", "NIGHT"), ("CONTINUOUS", "NIGHT"), ("SAME", "NIGHT")]


def test_lines_of_dialogue_by_character():
    scene = read("two-spaces.fountain").scenes[0]
    assert scene.dialogue_lines == {"NORA": 4}
