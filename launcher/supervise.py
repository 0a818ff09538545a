"""Keeps the server running: starts it, says when it answers, restarts it when it dies, stops it cleanly."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from launcher.say import say, step

QUICK = 10.0  # a server that lived shorter died quickly, seconds
PATIENCE = 5  # quick deaths in a row until it makes no sense to go on
PATIENCE_AT_FIRST = 2  # the same for a server that never answered: it will not get better by itself
GRACE = 16.0  # seconds from asking to stop until it is made to
LOG_BYTES = 5_000_000


@dataclass
class Supervisor:
    """One server process: what to run, whether it answers (`is_up`), what to do once it does (`on_ready`)."""

    command: list[str]
    cwd: Path
    env: dict[str, str]
    is_up: Callable[[], bool]
    on_ready: Callable[[], None]
    log: Path
    quick: float = QUICK
    first_delay: float = 0.5
    _child: subprocess.Popen[str] | None = None
    _reader: threading.Thread | None = None
    _asked: bool = False  # a plain flag: a signal handler must not take a lock
    _tail: deque[str] = field(default_factory=lambda: deque(maxlen=15))

    def run(self) -> int:
        """Until somebody stops it (0) or the server dies again and again (1). Call from the main thread."""
        old = {number: signal.signal(number, self._asked_to_stop) for number in _stop_signals()}
        try:
            code = self._keep_running()
        finally:
            self._end_child()
            for number, handler in old.items():
                signal.signal(number, handler)
        if code == 0:
            say("Backlot has stopped.")
        return code

    def _keep_running(self) -> int:
        quick_deaths, greeted = 0, False
        while not self._stopping():
            started = time.monotonic()
            child = self._start()
            greeted = self._wait_for_end(child, greeted)
            if self._stopping():
                break
            self._end_child()
            quick_deaths = quick_deaths + 1 if time.monotonic() - started < self.quick else 1
            if quick_deaths >= (PATIENCE if greeted else PATIENCE_AT_FIRST):
                say(
                    f"The server stopped {quick_deaths} times in a row; its last lines (all of them are in {self.log}):"
                )
                say("".join(self._tail).rstrip())
                return 1
            delay = self.first_delay * 2 ** (quick_deaths - 1)
            step(f"The server stopped by itself ({_ending(child.returncode)}); starting it again.")
            self._pause(delay)
        return 0

    def _start(self) -> subprocess.Popen[str]:
        self._child = subprocess.Popen(
            self.command,
            cwd=self.cwd,
            env=self.env,
            stdin=subprocess.PIPE,  # never written to: closing it tells the server to stop
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            **_own_group(),
        )
        self._reader = threading.Thread(target=self._read, args=(self._child,), daemon=True)
        self._reader.start()
        return self._child

    def _wait_for_end(self, child: subprocess.Popen[str], greeted: bool) -> bool:
        """Until the server ends or somebody stops it; greets when it answers for the first time."""
        slow = time.monotonic() + 60
        answered = False
        while child.poll() is None and not self._stopping():
            if not answered and self.is_up():
                answered = True
                if greeted:
                    step("The server is back.")
                else:
                    greeted = True
                    self.on_ready()
            if not answered and time.monotonic() > slow:
                slow = float("inf")
                step(f"The server is still starting; what it says is in {self.log}.")
            time.sleep(0.1 if answered else 0.05)
        return greeted

    def _read(self, child: subprocess.Popen[str]) -> None:
        """Pass on what the server says: to the terminal, the log file and the last lines kept for a farewell."""
        assert child.stdout is not None  # noqa: S101 (opened as a pipe above)
        with suppress(OSError):
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
                self.log.replace(self.log.with_suffix(".old.log"))
        with child.stdout:
            for line in child.stdout:
                self._tail.append(line)
                say(line.rstrip("\n"))
                with suppress(OSError), self.log.open("a", encoding="utf-8") as log:
                    log.write(line)

    def _stopping(self) -> bool:
        return self._asked

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopping() and time.monotonic() < until:
            time.sleep(0.05)

    def _asked_to_stop(self, _number: int, _frame: Any) -> None:
        if self._stopping() and self._child is not None:
            self._child.kill()  # asked twice: at once
        self._asked = True

    def _end_child(self) -> None:
        child = self._child
        if child is None:
            return
        assert child.stdin is not None  # noqa: S101 (opened as a pipe above)
        with suppress(OSError):
            child.stdin.close()
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if self._reader is not None:
            self._reader.join(1)  # its last words; a process that it left behind may hold the pipe open for longer


def _stop_signals() -> list[signal.Signals]:
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # each system has three of them
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def _own_group() -> dict[str, Any]:
    """Ctrl+C in the terminal reaches the launcher alone, which then stops the server in order."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _ending(code: int | None) -> str:
    if code is not None and code < 0 and os.name == "posix":
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
