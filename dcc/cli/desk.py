"""What the subcommands share: the client's folder on this machine, the server, the list of tasks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from ..backlot_client import Host, Task, errands
from ..backlot_client.clock import Clock
from ..backlot_client.config import Access, Home
from ..backlot_client.focus import focused_in
from ..backlot_client.http import Api, Refused, Unreachable
from ..backlot_client.picture import Notes
from ..backlot_client.sender import Sender
from ..backlot_client.store import Store
from ..backlot_client.turns import Alive


class Problem(Exception):
    """One line for stderr; the command ends with 1."""


class CliHost(Host):
    """Whatever is done at this machine, or in the windows of a program that was started.

    ours: whether input in the windows of a process is meant; None where that makes no difference.
    """

    online_hint = "Allow it to go online"

    def __init__(self, dcc: str = "cli", ours: Callable[[int], bool] | None = None, *, everywhere: bool = True) -> None:
        self.dcc, self.everywhere, self._ours = dcc, everywhere, ours

    def focused(self) -> bool | None:
        """Whether the keyboard is in such a window."""
        return focused_in(self._ours) if self._ours else None


class Desk:
    """This machine and its server."""

    def __init__(self) -> None:
        self.home, self.clock = Home(), Clock()
        try:
            self.home.make()
        except OSError as problem:
            raise Problem(f"{self.home.folder} cannot be written: {problem.strerror}.") from None
        self.store = Store(self.home.spool, self.clock.boot)

    def access(self) -> Access:
        """The access this machine has. Raises Problem."""
        access = self.home.access()
        if access is None:
            raise Problem("This machine is not paired: backlot-time pair CODE (the page DCC setup shows the code).")
        return access

    def api(self) -> Api:
        """The server, for this machine's account."""
        access = self.access()
        return Api(access.server, access.token)

    def ask(self, question: Callable[[Api], dict[str, Any]]) -> Any:
        """The data of an answer. Raises Problem."""
        try:
            return question(self.api())["data"]
        except (Refused, Unreachable) as problem:
            again = " Pair this machine again." if getattr(problem, "status", 0) == 401 else ""
            raise Problem(f"{problem}{again}") from None

    def notes(self) -> Notes:
        """What the programs of this machine remember. Raises Problem."""
        notes = Notes()
        try:
            with self.store.repairing():
                notes.read(self.store.notes())
        except (sqlite3.Error, OSError) as problem:
            raise Problem(f"{self.home.spool} cannot be read: {problem}.") from None
        return notes

    def remember(self, name: str, value: Any) -> None:
        """Leave a note. Raises Problem."""
        try:
            self.store.remember(name, value)
        except (sqlite3.Error, OSError) as problem:
            raise Problem(f"{self.home.spool} cannot be written: {problem}.") from None

    def tasks(self) -> tuple[tuple[Task, ...], str]:
        """(the tasks of this account, "" or why the list is an old one)."""
        user_id, why = self.access().user_id, ""
        try:
            errands.fetch_tasks(self.home, self.store)
        except errands.Failed as problem:
            why = str(problem)
        return self.notes().tasks(user_id), why

    def task(self, wanted: str) -> Task:
        """A task by its id or a part of its title that only one has. Raises Problem."""
        known = self.notes().tasks(self.access().user_id)
        found = _matching(known, wanted)
        if len(found) != 1:
            known, why = self.tasks()
            found = _matching(known, wanted)
            if not found:
                raise Problem(why or f"None of your tasks is {wanted!r}.")
        if len(found) > 1:
            some = ", ".join(f"{task.id} {task.title}" for task in found[:4])
            raise Problem(f"{wanted!r} fits {len(found)} tasks: {some}{' …' if len(found) > 4 else ''}.")
        return found[0]

    def sender(self) -> tuple[Sender, Alive]:
        """A sender of this process's own, and its sign of life; `end()` both. Raises Problem."""
        try:
            alive = Alive(self.home.alive)
        except OSError as problem:
            raise Problem(f"{self.home.alive} cannot be written: {problem}.") from None
        return Sender(self.home, CliHost(), self.clock, alive), alive


def _matching(tasks: tuple[Task, ...], wanted: str) -> list[Task]:
    if wanted.isdigit() and any(task.id == int(wanted) for task in tasks):
        return [task for task in tasks if task.id == int(wanted)]
    words = wanted.lower()
    same = [task for task in tasks if task.title.lower() == words]
    mine = [task for task in tasks if words in task.title.lower()]
    return same if len(same) == 1 else mine


def hours(seconds: float) -> str:
    """Hours and minutes, as 7:05."""
    minutes = max(0, int(seconds)) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"
