"""Programs together on one machine, through everything that happens to them, against the reference."""

from __future__ import annotations

import contextlib
import itertools
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from dcc.backlot_client.picture import picture
from tests.dcc.client.memory_server import SETTINGS
from tests.dcc.client.reference import true_seconds
from tests.dcc.client.world import World

TICK = 60.0
PROGRAMS = st.sampled_from(["blender", "maya"])
EVENT = st.one_of(
    st.tuples(st.just("work"), PROGRAMS, st.integers(1, 15)),
    st.tuples(st.just("edit"), PROGRAMS, st.integers(1, 20)),
    st.tuples(st.just("touch"), PROGRAMS, st.integers(1, 20)),
    st.tuples(st.just("script"), PROGRAMS, st.integers(1, 60)),
    st.tuples(st.just("wait"), st.just(""), st.integers(1, 2000)),
    st.tuples(st.just("wait"), st.just(""), st.integers(560, 640)),
    st.tuples(st.just("start"), PROGRAMS, st.integers(1, 3)),
    st.tuples(st.just("stop"), PROGRAMS, st.just(0)),
    st.tuples(st.just("sleep"), st.just(""), st.integers(170, 30_000)),
    st.tuples(st.just("jump"), st.just(""), st.sampled_from([-3 * 3600, 3 * 3600, 90])),
    st.tuples(st.just("server"), st.sampled_from(["", "", "down", "lost", "500", "503", "401"]), st.just(0)),
    st.tuples(st.just("again"), st.just(""), st.integers(1, 9)),
    st.tuples(st.just("sight"), st.sampled_from(["input", "focus"]), st.integers(0, 1)),
)
CRASH = st.tuples(st.just("crash"), PROGRAMS, st.just(0))


def happen(world: World, kind: str, what: str, number: int) -> None:
    if kind == "work":
        for _ in range(number):
            world.edit(what)
            world.wait(7)
    elif kind in ("edit", "touch", "script"):
        getattr(world, kind)(what)
        world.wait(number)
    elif kind == "start":
        world.start(what, number)
    elif kind in ("stop", "crash"):
        getattr(world, kind)(what)
    elif kind in ("wait", "sleep"):
        getattr(world, kind)(number)
    elif kind == "jump":
        world.clock.wrong += number
    elif kind == "server":
        world.server.trouble = what
    elif kind == "sight":
        setattr(world, f"sees_{what}", bool(number))
    elif kind == "again":  # an old request arrives once more
        for body in world.server.requests[-number:][:1]:
            world.server.heartbeats(body, "Ada")
            world.server.requests.pop()


def judge(world: World) -> None:
    world.settle()
    true, counted = true_seconds(world.diary, 600.0), world.server.by_task()
    total = sum(true.values())
    assert abs(sum(counted.values()) - total) <= TICK, (true, counted)
    for task in {*true, *counted}:
        assert counted.get(task, 0) <= true[task] + TICK, (true, counted)
        assert counted.get(task, 0) >= true[task] - TICK, (true, counted)
    assert all(one.closed for one in world.server.segments.values())


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EVENT, min_size=3, max_size=25), st.lists(st.tuples(CRASH, st.integers(0, 25)), max_size=2))
def test_any_day_in_two_programs_is_counted_as_it_was(events: list, crashes: list) -> None:
    events = list(events)
    for crash, place in crashes:
        events.insert(place, crash)
    note(repr(events))
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(Worlds(folder)) as worlds:
        world = worlds.world
        world.start("blender", 1)
        for event in events:
            happen(world, *event)
        judge(world)


def test_two_programs_never_count_at_once(world: World) -> None:
    world.start("blender", 1)
    for _ in range(20):
        world.edit("blender")
        world.wait(15)
    world.start("maya", 2)
    for _ in range(20):
        world.edit("maya")
        world.wait(15)
    blender = world.programs["blender"]
    shown = picture(blender.engine, world.clock.now())
    assert (shown.state, shown.elsewhere) == ("elsewhere", "maya")
    assert world.programs["maya"].engine.machine.state == "active"
    for _ in range(10):
        world.edit("blender")
        world.wait(15)
    assert picture(blender.engine, world.clock.now()).state == "active"
    assert picture(world.programs["maya"].engine, world.clock.now()).elsewhere == "blender"
    world.stop("blender")
    world.stop("maya")
    world.settle()
    segments = sorted(world.server.segments.values(), key=lambda one: one.start)
    assert [one.dcc for one in segments] == ["blender", "maya", "blender"]
    assert all(a.end <= b.start + 1e-6 for a, b in itertools.pairwise(segments))
    assert world.server.by_task() == {1: pytest.approx(450), 2: pytest.approx(300)}


