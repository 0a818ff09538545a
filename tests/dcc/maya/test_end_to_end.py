"""A day in Maya with the real client and a real server; only Maya and the clock are stand-ins."""

import functools
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

from dcc.backlot_client import TimeClient
from dcc.backlot_client import client as client_module
from dcc.backlot_client.clock import Clock
from tests.dcc.maya.fake_maya import FakeMaya
from tests.people import Caller, Studio
from tests.timelogs.clock import FakeTime

MINUTE = 60.0


class Hand:
    """An artist at one Maya, and what the server says of them."""

    def __init__(self, maya: FakeMaya, person: Caller, clock: "JumpingClock") -> None:
        self.maya, self.person, self.clock = maya, person, clock

    @property
    def client(self) -> TimeClient:
        return self.maya.main["_backlot_time"].client

    def sees(self, words: str) -> None:
        """Until the panel says so."""

        def shown() -> bool:
            self.maya.main["_backlot_time"].dock._window.refresh()
            return words in self.maya.shown_text() + str([e.get("rows") for e in self.maya.ui.values()])

        until(shown, words)

    def type(self, text: str, nth: int) -> None:
        fields = [e for e in self.maya.ui.values() if e["kind"] == "textField"]
        fields[nth]["text"] = text

    def press(self, label: str) -> None:
        (button,) = [e for e in self.maya.ui.values() if e["kind"] == "button" and e.get("label") == label]
        assert button.get("enable", True), label
        button["command"](False)

    def choose(self, title: str) -> None:
        (tasks,) = [e for e in self.maya.ui.values() if e["kind"] == "textScrollList"]
        tasks["selectIndexedItem"] = [1 + next(n for n, row in enumerate(tasks["rows"]) if row.startswith(title))]
        tasks["selectCommand"]()

    def minutes(self, count: int, event: str = "") -> None:
        """Minutes pass, each with the client's look at the clock, and with work in it or none."""
        for _ in range(count):
            self.clock.pass_(MINUTE)
            if event:
                self.maya.do(event)
            time.sleep(0.1)

    def runs(self) -> dict[str, Any] | None:
        running = self.person.get("/time/timer").data["running"]
        return running and {"task": running["task_title"], "dcc": running["dcc"]}

    def segments(self) -> list[dict[str, Any]]:
        """The oldest first."""
        return list(reversed(self.person.get("/time/segments").data))


class JumpingClock(Clock):
    """The machine's clock, and what a test adds to it."""

    def __init__(self) -> None:
        super().__init__()
        self.added = 0.0
        for name in ("now", "awake", "wall"):
            setattr(self, name, self._later(getattr(self, name)))

    def pass_(self, seconds: float) -> None:
        self.added += seconds

    def _later(self, read: Callable[[], float]) -> Callable[[], float]:
        return lambda: read() + self.added


def until(true: Callable[[], Any], what: object = "") -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, f"it did not come to {what or true}"
        time.sleep(0.05)


