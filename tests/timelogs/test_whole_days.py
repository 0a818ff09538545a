"""Whole days from keyboard to timesheet: the real client and the real API together, against a diary of what was done.

Only the clock, the keyboard and the wire are ours. BACKLOT_EXAMPLES=500 tries that many days instead of a few.
"""

import contextlib
import datetime as dt
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from backend.core.db import db, start_writing
from backend.core.limits import limiter
from backend.productions.members.models import Member
from tests.people import Caller, Studio
from tests.timelogs.clock import FakeTime
from tests.timelogs.days import Life
from tests.timelogs.diary import Reading, by_day, by_task, seconds

EXAMPLES = int(os.environ.get("BACKLOT_EXAMPLES", "12"))
PHASES = [Phase.explicit, Phase.generate]  # making a day smaller takes minutes: the diary tells enough
TICK, IDLE = 60.0, 600.0
ZONES = ("Europe/London", "America/Los_Angeles")
MACHINES, PROGRAMS = st.sampled_from(["desk", "desk", "laptop"]), st.sampled_from(["blender", "maya"])
TASKS = st.integers(0, 2)
TROUBLES = st.sampled_from(["", "", "", "down", "down", "lost", "late", "500", "503"])
EVENT = st.one_of(
    st.tuples(st.just("spell"), MACHINES, PROGRAMS, st.lists(st.integers(1, 595), min_size=1, max_size=6)),
    st.tuples(st.just("spell"), MACHINES, PROGRAMS, st.lists(st.integers(1, 70), min_size=4, max_size=12)),
    st.tuples(st.just("touch"), MACHINES, PROGRAMS, st.integers(1, 300)),
    st.tuples(st.just("wait"), st.integers(1, 5000)),
    st.tuples(st.just("wait"), st.integers(560, 640)),
    st.tuples(st.just("start"), MACHINES, PROGRAMS, TASKS),
    st.tuples(st.just("start"), MACHINES, PROGRAMS, TASKS),
    st.tuples(st.just("stop"), MACHINES, PROGRAMS),
    st.tuples(st.just("crash"), MACHINES, PROGRAMS),
    st.tuples(st.just("sleep"), MACHINES, st.integers(170, 20_000)),
    st.tuples(st.just("jump"), MACHINES, st.sampled_from([-3 * 3600, 3 * 3600, 90])),
    st.tuples(st.just("network"), MACHINES, TROUBLES),
    st.tuples(st.just("again"), MACHINES, st.integers(1, 9)),
    st.tuples(st.just("reboot"), MACHINES, st.integers(20, 2000)),
    st.tuples(st.just("restart")),
    st.tuples(st.just("sweep")),
    st.tuples(st.just("meet"), TASKS, st.integers(140, 4000), st.booleans()),
)  # fmt: skip


class Days:
    """The production's side of it: who, which tasks, and what the API says afterwards."""

    def __init__(self, studio: Studio, time: FakeTime) -> None:
        self.studio, self.time = studio, time
        self.productions = [studio.production(f"Film in {zone}", timezone=zone) for zone in ZONES]
        boss = studio.owner()
        places = [self.productions[0], self.productions[0], self.productions[1]]
        self.tasks = [
            boss.post(f"/productions/{place}/tasks", {"title": f"Task {n}"}).data["id"]
            for n, place in enumerate(places)
        ]
        self.zones = dict(zip(self.tasks, [ZONES[0], ZONES[0], ZONES[1]], strict=True))

    def person(self) -> Caller:
        """Somebody new, who is on both productions."""
        caller = self.studio.user()
        with self.studio.app.app_context():
            start_writing()
            for production in self.productions:
                db.session.add(
                    Member(production_id=production, user_id=caller.user_id, level="child", job_role="vfx_artist")
                )
            db.session.commit()
        return caller


@pytest.fixture
def days(studio: Studio, time: FakeTime) -> Days:
    return Days(studio, time)


