"""How long from `run_all.py` to the first page, and what an idle server costs.

    python -m benchmarks.start

The second start of an installation that is already set up: the launcher, the migration's check, the server, and the
Today page of somebody who is signed in (its script, as the server runs it for a browser).
"""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from benchmarks.pages import visit
from benchmarks.server import fill, processor_seconds, resident_mebibytes
from benchmarks.table import Row, Table, at_most, shown
from tests.running import ROOT, Server, command_environment
from tests.services import free_port

IDLE = 5.0  # seconds


@contextmanager
def launched(folder: Path) -> Iterator[tuple[Server, float]]:
    """`run_all.py` on a folder; yields the server and the seconds until it answered."""
    port = free_port()
    environment = command_environment(folder)
    environment.pop("BACKLOT_PORT")
    command = [sys.executable, "run_all.py", "--data", str(folder), "--port", str(port), "--no-browser"]
    started = time.perf_counter()
    launcher = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{port}"
        while not _answers(address):
            assert launcher.poll() is None, launcher.stdout and launcher.stdout.read()
            time.sleep(0.02)
        yield Server(address, folder, launcher), time.perf_counter() - started  # type: ignore[arg-type]
    finally:
        launcher.send_signal(signal.SIGINT)
        launcher.communicate(timeout=40)


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/api/health", timeout=5).ok
    except requests.RequestException:
        return False


def server_process(launcher: int) -> int:
    """The server among the launcher's children (Linux)."""
    children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text().split()
    return int(children[-1])


def measure() -> Table:
    """A warm start and an idle server."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        with launched(Path(folder)):
            pass  # the files are in the system's memory now, and their compiled forms on disk
        begun = time.perf_counter()
        with launched(Path(folder)) as (server, answered):
            pid = server_process(server.pid)
            production = 1
            with visit(server, "today", production) as tab:
                tab.rerun()
            first_page = time.perf_counter() - begun
            time.sleep(2)
            rows.append(at_most("memory, nobody there", resident_mebibytes(pid), 250, "MiB"))
            with visit(server, "today", production) as tab:
                tab.rerun()
                time.sleep(1)
                before = processor_seconds(pid)
                time.sleep(IDLE)
                idle = (processor_seconds(pid) - before) / IDLE * 100
                rows.append(Row("run_all.py to the first answer", f"{shown(answered)} s"))
                rows.append(at_most("run_all.py to the first page, signed in", first_page, 5, "s"))
                rows.append(Row("memory, one page open", f"{shown(resident_mebibytes(pid))} MiB"))
                rows.append(Row("processor while idle", f"{shown(idle)} % of one core"))
            for page in ("scenes", "schedule", "call-sheets", "team", "tasks"):
                with visit(server, page, production) as tab:
                    tab.rerun()
            rows.append(Row("memory after six pages", f"{shown(resident_mebibytes(pid))} MiB"))
    about = "The second start of an installation with the sample production; memory is of the server's process."
    return Table("Start and idle", about, rows)


if __name__ == "__main__":
    print(measure().text())
