"""What the desktop says runs, and what its buttons do: measured here, by hand, or in another program."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dcc.backlot_client import Host, Snapshot, Task
from dcc.backlot_client.config import Home
from dcc.desktop import watch as watch_module
from dcc.desktop.errands import Errands
from dcc.desktop.watch import Watch
from tests.dcc.hosts import Recorder

TASKS = (Task(7, "Animation SH010", "The Long Night", True), Task(9, "Lighting SH020", "The Long Night", True))
PAIRED = Snapshot(paired=True, server="http://backlot.local", user="Mia", online="yes", tasks=TASKS, today_seconds=60)
RUNNING = {"task_id": 9, "task_title": "Lighting SH020", "seconds": 600, "dcc": "blender", "machine": "ws12"}


class Server:
    """Takes the requests of the window and lets a test answer them."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.then: Callable[[Any], None] = lambda answer: None

    def ask(self, about: str, question: Any, then: Callable[[Any], None]) -> None:
        question(self, None)
        self.then = then

    def get(self, path: str) -> dict[str, Any]:
        self.asked.append((path, None))
        return {"data": {}}

    def post(self, path: str, body: Any) -> dict[str, Any]:
        self.asked.append((path, body))
        return {"data": {}}

    def says(self, running: dict[str, Any] | None, today: int = 3600) -> None:
        self.then({"running": running, "seconds_today": today, "settings": {}})


@pytest.fixture
def client() -> Recorder:
    made = Recorder(Host())
    made.now = PAIRED
    return made


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def watch(client: Recorder, server: Server, monkeypatch: pytest.MonkeyPatch) -> Watch:
    monkeypatch.setattr(watch_module, "idle_seconds", lambda **_: 1.0)
    made = Watch(client, server)  # type: ignore[arg-type]
    made.choose(7)
    return made


def test_t_d1_measured_here(watch: Watch, client: Recorder, server: Server) -> None:
    watch.start()
    assert client.named("start") == [(7, "Animation SH010")]
    client.now = replace(PAIRED, state="active", task_id=7, task_title="Animation SH010", since_seconds=5)
    assert watch.where(watch.look()) == "Measured on this machine"
    watch.stop()
    assert client.named("stop") == [()]
    assert server.asked == []


def test_t_d1_by_hand_what_was_measured_ends_first(watch: Watch, client: Recorder, server: Server) -> None:
    client.now = replace(PAIRED, state="active", task_id=9, task_title="Lighting SH020")
    watch.look()
    watch.by_hand = True
    watch.start()
    assert client.named("stop") == [()]
    assert server.asked == [("/time/timer/start", {"task_id": 7, "dcc": "desktop"})]
    client.now = PAIRED
    server.says({**RUNNING, "task_id": 7, "task_title": "Animation SH010", "source": "timer", "dcc": "desktop"})
    now = watch.look()
    assert watch.where(now) == "By hand: runs until you stop it"
    assert watch.headline(now) == "Animation SH010"
    assert not watch.can_start(now)
    watch.stop()
    assert server.asked[-1][0] == "/time/timer/stop"
    server.says(None)
    assert watch.look().state == "off"


def test_what_runs_in_another_program_is_shown_and_can_be_taken_over(
    watch: Watch, client: Recorder, server: Server
) -> None:
    client.now = replace(PAIRED, state="elsewhere", elsewhere="blender")
    watch.ask_server()
    server.says({**RUNNING, "source": "measured"})
    now = watch.look()
    assert (now.state, watch.headline(now), watch.where(now)) == (
        "active",
        "Lighting SH020",
        "Measured in blender on ws12",
    )
    assert now.since_seconds >= 600
    assert now.today_seconds >= 3600
    assert watch.start_label(now) == "Switch"
    watch.start()
    assert client.named("start") == [(7, "Animation SH010")]


def test_a_desktop_that_does_not_tell_who_is_there_has_only_the_timer_by_hand(
    client: Recorder, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "idle_seconds", lambda **_: None)
    watch = Watch(client, server)  # type: ignore[arg-type]
    assert watch.by_hand
    watch.choose(9)
    watch.start()
    assert server.asked == [("/time/timer/start", {"task_id": 9, "dcc": "desktop"})]
    assert not client.named("start")


def test_an_answer_that_cannot_be_shown_does_not_hold_up_the_next(tmp_path: Path) -> None:
    rounds: list[Callable[[], None]] = []
    errands = Errands(Home(str(tmp_path)), lambda _, call: rounds.append(call))
    shown: list[int] = []
    errands.later(lambda: shown.append(1 // 0))
    errands.later(lambda: shown.append(2))
    with pytest.raises(ZeroDivisionError):
        rounds.pop()()
    rounds.pop()()
    assert shown == [2]
    errands.close()
    rounds.pop()()
    assert not rounds
