"""The one object a program talks to. Nothing here waits for a network, a disk or a lock on the caller's thread.

Two threads of its own do the work: one measures and writes down, one talks to the server (which may take its time).
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from typing import Optional

from . import errands
from .clock import Clock
from .config import Home
from .engine import Command, Engine
from .http import TIMEOUT
from .machine import STEP
from .model import Host, Snapshot
from .picture import picture
from .sender import Sender
from .turns import Alive

Done = Optional[Callable[[Optional[str]], None]]
APART = 0.5  # seconds: stamps closer than this are one activity
WATCHED = 120.0  # seconds after a panel last looked, in which the server is asked how the timer stands
TASKS_EVERY, TASKS_AGAIN = 600.0, 30.0  # seconds between two looks at the list of tasks; after one that failed


class TimeClient:
    """Measures and sends the time worked in one program.

    home: folder of the spool and the token (else $BACKLOT_TIME_HOME, else the user's data folder). clock: for tests.
    `done` arguments are called on one of the client's threads with None, or with what went wrong in one sentence.
    """

    def __init__(self, host: Host, home: str | None = None, clock: Clock | None = None):
        self.host, self.clock, self.home = host, clock or Clock(), Home(home)
        self._now = self.clock.now
        self._last = self._taken = float("-inf")  # the newest stamp, and the newest that was counted
        self._stamps: deque[float] = deque(maxlen=4096)
        self._commands: deque[Command] = deque()
        self._asked: deque[tuple[Callable[[Sender], None], Done]] = deque()
        self._errands: deque[tuple[Callable[[Sender], None], Done]] = deque()
        self._wake, self._send, self._finished = threading.Event(), threading.Event(), threading.Event()
        self._running, self._patience, self._looked = False, TIMEOUT, float("-inf")
        self._snapshot, self._drawn = Snapshot(), self._now()

    def begin(self) -> None:
        """Start the client's threads; what crashed programs left on this machine is sent. Again is harmless."""
        if not self._running:
            self._running = True
            self._finished.clear()
            atexit.register(self.quit)
            threading.Thread(target=self._measure, name="backlot-time", daemon=True).start()

    def stamp(self) -> None:
        """Something was edited. Takes well under 50 µs; call it as often as you like, on any thread."""
        now = self._now()
        if now - self._last >= APART:
            self._stamps.append(now)
        self._last = now

    def saved(self, file_name: str = "") -> None:
        """The file was saved (or opened): counts as an edit, and is written and sent soon."""
        self.stamp()
        self._tell("saved", text=file_name)

    def start(self, task_id: int, title: str = "") -> None:
        """Start the timer on a task, or switch to it."""
        if self._snapshot.paired:
            since = self._snapshot.since_seconds if self._snapshot.task_id == task_id else 0.0
            self._snapshot = dataclasses.replace(
                self._snapshot, state="active", task_id=task_id, task_title=title, since_seconds=since
            )
            self._drawn = self._now()
        self._tell("start", task_id=task_id, text=title)

    def stop(self) -> None:
        """Stop the timer. A second time changes nothing."""
        self._snapshot = dataclasses.replace(self._snapshot, state="off", task_id=None, task_title="")
        self._tell("stop")

    def quit(self, timeout: float = 1.0) -> None:
        """The program ends: close the segment, send what can be sent in `timeout` seconds; the rest stays here."""
        if self._running:
            atexit.unregister(self.quit)
            self._patience = timeout
            self._tell("quit")
            self._finished.wait(timeout)

    def pair(self, code: str, server: str | None = None, done: Done = None) -> None:
        """Pair this machine with an account by the code the web page shows. In the background."""

        def errand(sender: Sender) -> None:
            errands.pair(self.home, self.host, code, server)
            with contextlib.suppress(errands.Failed):
                errands.fetch_tasks(self.home, sender.store)

        self._send_off(errand, done)

    def unpair(self, done: Done = None) -> None:
        """Give up this machine's access. Time not sent yet stays here for the same account. In the background."""
        self._tell("stop")

        def errand(sender: Sender) -> None:
            sender.go(force=True)
            errands.unpair(self.home)

        self._send_off(errand, done)

    def refresh_tasks(self, done: Done = None) -> None:
        """Fetch the list of tasks anew. In the background."""
        self._send_off(lambda sender: errands.fetch_tasks(self.home, sender.store), done)

    def keep_gap(self, gap_id: str, task_id: int, reason: str, done: Done = None) -> None:
        """Count time away after all, as work by hand on a task, with a reason. It is kept here until it can be sent."""
        self._hide_gap(gap_id)
        self._tell("keep_gap", task_id=task_id, text=reason, gap_id=gap_id)

        def errand(sender: Sender) -> None:
            problem = sender.fill(gap_id)
            if problem:
                raise errands.Failed(problem)

        self._send_off(errand, done)

    def drop_gap(self, gap_id: str) -> None:
        """Time away was no work: do not offer it again."""
        self._hide_gap(gap_id)
        self._tell("drop_gap", gap_id=gap_id)

    def snapshot(self) -> Snapshot:
        """What a panel shows now."""
        now, shown = self._now(), self._snapshot
        self._looked = now
        if shown.state != "active":
            return shown
        more = max(0.0, now - self._drawn)
        return dataclasses.replace(
            shown, since_seconds=shown.since_seconds + more, today_seconds=shown.today_seconds + more
        )

    def _tell(self, what: str, task_id: int = 0, text: str = "", gap_id: str = "") -> None:
        self._commands.append(Command(self._now(), what, task_id, text, gap_id))
        self._wake.set()

    def _send_off(self, errand: Callable[[Sender], None], done: Done) -> None:
        self._asked.append((errand, done))
        self._wake.set()

    def _hide_gap(self, gap_id: str) -> None:
        gaps = tuple(gap for gap in self._snapshot.gaps if gap.id != gap_id)
        self._snapshot = dataclasses.replace(self._snapshot, gaps=gaps)

    def _measure(self) -> None:
        """The thread that measures: a tick now and then, and at once when the artist did something."""
        made = self._make()
        if made is None:
            self._running = False
            self._finished.set()
            return
        alive, engine = made
        talk = threading.Thread(target=self._talk, args=(alive,), name="backlot-time-send", daemon=True)
        ending = False
        while not ending:
            commands = [self._commands.popleft() for _ in range(len(self._commands))]
            ending = any(command.what == "quit" for command in commands)
            try:
                self._step(engine, commands)
            except Exception:
                self.home.log().exception("tick")
            if talk.ident is None:  # only now: the first tick closed what dead programs left open
                talk.start()
            if not ending:
                self._wake.wait(STEP)
                self._wake.clear()
        engine.end()
        self._running = False
        self._send.set()

    def _step(self, engine: Engine, commands: list[Command]) -> None:
        now = self._now()
        stamps = [self._stamps.popleft() for _ in range(len(self._stamps))]
        if self._last > max(stamps[-1:], default=self._taken):
            stamps.append(self._last)
        self._taken = max(stamps[-1:], default=self._taken)
        hurry = engine.tick(now, stamps, commands)
        shown_at = self._now()
        self._snapshot, self._drawn = picture(engine, shown_at), shown_at
        while self._asked:  # only now: what the artist did before is written down
            self._errands.append(self._asked.popleft())
            hurry = True
        if hurry:
            self._send.set()

    def _make(self) -> tuple[Alive, Engine] | None:
        """What measuring needs on disk; waits for a folder that cannot be written yet. None: the program ended."""
        while True:
            try:
                self.home.make()
                alive = Alive(self.home.alive)
                return alive, Engine(self.home, self.host, self.clock, alive)
            except OSError as problem:
                message = f"{self.home.folder} cannot be written ({problem.strerror}): no time is kept."
                self._snapshot = dataclasses.replace(self._snapshot, message=message)
            self._wake.wait(STEP)
            self._wake.clear()
            if any(command.what == "quit" for command in tuple(self._commands)):
                return None

    def _talk(self, alive: Alive) -> None:
        """The thread that talks to the server."""
        sender = Sender(self.home, self.host, self.clock, alive)
        tasks_at = float("-inf")
        while self._running:
            self._run_errands(sender)
            now = self._now()
            look = now - self._looked < WATCHED
            if look and now - tasks_at >= TASKS_EVERY:
                failed = self._run(sender, lambda made: errands.fetch_tasks(self.home, made.store))
                tasks_at = now - TASKS_EVERY + TASKS_AGAIN if failed else now
            self._round(sender, look=look)
            self._send.wait(STEP)
            self._send.clear()
        sender.timeout = max(0.1, min(TIMEOUT, self._patience))
        self._round(sender)
        sender.end()
        alive.end()
        self._finished.set()

    def _round(self, sender: Sender, *, look: bool = False) -> None:
        spoke = sender.spoke
        try:
            sender.go(look=look)
        except Exception:
            self.home.log().exception("send")
        if sender.spoke != spoke:
            self._wake.set()  # so that panels show it

    def _run_errands(self, sender: Sender) -> None:
        while self._errands:
            errand, done = self._errands.popleft()
            problem = self._run(sender, errand)
            self._wake.set()
            if done is not None:
                with contextlib.suppress(Exception):  # a panel that closed meanwhile
                    done(problem)

    def _run(self, sender: Sender, errand: Callable[[Sender], None]) -> str | None:
        """Do something in between; answers what went wrong."""
        try:
            errand(sender)
        except (errands.Failed, sqlite3.Error, OSError) as failed:
            return str(failed)
        except Exception as surprise:
            self.home.log().exception("errand")
            return f"That did not work ({surprise})."
        return None
