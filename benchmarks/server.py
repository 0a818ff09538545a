"""A server to measure: the sample production in a folder of its own, and what its process costs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.demo import PASSWORD
from tests.running import ROOT, WHOLE, Client, Server, command_environment, start_server

PRODUCER = "producer@backlot.example"


def fill(folder: Path) -> None:
    """Migrate and load the sample production."""
    for command in ("migrate", "demo-data"):
        environment = command_environment(folder)
        subprocess.run(
            [sys.executable, "-m", "backend", command], cwd=ROOT, env=environment, check=True, capture_output=True
        )


@contextmanager
def sample(app: str = WHOLE) -> Iterator[tuple[Server, Client]]:
    """The sample production on a running server, and its producer."""
    with TemporaryDirectory() as folder:
        fill(Path(folder))
        options = {"BACKLOT_RATE_LIMITS": "no", "BACKLOT_ACCESS_TOKEN_SECONDS": "7200"}
        with start_server(Path(folder), app=app, again=True, **options) as server:
            yield server, server.client(PRODUCER, PASSWORD)


def processor_seconds(pid: int) -> float:
    """User and system time of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mebibytes(pid: int) -> float:
    """Memory that a process holds now, in MiB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
