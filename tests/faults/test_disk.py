"""A disk that is full, and a folder that cannot be written: a clear refusal, and nothing is damaged."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.test_killed import assert_sound
from tests.running import API, ROOT, command_environment, start_server

SERVER = ["streamlit_app"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={6 << 20}", "none", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only an administrator may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_full_disk_refuses_writes_keeps_reading_and_recovers(small_disk: Path) -> None:
    with start_server(small_disk, app=API, BACKLOT_RATE_LIMITS="no") as server:
        owner = server.set_up()
        production_id = owner.post("/productions", {"title": "The Long Tide"}).data["id"]
        path = f"/productions/{production_id}/tasks"
        kept = [owner.post(path, {"title": "Before"}).data["id"]]
        ballast = fill(small_disk)
        answers = [owner.post(path, {"title": f"Full {n}", "description": "y" * 15_000}) for n in range(40)]
        kept += [
            answer.data["id"] for answer in answers if answer.status == 201
        ]  # some room was left in the log's file
        refused = [answer for answer in answers if answer.status != 201]
        assert {answer.status for answer in refused} == {507}
        assert all("disk" in answer.json["message"] for answer in refused)
        assert sorted(row["id"] for row in owner.all(path)) == sorted(kept)
        ballast.unlink()
        kept.append(owner.post(path, {"title": "After"}).data["id"])
        assert sorted(row["id"] for row in owner.all(path)) == sorted(kept)
    assert_sound(small_disk)


def fill(folder: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = folder / "somebody-elses-film.mov"
    with ballast.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(b"x" * 4096):
            pass
    assert shutil.disk_usage(folder).free == 0
    return ballast


def test_server_on_a_disk_that_may_only_be_read_refuses_in_a_sentence(small_disk: Path) -> None:
    with start_server(small_disk, app=API) as server:
        server.set_up()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert_refused(small_disk, SERVER)


@pytest.mark.parametrize("command", [SERVER, ["backend", "migrate"]])
def test_folder_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path, command: list[str]) -> None:
    tmp_path.chmod(0o555)
    folder = (
        tmp_path / "data" if os.geteuid() else Path("/proc/backlot")
    )  # an administrator may write anywhere but there
    assert_refused(folder, command)
    tmp_path.chmod(0o755)


def assert_refused(folder: Path, command: list[str]) -> None:
    """The command ends with one line that names the folder."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, env=command_environment(folder), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode in {1, 2}
    assert done.stderr.strip().count("\n") == 0, done.stderr
    assert str(folder) in done.stderr
