"""What an edit costs the artist: a stamp on the main thread while the server hangs and another program holds the disk.

    python -m benchmarks.stamp

The client runs as in a program, with both of its threads at work. Each call is timed by itself.
"""

import contextlib
import os
import socket
import sqlite3
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory

from benchmarks.table import Row, Table, at_most, shown
from dcc.backlot_client import Host, TimeClient
from dcc.backlot_client.config import Access, Home

STAMPS = int(os.environ.get("BACKLOT_TIMES", "1000"))
LIMIT, AT_ONCE = 50.0, 1000.0  # µs: for a stamp; for what a button does


@contextlib.contextmanager
def silent_server() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def take() -> None:
        with contextlib.suppress(OSError):
            while True:
                taken.append(listener.accept()[0])

    threading.Thread(target=take, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.close()
    for peer in taken:
        peer.close()


def measure() -> Table:
    """Each call of the facade that a program makes on its main thread."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, silent_server() as server:
        home = Home(folder)
        home.keep(Access("token", server, 1, "Ada", 1))
        client = TimeClient(Host(), folder)
        client.begin()
        client.start(1, "Comp")
        _wait(home, client)
        with contextlib.closing(sqlite3.connect(home.spool, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            stamps = _timed(client.stamp, STAMPS)
            rows = [
                at_most("stamp: median", statistics.median(stamps), LIMIT, "µs"),
                at_most("stamp: 99 of 100", sorted(stamps)[len(stamps) * 99 // 100], LIMIT, "µs"),
                Row("stamp: the slowest, with whatever else this machine did", f"{shown(max(stamps))} µs"),
                _button("snapshot", client.snapshot),
                _button("saved", lambda: client.saved("shot.blend")),
                _button("switch of task", lambda: client.start(2, "Anim")),
                _button("stop", client.stop),
            ]
            other.execute("ROLLBACK")
        client.quit(5)
    about = f"{STAMPS} stamps and 100 of each other call, while the server hangs and another program holds the spool."
    return Table("A stamp", about, rows)


def _wait(home: Home, client: TimeClient) -> None:
    """Until both threads are at work."""
    until = time.monotonic() + 10
    while not (home.spool.exists() and client.snapshot().waiting) and time.monotonic() < until:
        time.sleep(0.05)


def _button(name: str, call: Callable[[], object]) -> Row:
    return at_most(f"{name}: median", statistics.median(_timed(call, 100)), AT_ONCE, "µs")


def _timed(call: Callable[[], object], times: int) -> list[float]:
    """Microseconds of each call, a little apart as edits are."""
    took = []
    for _ in range(times):
        began = time.perf_counter_ns()
        call()
        took.append((time.perf_counter_ns() - began) / 1000)
        time.sleep(0.0005)
    return took


if __name__ == "__main__":
    print(measure().text())
