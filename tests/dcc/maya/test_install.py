"""The zip as an artist gets it: unpacked, dropped into Maya, installed again over itself, taken out."""

import ast
import importlib
import json
import shutil
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dcc.build.packages import build, find
from tests.dcc.maya.conftest import forget_package
from tests.dcc.maya.fake_maya import FakeMaya

SERVER = "http://backlot.local:8501"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("maya", tmp_path_factory.mktemp("zip") / find("maya").file_name, SERVER)


@pytest.fixture
def unpacked(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The zip in a downloads folder; no checkout of ours is on the path, but one empty folder."""
    folder = tmp_path / "downloads"
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder)
    monkeypatch.setattr(sys, "path", [p for p in sys.path if "dcc" not in p])
    monkeypatch.setitem(sys.modules, "dcc", None)  # the client inside must do
    return folder


@pytest.fixture
def installer(unpacked: Path, maya: FakeMaya, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The file that is dropped, imported as Maya imports it."""
    forget_package()
    monkeypatch.syspath_prepend(str(unpacked))
    monkeypatch.delitem(sys.modules, "install_backlot_time", raising=False)
    module = importlib.import_module("install_backlot_time")
    yield module
    sys.modules.pop("install_backlot_time", None)


def test_the_zip_holds_the_module_the_client_and_the_address(unpacked: Path) -> None:
    assert sorted(file.name for file in unpacked.iterdir()) == [
        "README.txt",
        "backlot_time",
        "backlot_time.mod",
        "install_backlot_time.py",
    ]
    package = unpacked / "backlot_time" / "scripts" / "backlot_time_maya"
    assert (package / "backlot_client" / "client.py").is_file()
    assert not (package / "backlot_client.py").exists()
    assert json.loads((package / "server.json").read_text()) == {"server": SERVER}
    line = (unpacked / "backlot_time.mod").read_text().split()
    assert line == ["+", "backlot_time", find("maya").version, "./backlot_time"]


def test_everything_in_it_is_python_3_9(unpacked: Path) -> None:
    files = list(unpacked.rglob("*.py"))
    assert len(files) > 15
    for file in files:
        ast.parse(file.read_text(), feature_version=(3, 9))


def test_a_drop_installs_and_starts_it(maya: FakeMaya, installer: Any) -> None:
    setup = maya.user_folder / "scripts" / "userSetup.py"
    setup.parent.mkdir(parents=True)
    setup.write_text("print('mine')\n")
    installer.onMayaDroppedPythonFile(None)
    modules = maya.user_folder / "modules"
    assert {file.name for file in modules.iterdir()} == {"backlot_time", "backlot_time.mod"}
    assert setup.read_text() == "print('mine')\n"
    assert maya.dialogs == ["Installed. The menu Backlot opens the panel, now and whenever Maya starts."]
    import backlot_time_maya

    assert Path(backlot_time_maya.__file__).is_relative_to(modules)
    assert backlot_time_maya.TimeClient.__module__.startswith("backlot_time_maya.backlot_client")
    assert "BacklotTimeMenu" in maya.ui
    assert "Pair" in maya.shown_text()
    tracking, deadline = maya.main["_backlot_time"], time.monotonic() + 10
    while tracking.client.snapshot().server != SERVER and time.monotonic() < deadline:
        time.sleep(0.02)
    tracking.dock._window.refresh()
    assert SERVER in [element.get("text") for element in maya.ui.values()]


def test_a_second_drop_replaces_the_whole_folder(maya: FakeMaya, installer: Any) -> None:
    installer.onMayaDroppedPythonFile(None)
    import backlot_time_maya as first

    stale = maya.user_folder / "modules" / "backlot_time" / "scripts" / "backlot_time_maya" / "stale.py"
    stale.write_text("")
    jobs = len(maya.jobs)
    maya.answers = ["Install"]
    installer.onMayaDroppedPythonFile(None)
    assert not stale.exists()
    assert sys.modules["backlot_time_maya"] is not first
    assert len(maya.jobs) == jobs
    assert {file.name for file in stale.parents[3].iterdir()} == {"backlot_time", "backlot_time.mod"}


@pytest.mark.parametrize("where", ["copytree", "rename"])
def test_a_copy_that_fails_leaves_the_old_one(
    maya: FakeMaya, installer: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    installer.install()
    scripts = maya.user_folder / "modules" / "backlot_time" / "scripts" / "backlot_time_maya" / "__init__.py"
    before = scripts.read_text()
    rename = Path.rename

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    def refuse_new(self: Path, target: Path) -> Path:
        return full() if self.name == "new" else rename(self, target)

    if where == "copytree":
        monkeypatch.setattr(shutil, "copytree", full)
    else:
        monkeypatch.setattr(Path, "rename", refuse_new)
    maya.answers = ["Install"]
    installer.onMayaDroppedPythonFile(None)
    assert "Nothing was changed" in maya.dialogs[-1]
    assert scripts.read_text() == before
    assert {file.name for file in scripts.parents[3].iterdir()} == {"backlot_time", "backlot_time.mod"}


def test_remove_takes_out_what_install_put_in(maya: FakeMaya, installer: Any) -> None:
    installer.onMayaDroppedPythonFile(None)
    maya.answers = ["Remove"]
    installer.onMayaDroppedPythonFile(None)
    assert list((maya.user_folder / "modules").iterdir()) == []
    assert not maya.jobs
    assert not maya.callbacks
    assert set(maya.ui) == {"MayaWindow"}
    assert "backlot_time_maya" not in sys.modules
    assert "Removed" in maya.dialogs[-1]


def test_cancel_changes_nothing(maya: FakeMaya, installer: Any) -> None:
    installer.onMayaDroppedPythonFile(None)
    said = list(maya.dialogs)
    maya.answers = ["Cancel"]
    installer.onMayaDroppedPythonFile(None)
    assert len(maya.dialogs) == len(said) + 1
    assert "BacklotTimeMenu" in maya.ui
