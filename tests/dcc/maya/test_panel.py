"""The panel with the real widgets of Qt, without a screen; it runs in a process of its own that has PySide6."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.dcc.maya.conftest import ROOT
from tests.services import require_pyside


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What tests/dcc/maya/qt_drive.py saw."""
    picture = tmp_path_factory.mktemp("panel") / "panel.png"
    path = os.pathsep.join([str(require_pyside()), str(ROOT)])
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.dcc.maya.qt_drive", str(picture)],
        env={**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return {**json.loads(ran.stdout), "picture": picture, "said": ran.stderr}


def test_t_m1_pair_choose_start_switch_stop_with_real_widgets(seen: dict[str, Any]) -> None:
    assert seen["pairing first"] == [True, False]
    assert seen["pair"] == ["kxrt-7m2p", "http://backlot.local:8501"]
    assert seen["looked by itself"] == [False, True]
    assert seen["tasks"][0] == "Lighting SH020  (The Long Night)"
    assert seen["found"] == ["Animation SH010  (The Long Night)"]
    assert seen["start"] == [[9, "Lighting SH020"]]
    assert not seen["switch needs another task"]
    assert seen["texts"][0] == "Lighting SH020"
    assert seen["texts"][1] == "Working 1:02 · Today 4:10 · offline · 3 to send"
    assert seen["texts"][3] == "Switch"
    assert seen["stop"] == [[]]


def test_a_gap_is_kept_or_dropped_with_real_widgets(seen: dict[str, Any]) -> None:
    assert seen["texts"][2].endswith("12 min. Was it work?")
    assert seen["keep"] == ["g1", 9, "dailies"]
    assert seen["drop"] == [["g1"]]


def test_qt_tells_who_has_the_keyboard_and_a_hidden_panel_rests(seen: dict[str, Any]) -> None:
    assert seen["focus"] is True
    assert seen["hidden, it does not look"] is False
    assert seen["picture"].stat().st_size > 5000
    assert "Traceback" not in seen["said"]


def test_a_reload_fills_the_docked_control_once_and_an_uninstall_forgets_it(seen: dict[str, Any]) -> None:
    assert seen["panels after reload"] == 1
    assert seen["left"] == ["MayaWindow"]
    assert seen["remembered"] == []
