"""The Maya adapter: which events count, what is left behind, and what the menu and the plain window do."""

import importlib
import runpy
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dcc.backlot_client import Gap, Snapshot, Task
from tests.dcc.hosts import HostChecks, HostRig, Recorder
from tests.dcc.maya.conftest import SCRIPTS
from tests.dcc.maya.fake_maya import FakeMaya

TASKS = (Task(7, "Animation SH010", "The Long Night", False), Task(9, "Lighting SH020", "The Long Night", True))
PAIRED = Snapshot(paired=True, server="http://backlot.local:8501", user="Mia", online="yes", tasks=TASKS)


class MayaRig(HostRig):
    def __init__(self, maya: FakeMaya, package: Any) -> None:
        self.maya, self.package = maya, package
        self.load()

    def load(self) -> None:
        self.package.start()
        self.client = self.maya.main["_backlot_time"].client

    def unload(self) -> None:
        self.package.stop()

    def edit(self) -> None:
        self.maya.do("SelectionChanged")

    def open_file(self, path: str) -> None:
        self.maya.open_scene(path)

    def new_file(self) -> None:
        self.maya.new_scene()

    def save_as(self, path: str) -> None:
        self.maya.save_scene(path)

    def exit(self) -> None:
        self.maya.exit()


@pytest.fixture
def rig(maya: FakeMaya, package: Any) -> MayaRig:
    return MayaRig(maya, package)


class TestMaya(HostChecks):
    """The checks that hold for every program."""


@pytest.mark.parametrize("event", ["SelectionChanged", "timeChanged", "DragRelease", "ToolChanged", "Undo", "Redo"])
def test_t_m1_each_of_these_events_is_one_stamp(rig: MayaRig, event: str) -> None:
    rig.maya.do(event)
    assert rig.client.calls[1:] == [("stamp", ())]


def test_t_m1_opening_beginning_and_rendering_are_work_a_finished_render_is_not(rig: MayaRig) -> None:
    for message in ("kBeforeNew", "kAfterNew", "kAfterOpen", "kBeforeSoftwareRender"):
        rig.maya.tell(message)
    assert len(rig.client.named("stamp")) == 4
    assert rig.client.host.rendering()
    rig.maya.tell("kAfterSoftwareRender")
    assert not rig.client.host.rendering()
    assert len(rig.client.named("stamp")) == 4


