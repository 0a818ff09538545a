"""The packages for other programs: what there is, whole files only, and new ones when anything in them changes."""

import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from dcc.build import packages as registry
from tests.people import Caller, Studio

NAMES = {"blender-legacy", "blender-extension", "maya", "desktop-and-cli"}


@pytest.fixture
def folder(app: Any, tmp_path: Path) -> Iterator[Path]:
    """An installation with an empty data folder."""
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, data_dir=tmp_path)
    yield tmp_path / "packages"
    app.config["SETTINGS"] = before


def test_every_package_is_offered_and_is_a_zip_with_the_servers_address(studio: Studio, folder: Path) -> None:
    ana = studio.user()
    rows = ana.get("/dcc-packages").data
    assert {row["name"] for row in rows} == NAMES
    for row in rows:
        answer = ana.get(f"/dcc-packages/{row['name']}")
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/zip")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{row["file_name"]}"'
        assert len(answer.body) == row["size"]
        archive = zipfile.ZipFile(BytesIO(answer.body))
        assert archive.testzip() is None
        (address,) = [name for name in archive.namelist() if name.rpartition("/")[2] == "server.json"]
        assert json.loads(archive.read(address)) == {"server": studio.app.config["SETTINGS"].base_url}


@pytest.mark.parametrize("name", ["unknown", "..", "%2e%2e%2fsecret.key", "maya.zip", "MAYA", "%00", "a" * 300])
def test_other_names_are_not_there(studio: Studio, folder: Path, name: str) -> None:
    assert studio.user().get(f"/dcc-packages/{name}").status == 404


def test_the_same_sources_give_the_same_bytes(studio: Studio, folder: Path) -> None:
    ana = studio.user()
    first = ana.get("/dcc-packages/maya").body
    next(folder.iterdir()).unlink()
    assert ana.get("/dcc-packages/maya").body == first


def test_a_zip_is_made_once_and_anew_when_a_source_or_the_address_changes(
    studio: Studio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, made = studio.user(), []
    real = registry.build
    monkeypatch.setattr("backend.timelogs.packages.service.build", lambda *a: (made.append(a[0]), real(*a))[1])
    assert [ana.get("/dcc-packages/maya").status for _ in range(3)] == [200] * 3
    assert made == ["maya"]
    settings = studio.app.config["SETTINGS"]
    studio.app.config["SETTINGS"] = replace(settings, public_url="https://crew.example")
    moved = zipfile.ZipFile(BytesIO(ana.get("/dcc-packages/maya").body))
    assert b"https://crew.example" in b"".join(moved.read(name) for name in moved.namelist() if "server.json" in name)
    monkeypatch.setattr(registry, "contents", lambda *_: iter([("new.py", b"newer")]))
    assert zipfile.ZipFile(BytesIO(ana.get("/dcc-packages/maya").body)).namelist() == ["new.py"]
    assert made == ["maya"] * 3
    assert len(list(folder.iterdir())) == 1, "the ones before are gone"


def test_nobody_gets_half_a_file_while_many_ask(app: Any, studio: Studio, folder: Path) -> None:
    ana = studio.user()
    with ThreadPoolExecutor(8) as pool:
        bodies = set(pool.map(lambda _: Caller(app, ana.token).get("/dcc-packages/maya").body, range(16)))
    assert len(bodies) == 1
    assert zipfile.ZipFile(BytesIO(bodies.pop())).testzip() is None
    assert [file.suffix for file in folder.iterdir()] == [".zip"]


def test_a_build_that_fails_leaves_nothing(studio: Studio, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_name: str, target: Path, _server: str) -> Path:
        target.write_bytes(b"PK half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("backend.timelogs.packages.service.build", full)
    assert studio.user().get("/dcc-packages/maya").status == 507
    assert list(folder.iterdir()) == []
