"""Programs together on one machine, through everything that happens to them, against the reference."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.dcc.client.reference import true_seconds
from tests.dcc.client.world import World

TICK = 60.0
PROGRAMS = st.sampled_from(["blender", "maya"])
EVENT = st.one_of(
    st.tuples(st.just("work"), PROGRAMS, st.integers(1, 15)),
    st.tuples(st.just("edit"), PROGRAMS, st.integers(1, 20)),
    st.tuples(st.just("touch"), PROGRAMS, st.integers(1, 20)),
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
    elif kind in ("edit", "touch"):
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


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
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


class Worlds:
    """A world that leaves no open file behind."""

    def __init__(self, folder: str) -> None:
        self.world = World(Path(folder))

    def close(self) -> None:
        for program in self.world.programs.values():
            program.die()
