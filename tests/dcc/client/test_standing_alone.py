"""What runs inside other programs: the Python of Maya 2023, nothing but the standard library, and small."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DCC = Path(__file__).resolve().parents[3] / "dcc"
SOURCES = sorted(DCC.rglob("*.py"))
GIVEN = {"bpy", "maya", "PySide2", "PySide6", "shiboken2", "shiboken6"}  # by the programs themselves


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(DCC)))
def test_it_is_python_3_9_and_needs_nothing_else(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))
    inside = "backlot_client" in file.parts or "cli" in file.parts
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        for name in names:
            first = name.partition(".")[0]
            own = {"dcc", "backlot_client", "backlot_time_maya"}
            assert first in sys.stdlib_module_names or first in GIVEN | own, f"{file.name} imports {name}"
            assert not inside or first in sys.stdlib_module_names, f"{file.name}: the client is put elsewhere as it is"


def test_the_client_and_the_command_run_on_python_3_9(tmp_path: Path) -> None:
    old = next(
        (found for name in ("python3.9", "python3.10") if (found := shutil.which(name)) and _works(found)),
        sys.executable,
    )
    program = (
        "import sys, tempfile, time; from dcc.backlot_client import TimeClient, Host; import dcc.cli.__main__ as cli\n"
        "client = TimeClient(Host(), tempfile.mkdtemp()); client.begin(); client.stamp()\n"
        "end = time.time() + 10\n"
        "while not client.snapshot().message and time.time() < end: time.sleep(0.01)\n"
        "print(client.snapshot().message); client.quit(3); sys.exit(cli.main(['status']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(DCC.parent), "BACKLOT_TIME_HOME": str(tmp_path)}
    done = subprocess.run(
        [old, "-W", "error", "-c", program], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.startswith("Pair this program first"), done.stderr
    assert done.returncode == 1
    assert done.stderr.strip().startswith("backlot-time: This machine is not paired")
    assert done.stderr.count("\n") == 1


def _works(python: str) -> bool:
    return subprocess.run([python, "-c", "import sqlite3, ssl, ctypes"], capture_output=True).returncode == 0


def test_t_i1_one_small_client_module_for_all_programs() -> None:
    client = DCC / "backlot_client"
    size = sum(file.stat().st_size for file in client.rglob("*.py"))
    assert size < 150_000
    for copy in DCC.rglob("machine.py"):
        assert copy.parent == client, "there is one"
