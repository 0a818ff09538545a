"""The machine alone: the named situations, and thousands of days against the reference."""

from __future__ import annotations

import itertools
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from dcc.backlot_client.machine import ACTIVE, ELSEWHERE, IDLE, OFF, STEP, Machine, Rules, Segment
from tests.dcc.client.reference import Mark, true_seconds

MINUTE, HOUR = 60.0, 3600.0


class Desk:
    """A machine, ticked as in a program, and everything that came out of it."""

    def __init__(self, rules: Rules | None = None, at: float = 1000.0):
        self.machine, self.now, self.inputs = Machine(rules), at, list[float]()
        self.segments: dict[str, Segment] = {}
        self.diary: list[Mark] = []

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + STEP)
            self.tick()

    def tick(self) -> None:
        inputs, self.inputs = self.inputs, []
        self.machine.advance(self.now, inputs)
        self._take()

    def input(self) -> None:
        self.inputs.append(self.now)
        self.diary.append(Mark(self.now, "input", "a"))

    def start(self, task: int) -> None:
        self.tick()
        self.machine.start(self.now, task)
        self.diary.append(Mark(self.now, "start", "a", task))
        self._take()

    def stop(self, why: str = "stop") -> None:
        self.tick()
        self.machine.stop(self.now, why)
        self.diary.append(Mark(self.now, "stop", "a"))
        self._take()

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.diary.append(Mark(self.now, "sleep"))

    def work(self, seconds: float, pause: float = 20.0) -> None:
        for _ in range(int(seconds / pause)):
            self.wait(pause)
            self.input()

    def _take(self) -> None:
        self.segments.update(self.machine.changed)
        self.machine.changed.clear()

    def counted(self) -> Counter[int]:
        found: Counter[int] = Counter()
        for segment in self.segments.values():
            found[segment.task_id] += segment.end - segment.start
        return found

    def ends(self) -> list[str | None]:
        return [segment.closed for segment in sorted(self.segments.values(), key=lambda one: one.start)]


def test_a_pause_below_the_limit_is_work_and_a_longer_one_is_taken_out_whole() -> None:
    desk = Desk()
    desk.start(7)
    desk.work(10 * MINUTE)
    desk.wait(9 * MINUTE)
    desk.input()
    desk.wait(11 * MINUTE)
    assert desk.machine.state == IDLE
    assert desk.counted() == {7: 19 * MINUTE}
    desk.input()
    desk.work(5 * MINUTE)
    desk.wait(STEP)
    assert desk.counted() == {7: 24 * MINUTE}
    assert desk.ends() == ["idle", None]
    assert [(pause.end - pause.start, pause.task_id) for pause in desk.machine.pauses] == [(11 * MINUTE, 7)]


def test_t_b3_pause_then_stop_does_not_count_the_pause_and_a_second_stop_changes_nothing() -> None:
    desk = Desk()
    desk.start(7)
    desk.work(10 * MINUTE)
    desk.wait(14 * HOUR)
    desk.stop()
    assert desk.counted() == {7: 10 * MINUTE}
    assert desk.ends() == ["idle"]
    desk.wait(MINUTE)
    desk.stop()
    assert desk.counted() == {7: 10 * MINUTE}
    assert desk.machine.state == OFF


def test_t_b3_idle_is_stamped_when_it_began() -> None:
    desk = Desk()
    desk.start(7)
    desk.wait(3.2)
    desk.input()
    last = desk.now
    desk.wait(HOUR)
    [segment] = desk.segments.values()
    assert (segment.end, segment.closed) == (last, "idle")


def test_the_pause_before_a_stop_counts_below_the_limit() -> None:
    desk = Desk()
    desk.start(7)
    desk.work(MINUTE)
    desk.wait(5 * MINUTE)
    desk.stop()
    assert desk.counted() == {7: 6 * MINUTE}
    assert desk.ends() == ["stop"]


def test_t_b6_a_switch_leaves_no_hole_and_no_overlap_and_a_second_session_works() -> None:
    desk = Desk()
    desk.start(1)
    desk.work(2 * MINUTE)
    desk.wait(33)
    desk.start(2)
    desk.work(3 * MINUTE)
    desk.stop()
    first, second = sorted(desk.segments.values(), key=lambda one: one.start)
    assert (first.closed, second.closed) == ("switch", "stop")
    assert first.end == second.start
    assert desk.counted() == {1: 153, 2: 180}
    assert first.session_id != second.session_id
    desk.wait(HOUR)
    desk.start(1)
    desk.work(MINUTE)
    desk.stop()
    assert desk.counted() == {1: 213, 2: 180}


def test_the_same_task_again_is_a_sign_of_life() -> None:
    desk = Desk()
    desk.start(1)
    desk.work(MINUTE)
    desk.start(1)
    assert len(desk.segments) == 1
    desk.wait(20 * MINUTE)
    desk.start(1)
    assert desk.machine.state == ACTIVE
    assert len({segment.session_id for segment in desk.segments.values()}) == 1