def happen(life: Life, tasks: list[int], kind: str, *what: Any) -> None:
    if kind in ("spell", "touch", "start", "stop", "crash"):
        machine, dcc = life.machines[what[0]], what[1]
        if kind == "spell":
            for gap in what[2]:
                machine.edit(dcc)
                life.wait(gap)
        elif kind == "touch":
            machine.touch(dcc)
            life.wait(what[2])
        elif kind == "start":
            life.wait(1)  # nobody presses two buttons at once
            machine.start(dcc, tasks[what[2]])
            life.wait(1)
        elif dcc in machine.programs:
            getattr(machine, kind)(dcc)
    elif kind == "wait":
        life.wait(what[0])
    elif kind in ("sleep", "reboot"):
        getattr(life.machines[what[0]], kind)(what[1])
    elif kind == "jump":
        life.machines[what[0]].clock.wrong += what[1]
    elif kind == "network":
        life.machines[what[0]].wire.trouble = what[1]
    elif kind == "again":
        life.machines[what[0]].wire.again(what[1])
    elif kind == "restart":
        for machine in life.machines.values():
            machine.wire.restart()
    elif kind == "sweep":
        life.sweep()
    elif kind == "meet":
        meet(life, tasks[what[0]], *what[1:])


def meet(life: Life, task: int, length: int, stops: bool) -> None:
    """A meeting; it ends on the page, or by the next edit in a program that can know by then that it was away."""
    life.wait(1)
    life.meet(task)
    life.wait(length)
    knows = all(not machine.wire.trouble for machine in life.machines.values())
    if stops or not (knows or length > IDLE + 10):
        life.part()


def judge(life: Life, days: Days) -> None:
    life.settle()
    read = Reading(life.diary, IDLE).stretches
    sure = [one for one in read if one.sure]
    seen = Seen(life.person)
    facts = f"true {seconds(sure)} … {seconds(read)}, counted {seen.total}: {by_task(read)} {seen.by('task')}"
    assert seconds(sure) - TICK <= seen.total <= seconds(read) + TICK, facts
    assert seen.everything_agrees()
    if len(sure) == len(read):
        for told, true in ((seen.by("task"), by_task(read)), (seen.by("day"), by_day(read, days.zones))):
            for key in {*told, *true}:
                assert told.get(key, 0) == pytest.approx(true.get(key, 0), abs=TICK), (key, told, true)


