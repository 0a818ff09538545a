"""A real server on a fresh data folder and a real Chromium; a test fails on any exception or console error it causes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.services import free_port, require_chromium

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
HARMLESS = ("/_stcore/health", "/_stcore/host-config", "status of 401", "status of 403", "status of 409", "status of 422")


@dataclass
class Server:
    """A running Backlot."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """As Ctrl+C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)


def start_server(data: Path, **environment: str) -> Server:
    """Migrate and serve a data folder on a free port."""
    port = free_port()
    env = {**os.environ, "BACKLOT_DATA": str(data), "BACKLOT_PORT": str(port), "BACKLOT_RUN_JOBS": "no", **environment}
    env.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "backend", "migrate"], cwd=ROOT, env=env, check=True, capture_output=True)
    log = (data / "server.log").open("wb")
    process = subprocess.Popen([sys.executable, "-m", "streamlit_app"], cwd=ROOT, env=env, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while True:
        try:
            if requests.get(f"{url}/api/health", timeout=2).ok:
                return Server(url, data, process)
        except requests.ConnectionError:
            pass
        assert process.poll() is None, (data / "server.log").read_text()
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.1)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium."""
    return {**browser_type_launch_args, "executable_path": require_chromium(), "args": FLAGS}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A Backlot nobody has used yet."""
    running = start_server(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def watched(page: Any) -> Iterator[Any]:
    """A page whose console must stay clean."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text + line.location.get("url", "")) if line.type == "error" else None)
    page.set_default_timeout(15_000)
    yield page
    assert page.get_by_test_id("stException").count() == 0
    assert [text for text in wrong if not any(word in text for word in HARMLESS)] == []
