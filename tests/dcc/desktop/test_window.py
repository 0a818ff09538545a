"""The desktop window with real clicks on a real screen, against a real server."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import threading
import time
import webbrowser
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import dcc.desktop.window
from dcc.build.packages import build
from dcc.desktop.pairing import Pairing
from dcc.desktop.window import Window
from tests.dcc.blender.real_blender import Screen
from tests.running import ROOT, Client, Server, start_server
from tests.services import require_screen

pytestmark = pytest.mark.desktop
YESTERDAY = dt.date.today() - dt.timedelta(1)
TASKS = ("Animation SH010", "Lighting SH020", "Set dressing, harbour", "Comp SH030")


class Hand:
    """Mouse and keyboard on the window, from a thread beside it; widgets are only looked at on the window's own."""

    def __init__(self, window: Window, screen: Screen) -> None:
        self.window, self.screen = window, screen

    def on_window(self, look: Callable[[], Any]) -> Any:
        """What a look at the widgets gives."""
        answer: list[Any] = []
        seen = threading.Event()

        def run() -> None:
            try:
                answer.append(look())
            except Exception as not_there:
                answer.append(not_there)
            seen.set()

        self.window.errands.later(run)
        assert seen.wait(5), "the window is frozen"
        return answer[0]

    def until(self, look: Callable[[], Any], what: str) -> Any:
        """Until a look at the widgets is true."""
        deadline = time.monotonic() + 30
        while isinstance(value := self.on_window(look), Exception) or not value:
            assert time.monotonic() < deadline, f"it did not come to this: {what} ({value})"
            time.sleep(0.1)
        return value

    def click_at(self, x: float, y: float) -> None:
        self.screen.do("mousemove", round(x), round(y), "sleep", 0.05, "click", 1)

    def click(self, find: Callable[[], Any]) -> None:
        """Into the middle of a widget, once it is there."""

        def middle() -> Any:
            widget = find()
            if not widget.winfo_viewable():
                return None
            return (widget.winfo_rootx() + widget.winfo_width() / 2, widget.winfo_rooty() + widget.winfo_height() / 2)

        self.click_at(*self.until(middle, "a widget to click on"))

    def press(self, label: str) -> None:
        """The button that says so."""
        self.click(lambda: next(one for one in self.widgets("TButton") if one.cget("text") == label))

    def type(self, text: str) -> None:
        self.screen.do("type", "--delay", 15, text)

    def choose(self, title: str) -> None:
        """A row of the task list."""
        tasks = lambda: self.window._side.tasks  # noqa: E731

        def row() -> Any:
            item = next(item for item in tasks().get_children() if tasks().item(item, "text") == title)
            left, top, width, height = tasks().bbox(item)
            return tasks().winfo_rootx() + left + width / 3, tasks().winfo_rooty() + top + height / 2

        self.click_at(*self.until(row, f"the task {title}"))
        self.until(lambda: tasks().selection() and tasks().item(tasks().selection()[0], "text") == title, title)

    def widgets(self, kind: str) -> Iterator[Any]:
        waiting: list[Any] = [self.window.root]
        while waiting:
            widget = waiting.pop()
            waiting += widget.winfo_children()
            if widget.winfo_class() == kind:
                yield widget

    def reads(self, words: str) -> None:
        """Until some label says this."""

        def said() -> bool:
            return any(words in str(one.cget("text")) and one.winfo_viewable() for one in self.widgets("TLabel"))

        self.until(said, words)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    require_screen()
    made = Screen(tmp_path, (1440, 900))
    yield made
    made.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with start_server(tmp_path / "server", app="backend.asgi") as running:
        yield running


def fill(person: Client) -> None:
    """A production with tasks, and some weeks of hours."""
    production = person.post("/productions", {"title": "The Long Night"}).data["id"]
    tasks = [person.post(f"/productions/{production}/tasks", {"title": title}).data["id"] for title in TASKS]
    for back in range(1, 25):
        day = dt.date.today() - dt.timedelta(back)
        hours = {"start": f"{day}T08:00:00Z", "end": f"{day}T{10 + back % 5}:{10 * (back % 6):02d}:00Z"}
        if day.weekday() < 5 or back == 1:
            person.post("/time/segments", {"task_id": tasks[back % 4], "reason": "at work", **hours}).data  # noqa: B018


def run(window: Window, story: Callable[[], None]) -> None:
    """The window on this thread until the story beside it is over."""
    wrong: list[BaseException] = []

    def tell() -> None:
        try:
            story()
        except BaseException as failed:
            wrong.append(failed)
        finally:
            window.errands.later(window.close)

    window.root.report_callback_exception = lambda _, failed, *__: wrong.append(failed)
    beside = threading.Thread(target=tell)
    beside.start()
    window.run()
    beside.join(30)
    if wrong:
        raise wrong[0]


