"""`backlot-time` as people type it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dcc.backlot_client.config import Access, Home
from dcc.cli import work
from dcc.cli.__main__ import main
from tests.dcc.blender.real_blender import Screen
from tests.dcc.client.stub_server import Stub
from tests.dcc.client.test_client import soon
from tests.dcc.client.world import World
from tests.services import require_screen

ROOT = Path(__file__).resolve().parents[3]


class Terminal:
    """Types commands in this process, or (`apart`) as processes of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        try:
            code = main(list(words))
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = self._capsys.readouterr()
        return code, out.strip(), err.strip()

    def apart(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "dcc.cli", *words], env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip


@pytest.fixture
def type_(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


@pytest.fixture
def paired(stub: Stub, home: Home) -> Stub:
    home.keep(Access("t5", stub.url, 5, "Ada", 9))
    return stub


def test_pairing_and_tasks(type_: Terminal, stub: Stub, home: Home) -> None:
    code, out, err = type_("tasks")
    assert (code, out) == (1, "")
    assert (
        err == "backlot-time: This machine is not paired: backlot-time pair CODE (the page DCC setup shows the code)."
    )
    assert type_("pair", "KXRT-7M2P")[2].startswith("backlot-time: Which server?")
    assert type_("pair", "NO", "--server", stub.url)[0] == 1
    code, out, err = type_("pair", "KXRT-7M2P", "--server", stub.url.removeprefix("http://"))
    assert (code, out, err) == (0, f"Paired with {stub.url} as Ada.", "")
    assert home.access().token == "t5"
    assert type_("tasks")[1].splitlines() == ["1 * Comp SH010  (Film)", "     2   Anim SH010  (Film)"]
    assert type_("tasks", "ANIM")[1] == "2   Anim SH010  (Film)"
    stub.mode = "503"
    assert "An older list: Error 503." in type_("tasks")[1]
    assert type_("unpair")[0] == 0
    assert home.access() is None


def test_every_refusal_is_one_line_and_a_code(type_: Terminal, paired: Stub) -> None:
    cases = [
        ((), 2), (("fly",), 2), (("start",), 2), (("run", "comp"), 1), (("start", "SH010"), 1), (("start", "77"), 1),
    ]  # fmt: skip
    for words, expected in cases:
        code, out, err = type_(*words)
        assert (code, out) == (expected, ""), words
        assert err.startswith("backlot-time: "), err
        assert "\n" not in err
    assert "fits 2 tasks: 1 Comp SH010, 2 Anim SH010" in type_("start", "SH010")[2]
    paired.mode = "401"
    assert type_("stop")[2].endswith("Pair this machine again.")


def test_by_hand_where_input_cannot_be_seen(type_: Terminal, paired: Stub) -> None:
    code, out, _ = type_("start", "comp")
    assert code == 0
    assert "Input cannot be seen here, so it runs until" in out
    assert paired.timing == {"task_id": 1, "dcc": "cli"}
    type_("switch", "2")
    assert paired.timing["task_id"] == 2
    assert type_("stop")[1].startswith("Stopped. Today 0:00")
    assert paired.timing == {}
    assert type_("stop") == (0, "Nothing is running.", "")


def test_run_by_hand(type_: Terminal, paired: Stub) -> None:
    code, _, err = type_("run", "comp", "--", sys.executable, "-c", "raise SystemExit(7)")
    assert code == 7
    assert "all of it counts" in err
    assert paired.seen[-2:] == [("POST", "/time/timer/start", "t5"), ("POST", "/time/timer/stop", "t5")]
    assert type_("run", "comp", "--", "no-such-program") == (
        127, "", "backlot-time: no-such-program: there is no such program.",
    )  # fmt: skip
    type_("tasks")
    paired.mode = "503"
    code, _, err = type_("run", "comp", "--", sys.executable, "-c", "raise SystemExit(3)")
    assert code == 3, "the program runs also when it cannot be timed"
    assert "This is not timed" in err


def test_status_and_sync(type_: Terminal, paired: Stub, world: World) -> None:
    world.pair(5, "Ada")
    world.home.keep(Access("t5", paired.url, 5, "Ada", 9))
    found = json.loads(type_("status", "--json")[1])
    assert found == {
        "user": "Ada", "server": paired.url, "online": "yes", "running": None, "seconds_today": 0, "waiting": 0,
        "refused": 0, "watching": False,
    }  # fmt: skip
    paired.mode = "503"
    world.server.trouble = "down"
    world.start("blender", 1)
    world.edit("blender")
    world.wait(30)
    code, out, _ = type_("status")
    assert code == 0
    assert out.splitlines()[-1] == "1 to send"
    assert "kept here" in out
    world.crash("blender")
    code, _, err = type_("sync")
    assert (code, err) == (1, "backlot-time: 1 to send. Error 503.")
    paired.mode = "well"
    assert type_("sync") == (0, "Everything is sent.", "")
    [segment] = paired.memory.segments.values()
    assert segment.closed == "crash"


def test_doctor_says_what_is_well_and_what_to_do(type_: Terminal, paired: Stub, home: Home) -> None:
    code, out, _ = type_("doctor")
    lines = out.splitlines()
    assert code == 1, "no screen here"
    assert [line[:2] for line in lines] == ["OK", "OK", "OK", "OK", "!!", "OK", "OK"]
    assert lines[1] == "OK  token: Ada, this machine is 'ws12'"
    assert "cannot be seen here" in lines[4]
    home.token.chmod(0o644)
    assert f"chmod 600 {home.token}" in type_("doctor")[1]
    home.token.chmod(0o600)
    paired.memory.time = lambda: time.time() + 7200
    assert "7200 s behind the server's; hours are right all the same" in type_("doctor")[1]
    home.keep(Access("t5", "http://127.0.0.1:9", 5, "Ada", 9))
    out = type_("doctor")[1]
    assert "!!  server: http://127.0.0.1:9 does not answer" in out
    assert "!!  token:" in out


def test_names_of_programs() -> None:
    for command, name in (
        ("/opt/Nuke13.2/Nuke13.2", "nuke13.2"), ("C:/Krita/krita.EXE", "krita"), ("./7zip", "zip"), ("日本", "cli"),
    ):  # fmt: skip
        assert work._program_name(command) == name


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    require_screen()
    made = Screen(tmp_path, (320, 240))
    monkeypatch.setenv("DISPLAY", made.display)
    yield made
    made.close()


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=30)
    return process.returncode, out.strip(), err.strip()