def test_sleep_ends_the_segment_at_the_last_input_before_it() -> None:
    desk = Desk()
    desk.start(7)
    desk.work(10 * MINUTE)
    desk.wait(30)
    desk.sleep(5 * MINUTE)  # below the idle limit, and yet no work
    desk.wait(1)
    assert desk.ends() == ["sleep"]
    desk.input()
    desk.work(MINUTE)
    desk.stop()
    assert desk.counted() == {7: 11 * MINUTE}
    assert [pause.end - pause.start for pause in desk.machine.pauses] == [331]


def test_an_input_just_before_sleep_belongs_to_the_time_before() -> None:
    desk = Desk()
    desk.start(7)
    desk.wait(60)
    desk.now += 3
    desk.input()
    before = desk.now
    desk.sleep(HOUR)
    desk.input()
    after = desk.now
    desk.tick()
    first, second = sorted(desk.segments.values(), key=lambda one: one.start)
    assert (first.end, first.closed) == (before, "sleep")
    assert (second.start, second.closed) == (after, None)


def test_a_segment_never_gets_longer_than_the_limit_and_nothing_is_lost_between() -> None:
    desk = Desk(Rules(longest=HOUR))
    desk.start(7)
    desk.work(3.5 * HOUR, pause=9 * MINUTE)
    desk.stop()
    parts = sorted(desk.segments.values(), key=lambda one: one.start)
    assert [part.end - part.start for part in parts] == [HOUR, HOUR, HOUR, 27 * MINUTE]
    assert all(a.end == b.start for a, b in itertools.pairwise(parts))
    assert len({part.session_id for part in parts}) == 1


def test_an_input_that_is_told_late_shows_that_nobody_was_away() -> None:
    desk = Desk()
    desk.start(7)
    desk.wait(HOUR)
    assert desk.machine.state == IDLE
    desk.machine.advance(desk.now, [1000.0 + 9 * MINUTE])
    desk._take()
    desk.tick()
    assert desk.counted() == {7: 9 * MINUTE}
    assert desk.machine.pauses == []


def test_a_limit_crossed_between_two_ticks_is_seen_at_the_input() -> None:
    desk = Desk()
    desk.start(7)
    desk.wait(598)
    desk.now += 3
    desk.input()
    desk.wait(MINUTE)
    assert desk.counted() == {7: 0}
    assert desk.ends() == ["idle", None]


def test_another_program_takes_over_without_a_hole() -> None:
    desk = Desk()
    desk.start(7)
    desk.work(MINUTE)
    desk.wait(40)
    desk.machine.lose(desk.now)
    desk._take()
    assert desk.machine.state == ELSEWHERE
    assert desk.counted() == {7: 100}
    desk.wait(HOUR)
    desk.input()
    desk.wait(STEP)
    assert desk.machine.state == ACTIVE
    assert desk.ends() == ["switch", None]
    assert desk.machine.pauses == []  # the time between was the other program's


def test_the_rules_can_change_while_somebody_works() -> None:
    desk = Desk()
    desk.start(7)
    desk.work(MINUTE)
    desk.machine.rules = Rules.of({"idle_minutes": 2, "interval_seconds": 30, "max_hours": 8, "keep_file_names": False})
    assert desk.machine.rules == Rules(idle=120, interval=30, longest=8 * HOUR, keep_file_names=False)
    desk.wait(3 * MINUTE)
    assert desk.ends() == ["idle"]


def test_rules_that_make_no_sense_are_left_out() -> None:
    odd = {"idle_minutes": 0, "interval_seconds": "x", "max_hours": True, "keep_file_names": None, "count_renders": 1}
    assert Rules.of(odd) == Rules() == Rules.of(None) == Rules.of([1])


WHOLE = st.integers
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("work"), WHOLE(1, 40), WHOLE(1, 50)),
        st.tuples(st.just("wait"), WHOLE(1, 2000), st.just(0)),
        st.tuples(st.just("wait"), WHOLE(590, 610), st.just(0)),
        st.tuples(st.just("start"), WHOLE(1, 3), st.just(0)),
        st.tuples(st.just("stop"), st.just(0), st.just(0)),
        st.tuples(st.just("sleep"), WHOLE(170, 40_000), st.just(0)),
        st.tuples(st.just("input"), st.just(0), st.just(0)),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(EVENTS, st.integers(0, 4999))
def test_any_day_is_counted_as_it_was(events: list[tuple[str, int, int]], phase: int) -> None:
    """Exactly: an input is known to the moment, so not even a tick is lost or won."""
    desk = Desk(at=1000 + phase / 1000)
    desk.start(1)
    for kind, number, pause in events:
        if kind == "work":
            desk.work(number * pause, pause)
        elif kind == "wait":
            desk.wait(number)
        elif kind == "sleep":
            desk.tick()
            desk.sleep(number)
            desk.tick()
        else:
            {"start": lambda task=number: desk.start(task), "stop": desk.stop, "input": desk.input}[kind]()
    desk.tick()
    true, counted = true_seconds(desk.diary, 600.0), desk.counted()
    for task in {*true, *counted}:
        assert abs(counted[task] - true[task]) < 1e-6, (task, counted, true)
    spans = sorted((one.start, one.end) for one in desk.segments.values())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)), "segments never overlap"
