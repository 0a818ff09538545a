"""Maya's stand-in with our module on its path, as Maya puts it there; each test imports the module anew."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.dcc.hosts import Recorder
from tests.dcc.maya.fake_maya import FakeMaya

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "dcc" / "maya" / "module" / "scripts"


@pytest.fixture
def boot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., FakeMaya]]:
    """Starts a Maya; ended and forgotten after the test."""
    started: list[FakeMaya] = []

    def begin(**options: Any) -> FakeMaya:
        maya = FakeMaya(tmp_path / "maya", **options)
        for name, module in maya.modules.items():
            monkeypatch.setitem(sys.modules, name, module)
        monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        maya.main = vars(sys.modules["__main__"])
        started.append(maya)
        return maya

    monkeypatch.setattr(sys, "path", [str(SCRIPTS), *sys.path])
    monkeypatch.setenv("BACKLOT_TIME_HOME", str(tmp_path / "home"))
    yield begin
    if started and (package := sys.modules.get("backlot_time_maya")):
        package.stop()
    forget_package()


@pytest.fixture
def maya(boot: Callable[..., FakeMaya]) -> FakeMaya:
    """A Maya with windows, in which the module is not started yet."""
    return boot()


@pytest.fixture
def package(maya: FakeMaya, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Our module, with clients that only write down what they are asked; started by nobody yet."""
    import backlot_time_maya

    monkeypatch.setattr(backlot_time_maya, "TimeClient", Recorder)
    return backlot_time_maya


def forget_package() -> None:
    """As a Maya that was never started."""
    for name in [name for name in sys.modules if name.split(".")[0] == "backlot_time_maya"]:
        del sys.modules[name]
