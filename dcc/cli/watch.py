"""The process that `start` leaves behind: measures by the input at this machine until `stop`.

Both talk through a note in the spool: {"owner": the watching process's sign of life, "wish": {"task_id", "title"} or
"stop"}. It outlives the terminal, and like every program it loses nothing when it is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from ..backlot_client import Task, TimeClient
from ..backlot_client.turns import Alive, is_alive
from .desk import CliHost, Desk, Problem

NOTE, LOOK, PATIENCE = "watch", 0.5, 8.0  # the note; seconds between looks at it; seconds to wait for the other side


def running(desk: Desk) -> dict[str, Any] | None:
    """The note of a watcher that is alive."""
    note: dict[str, Any] | None = desk.notes().get(NOTE)
    return note if note and is_alive(desk.home.alive, note["owner"]) else None


def begin(desk: Desk, task: Task) -> None:
    """Leave a watcher behind, or tell the one that is there. Raises Problem."""
    note = running(desk)
    if note:
        desk.remember(NOTE, {**note, "wish": {"task_id": task.id, "title": task.title}})
        return
    package = __package__ or ""
    root = Path(__file__).resolve().parents[package.count(".") + 1]
    command = [sys.executable, "-m", package, "watch", str(task.id), task.title]
    path = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    subprocess.Popen(  # noqa: S603 - this very program
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path}, close_fds=True, cwd=str(desk.home.folder), **apart,
    )  # fmt: skip
    if not _until(lambda: (running(desk) or {}).get("started")):
        raise Problem(f"The watching process did not start; see {desk.home.folder / 'client.log'}.")


def end(desk: Desk) -> bool:
    """Ask the watcher to stop and wait for it; False: there was none. Raises Problem."""
    note = running(desk)
    if note is None:
        return False
    desk.remember(NOTE, {**note, "wish": "stop"})
    if not _until(lambda: not is_alive(desk.home.alive, note["owner"])):
        raise Problem("The watching process does not stop; it may be busy. Try again.")
    return True


def watch(desk: Desk, task: Task) -> None:
    """Be the watcher."""
    alive, leave = Alive(desk.home.alive), threading.Event()
    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: leave.set())
    client = TimeClient(CliHost(ours=lambda process: not alive.others().get(process)))  # those with a timer count alone
    client.begin()
    client.start(task.id, task.title)
    mine = {"owner": alive.owner, "pid": os.getpid(), "started": True}
    desk.remember(NOTE, mine)
    while not leave.wait(LOOK):
        note = desk.notes().get(NOTE) or {}
        wish = note.get("wish") if note.get("owner") == alive.owner else None
        if wish == "stop":
            client.stop()
            break
        if wish:
            desk.remember(NOTE, mine)
            client.start(wish["task_id"], wish["title"])
    client.quit(3.0)
    alive.end()


def _until(true: Any) -> bool:
    end_at = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end_at:
            return False
        time.sleep(0.05)
    return True
