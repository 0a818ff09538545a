"""The extension in Blender 5.0.1, as the module `bpy` has it: everything but the window."""

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.services import require_bpy

pytestmark = pytest.mark.blender

Run = Callable[[str], Any]


@pytest.fixture
def extension_tool() -> list[str]:
    """Blender's own command for extensions."""
    python = require_bpy()
    (tool,) = python.parents[1].glob("lib/python3.*/site-packages/bpy/5.0/scripts/addons_core/bl_pkg/cli/*_ext.py")
    return [str(python), str(tool)]


def test_blender_itself_finds_the_zip_in_order(extension_tool: list[str], zips: dict[str, Path]) -> None:
    for name in ("blender-extension", "blender-legacy"):
        done = subprocess.run([*extension_tool, "validate", zips[name]], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_blender_itself_builds_the_same_extension(
    extension_tool: list[str], zips: dict[str, Path], tmp_path: Path
) -> None:
    with zipfile.ZipFile(zips["blender-extension"]) as archive:
        archive.extractall(tmp_path / "source")
        ours = set(archive.namelist())
    command = [*extension_tool, "build", "--source-dir", tmp_path / "source", "--output-dir", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = tmp_path.glob("backlot_time-*.zip")
    assert {name for name in zipfile.ZipFile(built).namelist() if not name.endswith("/")} == ours


def test_switched_on_and_off_twice_it_leaves_nothing(in_bpy: Run) -> None:
    answer = in_bpy("twice")
    on, off, on_again, off_again = answer["seen"]
    assert on == on_again
    assert len(on["handlers"]) == 9
    assert len([name for name in on["types"] if "_PT_" in name]) == 5
    nothing: dict[str, list[str]] = {key: [] for key in on}
    assert off == off_again == nothing
    assert on["threads"] == []  # in the background nobody works, so nothing is counted or sent
    assert not answer["timer"]


def test_buttons_do_what_they_say_and_refuse_what_makes_no_sense(in_bpy: Run) -> None:
    did = in_bpy("operators")
    assert "No clock runs" in did["stop_when_off"]
    assert "Type the code" in did["pair_without_code"]
    assert "Pair this Blender" in did["start_unpaired"]
    assert "being asked" in did["pair_again"]
    done = ["start", "switch", "stop", "keep", "drop", "pair"]
    assert [did[name] for name in done] == [["FINISHED"]] * len(done)
    assert did["start_gone"] == did["keep_without_reason"] == did["drop_again"] == ["CANCELLED"]
    assert did["calls"] == [
        ["start", 1, "SH010 Animation"],
        ["start", 2, "SH020 Lighting"],
        ["stop"],
        ["keep_gap", "g1", 1],
        ["drop_gap", "g1"],
        ["pair", "kxrt 7m2p", "http://127.0.0.1:1"],
    ]
    assert did["code_after"] == ""
    assert did["error"] == "This code has expired"


def test_edits_count_over_saved_and_opened_files_and_renders_do_not(in_bpy: Run) -> None:
    seen = in_bpy("events")
    assert seen["edit"] == seen["edit_after_opening"] == seen["edit_after_rendering"] == 1
    assert seen["saved"] == ["saved", "sh010_anim_v003.blend"]
    assert seen["file"] == "sh010_anim_v003.blend"
    assert seen["not_persistent"] == 0  # a handler of the plain kind is gone by then: the test would notice
    assert seen["render"] == {"during": [True], "after": False, "stamps": 0}


def test_it_passes_the_checks_that_every_adapter_passes(in_bpy: Run) -> None:
    outcome = in_bpy("contract")
    assert len(outcome) >= 8
    assert not [wrong for wrong in outcome.values() if wrong], "\n".join(outcome.values())


def test_t_b5_an_event_costs_the_main_thread_microseconds(in_bpy: Run) -> None:
    took = in_bpy("cost")
    assert took["median"] <= 10
    assert took["p99"] <= 50


def test_what_is_typed_into_the_pairing_fields_is_in_no_file(in_bpy: Run, tmp_path: Path) -> None:
    answer = in_bpy("secrets")
    assert answer["shown"] == ["http://server.secret.example", "KXRT7M2P"]
    files = [tmp_path / "typed.blend", Path(answer["prefs"]) / "userpref.blend"]
    for content in (file.read_bytes() for file in files):
        assert b"backlot_time" in content or b"Cube" in content  # they are what we think, and not packed
        assert b"KXRT7M2P" not in content
        assert b"secret.example" not in content


def test_a_newer_version_installed_over_it_is_the_newer_one_throughout(in_bpy: Run) -> None:
    assert in_bpy("updated") == {"newer": [True] * 4, "replaced": True}


def test_every_icon_exists(in_bpy: Run) -> None:
    assert in_bpy("icons") == []
