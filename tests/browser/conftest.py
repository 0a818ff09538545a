"""A real server on a fresh data folder and a real Chromium; exceptions and console errors fail a test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running import Server, start_server
from tests.services import require_chromium

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HARMLESS = (
    "/_stcore/health",
    "/_stcore/host-config",
    "status of 401",
    "status of 403",
    "status of 409",
    "status of 422",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium."""
    return {**browser_type_launch_args, "executable_path": require_chromium(), "args": FLAGS}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A Backlot nobody has used yet."""
    with start_server(tmp_path) as running:
        yield running


@pytest.fixture
def watched(server: Server, page: Any) -> Iterator[Any]:
    """A page whose console must stay clean for as long as the server runs."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda line: wrong.append(line.text + line.location.get("url", "")) if line.type == "error" else None
    )
    page.set_default_timeout(15_000)
    yield page
    assert page.get_by_test_id("stException").count() == 0
    assert [text for text in wrong if not any(word in text for word in HARMLESS)] == []