def test_start_leaves_a_watcher_that_measures_until_stop(type_: Terminal, paired: Stub, screen: Screen) -> None:
    def on(task: int) -> list[Any]:
        return [one for one in list(paired.memory.segments.values()) if one.task_id == task]

    code, out, err = finished(type_.apart("start", "comp"))
    assert (code, err) == (0, "")
    assert out.startswith("Started: Comp SH010.")
    [comp] = soon(lambda: on(1))
    screen.do("key", "a")
    assert finished(type_.apart("switch", "anim"))[0] == 0
    [anim] = soon(lambda: on(2))
    soon(lambda: comp.closed == "switch")
    assert json.loads(type_("status", "--json")[1])["watching"]
    assert "with its timer on" in type_("doctor")[1]
    code, out, _ = finished(type_.apart("stop"))
    assert (code, out[:9]) == (0, "Stopped. ")
    soon(lambda: anim.closed in ("stop", "quit"))
    assert comp.end == pytest.approx(anim.start, abs=0.2)
    assert finished(type_.apart("stop"))[1] == "Nothing is running."


def test_run_with_a_screen_ends_with_the_program_and_passes_signals_on(
    type_: Terminal, paired: Stub, screen: Screen
) -> None:
    code = (
        "import signal, sys, time; signal.signal(15, lambda *_: sys.exit(9)); print('up', flush=True); time.sleep(60)"
    )
    process = type_.apart("run", "1", "--", sys.executable, "-c", code)
    assert process.stdout.readline() == "up\n"
    [segment] = soon(lambda: list(paired.memory.segments.values()))
    assert segment.dcc.startswith("python")
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    assert finished(process)[0] == 9
    assert segment.closed in ("stop", "quit")
    assert segment.end - segment.start > 0.2
    killed = type_.apart("run", "1", "--", sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
    assert finished(killed)[0] == 137


def test_a_watcher_gives_way_to_a_program_with_a_timer(
    type_: Terminal, paired: Stub, screen: Screen, home: Home
) -> None:
    assert finished(type_.apart("start", "comp"))[0] == 0
    [comp] = soon(lambda: list(paired.memory.segments.values()))
    command = [sys.executable, str(Path(__file__).with_name("a_program.py")), str(home.folder), "blender", "2"]
    program = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )  # fmt: skip
    try:
        program.stdout.readline()
        soon(lambda: comp.closed in ("switch", "superseded"))
    finally:
        program.communicate(timeout=20)
    assert finished(type_.apart("stop"))[0] == 0
    assert len([one for one in paired.memory.segments.values() if one.task_id == 1]) == 1