def test_t_d1_log_in_timer_calendar_sessions_report_and_team_page(
    screen: Screen, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = server.set_up()
    fill(person)
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(dcc.desktop.window, "ASK_S", 1.5)
    monkeypatch.setenv("DISPLAY", screen.display)
    monkeypatch.setenv("BACKLOT_TIME_HOME", str(tmp_path / "home"))
    window = Window()
    window.root.geometry("1440x900+0+0")
    hand = Hand(window, screen)

    def running() -> dict[str, Any]:
        return dict(person.get("/time/timer").data["running"] or {})

    def until_runs(title: str, source: str = "measured") -> None:
        hand.until(lambda: True, "the window answers")
        deadline = time.monotonic() + 30
        while (running().get("task_title", ""), running().get("source", "")) != (title, source if title else ""):
            assert time.monotonic() < deadline, (title, running())
            time.sleep(0.1)

    def log_in() -> None:
        hand.click(lambda: window._body.server)  # type: ignore[union-attr]
        hand.type(server.url)
        hand.click(lambda: window._body.code)  # type: ignore[union-attr]
        hand.type("AAAA-AAAA\n")
        hand.reads("code")
        hand.screen.do("key", "ctrl+slash", "key", "BackSpace")
        hand.type(person.post("/devices/pairings").data["code"].lower())
        hand.press("Pair")
        hand.until(lambda: not isinstance(window._body, Pairing), "paired")

    def work() -> None:
        hand.until(lambda: len(window._side.tasks.get_children()) == len(TASKS), "the tasks")
        hand.click(lambda: window._side.search)
        hand.type("anim")
        hand.until(lambda: len(window._side.tasks.get_children()) == 1, "found")
        hand.choose("Animation SH010")
        hand.press("Start")
        until_runs("Animation SH010")
        assert running()["dcc"] == "desktop"
        hand.reads("Measured on this machine")
        hand.click(lambda: window._side.search)
        hand.screen.do("key", "ctrl+slash", "key", "BackSpace")
        hand.choose("Lighting SH020")
        hand.press("Switch")
        until_runs("Lighting SH020")
        hand.press("Stop")
        until_runs("")
        hand.click(lambda: next(hand.widgets("TCheckbutton")))
        hand.press("Start")
        until_runs("Lighting SH020", "timer")
        hand.reads("By hand")

    def look_back() -> None:
        calendar = window._calendar

        def day() -> Any:
            left, top, right, bottom = calendar.cell(YESTERDAY)
            return calendar.canvas.winfo_rootx() + (left + right) / 2, calendar.canvas.winfo_rooty() + (
                top + bottom
            ) / 2

        if YESTERDAY.month != dt.date.today().month:
            hand.press("‹")
        hand.click_at(*hand.until(day, "yesterday"))
        rows = hand.until(lambda: [calendar.sessions.item(row) for row in calendar.sessions.get_children()], "sessions")
        assert rows[0]["text"] == "Lighting SH020 (The Long Night)"
        assert rows[0]["values"][3] == "by hand"
        hand.until(lambda: calendar._hours[YESTERDAY] == 3 * 3600 + 600, "yesterday's hours")
        screen.picture(tmp_path / "calendar.png")
        book = next(hand.on_window(lambda: list(hand.widgets("TNotebook"))).__iter__())
        where = hand.on_window(lambda: (book.winfo_rootx() + 150, book.winfo_rooty() + 18))
        hand.click_at(*where)
        hand.until(lambda: len(window._report.canvas.find_withtag("bar")) >= 7 + 1, "bars")
        screen.picture(tmp_path / "report.png")
        hand.press("Team time in the browser")
        hand.until(lambda: opened == [f"{server.url}/team-time"], "the team's page")

    def go_offline() -> None:
        server.process.send_signal(19)  # it takes connections and never answers
        try:
            slowest = 0.0
            deadline = time.monotonic() + 12
            while not hand.on_window(lambda: window._banner.winfo_ismapped()) and time.monotonic() < deadline:
                begun = time.perf_counter()
                hand.on_window(lambda: None)
                slowest = max(slowest, time.perf_counter() - begun)
            hand.reads("Offline")
            assert slowest < 0.5
        finally:
            server.process.send_signal(18)
        hand.until(lambda: not window._banner.winfo_ismapped(), "online again")
        hand.press("Stop")
        until_runs("")

    def log_out() -> None:
        hand.press("Unpair")
        hand.press("Really unpair?")
        hand.until(lambda: isinstance(window._body, Pairing), "logged out")
        assert person.get("/devices").data == []

    def story() -> None:
        for step in (log_in, work, look_back, go_offline, log_out):
            step()

    try:
        run(window, story)
    except BaseException:
        print([path.name for path in tmp_path.glob("*.png")])
        raise
    if target := os.environ.get("BACKLOT_PICTURES"):
        shutil.copy(tmp_path / "calendar.png", Path(target) / "desktop-time.png")
        shutil.copy(tmp_path / "report.png", Path(target) / "desktop-report.png")


@pytest.mark.parametrize("packed", [False, True], ids=["checkout", "package"])
def test_the_command_opens_a_window_and_says_so_when_it_cannot(screen: Screen, tmp_path: Path, packed: bool) -> None:
    env = {**os.environ, "DISPLAY": screen.display, "BACKLOT_TIME_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "dcc.desktop"]
    if packed:
        with zipfile.ZipFile(build("desktop-and-cli", tmp_path / "desktop.zip")) as archive:
            archive.extractall(tmp_path / "unpacked")
        command = [sys.executable, "backlot-time-desktop.pyw"]
    folder = tmp_path / "unpacked" if packed else ROOT
    process = subprocess.Popen(command, cwd=folder, env=env)
    try:
        screen.do("search", "--sync", "--onlyvisible", "--name", "Backlot time")
    finally:
        process.terminate()
        process.wait(10)
    env["DISPLAY"] = ":987"
    refused = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=30)
    assert refused.returncode == 1
    assert refused.stderr.startswith("No window can be opened here")
    assert refused.stderr.count("\n") == 1
