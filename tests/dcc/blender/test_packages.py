"""What people install: whole, the same each time, alone on any Python from 3.9, and without anybody's secrets."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from dcc.backlot_client.version import VERSION
from dcc.build.packages import PACKAGES, build, contents, digest

ROOT = Path(__file__).resolve().parents[3]
NAMES = [package.name for package in PACKAGES]
BLENDER = {"blender-extension": "", "blender-legacy": "backlot_time/"}


def names(zip_file: Path) -> list[str]:
    with zipfile.ZipFile(zip_file) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_the_command_writes_every_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dcc.build", "--out", str(tmp_path), "--server", "http://ana.local:8000/"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted(f"backlot_time-{VERSION}-{kind}.zip" for kind in _kinds())
    assert done.stdout.split() == [str(tmp_path / package.file_name) for package in PACKAGES]
    with zipfile.ZipFile(tmp_path / f"backlot_time-{VERSION}-blender-3.zip") as archive:
        assert json.loads(archive.read("backlot_time/server.json")) == {"server": "http://ana.local:8000"}


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    command = [sys.executable, "-m", "dcc.build", "--out", str(tmp_path / "file")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Cannot write to")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_same_sources_make_the_same_bytes(name: str, tmp_path: Path) -> None:
    once, again = (build(name, tmp_path / f"{turn}.zip", "http://a").read_bytes() for turn in "12")
    assert once == again
    assert build(name, tmp_path / "other.zip", "http://b").read_bytes() != once
    assert digest(name, "http://a") == digest(name, "http://a") != digest(name, "http://b")
    assert not list(tmp_path.glob("*.zip.*"))


@pytest.mark.parametrize("name", NAMES)
def test_a_package_holds_what_runs_and_nothing_else(name: str, zips: dict[str, Path]) -> None:
    inside = names(zips[name])
    assert inside == sorted(inside)
    assert sum(path.endswith("backlot_client/__init__.py") for path in inside) == 1
    assert sum(path.endswith("server.json") for path in inside) == 1
    assert not [path for path in inside if "__pycache__" in path or path.endswith((".pyc", "backlot_client.py"))]
    assert not [path for path in inside if path.startswith(("/", "..")) or "test" in path.lower()]


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_alone_on_python_3_9(name: str) -> None:
    for path, content in contents(name):
        if not path.endswith((".py", ".pyw", "backlot-time")):
            continue
        tree = ast.parse(content, path, feature_version=(3, 9))
        for node in ast.walk(tree):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            imported += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            tops = {module.split(".")[0] for module in imported}
            programs = {
                "backlot_time",
                "bpy",
                "maya",
                "PySide2",
                "PySide6",
                "shiboken2",
                "shiboken6",
                "backlot_time_maya",
            }
            assert tops <= set(sys.stdlib_module_names) | programs, path


@pytest.mark.parametrize("name", NAMES)
def test_no_secret_and_no_address_but_the_servers(name: str) -> None:
    for path, content in contents(name, "http://studio.example:8000"):
        text = content.decode("utf-8")
        found = [token for token in re.findall(r"[A-Za-z0-9+/_-]{40,}", text) if re.search(r"\d", token)]
        assert not found, (path, found)
        assert not re.search(r"(?i)(password|secret|token)[\"']?\s*[:=]\s*[\"'][^\"'{]{4,}[\"']", text), path
        assert str(ROOT) not in text


@pytest.mark.parametrize(("name", "folder"), BLENDER.items())
def test_both_formats_of_the_add_on(name: str, folder: str, zips: dict[str, Path]) -> None:
    inside = names(zips[name])
    assert all(path.startswith(folder) for path in inside)
    with zipfile.ZipFile(zips[name]) as archive:
        manifest = tomllib.loads(archive.read(f"{folder}blender_manifest.toml").decode())
        (info,) = (
            ast.literal_eval(node.value)
            for node in ast.parse(archive.read(f"{folder}__init__.py")).body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "bl_info"
        )
        assert b"GNU GENERAL PUBLIC LICENSE" in archive.read(f"{folder}LICENSE")
    assert manifest["version"] == VERSION == ".".join(map(str, info["version"]))
    assert (manifest["id"], manifest["type"], manifest["schema_version"]) == ("backlot_time", "add-on", "1.0.0")
    assert manifest["name"] == info["name"]
    assert manifest["license"] == ["SPDX:GPL-3.0-or-later"]
    assert manifest["blender_version_min"] == "4.2.0"
    assert info["blender"] == (3, 3, 0)
    assert set(manifest["permissions"]) == {"network", "files"}
    words = [manifest["tagline"], *manifest["permissions"].values()]
    assert all(len(text) <= 64 and not text.endswith(".") for text in words)  # what Blender allows


def test_the_command_runs_from_where_it_was_unpacked(zips: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(zips["desktop-and-cli"]) as archive:
        archive.extractall(tmp_path)
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    assert modes["backlot-time"] == modes["backlot-time-desktop.pyw"] == 0o755
    command = [sys.executable, tmp_path / "backlot-time", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert VERSION in done.stdout


def _kinds() -> list[str]:
    return ["blender-3", "blender-4.2", "desktop", "maya"]