class Seen:
    """What the API says of a person's hours."""

    def __init__(self, person: Caller) -> None:
        self.person = person
        self.total = self._summary("user")["total"]["seconds"]
        self.timer = person.get("/time/timer").data
        self.segments = self._segments()

    def _summary(self, group: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.person.get(
            f"/time/summary?from=2026-10-20&to=2027-02-01&group={group}&user_id={self.person.user_id}"
        ).data
        return answer

    def by(self, group: str) -> dict[Any, int]:
        """Key → seconds."""
        key = {"task": "task_id", "user": "user_id"}.get(group, group)
        return {row[key]: row["seconds"] for row in self._summary(group)["rows"]}

    def everything_agrees(self) -> bool:
        """By whatever it is added up, and by putting the segments over each other."""
        sums = [sum(self.by(group).values()) for group in ("user", "task", "day", "dcc", "week")]
        assert sums == [self.total] * len(sums)
        assert self._summary("day,task,dcc")["total"]["seconds"] == self.total
        assert abs(self._union() - self.total) <= 1
        assert self.timer["running"] is None
        return all(row["closed"] for row in self.segments)

    def _segments(self) -> list[dict[str, Any]]:
        rows, more = [], ""
        while True:
            reply = self.person.get(f"/time/segments?limit=200{more}")
            rows += reply.data
            if not reply.json["page"]["next"]:
                return rows
            more = f"&cursor={reply.json['page']['next']}"

    def _union(self) -> float:
        moments = [
            (dt.datetime.fromisoformat(row["started_at"]), dt.datetime.fromisoformat(row["ended_at"]))
            for row in self.segments
        ]
        total, reach = 0.0, dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        for start, end in sorted(moments):
            total += max(0.0, (end - max(start, reach)).total_seconds())
            reach = max(reach, end)
        return total


def live(days: Days, events: list[tuple[Any, ...]]) -> None:
    """A day of somebody new."""
    limiter.reset()  # hundreds of lives pair their machines in one minute
    with tempfile.TemporaryDirectory() as folder:
        life = Life(days.person(), days.time, Path(folder))
        with contextlib.closing(life):
            life.machines["desk"].start("blender", days.tasks[0])
            for event in events:
                happen(life, days.tasks, *event)
            judge(life, days)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(st.lists(EVENT, min_size=4, max_size=22))
def test_any_day_counts_as_it_was(days: Days, events: list[tuple[Any, ...]]) -> None:
    set_back = {event[1] for event in events if event[0] == "jump"}  # then nobody can know when work before a boot was
    events = [event for event in events if not (event[0] == "reboot" and event[1] in set_back)]
    note(repr(events))
    live(days, events)


OFF, ON = ("network", "desk", "down"), ("network", "desk", "")
NOTABLE = {
    "a hand timer ended by work that arrives hours later": [
        OFF, ("meet", 1, 1200, False), ("spell", "desk", "blender", [60] * 5), ("wait", 4000),
        ("spell", "desk", "blender", [60] * 5), ON, ("wait", 900),
    ],
    "a wall clock that is hours ahead after a boot": [
        ("spell", "desk", "blender", [60] * 5), ("crash", "desk", "blender"), ("jump", "desk", 10800),
        ("reboot", "desk", 60), ("start", "desk", "maya", 1), ("wait", 300),
    ],
    "a wall clock that is hours behind after a boot": [
        ("spell", "desk", "blender", [60] * 5), ("crash", "desk", "blender"), ("jump", "desk", -10800),
        ("reboot", "desk", 60), ("start", "desk", "maya", 1), ("wait", 300),
    ],
    "a wall clock that is hours behind after a boot, and nothing was sent before": [
        OFF, ("spell", "desk", "blender", [60] * 5), ("crash", "desk", "blender"), ("jump", "desk", -10800),
        ("reboot", "desk", 60), ON, ("start", "desk", "maya", 1), ("wait", 300),
    ],
    "a wall clock that is hours ahead after a boot, and nothing was sent before": [
        OFF, ("spell", "desk", "blender", [60] * 5), ("crash", "desk", "blender"), ("jump", "desk", 10800),
        ("reboot", "desk", 60), ON, ("start", "desk", "maya", 1), ("wait", 300),
    ],
}  # fmt: skip


@pytest.mark.parametrize("events", NOTABLE.values(), ids=NOTABLE)
def test_days_that_were_hard(days: Days, events: list[tuple[Any, ...]]) -> None:
    live(days, [("spell", "desk", "blender", [30, 30]), *events])


def test_t_b7_two_programs_and_two_machines_count_once(days: Days) -> None:
    """Two programs of one machine, and another machine without a network, add up to the time that passed."""
    both = [("spell", "desk", "blender", [20]), ("spell", "desk", "maya", [20]), ("spell", "laptop", "maya", [20])]
    live(
        days,
        [
            ("network", "laptop", "down"), ("start", "desk", "maya", 1), ("start", "laptop", "maya", 2), *both * 40,
            ("stop", "desk", "blender"), ("stop", "desk", "maya"), ("stop", "laptop", "maya"),
            ("network", "laptop", ""),
        ],
    )  # fmt: skip
    total = days.studio.owner().get("/time/summary?from=2026-10-20&to=2027-02-01&group=task").data["total"]["seconds"]
    assert total == pytest.approx(40 * 60, abs=TICK)
