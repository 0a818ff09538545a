"""Sixteen people at once on the same rows: nothing lost, nothing refused but "somebody was faster", no crash."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.load import SECONDS, assert_nothing_lost, crowd, people, read, until
from tests.faults.shoot import prepare
from tests.running import API, Dribble, Server, start_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with start_server(tmp_path, BACKLOT_RATE_LIMITS="no") as running:
        yield running


def test_sixteen_editors_lose_nothing(server: Server) -> None:
    owner = server.set_up()
    shoot = prepare(owner)
    told = crowd(people(server), read(owner, shoot.targets), until(SECONDS))
    assert set(told.statuses) <= {200, 409}
    assert told.statuses[200] > 16
    assert_nothing_lost(owner, shoot.production_id, told)
    assert "locked" not in server.log
    assert "Traceback" not in server.log


def test_crowd_that_only_adds_keeps_every_row(server: Server) -> None:
    owner = server.set_up()
    production_id = owner.post("/productions", {"title": "The Long Tide"}).data["id"]
    clients, added, over = people(server), [], until(SECONDS / 2)

    def add(number: int) -> None:
        while not over():
            title = f"Task {number}-{len(added)}"
            answer = clients[number].post(f"/productions/{production_id}/tasks", {"title": title})
            added.append((answer.status, title))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _title in added} == {201}
    found = [row["title"] for row in owner.all(f"/productions/{production_id}/tasks")]
    assert sorted(found) == sorted(title for _status, title in added)


@pytest.mark.parametrize("app", ["streamlit_app", API])
def test_bodies_that_dribble_in_hold_up_nobody(tmp_path: Path, app: str) -> None:
    with start_server(tmp_path, app=app, BACKLOT_RATE_LIMITS="no") as server, ExitStack() as slow:
        owner = server.set_up()
        shoot = prepare(owner)
        for _ in range(40):  # more than the server has threads
            slow.enter_context(Dribble(server, f"POST /productions/{shoot.production_id}/tasks", owner.token))
        for _ in range(12):
            slow.enter_context(Dribble(server, "PUT /auth/me/photo", owner.token, length=5 << 20))
        time.sleep(0.5)
        started = time.monotonic()
        told = crowd(people(server, 4), read(owner, shoot.targets), until(1))
        assert time.monotonic() - started < 20
        assert told.statuses[200] > 4
        assert_nothing_lost(owner, shoot.production_id, told)
