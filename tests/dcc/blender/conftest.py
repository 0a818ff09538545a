"""Tests that start a real Blender are left out unless `-m` names their marker: `-m blender`."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcc.build.packages import PACKAGES, build
from tests.services import require_bpy

IN_BPY = Path(__file__).with_name("in_bpy.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """They take minutes, and say the same until something below `dcc` changes."""
    if "blender" in config.getoption("markexpr"):
        return
    left_out = [item for item in items if item.get_closest_marker("blender")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(scope="session")
def zips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every package as a file, by name."""
    folder = tmp_path_factory.mktemp("packages")
    server = "http://127.0.0.1:8000"
    return {package.name: build(package.name, folder / package.file_name, server) for package in PACKAGES}


@pytest.fixture
def in_bpy(zips: dict[str, Path], tmp_path: Path) -> Callable[[str], Any]:
    """Runs a scenario of in_bpy.py with the extension's zip; what it answered."""
    python = require_bpy()

    def run(scenario: str) -> Any:
        env = {
            **os.environ,
            "BACKLOT_TIME_HOME": str(tmp_path / "home"),
            "BLENDER_USER_RESOURCES": str(tmp_path / "user"),
        }
        command = [python, IN_BPY, scenario, zips["blender-extension"], tmp_path]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)
        answers = [line for line in done.stdout.splitlines() if line.startswith("ANSWER ")]
        assert answers, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
        return json.loads(answers[-1].removeprefix("ANSWER "))

    return run
