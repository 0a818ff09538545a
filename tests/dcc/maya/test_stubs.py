"""Our sources against two published descriptions of Maya: types, commands, flags, constants."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dcc.maya import record
from tests.dcc.maya.conftest import ROOT, SCRIPTS
from tests.dcc.maya.fake_maya import API, FakeMaya
from tests.services import require_maya_stubs

pytestmark = pytest.mark.xdist_group("maya-stubs")

GAPS = (
    ['Module has no attribute "MQtUtil"'],  # not described at all
    ['Argument "uiScript" to "workspaceControl"'],  # only text outlives a session of Maya, in its remembered layout
)


@pytest.fixture(scope="module")
def stubs() -> list[Path]:
    return require_maya_stubs()


def test_the_stand_in_knows_what_the_stubs_know(stubs: list[Path]) -> None:
    """When this fails, the sources use something new: python -m tests.dcc.maya.record"""
    assert json.loads(json.dumps(record.facts(stubs))) == API


@pytest.mark.parametrize("which", range(2), ids=[name.split("==")[0] for name in record.DISTRIBUTIONS])
def test_the_types_agree(stubs: list[Path], which: int, tmp_path: Path) -> None:
    """Each set of stubs is laid out as if it were Maya's own package."""
    said = _mypy(stubs[which], tmp_path, *_sources())
    assert [line for line in said.splitlines() if not any(gap in line for gap in GAPS[which])] == []


def test_the_types_would_tell(stubs: list[Path], tmp_path: Path) -> None:
    """What both catch, so that the test above means something."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from maya import cmds\ncmds.fiel(query=True)\ncmds.scriptJob(evnt=('Undo', print))\n")
    for folder in stubs:
        said = _mypy(folder, tmp_path, wrong)
        assert "fiel" in said
        assert "evnt" in said


def test_the_stand_in_refuses_what_maya_would(maya: FakeMaya) -> None:
    from maya import cmds
    from maya.api import OpenMaya

    with pytest.raises(AttributeError):
        cmds.fiel(query=True)
    with pytest.raises(TypeError, match="evnt"):
        cmds.scriptJob(evnt=("Undo", print))
    with pytest.raises(RuntimeError, match="MayaExiting"):
        cmds.scriptJob(event=("MayaExiting", print))
    with pytest.raises(AttributeError):
        OpenMaya.MSceneMessage.kBeforeRender  # noqa: B018


def test_what_blocks_maya_is_never_called() -> None:
    for file in _sources():
        text = file.read_text()
        assert "executeInMainThreadWithResult" not in text, file
        assert "processIdleEvents" not in text, file


def test_every_source_is_python_3_9() -> None:
    """Maya 2023 brings Python 3.9."""
    for file in _sources():
        ast.parse(file.read_text(), feature_version=(3, 9))


def _sources() -> list[Path]:
    return sorted((ROOT / "dcc" / "maya").rglob("*.py"))


def _mypy(stubs: Path, folder: Path, *files: Path) -> str:
    """What mypy finds, each line once; empty when nothing."""
    path = folder / "path"
    path.mkdir(exist_ok=True)
    (path / "maya").unlink(missing_ok=True)
    (path / "maya").symlink_to(stubs)
    settings = folder / "mypy.ini"
    settings.write_text(
        f"[mypy]\nstrict = true\nmypy_path = {path}:{SCRIPTS}:{ROOT}\nexplicit_package_bases = true\n"
        f"cache_dir = {record.CACHE}/mypy-{stubs.parent.name}\n"
        # the stubs themselves are not ours to mend
        "[mypy-maya.*]\nignore_errors = true\n"
    )
    names = [str(file) for file in files if file.name != "__init__.py" or file.parent.name != "maya"]
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(settings), "--no-error-summary", *names],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    return ran.stdout + ran.stderr