def test_a_script_that_edits_all_night_is_no_work(world: World) -> None:
    world.start("blender", 1)
    for _ in range(20):
        world.edit("blender")
        world.wait(15)
    for _ in range(8 * 60):
        world.script("blender")
        world.wait(60)
    world.settle()
    assert world.server.by_task()[1] == pytest.approx(300, abs=15)


def test_looking_around_in_a_focused_window_is_work(world: World) -> None:
    world.sees_focus = True
    world.start("blender", 1)
    world.start("maya", 2)
    for _ in range(30):
        world.wait(30)
        world.touch("blender")  # orbiting raises no edit
    assert world.programs["blender"].engine.machine.state == "active"
    for dcc in ("blender", "maya"):
        world.stop(dcc)
    world.settle()
    assert world.server.by_task()[1] == pytest.approx(29 * 31)


def test_input_in_other_windows_is_none(world: World) -> None:
    world.sees_focus = True
    world.start("blender", 1)
    for _ in range(30):
        world.wait(30)
        world._go_to("browser")
        world.tick()
    world.stop("blender")
    world.settle()
    assert world.server.by_task() == {}


def test_a_machine_that_cannot_see_input_never_thinks_anybody_idle_or_busy(world: World) -> None:
    world.sees_input = False
    world.start("blender", 1)
    world.edit("blender")
    world.wait(9 * 60)
    world.edit("blender")
    world.wait(11 * 60)
    assert world.programs["blender"].engine.machine.state == "idle"
    world.settle()
    assert world.server.by_task() == {1: pytest.approx(540)}


def test_t_b4_a_crash_loses_fifteen_seconds_at_most_and_the_next_program_tells(world: World) -> None:
    world.start("blender", 1)
    for _ in range(100):
        world.edit("blender")
        world.wait(1)
    world.programs.pop("blender").die()
    assert [one.closed for one in world.server.segments.values()] == [None]
    world.program("maya")
    world.clock.true += 61
    world.tick()
    [segment] = world.server.segments.values()
    assert segment.closed == "crash"
    assert 85 <= segment.end - segment.start <= 100


def test_a_boot_in_between_loses_nothing_of_what_was_measured(world: World) -> None:
    world.server.trouble = "down"
    world.start("blender", 1)
    for _ in range(60):
        world.edit("blender")
        world.wait(20)
    began = world.clock.true - 1200
    world.reboot(300)
    world.server.trouble = ""
    world.program("maya")
    world.wait(70)
    [segment] = world.server.segments.values()
    assert segment.closed == "crash"
    assert segment.start == pytest.approx(began)
    assert 1165 <= segment.end - segment.start <= 1200


def test_elsewhere_on_another_machine(world: World) -> None:
    world.start("blender", 1)
    world.edit("blender")
    world.wait(30)
    other = {"segment_id": "x", "session_id": "y", "task_id": 9, "dcc": "maya", "closed": None, "file": ""}
    frame = {"boot": "b2", "uptime": 100.0, "sent_at": world.clock.true}
    world.server.heartbeats({**frame, "items": [{**other, "start_age": 5.0, "end_age": 0.0}]}, "Ada")
    world.server.segments["x"].machine = "ws13"
    world.wait(70)
    shown = picture(world.programs["blender"].engine, world.clock.now())
    assert (shown.state, shown.elsewhere) == ("elsewhere", "maya on ws13")
    world.edit("blender")
    world.wait(5)
    assert picture(world.programs["blender"].engine, world.clock.now()).state == "active"
    assert world.server.segments["x"].closed == "superseded"


def test_elsewhere_ends_when_the_other_machine_stops(world: World) -> None:
    world.start("blender", 1)
    world.wait(10)
    [segment] = world.server.segments.values()
    segment.closed = "superseded"
    other = {"segment_id": "x", "session_id": "y", "task_id": 9, "dcc": "maya", "closed": None, "file": ""}
    frame = {"boot": "b2", "uptime": 100.0, "sent_at": world.clock.true}
    world.server.heartbeats({**frame, "items": [{**other, "start_age": 5.0, "end_age": 0.0}]}, "Ada")
    world.wait(70)
    engine = world.programs["blender"].engine
    assert picture(engine, world.clock.now()).state == "elsewhere"
    world.server.segments["x"].closed = "stop"
    world.clock.true += 61
    world.programs["blender"].sender.go(look=True)
    world.wait(5)
    shown = picture(engine, world.clock.now())
    assert (shown.state, shown.elsewhere) == ("idle", "")


