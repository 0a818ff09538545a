"""A folder for the client, a server that can misbehave, and nothing of the machine's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dcc.backlot_client.config import Home
from tests.dcc.client.stub_server import Stub, stub_server
from tests.dcc.client.world import World


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BACKLOT_TIME_HOME", str(tmp_path / "home"))
    for name in ("BACKLOT_TIME_SERVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(str(tmp_path / "home"))
    made.make()
    return made


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stub_server() as made:
        yield made


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "home")
    yield made
    for program in made.programs.values():
        program.die()
