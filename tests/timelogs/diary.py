"""What a person truly worked, worked out from a diary alone: written without looking at what counts it.

A diary is a list of marks in order, of one person at several machines and on the web page. Time between two marks is
work on what was chosen at the first one when it is no longer than the idle limit, nothing in between ended the work,
and the machine did not sleep in between. A timer by hand is work from its start to its end, whatever happens then.

Going from one machine to another, or to the web page, is a pause of which no machine sees both ends: it may count or
not. Such stretches are told apart (`sure`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

WEB = "web"


@dataclass(frozen=True)
class Mark:
    """kind: input, start (on `task`), stop, crash, sleep, meeting (a timer by hand on `task`), over.

    who: the program; "" for sleep and for input that belongs to whichever program of the machine has the timer.
    """

    at: float
    kind: str
    machine: str
    who: str = ""
    task: int = 0


@dataclass(frozen=True)
class Stretch:
    """Work on a task. at: seconds since 1970."""

    start: float
    end: float
    task: int
    sure: bool = True


class Reading:
    """Reads a diary from its first to its last mark; `stretches` is what it came to."""

    def __init__(self, diary: Sequence[Mark], idle: float) -> None:
        self.idle = idle
        self.stretches: list[Stretch] = []
        self._chosen: dict[tuple[str, str], int] = {}
        self._holder: dict[str, str] = {}
        self._own: dict[str, float] = {}  # machine → the last activity there, while its timer is on
        self._last: tuple[float, int, str] | None = None
        self._meeting = False
        for mark in diary:
            {"stop": self._end, "crash": self._end, "sleep": self._sleep, "meeting": self._web, "over": self._web}.get(
                mark.kind, self._input
            )(mark)

    def _until(self, at: float, machine: str) -> None:
        """Work went on from the last activity to this one."""
        if self._last is None:
            return
        since, task, where = self._last
        if self._meeting or at - since <= self.idle:
            self.stretches.append(Stretch(since, at, task, self._meeting or where == machine != WEB))

    def _input(self, mark: Mark) -> None:
        program = mark.machine, mark.who or self._holder.get(mark.machine, "")
        if mark.kind == "start":
            self._chosen[program] = mark.task
        if program not in self._chosen:
            return  # nobody asked this program to count
        self._until(mark.at, mark.machine)
        self._meeting = False
        self._holder[mark.machine] = program[1]
        self._own[mark.machine] = mark.at
        self._last = mark.at, self._chosen[program], mark.machine

    def _end(self, mark: Mark) -> None:
        counts = mark.kind == "stop"
        self._chosen.pop((mark.machine, mark.who), None)
        if mark.who != self._holder.get(mark.machine):
            return
        self._holder.pop(mark.machine)
        own = self._own.pop(mark.machine, None)
        if self._last and self._last[2] == mark.machine and not self._meeting:
            if counts:
                self._until(mark.at, mark.machine)
            self._last = None
        elif counts and self._last and own is not None and mark.at - own <= self.idle and not self._meeting:
            self.stretches.append(Stretch(self._last[0], mark.at, self._last[1], sure=False))

    def _sleep(self, mark: Mark) -> None:
        if self._last and self._last[2] == mark.machine and not self._meeting:
            self._last = None

    def _web(self, mark: Mark) -> None:
        self._until(mark.at, WEB)
        self._meeting = mark.kind == "meeting"
        self._last = mark.at, mark.task or (self._last[1] if self._last else 0), WEB


def seconds(stretches: Sequence[Stretch]) -> float:
    """All of it."""
    return sum(one.end - one.start for one in stretches)


def by_task(stretches: Sequence[Stretch]) -> Counter[int]:
    """Task → seconds."""
    found: Counter[int] = Counter()
    for one in stretches:
        found[one.task] += one.end - one.start
    return found


def by_day(stretches: Sequence[Stretch], zones: dict[int, str]) -> Counter[str]:
    """Day of the task's own zone → seconds."""
    found: Counter[str] = Counter()
    for one in stretches:
        for day, length in _days(one, ZoneInfo(zones[one.task])):
            found[day] += length
    return found


def _days(one: Stretch, zone: ZoneInfo) -> Iterator[tuple[str, float]]:
    at = one.start
    while at < one.end:
        day = dt.datetime.fromtimestamp(at, zone).date()
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).timestamp()
        yield day.isoformat(), min(midnight, one.end) - at
        at = midnight