@pytest.mark.parametrize("note", ["{broken", '{"running": 7, "user_id": 5}', "[1, 2]"])
def test_nonsense_in_the_notes_keeps_nobody_from_counting(world: World, note: str) -> None:
    world.start("blender", 1)
    world.wait(10)
    db = world.programs["blender"].engine.store.db
    for name in ("timer", "settings", "link", "last"):
        db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, note))
    world.server.trouble = "down"
    for _ in range(6):
        world.edit("blender")
        world.programs["blender"].tick()
        world.clock.true += 20
    assert world.programs["blender"].engine.machine.segment.end - 10_000 >= 100


def test_stop_on_the_web_page_stops_the_program(world: World) -> None:
    world.start("blender", 1)
    world.edit("blender")
    world.wait(70)
    [segment] = world.server.segments.values()
    segment.closed = "stop"
    world.wait(70)
    shown = picture(world.programs["blender"].engine, world.clock.now())
    assert (shown.state, shown.message) == ("off", "The timer was stopped on the web page.")
    world.edit("blender")
    world.wait(200)
    assert len(world.server.segments) == 1


@pytest.mark.parametrize("reason", ["locked", "task_gone", "not_member"])
def test_what_the_server_holds_is_sent_once_and_the_rest_when_it_ends(world: World, reason: str) -> None:
    world.start("blender", 1)
    world.edit("blender")
    world.wait(5)
    world.server.refuse = {1: (409, reason)}
    for _ in range(30):
        world.edit("blender")
        world.wait(20)
    shown = picture(world.programs["blender"].engine, world.clock.now())
    assert shown.state == "active"
    assert "kept" in shown.message
    told = [item for body in world.server.requests for item in body["items"]]
    assert len(told) == 2, "begun, and once held; then it waits for its end"
    world.stop("blender")
    world.wait(5)
    told = [item for body in world.server.requests for item in body["items"]]
    assert len(told) == 3
    spans = [item["start_age"] - item["end_age"] for item in told[1:]]
    assert sum(spans) == pytest.approx(605, abs=1)
    world.start("blender", 2)
    world.wait(5)
    assert picture(world.programs["blender"].engine, world.clock.now()).message == ""
    assert 2 in {one.task_id for one in world.server.segments.values()}


def test_what_the_server_refuses_is_kept_here(world: World) -> None:
    world.server.refuse = {1: (422, "It ends in the future.")}
    world.start("blender", 1)
    for _ in range(10):
        world.edit("blender")
        world.wait(20)
    shown = picture(world.programs["blender"].engine, world.clock.now())
    assert shown.message.startswith("The server refused")
    world.stop("blender")
    world.wait(10)
    kept = world.programs["blender"].engine.store.db.execute("SELECT row FROM refused").fetchall()
    lengths = [json.loads(row[0])["end"] - json.loads(row[0])["start"] for row in kept]
    assert sum(lengths) == pytest.approx(200)
    assert world.server.segments == {}


def test_t_i1_limits_and_interval_come_with_the_answers_and_are_remembered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTINGS, "idle_minutes", 2)
    monkeypatch.setitem(SETTINGS, "interval_seconds", 30)
    monkeypatch.setitem(SETTINGS, "keep_file_names", False)
    world.start("blender", 1)
    world.wait(10)
    program = world.programs["blender"]
    assert (program.engine.machine.rules.idle, program.engine.machine.rules.interval) == (120, 30)
    sent = len(world.server.requests)
    for _ in range(10):
        world.edit("blender")
        world.wait(30)
    assert 9 <= len(world.server.requests) - sent <= 11
    assert {item["file"] for body in world.server.requests[1:] for item in body["items"]} == {""}
    world.wait(121)
    assert program.engine.machine.state == "idle"
    world.crash("blender")
    world.server.trouble = "down"
    assert world.program("maya").engine.machine.rules.idle == 120


def test_a_render_counts_where_the_production_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.start("blender", 1)
    world.programs["blender"].host.renders = True
    world.wait(20 * 60)
    assert world.programs["blender"].engine.machine.state == "idle"
    monkeypatch.setitem(SETTINGS, "count_renders", True)
    world.edit("blender")
    world.wait(40 * 60)
    assert world.programs["blender"].engine.machine.state == "active"
    world.settle()
    assert world.server.by_task()[1] == pytest.approx(2400, abs=60)


