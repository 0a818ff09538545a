"""When work counts: the timer of one program as a plain state machine. No threads, no files, no clock of its own.

    OFF --start--> ACTIVE --no input for the idle limit--> IDLE      the segment ends AT THE LAST INPUT
    IDLE --input--> ACTIVE                                           a new segment; the time between is a pause to offer
    ACTIVE --another program took the timer--> ELSEWHERE --input--> ACTIVE   as at a switch: no hole, no overlap
    any --no tick for a long time--> the machine slept               the segment ends at the last input before it
    any --stop or quit--> OFF                                        ends now, unless the idle limit was crossed

Moments are seconds of a clock that nobody can set and that counts sleep (Clock.now). Pauses up to the idle limit are
work: somebody thinks. What changed is collected in `changed` and `pauses` for whoever keeps them.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Sequence

OFF, ACTIVE, IDLE, ELSEWHERE = "off", "active", "idle", "elsewhere"
STEP = 5.0  # seconds between two ticks
SLEPT = 2.5  # so many heartbeats' time without a tick: the machine or the program was asleep


@dataclasses.dataclass(frozen=True)
class Rules:
    """What a production asks for, in seconds. `longest`: a segment is never longer; work goes on in a new one."""

    idle: float = 600.0
    interval: float = 60.0
    longest: float = 16 * 3600.0
    keep_file_names: bool = True
    count_renders: bool = False

    @classmethod
    def of(cls, settings: object) -> Rules:
        """The rules a server sent; the usual ones for whatever is missing or makes no sense."""
        body = settings if isinstance(settings, dict) else {}

        def seconds(name: str, unit: float, most: float, usual: float) -> float:
            value = body.get(name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value <= most:
                return usual
            return value * unit

        return cls(
            idle=seconds("idle_minutes", 60, 60, cls.idle),
            interval=seconds("interval_seconds", 1, 300, cls.interval),
            longest=seconds("max_hours", 3600, 24, cls.longest),
            keep_file_names=body.get("keep_file_names") is not False,
            count_renders=body.get("count_renders") is True,
        )


@dataclasses.dataclass
class Segment:
    """Uninterrupted work on one task. `end` is the last input; closed: why it ended, None while it grows."""

    segment_id: str
    session_id: str
    task_id: int
    start: float
    end: float
    closed: str | None = None


@dataclasses.dataclass(frozen=True)
class Pause:
    """Time away after which work went on."""

    start: float
    end: float
    task_id: int


class Machine:
    """The timer of one program."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.state = OFF
        self.segment: Segment | None = None  # the one that grows
        self.task_id: int | None = None
        self.session_id = ""
        self.changed: dict[str, Segment] = {}
        self.pauses: list[Pause] = []
        self._finished = 0.0  # seconds of this session's closed segments
        self._last = 0.0  # the last input
        self._ticked: float | None = None
        self._away: tuple[float, str] | None = None  # since when and why nothing counts, while that can be a pause

    def start(self, now: float, task_id: int) -> None:
        """The artist chose a task, also while another one runs. The same task again is just a sign of life."""
        self.advance(now)
        if self.state != OFF and task_id == self.task_id:
            self._input(now)
            return
        self._finish(now, "switch")
        self.state, self.task_id, self.session_id, self._finished = IDLE, task_id, str(uuid.uuid4()), 0.0
        self._open(now)

    def stop(self, now: float, why: str = "stop") -> None:
        """The timer ends (why: stop, quit). A second time changes nothing."""
        self.advance(now)
        self._finish(now, why)
        self.state, self.task_id = OFF, None

    def advance(self, now: float, inputs: Sequence[float] = ()) -> None:
        """A tick, with the moments of the inputs since the one before, in order."""
        before = now if self._ticked is None else self._ticked
        slept = now - before > max(SLEPT * self.rules.interval, 4 * STEP)
        edge = before + 3 * STEP if slept else now  # an input later than a tick was due is one after the sleep
        for at in inputs:
            if at <= edge:
                self._input(at)
        if slept:
            self._leave("sleep")
        for at in inputs:
            if at > edge:
                self._input(at)
        self._ticked = max(before, now)
        if now - self._last > self.rules.idle:
            self._leave("idle")

    def lose(self, since: float) -> None:
        """Another program has had the timer since then. A pause before that is work here, unless it was too long."""
        if self.state == OFF:
            return
        stayed = self.segment is not None or (self._away is not None and self._away[1] == "idle")
        if stayed and since - self._last <= self.rules.idle:
            self._input(since)
        if self.segment:
            self._close(max(self.segment.start, min(self.segment.end, since)), "switch")
        self.state, self._away = ELSEWHERE, None

    def free(self) -> None:
        """Whoever had the timer gave it back: the next input here goes on."""
        if self.state == ELSEWHERE:
            self.state = IDLE

    def cut(self, at: float) -> None:
        """The server settled what grew until that moment; what came after it goes into a segment of its own."""
        if self.segment:
            end = self.segment.end
            at = max(self.segment.start, min(at, end))
            self._close(at, "switch")
            self._open(at)
            self._grow(end)

    @property
    def last(self) -> float:
        """When the last input was."""
        return self._last

    def counted(self, now: float) -> float:
        """Seconds of this session as a panel shows them: a pause counts until it proves too long."""
        return self._finished + (now - self.segment.start if self.segment else 0.0)

    def _input(self, at: float) -> None:
        if self.state == OFF or at < self._last or (self.segment and at == self._last):
            return
        if self.segment and at - self._last > self.rules.idle:
            self._leave("idle")
        if self.segment is None:
            self._come_back(at)
        self._grow(at)

    def _leave(self, why: str) -> None:
        if self.segment:
            self._away = (self.segment.end, why)
            self._close(self.segment.end, why)
            self.state = IDLE

    def _come_back(self, at: float) -> None:
        """Work goes on. An input that was reported late may show that nobody was away for long."""
        if self._away and self._away[1] == "idle" and at - self._away[0] <= self.rules.idle:
            at, self._away = self._away[0], None
        self._open(at)

    def _finish(self, now: float, why: str) -> None:
        if self.segment:
            self._grow(now)
            self._close(self.segment.end, why)
        else:
            self._offer(now)

    def _offer(self, now: float) -> None:
        if self._away and self.task_id is not None:
            self.pauses.append(Pause(self._away[0], now, self.task_id))
        self._away = None

    def _open(self, at: float) -> None:
        self._offer(at)
        if self.task_id is not None:
            self.segment = Segment(str(uuid.uuid4()), self.session_id, self.task_id, at, at)
            self.changed[self.segment.segment_id] = self.segment
            self.state, self._last = ACTIVE, max(self._last, at)

    def _grow(self, at: float) -> None:
        if self.segment is None:
            return
        while at - self.segment.start > self.rules.longest:
            end = max(self.segment.end, self.segment.start + self.rules.longest)
            self._close(end, "switch")
            self._open(end)
        self.segment.end = max(self.segment.end, at)
        self._last = max(self._last, at)
        self.changed[self.segment.segment_id] = self.segment

    def _close(self, end: float, why: str) -> None:
        if self.segment:
            self.segment.end, self.segment.closed = end, why
            self._finished += end - self.segment.start
            self.changed[self.segment.segment_id] = self.segment
            self.segment = None
