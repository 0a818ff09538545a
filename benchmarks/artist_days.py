"""How near trackers come to the time an artist truly spent at the desk: a thousand simulated days.

    python -m benchmarks.artist_days

A day: from nine on, spells at the desk of 20 to 80 minutes and breaks of 1 to 60 minutes between them, for nine hours.
At the desk there is input every few seconds, now and then a pause to think. Three kinds of days: pauses to think of up
to 4.5 minutes; the same with one crash in the middle of work, after which the program is back within 5 minutes; pauses
of up to 9 minutes. Ours is the real machine, ticked as in a program; the other trackers' rules are re-implemented from
what their sources and manuals say. Figures are minutes counted too many (+) or too few (-) a day.
"""

import itertools
import os
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.table import Row, Table
from dcc.backlot_client.machine import STEP, Machine, Rules

DAYS = int(os.environ.get("BACKLOT_TIMES", "1000"))
MINUTE, HOUR = 60.0, 3600.0
NIGHT = 24 * HOUR
RARELY = 60.0  # seconds between ticks while nothing happens, to be quick
LEAST_SAVED = 15.0  # seconds that a crash may cost


@dataclass(frozen=True)
class Day:
    """inputs: moments of the day; desk: seconds truly at the desk; crash: when the program died, if it did."""

    inputs: Sequence[float]
    desk: float
    crash: float | None