def test_an_account_that_changes_ends_the_session_and_each_gets_its_own(world: World) -> None:
    world.start("blender", 1)
    world.edit("blender")
    world.wait(30)
    world.server.trouble = "down"
    world.edit("blender")
    world.wait(30)
    world.pair(6, "Bo")
    world.edit("blender")
    world.wait(10)
    assert world.programs["blender"].engine.machine.state == "off"
    world.server.trouble = ""
    world.start("blender", 2)
    world.edit("blender")
    world.wait(30)
    world.stop("blender")
    world.wait(20)
    assert {one.user: one.task_id for one in world.server.segments.values()} == {"Ada": 1, "Bo": 2}
    world.pair(5, "Ada")
    world.wait(20)
    [ada] = [one for one in world.server.segments.values() if one.user == "Ada"]
    assert 60 <= ada.end - ada.start <= 65


def test_nothing_is_measured_before_pairing(world: World) -> None:
    world.home.forget()
    world.start("blender", 1)
    world.edit("blender")
    world.wait(30)
    shown = picture(world.programs["blender"].engine, world.clock.now())
    assert (shown.state, shown.online, shown.paired) == ("off", "unpaired", False)
    assert shown.message.startswith("Pair this program first")


def test_a_program_kept_offline_spools_and_says_how_to_allow_it(world: World) -> None:
    blender = world.program("blender")
    blender.host.online, blender.host.online_hint = False, "Allow Online Access in Preferences > System"
    world.start("blender", 1)
    world.edit("blender")
    world.wait(60)
    shown = picture(blender.engine, world.clock.now())
    assert (shown.online, shown.waiting) == ("forbidden", 1)
    assert shown.message == "Allow Online Access in Preferences > System; your time is kept here meanwhile."
    assert world.server.requests == []
    world.program("maya")  # which may go online, and does it for both
    world.wait(10)
    assert len(world.server.segments) == 1


def test_what_a_panel_shows(world: World) -> None:
    world.start("blender", 1)
    for _ in range(6):
        world.edit("blender")
        world.wait(20)
    engine = world.programs["blender"].engine
    shown = picture(engine, world.clock.now())
    assert (shown.state, shown.task_id, shown.task_title, shown.user) == ("active", 1, "Task 1", "Ada")
    assert shown.since_seconds == pytest.approx(120)
    assert shown.today_seconds == pytest.approx(120, abs=1)
    assert (shown.online, shown.waiting, shown.message) == ("yes", 0, "")
    world.wait(15 * 60)
    world.edit("blender")
    world.wait(5)
    shown = picture(engine, world.clock.now())
    [gap] = shown.gaps
    assert gap.seconds == pytest.approx(15 * 60 + 20)
    assert gap.end - gap.start == pytest.approx(gap.seconds)
    assert gap.task_id == 1
    assert shown.since_seconds == pytest.approx(105)
    world.programs["blender"].do("drop_gap", gap_id=gap.id)
    assert picture(engine, world.clock.now()).gaps == ()
    world.stop("blender")
    shown = picture(engine, world.clock.now())
    assert (shown.state, shown.task_id, shown.last and shown.last.id) == ("off", None, 1)
    world.wait(10)
    assert picture(engine, world.clock.now()).today_seconds == pytest.approx(105, abs=1)


def test_a_night_is_not_offered_as_a_pause(world: World) -> None:
    world.start("blender", 1)
    world.edit("blender")
    world.wait(30)
    world.sleep(12 * 3600)
    world.edit("blender")
    world.wait(10)
    assert picture(world.programs["blender"].engine, world.clock.now()).gaps == ()


@pytest.mark.parametrize("name", ["sh\udcfc\udcff.blend", None, "日本\x00.blend"])
def test_no_name_of_a_file_keeps_time_from_being_kept(world: World, name: str | None) -> None:
    world.program("blender").host.file = name  # type: ignore[assignment]
    world.start("blender", 1)
    for _ in range(6):
        world.edit("blender")
        world.wait(20)
    world.stop("blender")
    world.settle()
    assert world.server.by_task()[1] == pytest.approx(120)
    for request in world.server.requests:
        json.dumps(request, ensure_ascii=False).encode()


def test_a_program_whose_own_code_fails_is_measured_all_the_same(world: World) -> None:
    world.start("blender", 1)
    host = world.programs["blender"].host
    for name in ("file_name", "focused", "online_allowed", "rendering"):
        setattr(host, name, lambda: 1 / 0)
    world.programs["blender"].send = lambda: False  # type: ignore[method-assign]
    for _ in range(6):
        world.edit("blender")
        world.wait(20)
    assert picture(world.programs["blender"].engine, world.clock.now()).since_seconds == pytest.approx(120)


class Worlds:
    """A world that leaves no open file behind."""

    def __init__(self, folder: str) -> None:
        self.world = World(Path(folder))

    def close(self) -> None:
        for program in self.world.programs.values():
            program.die()
