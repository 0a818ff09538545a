"""Sixteen people who write at the same time: how much gets through, how long each waits.

    python -m benchmarks.writes

The same rows (everybody edits the same scenes and one call sheet, and tries again after a 409) and rows of their own
(everybody adds tasks), through a real server over HTTP; every acknowledged write is counted again afterwards.
"""

import os
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.table import Row, Table, shown
from tests.faults.load import CLIENTS, assert_nothing_lost, crowd, people, read, until
from tests.faults.shoot import prepare
from tests.running import Client, Server, start_server

SECONDS = float(os.environ.get("BACKLOT_LOAD_SECONDS", "10"))


def waits(seconds: list[float]) -> str:
    """50th, 95th and 99th percentile in milliseconds."""
    ordered = sorted(seconds)
    return " / ".join(
        shown(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * part))]) for part in (0.5, 0.95, 0.99)
    )


def same_rows(server: Server, owner: Client) -> Row:
    """Everybody edits the same rows."""
    shoot = prepare(owner)
    told = crowd(people(server), read(owner, shoot.targets), until(SECONDS))
    assert_nothing_lost(owner, shoot.production_id, told)
    written, refused = told.statuses[200] / SECONDS, told.statuses[409] / SECONDS
    figure = (
        f"{shown(written)} written and {shown(refused)} told to look again a second; {waits(told.waited)} ms; none lost"
    )
    return Row(f"{CLIENTS} clients edit the same rows", figure, "none lost")


def own_rows(server: Server, owner: Client) -> Row:
    """Everybody adds rows."""
    production_id = owner.post("/productions", {"title": "Many hands"}).data["id"]
    path = f"/productions/{production_id}/tasks"
    waited: list[float] = []
    over = until(SECONDS)

    def add(client: Client) -> None:
        while not over():
            started = time.perf_counter()
            client.post(path, {"title": "Ask the harbour master"}).data  # noqa: B018
            waited.append(time.perf_counter() - started)

    threads = [threading.Thread(target=add, args=(client,)) for client in people(server)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = owner.get(path).json["page"]["total"]
    figure = f"{shown(len(waited) / SECONDS)} a second; {waits(waited)} ms; {len(waited) - kept} lost"
    return Row(f"{CLIENTS} clients add tasks", figure, "none lost", kept == len(waited))


def measure() -> Table:
    """Both, on one server."""
    with TemporaryDirectory() as folder, start_server(Path(folder), BACKLOT_RATE_LIMITS="no") as server:
        owner = server.set_up()
        rows = [same_rows(server, owner), own_rows(server, owner)]
    about = (
        f"{SECONDS:.0f} seconds each, the clients on the same machine; waiting times as 50th / 95th / 99th percentile."
    )
    return Table("Writing at the same time (SQLite)", about, rows)


if __name__ == "__main__":
    print(measure().text())
