"""start, switch, stop and run: what changes the timer."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..backlot_client import Task, TimeClient
from ..backlot_client.idle import idle_seconds
from . import watch
from .desk import CliHost, Desk, Problem, hours

UNSEEN = "Input cannot be seen here"
NO_PROGRAM, NOT_RUN = 127, 126  # what shells answer for a program that is not there, or is none


def start(desk: Desk, wanted: str) -> str:
    """Start the timer on a task, or change over to it."""
    task = desk.task(wanted)
    if watch.running(desk) or idle_seconds(whole=True) is not None:
        watch.begin(desk, task)
        return f"Started: {task.title}. Pauses longer than the production's limit do not count."
    _by_hand(desk, task, "cli")
    return f"Started: {task.title}. {UNSEEN}, so it runs until: backlot-time stop"


def stop(desk: Desk) -> str:
    """Stop what was started here, else whatever runs for this account."""
    if watch.end(desk):
        try:
            return f"Stopped. Today {hours(desk.ask(lambda api: api.get('/time/timer'))['seconds_today'])}."
        except Problem as problem:
            return f"Stopped. It is kept here and sent later: {problem}"
    timer = desk.ask(lambda api: api.get("/time/timer"))
    if not timer["running"]:
        return "Nothing is running."
    timer = desk.ask(lambda api: api.post("/time/timer/stop", {}))
    return f"Stopped. Today {hours(timer['seconds_today'])}."


def run(desk: Desk, wanted: str, command: Sequence[str]) -> int:
    """Run a program with the timer on; answers its exit code (128 + number when a signal ended it)."""
    task = desk.task(wanted)
    if shutil.which(command[0]) is None:
        print(f"backlot-time: {command[0]}: there is no such program.", file=sys.stderr)
        return NO_PROGRAM
    name = _program_name(command[0])
    if idle_seconds(whole=True) is None:
        return _run_by_hand(desk, task, name, command)
    family = _Family()
    client = TimeClient(CliHost(name, family.has, everywhere=False))
    client.begin()
    client.start(task.id, task.title)
    try:
        return _child(command, family)
    finally:
        client.stop()
        client.quit(3.0)


def _run_by_hand(desk: Desk, task: Task, name: str, command: Sequence[str]) -> int:
    try:
        _by_hand(desk, task, name)
    except Problem as problem:
        print(f"backlot-time: {UNSEEN} and {problem} This is not timed.", file=sys.stderr)
        return _child(command, _Family())
    print(f"backlot-time: {UNSEEN}; all of it counts, from start to end.", file=sys.stderr)
    try:
        return _child(command, _Family())
    finally:
        desk.ask(lambda api: api.post("/time/timer/stop", {}))


def _by_hand(desk: Desk, task: Task, dcc: str) -> None:
    desk.ask(lambda api: api.post("/time/timer/start", {"task_id": task.id, "dcc": dcc}))


class _Family:
    """The program that was started, and what it started."""

    def __init__(self) -> None:
        self.process = 0

    def has(self, process: int) -> bool:
        """Whether a process is of the family."""
        for _ in range(20):
            if process == self.process:
                return True
            process = _parent(process)
            if process <= 1:
                return False
        return False


def _parent(process: int) -> int:
    try:  # the name in brackets may hold anything
        return int(
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
        )
    except (OSError, ValueError, IndexError):
        return 0


def _child(command: Sequence[str], family: _Family) -> int:
    try:
        child = subprocess.Popen(list(command))  # noqa: S603 - what the artist typed
    except OSError as problem:
        print(f"backlot-time: {command[0]}: {problem.strerror}.", file=sys.stderr)
        return NOT_RUN
    family.process = child.pid

    def forward(number: int, _frame: Any) -> None:
        if child.poll() is None:
            child.send_signal(number)

    for name in ("SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), forward)
    signal.signal(signal.SIGINT, signal.SIG_IGN if _shares_terminal() else forward)
    code = child.wait()
    return code if code >= 0 else 128 - code


def _shares_terminal() -> bool:
    """Ctrl-C in a terminal reaches the child by itself; a second one from here would be one too many."""
    try:
        return os.isatty(0) and os.tcgetpgrp(0) == os.getpgrp()
    except (OSError, AttributeError):
        return sys.platform == "win32"


def _program_name(command: str) -> str:
    """The name of a program as hours are listed by: "Nuke13.2" is "nuke13.2"."""
    name = re.sub(
        r"[^a-z0-9 ._-]",
        "",
        Path(command).stem.lower() if command.lower().endswith(".exe") else Path(command).name.lower(),
    )
    return name.lstrip("0123456789 ._-")[:32] or "cli"