class LinkedTime(FakeTime):
    """The server's clock goes with the machine's, so that a test's hours pass on both sides."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, clock: JumpingClock) -> None:
        self.clock = clock
        super().__init__(monkeypatch)

    @property
    def ms(self) -> int:
        return int(self.clock.wall() * 1000)

    @ms.setter
    def ms(self, _: int) -> None:
        """It cannot be set."""


class LocalServer:
    """The API behind a port of this process; while `answers` is cleared it takes requests and keeps silent."""

    def __init__(self, app: Any) -> None:
        self.answers = threading.Event()
        self.answers.set()

        def slow(environ: Any, start_response: Any) -> Any:
            self.answers.wait(60)
            path = environ["PATH_INFO"].removeprefix("/api")
            return app.wsgi_app({**environ, "SCRIPT_NAME": "/api", "PATH_INFO": path}, start_response)

        self.http = make_server("127.0.0.1", 0, slow, threaded=True)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,))

    def __enter__(self) -> "LocalServer":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.answers.set()
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


@pytest.fixture
def server(app: Any, clean: None) -> Iterator[LocalServer]:
    with LocalServer(app) as running:
        yield running


@pytest.fixture
def hand(server: LocalServer, studio: Studio, maya: FakeMaya, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    """Maya with our module, not paired yet; an artist with two tasks."""
    import backlot_time_maya

    production = studio.production(title="The Long Night")
    boss, artist = studio.admin(production), studio.member(production, "vfx_artist")
    for title in ("Animation SH010", "Lighting SH020"):
        boss.post(f"/productions/{production}/tasks", {"title": title})
    monkeypatch.delenv("DISPLAY", raising=False)  # nobody else's keyboard
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(client_module, "STEP", 0.02)
    clock = JumpingClock()
    LinkedTime(monkeypatch, clock)
    monkeypatch.setattr(backlot_time_maya, "TimeClient", functools.partial(TimeClient, clock=clock))
    backlot_time_maya.start()
    yield Hand(maya, artist, clock)
    backlot_time_maya.stop()


def pair(hand: Hand, server: LocalServer) -> None:
    hand.maya.click("Open panel")
    hand.type(server.url, 0)
    hand.type(hand.person.post("/devices/pairings").data["code"].lower(), 1)
    hand.press("Pair")
    hand.sees("Animation SH010  (The Long Night)")


def test_t_m1_a_day_in_maya(server: LocalServer, hand: Hand) -> None:
    maya = hand.maya
    hand.maya.click("Open panel")
    hand.type(server.url, 0)
    hand.type("AAAA-AAAA", 1)
    hand.press("Pair")
    hand.sees("code")  # the server's own words about a wrong one
    pair(hand, server)
    maya.open_scene("/shots/sh010/sh010_anim_v003.ma")
    hand.choose("Animation")
    hand.press("Start")
    until(lambda: hand.runs() == {"task": "Animation SH010", "dcc": "maya"})
    hand.minutes(5, "SelectionChanged")
    maya.save_scene()
    until(lambda: hand.segments()[-1]["seconds"] >= 5 * MINUTE, "five minutes")
    assert hand.segments()[-1]["file"] == "sh010_anim_v003.ma"
    assert hand.segments()[-1]["dcc_version"] == "2025"

    hand.choose("Lighting")
    hand.press("Switch")
    until(lambda: hand.runs() == {"task": "Lighting SH020", "dcc": "maya"})
    until(lambda: hand.segments()[0]["closed"] == "switch")
    hand.minutes(3, "DragRelease")
    hand.minutes(11)
    until(lambda: hand.client.snapshot().state == "idle")
    until(lambda: hand.segments()[1]["closed"] == "idle")
    assert 3 * MINUTE <= hand.segments()[1]["seconds"] < 4 * MINUTE  # up to the last input, not up to the limit
    hand.sees("Away, not counting")

    maya.do("Undo")
    until(lambda: hand.client.snapshot().state == "active")
    until(lambda: len(hand.segments()) == 3)
    hand.sees("Was it work?")
    hand.minutes(2, "ToolChanged")
    hand.press("Stop")
    until(lambda: hand.runs() is None)
    until(lambda: hand.segments()[2]["closed"] == "stop")
    total = sum(segment["seconds"] for segment in hand.segments())
    assert (
        10 * MINUTE <= total <= 10 * MINUTE + 30
    )  # what was worked, to the second; the seconds this test took besides

    hand.choose("Animation")
    hand.press("Start")
    until(lambda: hand.runs() is not None)
    maya.exit()
    assert hand.segments()[-1]["closed"] == "quit"
    assert hand.runs() is None


def test_t_b6_a_change_of_task_and_of_scene_keeps_the_heartbeat(server: LocalServer, hand: Hand) -> None:
    pair(hand, server)
    for title, button, scene in (("Animation", "Start", "/shots/a.ma"), ("Lighting", "Switch", "/shots/b.ma")):
        hand.choose(title)
        hand.press(button)
        hand.maya.open_scene(scene)
        hand.minutes(3, "SelectionChanged")
        hand.maya.new_scene()
        hand.minutes(3, "timeChanged")
        hand.maya.save_scene(scene)
        until(lambda: hand.segments()[-1]["seconds"] >= 6 * MINUTE, "six minutes")
    assert [segment["task_title"] for segment in hand.segments()] == ["Animation SH010", "Lighting SH020"]


def test_t_b5_the_real_client_costs_maya_microseconds_and_no_request(
    server: LocalServer, hand: Hand, record_property: Callable[[str, object], None]
) -> None:
    """48 frames of playback, then 20,000 events, while the server does not answer at all."""
    pair(hand, server)
    hand.choose("Animation")
    hand.press("Start")
    until(lambda: hand.runs() is not None)
    server.answers.clear()
    try:
        begun = time.perf_counter()
        hand.maya.play(48)
        hand.maya.save_scene("/shots/a.ma")
        assert time.perf_counter() - begun < 0.5
        jobs = [job["event"][1] for job in hand.maya.jobs.values()]
        took = []
        for turn in range(20_000):
            before = time.perf_counter()
            jobs[turn % len(jobs)]()
            took.append(time.perf_counter() - before)
    finally:
        server.answers.set()
    took.sort()
    record_property("median_us", round(took[len(took) // 2] * 1e6, 2))
    record_property("p99_us", round(took[len(took) * 99 // 100] * 1e6, 2))
    assert took[len(took) // 2] < 50e-6
    hand.press("Stop")
    until(lambda: hand.segments()[-1]["closed"] == "stop", "what was kept meanwhile")