def test_t_b5_a_playback_asks_nothing_of_network_or_disk(rig: MayaRig, monkeypatch: pytest.MonkeyPatch) -> None:
    """48 frames were 48 requests once; a loop that is left playing is not even work."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a frame of playback reached the network or the disk")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("sqlite3.connect", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    before = list(rig.client.calls)
    rig.maya.play(48)
    assert rig.client.calls == before
    rig.maya.do("timeChanged")
    assert rig.client.calls == [*before, ("stamp", ())]


def test_t_b6_a_job_outlives_the_scene_and_is_hard_to_kill_by_accident(rig: MayaRig) -> None:
    for job in rig.maya.jobs.values():
        assert job["protected"]
        assert not job.get("killWithScene")
        assert not job["event"][0].startswith("idle")


def test_a_reload_leaves_nothing_behind(rig: MayaRig) -> None:
    maya, package = rig.maya, rig.package
    jobs, callbacks, ui = len(maya.jobs), len(maya.callbacks), set(maya.ui)
    assert jobs == 6
    package.start()
    importlib.reload(package)
    package.TimeClient = Recorder
    package.start()
    assert (len(maya.jobs), len(maya.callbacks)) == (jobs, callbacks)
    assert len(maya.ui) == len(ui)
    package.stop()
    package.stop()
    assert not maya.jobs
    assert not maya.callbacks
    assert set(maya.ui) == {"MayaWindow"}
    assert "_backlot_time" not in maya.main


def test_nothing_starts_in_a_maya_without_windows(boot: Callable[..., FakeMaya], monkeypatch: Any) -> None:
    maya = boot(batch=True)
    runpy.run_path(str(SCRIPTS / "userSetup.py"))
    maya.idle()
    import backlot_time_maya

    monkeypatch.setattr(backlot_time_maya, "TimeClient", Recorder)
    backlot_time_maya.start()
    assert not maya.jobs
    assert not maya.callbacks
    assert "_backlot_time" not in maya.main


def test_maya_starts_it_when_it_is_idle_and_no_name_is_left(maya: FakeMaya, package: Any) -> None:
    names = runpy.run_path(str(SCRIPTS / "userSetup.py"))
    assert not [name for name in names if "backlot" in name]
    assert not maya.jobs
    maya.idle()
    assert maya.jobs


def test_a_trouble_at_start_up_does_not_stop_the_other_setup_files(
    maya: FakeMaya, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(maya.modules["maya.cmds"], "about")
    runpy.run_path(str(SCRIPTS / "userSetup.py"))
    assert "Backlot time did not start" in capsys.readouterr().out


def test_t_m1_pairing_takes_the_place_of_a_login(rig: MayaRig) -> None:
    maya, client = rig.maya, rig.client
    client.now = Snapshot(server="http://backlot.local:8501")
    maya.click("Open panel")
    field = next(name for name, element in maya.ui.items() if element["kind"] == "textField" and "text" not in element)
    maya.ui[field]["text"] = " kxrt 7m2p "
    maya.click("Pair")
    ((code, server, done),) = client.named("pair")
    assert (code, server) == ("kxrt 7m2p", "http://backlot.local:8501")
    assert "Pairing" in maya.shown_text()
    done("The code is wrong or too old. Make a new one on the page Programs.")
    _tick(maya)
    assert "The code is wrong" in maya.shown_text()
    client.now = PAIRED
    done(None)
    _tick(maya)
    assert "Not tracking" in maya.shown_text()
    assert not [name for name, element in maya.ui.items() if element.get("label") == "Pair" and maya.is_shown(name)]


def test_t_m1_task_menu_start_change_and_stop(rig: MayaRig) -> None:
    maya, client = rig.maya, rig.client
    client.now = PAIRED
    maya.click("Start")  # of the menu: nothing is chosen, so the panel opens
    (tasks,) = [element for element in maya.ui.values() if element["kind"] == "textScrollList"]
    assert tasks["rows"] == ["Lighting SH020  (The Long Night)", "Animation SH010  (The Long Night)"]
    (search,) = [element for element in maya.ui.values() if "textChangedCommand" in element]
    search["textChangedCommand"]("anim night")
    assert tasks["rows"] == ["Animation SH010  (The Long Night)"]
    search["textChangedCommand"]("")
    _choose(tasks, 1)
    _button(maya, "Start")["command"](False)
    assert client.named("start") == [(9, "Lighting SH020")]
    client.now = replace(PAIRED, state="active", task_id=9, task_title="Lighting SH020", since_seconds=3720, waiting=3)
    _tick(maya)
    assert "Working 1:02" in maya.shown_text()
    assert "3 to send" in maya.shown_text()
    assert not _button(maya, "Switch")["enable"]
    _choose(tasks, 2)
    maya.click("Switch")
    assert client.named("start")[-1] == (7, "Animation SH010")
    _button(maya, "Stop")["command"](False)
    assert client.named("stop") == [()]


def test_the_menu_starts_the_last_task_again(rig: MayaRig) -> None:
    rig.client.now = replace(PAIRED, last=TASKS[0])
    rig.maya.click("Start")
    assert rig.client.named("start") == [(7, "Animation SH010")]
    rig.maya.click("Stop")
    assert rig.client.named("stop") == [()]


def test_a_gap_is_kept_with_a_reason_or_dropped(rig: MayaRig) -> None:
    maya, client = rig.maya, rig.client
    gap = Gap("g1", 1795160000.0, 1795160720.0, 720.0, 9)
    client.now = replace(PAIRED, state="active", task_id=9, task_title="Lighting SH020", gaps=(gap,))
    maya.click("Open panel")
    assert ", 12 min. Was it work?" in maya.shown_text()
    (reason,) = [element for element in maya.ui.values() if "meeting" in element.get("placeholderText", "")]
    reason["text"] = "dailies"
    maya.click("It was work")
    assert client.named("keep_gap")[0][:3] == ("g1", 9, "dailies")
    maya.click("Discard")
    assert client.named("drop_gap") == [("g1",)]
    client.now = PAIRED
    _tick(maya)
    assert "Was it work?" not in maya.shown_text()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (replace(PAIRED, state="elsewhere", elsewhere="blender"), "Running in blender"),
        (replace(PAIRED, online="no", waiting=2, today_seconds=7500), "Today 2:05 · offline · 2 to send"),
        (replace(PAIRED, message="Somebody removed this program's access. Pair it again."), "Pair it again"),
        (replace(PAIRED, state="idle", task_id=9, task_title="Lighting SH020"), "Away, not counting"),
    ],
)
def test_the_panel_says_what_is_the_matter(rig: MayaRig, now: Snapshot, words: str) -> None:
    rig.client.now = now
    rig.maya.click("Open panel")
    assert words in rig.maya.shown_text()


def test_the_window_looks_again_by_itself_until_it_is_closed(rig: MayaRig) -> None:
    maya = rig.maya
    maya.click("Open panel")
    maya.click("Open panel")
    for closed in [thread for thread in threading.enumerate() if thread.name == "backlot-time-window"][:-1]:
        closed.join(3)  # of the window before
    (ticking,) = [thread for thread in threading.enumerate() if thread.name == "backlot-time-window"]
    rig.client.now = replace(PAIRED, today_seconds=60)
    deadline = time.monotonic() + 5
    while "Today 0:01" not in maya.shown_text() and time.monotonic() < deadline:
        maya.idle()
        time.sleep(0.05)
    assert "Today 0:01" in maya.shown_text()
    rig.unload()
    ticking.join(3)
    assert not ticking.is_alive()
    assert set(maya.ui) == {"MayaWindow"}


def test_an_event_costs_microseconds(rig: MayaRig) -> None:
    jobs = [job["event"][1] for job in rig.maya.jobs.values()]
    rounds = 500
    begun = time.perf_counter()
    for _ in range(rounds):
        for react in jobs:
            react()
    each = (time.perf_counter() - begun) / (rounds * len(jobs))
    assert (
        each < 200e-6
    )  # the adapter's share, with a client that notes every call; see test_end_to_end for the real one


def _tick(maya: FakeMaya) -> None:
    """The window's second is over."""
    maya.main["_backlot_time"].dock._window.refresh()


def _button(maya: FakeMaya, label: str) -> dict[str, Any]:
    (found,) = [e for e in maya.ui.values() if e["kind"] == "button" and e.get("label") == label]
    return found


def _choose(tasks: dict[str, Any], row: int) -> None:
    tasks["selectIndexedItem"] = [row]
    tasks["selectCommand"]()
