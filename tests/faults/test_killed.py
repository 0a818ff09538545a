"""Killed without warning in the middle of writing, twenty times: whatever was acknowledged is still there."""

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from tests.faults.load import Told, crowd, people, read, steps_logged
from tests.faults.shoot import prepare
from tests.running import API, Client, Server, start_server

TIMES = int(os.environ.get("BACKLOT_KILLS", "20"))
WRITERS = 4


def kill_while_writing(server: Server, clients: list[Client], rows: dict, after: float) -> Told:
    """What was acknowledged until the server died."""
    dead = threading.Event()

    def die() -> None:
        time.sleep(after)
        dead.set()
        server.kill()

    killer = threading.Thread(target=die)
    killer.start()
    told = crowd(clients, rows, dead.is_set)
    killer.join()
    return told


def assert_sound(data: Path) -> None:
    """SQLite finds nothing wrong."""
    with closing(sqlite3.connect(data / "backlot.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_acknowledged_edits_survive_every_kill(tmp_path: Path) -> None:
    with start_server(tmp_path, app=API, BACKLOT_RATE_LIMITS="no") as server:
        owner = server.set_up()
        shoot = prepare(owner)
        told = kill_while_writing(server, people(server, WRITERS), read(owner, shoot.targets), 0.1)
    known = dict.fromkeys(shoot.targets, 0)
    for turn in range(1, TIMES + 1):
        assert_sound(tmp_path)
        with start_server(tmp_path, app=API, again=True, BACKLOT_RATE_LIMITS="no") as server:
            clients = people(server, WRITERS)
            rows = read(clients[0], shoot.targets)
            for target, row in rows.items():
                number = int(row[target.field] or 0)
                least = known[target] + told.written[target]
                # the last edit of each writer may have been written without the answer getting through
                assert least <= number <= least + WRITERS, (turn, target)
                assert steps_logged(clients[0], shoot.production_id, target) == [(n, n + 1) for n in range(number)]
                known[target] = number
            told = kill_while_writing(server, clients, rows, 0.1 + 0.02 * turn)
            assert "Traceback" not in server.log
    assert_sound(tmp_path)
    assert sum(known.values()) > TIMES
