"""Starts the launcher as people do, in a process of its own, and reads what it says."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30.0


class Launched:
    """A running launcher; `said` collects its lines."""

    def __init__(self, arguments: list[str], cwd: Path = ROOT, **environment: str) -> None:
        quiet = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=cwd,
            env={**quiet, "BACKLOT_PYTHON": sys.executable, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def until(self, text: str) -> str:
        """The next line with this text; fails when the launcher ends or a long time passes without it."""
        limit = time.monotonic() + SECONDS
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, limit - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"never said {text!r}, only {self.said}")
            if line is None:
                pytest.fail(f"ended without saying {text!r}: {self.said}")
            self.said.append(line)
            if text in line:
                return line

    def end(self, how: signal.Signals | None = None) -> tuple[int, str]:
        """Its exit code and everything it said, after a signal if one is given."""
        if how is not None:
            self.process.send_signal(how)
        code = self.process.wait(SECONDS)
        self._reader.join(SECONDS)
        while (line := self._lines.get()) is not None:
            self.said.append(line)
        return code, "\n".join(self.said)

    def close(self) -> None:
        """Make sure nothing of it is left."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join(SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def launch() -> Iterator[Callable[..., Launched]]:
    """Start a launcher; whatever was started is stopped at the end of the test."""
    started: list[Launched] = []

    def start(*arguments: str, cwd: Path = ROOT, **environment: str) -> Launched:
        started.append(Launched(list(arguments), cwd, **environment))
        return started[-1]

    yield start
    for one in started:
        one.close()


def is_alive(pid: int) -> bool:
    """Whether a process runs (one that ended and waits to be collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pid: int, seconds: float = 15.0) -> bool:
    """Wait until a process is gone."""
    limit = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < limit:
        time.sleep(0.05)
    return not is_alive(pid)
