"""What a panel shows, put together from the engine and what the server last said to any program of this machine."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from .config import Access, machine_name
from .machine import ELSEWHERE, OFF
from .model import Gap, Snapshot, Task

if TYPE_CHECKING:
    from .engine import Engine

UNPAIRED = "Pair this program first: the page DCC setup shows a code for it."
FRESH, RECENT = 600.0, 3600.0  # seconds for which a refusal, and a file that was set aside, are shown


class Notes:
    """What the programs of this machine remember together; parsed again only when it changed."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._tasks: tuple[str, tuple[Task, ...]] = ("", ())

    def read(self, texts: dict[str, str]) -> None:
        """Take over what is remembered now."""
        for name, text in texts.items():
            if self._texts.get(name) != text:
                self._values[name] = json.loads(text)
        for name in set(self._values) - set(texts):
            del self._values[name]
        self._texts = texts

    def get(self, name: str, otherwise: Any = None) -> Any:
        """One value."""
        return self._values.get(name, otherwise)

    def of_user(self, name: str, user_id: int | None) -> dict[str, Any]:
        """A value that belongs to one account; {} for another one."""
        value = self.get(name)
        return value if isinstance(value, dict) and value.get("user_id") == user_id else {}

    def tasks(self, user_id: int | None) -> tuple[Task, ...]:
        """The tasks an account can log time on."""
        key = f"{user_id} {self._texts.get('tasks', '')}"
        if self._tasks[0] != key:
            listed = self.of_user("tasks", user_id).get("tasks", ())
            self._tasks = key, tuple(Task(*one) for one in listed)
        return self._tasks[1]

    def title(self, task_id: int, user_id: int | None) -> str:
        """A task's title, as far as it is known."""
        return next((task.title for task in self.tasks(user_id) if task.id == task_id), f"Task {task_id}")

    def elsewhere(self, user_id: int | None) -> str:
        """The program that the server says has the timer, with its machine when that is another one; "" for none."""
        running = self.of_user("timer", user_id).get("running") or {}
        machine = str(running.get("machine") or "")
        where = f" on {machine}" if machine and machine != machine_name() else ""
        return f"{running.get('dcc')}{where}" if running else ""


def picture(engine: Engine, now: float) -> Snapshot:
    """How everything stands at a moment of the clock."""
    access, notes, machine = engine.home.access(), engine.notes, engine.machine
    user_id = access.user_id if access else None
    on = machine.state != OFF
    nothing: tuple[int, tuple[Gap, ...], float] = (0, (), 0.0)
    waiting, gaps, today = engine.read(lambda: _of_spool(engine, user_id), nothing)
    last = notes.of_user("last", user_id)
    return Snapshot(
        paired=access is not None,
        server=access.server if access else engine.home.server(),
        user=access.user if access else "",
        online=_online(engine, access),
        state=machine.state,
        elsewhere=engine.elsewhere if machine.state == ELSEWHERE else "",
        task_id=machine.task_id if on else None,
        task_title=engine.title if on else "",
        since_seconds=machine.counted(now) if on else 0.0,
        today_seconds=today + (now - engine.saved_end if machine.segment and engine.saved_end else 0.0),
        waiting=waiting,
        tasks=notes.tasks(user_id),
        gaps=gaps,
        message=_message(engine, access),
        last=Task(last["id"], last["title"]) if last else None,
    )


def _of_spool(engine: Engine, user_id: int | None) -> tuple[int, tuple[Gap, ...], float]:
    """(rows that wait, gaps, seconds counted today)."""
    if user_id is None:
        return 0, (), 0.0
    wall = engine.clock.wall()
    today = time.localtime(wall)
    midnight = wall - today.tm_hour * 3600 - today.tm_min * 60 - today.tm_sec
    timer = engine.notes.of_user("timer", user_id)
    known = timer.get("seconds_today", 0) if timer and timer["wall"] >= midnight else 0
    gaps = engine.gaps.listed(user_id, float(engine.notes.get("skew", 0.0)))
    return engine.spool.waiting(user_id), gaps, known + engine.spool.unsent_seconds(user_id, midnight)


def _online(engine: Engine, access: Access | None) -> str:
    if access is None:
        return "unpaired"
    if not engine.online_allowed():
        return "forbidden"
    return str((engine.notes.get("link") or {}).get("online", "unknown"))


def _message(engine: Engine, access: Access | None) -> str:
    """The one thing that matters most to the artist now."""
    if engine.trouble:
        return engine.trouble
    if access is None:
        return UNPAIRED
    if not engine.online_allowed():
        return f"{engine.host.online_hint}; your time is kept here meanwhile."
    link = engine.notes.get("link") or {}
    if engine.said or link.get("online") == "no":
        return engine.said or f"{link['message']} Your time is kept here and sent later."
    wall = engine.clock.wall()
    trouble, aside = engine.notes.get("trouble"), engine.notes.get("set_aside")
    if trouble and abs(wall - trouble["wall"]) < FRESH:
        return str(trouble["text"])
    if aside and abs(wall - aside["wall"]) < RECENT:
        return (
            f"The file with unsent time was damaged. What could be read was kept; the file itself is {aside['file']}."
        )
    return ""
