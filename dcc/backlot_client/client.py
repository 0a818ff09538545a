"""The one object a program talks to. Nothing here waits for a network, a disk or a lock on the caller's thread."""

from __future__ import annotations

import dataclasses
from typing import Any, Callable, Optional

from .model import Host, Snapshot

Done = Optional[Callable[[str | None], None]]


class TimeClient:
    """Measures and sends the time worked in one program.

    home: folder of the spool and the token (else $BACKLOT_TIME_HOME, else the user's data folder). clock: for tests.
    `done` arguments are called on one of the client's threads with None, or with what went wrong in one sentence.
    """

    def __init__(self, host: Host, home: str | None = None, clock: Any = None):
        self.host, self.home, self.clock = host, home, clock
        self._snapshot = Snapshot()

    def begin(self) -> None:
        """Start the client's threads; what crashed programs left on this machine is sent. Again is harmless."""

    def stamp(self) -> None:
        """Something was edited. Takes well under 50 µs; call it as often as you like, on any thread."""

    def saved(self, file_name: str = "") -> None:
        """The file was saved (or opened): counts as an edit, and is written and sent soon."""

    def start(self, task_id: int, title: str = "") -> None:
        """Start the timer on a task, or switch to it."""
        self._snapshot = dataclasses.replace(self._snapshot, state="active", task_id=task_id, task_title=title)

    def stop(self) -> None:
        """Stop the timer. A second time changes nothing."""
        self._snapshot = dataclasses.replace(self._snapshot, state="off", task_id=None, task_title="")

    def quit(self, timeout: float = 1.0) -> None:
        """The program ends: close the segment, send what can be sent in `timeout` seconds; the rest stays here."""

    def pair(self, code: str, server: str | None = None, done: Done = None) -> None:
        """Pair this machine with an account by the code the web page shows. In the background."""

    def unpair(self, done: Done = None) -> None:
        """Give up this machine's access. Time not sent yet stays here for the same account. In the background."""

    def refresh_tasks(self, done: Done = None) -> None:
        """Fetch the list of tasks anew. In the background."""

    def keep_gap(self, gap_id: str, task_id: int, reason: str, done: Done = None) -> None:
        """Count time away after all, as work by hand on a task, with a reason. In the background."""

    def drop_gap(self, gap_id: str) -> None:
        """Time away was no work: do not offer it again."""

    def snapshot(self) -> Snapshot:
        """What a panel shows now."""
        return self._snapshot
