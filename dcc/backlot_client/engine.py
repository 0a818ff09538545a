"""One program's timer at work: inputs and the artist's wishes go in, rows of the spool come out.

`tick` is called every few seconds, on one thread. It first settles with the other programs of this machine who has the
timer, then moves the machine, then writes down what changed. A spool that cannot be written holds up nothing: rows stay
in memory until it can.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

from .clock import Clock
from .config import Access, Home
from .gaps import Gaps
from .idle import Inputs
from .machine import ELSEWHERE, OFF, STEP, Machine, Pause, Rules
from .model import Host
from .picture import Notes
from .spool import Row, Spool
from .store import Store
from .turns import Alive, Turn, Turns

T = TypeVar("T")
SAVE = 4.0  # seconds: a growing row is written at the first tick after that, so a crash loses less than 15
TOUCH = 30.0  # seconds: so often a row that does not grow is written, to show that its program lives
LOOK_AROUND = 15.0  # seconds between looks for programs that died
SAID = {
    "stopped": "The timer was stopped on the web page.",
    "locked": "This week is approved: what you work on it now is kept for your lead to decide.",
    "task_gone": "This task is gone: choose another one. What you work meanwhile is kept.",
    "not_member": "You are not on this task's production any more: choose another task. What you work is kept.",
}


@dataclasses.dataclass(frozen=True)
class Command:
    """Something the artist did, and when. what: start, stop, quit, saved, keep_gap, drop_gap."""

    at: float
    what: str
    task_id: int = 0
    text: str = ""
    gap_id: str = ""


class Engine:
    """The timer of one program. Made and used by one thread; `home.make()` has been called."""

    def __init__(self, home: Home, host: Host, clock: Clock, alive: Alive, inputs: Inputs | None = None) -> None:
        self.home, self.host, self.clock, self.alive = home, host, clock, alive
        self.store = Store(home.spool, clock.boot)
        self.spool = Spool(self.store, clock, alive.owner)
        self.turns = Turns(self.store, alive)
        self.gaps = Gaps(self.store, clock)
        self.machine = Machine()
        self.notes = Notes()
        self.user_id: int | None = None
        self.title, self.elsewhere, self.said, self.trouble = "", "", "", ""
        self._inputs = inputs or Inputs(clock, everywhere=host.everywhere)
        self._rows: dict[str, Row] = {}  # not saved as closed yet
        self._unsaved: set[str] = set()
        self._pauses: list[tuple[Pause, int]] = []
        self._again: list[Command] = []
        self._guessed: list[float] = []  # input of the tick before: by now another program has said if it was its own
        self._quiet, self._saved, self._looked = False, float("-inf"), float("-inf")
        self.saved_end = 0.0

    def tick(self, now: float, stamps: Sequence[float] = (), commands: Sequence[Command] = ()) -> bool:
        """Go on to `now`. stamps: moments of edits, in order. Answers whether there is something to send soon."""
        now = max([now, *stamps, *(command.at for command in commands)])
        self._try(self._listen, None)
        self._check_account(self.home.access())
        newest = self._inputs.poll()
        edits = self._inputs.by_hand(stamps)
        if edits:
            self._try(self.turns.acted, None)
        sure, soft = self._seen(now, edits, newest)
        hurry = False
        again, self._again = self._again, []
        for command in (*again, *commands):
            self._feed(command.at, sure, soft)
            hurry |= self._obey(command)
        self._feed(now, sure, soft)
        self._try(lambda: self.alive.say(timing=self.machine.state != OFF), None)
        return self._keep(now) or hurry

    def read(self, what: Callable[[], T], otherwise: T) -> T:
        """Something for panels from the spool; when it cannot be read, something else."""
        try:
            return what()
        except (sqlite3.Error, OSError):
            return otherwise

    def online_allowed(self) -> bool:
        """Whether the artist lets this program use the network."""
        return self._ask(self.host.online_allowed, True)

    def end(self) -> None:
        """The program ends; what was open was closed by a command before."""
        self._try(lambda: self.turns.give_back(self.machine.last), None)
        self.store.close()

    def _try(self, what: Callable[[], T], otherwise: T) -> T:
        """Do something with the spool; a failure is told to the panel, and all is tried again at the next tick."""
        try:
            with self.store.repairing():
                return what()
        except (sqlite3.Error, OSError) as problem:
            self.trouble = f"{self.home.folder} cannot be written ({problem}); your time is kept in memory meanwhile."
            self.home.log().warning("spool: %s", problem)
        except Exception:  # what another version, or somebody's hand, left there
            self.home.log().exception("spool")
        return otherwise

    def _ask(self, what: Callable[[], T], otherwise: T) -> T:
        """Ask the program. Whatever its code does, its time goes on."""
        try:
            return what()
        except Exception:
            self.home.log().exception("the program did not answer")
            return otherwise

    def _listen(self) -> None:
        """Read what other programs and the server left for this one."""
        self.notes.read(self.store.notes())
        self.machine.rules = Rules.of(self.notes.get("settings"))
        if self.clock.now() - self._looked >= LOOK_AROUND:
            self._looked = self.clock.now()
            self.spool.adopt(self.alive.sees)
            self.alive.others()
        for row in self.spool.verdicts():
            self._judged(row["segment_id"], row["verdict"], row["sent"])
        if not self._unsaved:
            self.trouble = ""

    def _judged(self, segment_id: str, verdict: str, sent: float) -> None:
        """The server wants no more of a running segment."""
        segment = self.machine.segment
        if segment is None or segment.segment_id != segment_id:
            self.spool.forget(segment_id)
        elif verdict == "superseded":
            self.machine.lose(segment.end)
            self.elsewhere = self.notes.elsewhere(self.user_id)
        elif verdict == "stopped":
            self._stop(segment.end)
            self.said = SAID["stopped"]
        else:
            self.machine.cut(sent)
            self._quiet, self.said = True, SAID.get(verdict, "")
            self._absorb()
            self._rows.pop(segment_id, None)
            self._unsaved.discard(segment_id)
            self.spool.forget(segment_id)

    def _check_account(self, access: Access | None) -> None:
        """Another account, or none, was given to this machine: a session is of the account it began with."""
        if self.machine.state != OFF and (access is None or access.user_id != self.user_id):
            self._stop(self.clock.now())
            self._absorb()
        self.user_id = access.user_id if access else None

    def _seen(self, now: float, edits: Sequence[float], at: float | None) -> tuple[list[float], list[float]]:
        """(activity of this program for sure, activity that counts only while it has the timer).

        at: the newest input at the machine, if there was one since the tick before.
        """
        sure, soft = list(edits), list[float]()
        if self.machine.state != OFF:
            focused = self._ask(self.host.focused, None) if at is not None else False
            if at is not None and focused:
                sure.append(at)
            guess = not self._guessed or self.host.everywhere or self._try(self.turns.may_guess, True)
            soft += self._guessed if guess else []
            self._guessed = [at] if at is not None and focused is None else []
            if self.machine.rules.count_renders and self._ask(self.host.rendering, False):
                soft.append(now)
        return sorted(sure), soft

    def _feed(self, now: float, sure: list[float], soft: list[float]) -> None:
        """Move the machine to `now` by the inputs until then, which are taken out of the lists."""
        mine, weak = [at for at in sure if at <= now], [at for at in soft if at <= now]
        sure[:], soft[:] = [at for at in sure if at > now], [at for at in soft if at > now]
        if self.machine.state == OFF:
            self.machine.advance(now)
            return
        ours: Turn | None = Turn(self.turns.owner, "", 0.0, 0.0)
        turn = self._try(self.turns.turn, ours)
        if turn is not None and turn.owner == self.turns.owner:
            if self.machine.state == ELSEWHERE:  # on another machine, as the server said
                self.elsewhere = self.notes.elsewhere(self.user_id)
                if not self.elsewhere:
                    self.machine.free()
            self.machine.advance(now, sorted(mine + weak))
            return
        if turn is not None:  # another program has or had the timer: let it go, unless there is newer activity here
            self.machine.advance(min(now, turn.since), [at for at in mine if at <= turn.since])
            self.machine.lose(turn.since)
            self.elsewhere = turn.dcc
            mine = [at for at in mine if at >= turn.last]
            if turn.over:
                self.machine.free()
        elif self.machine.segment and not mine:
            mine = [self.machine.last]
        claimed = bool(mine) and self._try(lambda: self.turns.claim(self.host.dcc, mine) is not None, True)
        self.machine.advance(now, mine if claimed else ())

    def _obey(self, command: Command) -> bool:
        """Do what the artist asked; answers whether to send soon."""
        if command.what == "start":
            self._start(command)
        elif command.what in ("stop", "quit"):
            self._stop(command.at, command.what)
        elif command.what == "saved":
            self._try(self.spool.soon, None)
            self._saved = float("-inf")
        elif not self._try(lambda: self._settle_gap(command), False):
            self._again.append(command)
        return command.what != "drop_gap"

    def _stop(self, at: float, why: str = "stop") -> None:
        self.machine.stop(at, why)
        self._try(lambda: self.turns.give_back(self.machine.last), None)

    def _settle_gap(self, command: Command) -> bool:
        if command.what == "keep_gap":
            self.gaps.keep(command.gap_id, command.task_id, command.text)
        else:
            self.gaps.drop(command.gap_id)
        return True

    def _start(self, command: Command) -> None:
        if self.user_id is None:
            return
        self._try(self.turns.acted, None)
        since = self._try(lambda: self.turns.claim(self.host.dcc, [command.at], always=True) or 0.0, 0.0)
        self._absorb()
        self._quiet, self.said, self.elsewhere = False, "", ""
        self.machine.start(max(command.at, since), command.task_id)
        self.title = command.text or self.notes.title(command.task_id, self.user_id)
        last = {"id": command.task_id, "title": self.title, "user_id": self.user_id}
        self._try(lambda: self.store.remember("last", last), None)

    def _absorb(self) -> None:
        """Take over what the machine changed into rows."""
        user_id, host, names = self.user_id or 0, self.host, self.machine.rules.keep_file_names
        for segment in self.machine.changed.values():
            row = self._rows.get(segment.segment_id)
            if row is None:
                row = self._rows[segment.segment_id] = Row(
                    segment.segment_id, segment.session_id, user_id, segment.task_id, host.dcc, host.dcc_version, "",
                    segment.start, segment.end, None, self._quiet,
                )  # fmt: skip
                self._saved = float("-inf")
            if names and segment.closed is None:
                name = str(self._ask(host.file_name, "") or "")
                row.file = name.encode("utf-8", "replace").decode("utf-8")[:255]  # names on old disks are no UTF-8
            row.end, row.closed = segment.end, segment.closed
            self._unsaved.add(row.segment_id)
        self._pauses += [(pause, user_id) for pause in self.machine.pauses]
        self.machine.changed.clear()
        self.machine.pauses.clear()

    def _keep(self, now: float) -> bool:
        """Write down what changed, when it is time to; answers whether there is something to send soon."""
        self._absorb()
        rows = [row for name, row in self._rows.items() if name in self._unsaved]
        waited, ended = now - self._saved, any(row.closed for row in rows)
        came_back = any(row.end - self.saved_end > 2 * STEP for row in rows)  # a pause proved to be work
        wait = SAVE if rows else TOUCH if self._rows else float("inf")
        if not ended and not came_back and not self._pauses and waited < wait:
            return False
        if self._try(lambda: self._save(rows or list(self._rows.values())), False):
            self._saved, self.trouble = now, ""
            self._unsaved.clear()
            self._pauses.clear()
            self._rows = {name: row for name, row in self._rows.items() if not row.closed}
            self.saved_end = max((row.end for row in self._rows.values()), default=0.0)
        return ended or waited == float("inf")

    def _save(self, rows: Sequence[Row]) -> bool:
        """All in one transaction with this program's turn, so that no row ever reaches into another one's."""
        with self.store.writing():
            turn = self.turns.turn()
            if turn is not None and turn.owner != self.turns.owner:
                for row in rows:
                    if row.start < turn.since < row.end:
                        row.end = turn.since
            elif self.machine.state not in (OFF, ELSEWHERE):
                self.turns.reached(self.machine.last)
            self.spool.save(rows)
            for pause, user_id in self._pauses:
                self.gaps.offer(pause, user_id)
        return True
