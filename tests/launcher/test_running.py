"""The launcher keeps one server running and leaves nothing behind."""

import json
import os
import shutil
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.core.lock import holder, server_lock
from backend.core.migrate import migrate
from backend.settings import load
from tests.launcher.conftest import ROOT, Launched, gone, is_alive
from tests.services import free_port

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
Launch = Callable[..., Launched]
STAND_IN = ("-m", "tests.launcher.start_stand_in")


@pytest.fixture
def place(tmp_path: Path) -> tuple[str, ...]:
    """Arguments that give the launcher a port and a data folder of its own."""
    return ("--port", str(free_port()), "--data", str(tmp_path / "data"))


def server_pid(said: str) -> int:
    return int(said.split("stand-in ")[1].split()[0])


def health(place: tuple[str, ...]) -> dict[str, object]:
    with urllib.request.urlopen(f"http://127.0.0.1:{place[1]}/api/health", timeout=5) as response:
        data: dict[str, object] = json.load(response)["data"]
        return data


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_starts_and_stops_cleanly(launch: Launch, place: tuple[str, ...], how: signal.Signals) -> None:
    launched = launch(*STAND_IN, *place)
    pid = server_pid(launched.until("stand-in"))
    launched.until(f"Backlot is ready: http://127.0.0.1:{place[1]}")
    assert health(place)["pid"] == pid
    code, said = launched.end(how)
    assert code == 0
    assert "would run migrate" in said
    assert "Only this machine can open it" in said
    assert "closing in order" in said
    assert "Traceback" not in said
    assert not is_alive(pid)
    assert "closing in order" in (Path(place[3]) / "logs" / "server.log").read_text()


def test_server_killed_is_started_again(launch: Launch, place: tuple[str, ...]) -> None:
    launched = launch(*STAND_IN, *place)
    first = server_pid(launched.until("stand-in"))
    launched.until("Backlot is ready")
    os.kill(first, signal.SIGKILL)
    launched.until("stopped by itself (SIGKILL)")
    second = server_pid(launched.until("stand-in"))
    launched.until("The server is back")
    assert second != first
    assert health(place)["pid"] == second
    assert launched.end(signal.SIGTERM)[0] == 0
    assert not is_alive(second)


def test_launcher_killed_takes_its_server_along(launch: Launch, place: tuple[str, ...]) -> None:
    launched = launch(*STAND_IN, *place)
    pid = server_pid(launched.until("stand-in"))
    launched.until("Backlot is ready")
    os.kill(launched.process.pid, signal.SIGKILL)
    assert gone(pid)
    assert holder(Path(place[3])) is None


def test_server_that_cannot_start_is_given_up_with_its_last_words(launch: Launch, place: tuple[str, ...]) -> None:
    code, said = launch(*STAND_IN, *place, STAND_IN="dies").end()
    assert code == 1
    assert said.count("stopped by itself (exit code 1)") == 1
    farewell = said.split("stopped 2 times in a row")[1]
    assert "the database is on fire" in farewell


def test_server_that_keeps_dying_is_given_up_in_the_end(launch: Launch, place: tuple[str, ...]) -> None:
    launched = launch(*STAND_IN, *place, STAND_IN="faints")
    launched.until("Backlot is ready")
    code, said = launched.end()
    assert code == 1
    assert said.count("stopped by itself (exit code 7)") == 4
    assert "stopped 5 times in a row" in said


def test_server_that_will_not_stop_is_made_to(launch: Launch, place: tuple[str, ...]) -> None:
    launched = launch(*STAND_IN, *place, STAND_IN="stubborn")
    pid = server_pid(launched.until("stand-in"))
    launched.until("Backlot is ready")
    launched.process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    code, _ = launched.end(signal.SIGINT)  # asked twice: at once
    assert code == 0
    assert not is_alive(pid)


def test_second_start_says_it_is_running_already(launch: Launch, place: tuple[str, ...], tmp_path: Path) -> None:
    launched = launch(*STAND_IN, *place)
    launched.until("Backlot is ready")
    expected = f"already running at http://127.0.0.1:{place[1]}"
    code, said = launch(*STAND_IN, *place).end()
    assert (code, expected in said) == (0, True), said
    code, said = launch(*STAND_IN, "--port", str(free_port()), "--data", place[3]).end()  # same folder, other port
    assert (code, expected in said) == (0, True), said
    code, said = launch(*STAND_IN, "--port", place[1], "--data", str(tmp_path / "other")).end()  # same port
    assert (code, expected in said) == (0, True), said
    assert launched.process.poll() is None


def test_port_of_another_program_is_left_alone(launch: Launch, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = launch("run_all.py", "--port", str(port), "--data", str(tmp_path)).end()
    assert code == 1
    assert said == f"Port {port} is used by another program; choose another one: run_all.py --port {port + 1}"


def test_maintenance_is_waited_for(launch: Launch, place: tuple[str, ...]) -> None:
    with server_lock(Path(place[3])):
        code, said = launch("run_all.py", *place).end()
    assert code == 1
    assert "migration or a restore is running" in said


def test_demo_lives_in_a_folder_that_goes(launch: Launch, place: tuple[str, ...]) -> None:
    launched = launch(*STAND_IN, "demo", "--port", place[1])
    folder = Path(launched.until("would run demo-data in").partition(" in ")[2])
    launched.until("Sign in as sample@example.com")
    assert folder.is_dir()
    assert launched.end(signal.SIGINT)[0] == 0
    assert not folder.exists()


def test_lan_prints_address_and_code(launch: Launch, place: tuple[str, ...]) -> None:
    from backend.core.network import lan_addresses

    launched = launch(*STAND_IN, *place, "--lan", PYTHONUTF8="1")
    launched.until("Ctrl+C stops it")
    said = launched.end(signal.SIGINT)[1]
    if addresses := lan_addresses():
        assert f"opens http://{addresses[0]}:{place[1]}" in said
        assert said.count("█") > 100
    else:
        assert "no network address" in said


def test_interrupted_before_the_server_runs(launch: Launch, tmp_path: Path) -> None:
    slow = tmp_path / "python"
    slow.write_text("#!/bin/sh\necho working\nexec sleep 60\n")
    slow.chmod(0o755)
    launched = launch("run_all.py", "doctor", BACKLOT_PYTHON=str(slow), BACKLOT_DATA=str(tmp_path))
    launched.until("working")
    code, said = launched.end(signal.SIGTERM)
    assert code == 130
    assert said.endswith("Stopped.")


def test_start_stays_within_the_standard_library() -> None:
    import subprocess

    program = "import sys, run_all, launcher.guard, launcher.supervise; print(len(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {program}"], check=False
    )
    assert done.returncode == 0


def test_server_commands_work_from_any_folder(launch: Launch, tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    elsewhere.mkdir()

    def run(*arguments: str) -> tuple[int, str]:
        return launch(str(ROOT / "run_all.py"), *arguments, "--data", str(data), cwd=elsewhere).end()

    code, said = run("backup")
    assert (code, said) == (2, "There is no database yet, so there is nothing to back up.")
    migrate(load({}, data_dir=data))
    assert run("backup")[0] == 0
    (copy,) = (data / "backups").glob("backlot-*.db")
    assert run("restore", copy.name)[0] == 0  # found among the backups
    shutil.copy(copy, elsewhere / "mine.db")
    code, said = run("restore", "mine.db")  # found where the command was typed
    assert (code, said.split(" ")[0]) == (0, "Restored.")
    code, said = run("restore", "nowhere.db")
    assert code == 2
    assert "There is no file" in said
    code, said = run("doctor", "--json")
    assert json.loads(said)[0]["name"] == "Python"