def make_day(chance: random.Random, thinking: float, *, crash: bool) -> Day:
    """One artist's day; thinking: the longest pause at the desk in seconds."""
    now, desk, inputs = 0.0, 0.0, []
    while now < 9 * HOUR:
        end = now + chance.uniform(20, 80) * MINUTE
        desk += end - now
        while now < end:
            inputs.append(now)
            now += chance.uniform(60, thinking) if chance.random() < 0.03 else chance.expovariate(1 / 8)
        inputs.append(end)
        now = end + chance.uniform(1, 60) * MINUTE
    if not crash:
        return Day(inputs, desk, None)
    middle = inputs[len(inputs) // 4 : -len(inputs) // 4]
    steady = [n for n in range(9, len(middle)) if max(gaps(middle[n - 9 : n + 1])) < 2 * STEP]
    at = middle[chance.choice(steady)]  # a pause that ended at the tick before is not known to have been work
    back = at + chance.uniform(1, 5) * MINUTE
    return Day([one for one in inputs if not at < one < back], desk, at)


def ours(day: Day) -> float:
    """The machine itself; of a program that died, what the spool had at the tick before."""
    if day.crash is None:
        return work(day.inputs)[1]
    before = [one for one in day.inputs if one <= day.crash]
    after = [one for one in day.inputs if one > day.crash]
    return work(before)[0] + work(after)[1]


def work(inputs: Sequence[float]) -> tuple[float, float]:
    """(seconds written down at the last tick, seconds when it is stopped at the last input)."""
    machine, saved = Machine(Rules()), 0.0
    machine.start(inputs[0], 1)
    at, n, last = inputs[0], 1, len(inputs)
    while n < last:
        at += STEP if inputs[n] <= at + STEP else min(inputs[n] - at, RARELY)
        begin = n
        while n < last and inputs[n] <= at:
            n += 1
        saved = machine.counted(machine.last)
        machine.advance(at, inputs[begin:n])
    machine.stop(inputs[-1])
    return saved, machine.counted(inputs[-1])


def gaps(inputs: Sequence[float]) -> list[float]:
    """Seconds between an input and the next."""
    return [b - a for a, b in itertools.pairwise(inputs)]


def vfx_tracker(day: Day, night: float = 0.0) -> float:
    """Pauses after ten minutes, noticed up to half a minute later, from then on; a crash loses the session."""
    inputs = [one for one in day.inputs if day.crash is None or one > day.crash]
    return sum(gap if gap <= 615 else 615 for gap in gaps(inputs)) + night


def vfx_tracker_overnight(day: Day) -> float:
    """Stopped next morning: the pause counts."""
    return vfx_tracker(day, NIGHT - day.inputs[-1] if day.crash is None else 0.0)


def by_beats(timeout: float) -> Callable[[Day], float]:
    """WakaTime's way: a heartbeat every two minutes at most, and the sum of what lies between them below a timeout."""

    def rule(day: Day) -> float:
        beats = [day.inputs[0]]
        for one in day.inputs:
            if one - beats[-1] >= 120:
                beats.append(one)
        return sum(gap for gap in gaps(beats) if gap <= timeout)

    return rule


def kept_idle(day: Day) -> float:
    """AYON's way: stops after fifteen minutes without input and keeps them; a crash ends it until work goes on."""
    lost = next((b - a for a, b in itertools.pairwise(day.inputs) if a == day.crash), 0.0) if day.crash else 0.0
    return sum(min(gap, 900.0) for gap in gaps(day.inputs)) - min(lost, 900.0)


def backdated(limit: float) -> Callable[[Day], float]:
    """ActivityWatch's way: whatever is longer than the limit is away from its first second."""
    return lambda day: sum(gap for gap in gaps(day.inputs) if gap <= limit)


TRACKERS: tuple[tuple[str, Callable[[Day], float]], ...] = (
    ("this one (10 min, from the last input)", ours),
    ("10 min, stamped when noticed", vfx_tracker),
    ("the same, stopped next morning", vfx_tracker_overnight),
    ("WakaTime (15 min between heartbeats)", by_beats(900)),
    ("Wakapi (10 min between heartbeats)", by_beats(600)),
    ("AYON (15 min, kept)", kept_idle),
    ("ActivityWatch (3 min, from the last input)", backdated(180)),
)


def measure() -> Table:
    """All rules on all days."""
    chance = random.Random(20261128)
    kinds = (("clean", 270.0, False), ("one crash", 270.0, True), ("long thoughts", 540.0, False))
    days = [[make_day(chance, thinking, crash=crash) for _ in range(DAYS)] for _, thinking, crash in kinds]
    results = {name: [[rule(day) for day in kind] for kind in days] for name, rule in TRACKERS}
    rows = [
        Row(name, " · ".join(_spread(kind, counted) for kind, counted in zip(days, results[name], strict=True)))
        for name, _ in TRACKERS
    ]
    return Table(
        "Artists' days",
        f"{DAYS} simulated days of each kind; minutes counted too many or too few: median (5th to 95th percentile) on "
        "clean days · days with a crash · days with pauses to think of up to nine minutes.",
        [*rows, *_promises(days, results[TRACKERS[0][0]])],
    )


def _promises(days: Sequence[Sequence[Day]], counted: Sequence[Sequence[float]]) -> list[Row]:
    """What the machine promises: its own rule to the second, and a crash that costs seconds."""
    exact = backdated(600)
    clean = max(abs(got - exact(day)) for kind in (0, 2) for day, got in zip(days[kind], counted[kind], strict=True))
    costs = [_cost(day, got) for day, got in zip(days[1], counted[1], strict=True)]
    return [
        Row("farthest from its own rule in a day", f"{clean:.1f} s", f"≤ {STEP:.0f} s", clean <= STEP),
        Row("most that a crash cost", f"{max(costs):.1f} s", f"≤ {LEAST_SAVED:.0f} s", max(costs) <= LEAST_SAVED),
    ]


def _cost(day: Day, got: float) -> float:
    before = [one for one in day.inputs if one <= (day.crash or 0)]
    after = [one for one in day.inputs if one > (day.crash or 0)]
    return sum(gap for life in (before, after) for gap in gaps(life) if gap <= 600) - got


def _spread(days: Sequence[Day], counted: Sequence[float]) -> str:
    off = sorted((got - day.desk) / 60 for day, got in zip(days, counted, strict=True))
    low, high = off[len(off) // 20], off[-1 - len(off) // 20]
    return f"{statistics.median(off):+.0f} ({low:+.0f} to {high:+.0f})"


if __name__ == "__main__":
    print(measure().text())
