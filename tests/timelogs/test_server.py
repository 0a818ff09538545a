"""A real server: heartbeats in groups, killed in the middle of writing, bursts of registrations, bad requests."""

import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.films import together
from tests.running import API, Client, Server, start_server

pytestmark = pytest.mark.faults  # servers of their own on SQLite: once is enough


class Machine:
    """A paired program of somebody, over the network."""

    def __init__(self, server: Server, person: Client, task: int) -> None:
        code = person.post("/devices/pairings").data["code"]
        body = {"code": code, "name": "ws12", "program": "blender", "system": "Linux", "client_version": "1"}
        paired = Client(server.url).post("/devices/pair", body).data
        self.device_id = paired["device_id"]
        self.client = Client(server.url, paired["token"])
        self.boot, self.began = str(uuid.uuid4()), time.monotonic()
        self.item = {
            "segment_id": str(uuid.uuid4()), "session_id": str(uuid.uuid4()), "task_id": task, "dcc": "blender",
            "closed": None, "end_age": 0.0,
        }  # fmt: skip

    def beat(self, **more):
        now = time.monotonic()
        item = {**self.item, "start_age": now - self.began, **more}
        body = {"device": "ws12", "boot": self.boot, "uptime": now, "sent_at": time.time(), "items": [item]}
        return self.client.post("/time/heartbeats", body)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with start_server(tmp_path_factory.mktemp("hours"), app=API, BACKLOT_RATE_LIMITS="no") as running:
        yield running


@pytest.fixture(scope="module")
def owner(server: Server) -> Client:
    return server.set_up()


@pytest.fixture(scope="module")
def task(owner: Client) -> int:
    production = owner.post("/productions", {"title": "The Long Tide"}).data["id"]
    return owner.post(f"/productions/{production}/tasks", {"title": "Animation"}).data["id"]


def artist(server: Server, owner: Client, name: str) -> Client:
    production = owner.get("/productions").data[0]["id"]
    invited = {"job_role": "vfx_artist", "level": "child"}
    link = owner.post(f"/productions/{production}/invitations", invited).data["token"]
    body = {"name": name, "email": f"{name.lower()}@example.org", "password": "four unrelated words"}
    assert Client(server.url).post(f"/invitations/{link}/accept", body).status == 200
    return server.client(body["email"])


def test_t_a3_the_database_is_made_at_the_first_start(server: Server, owner: Client) -> None:
    assert (server.data / "backlot.db").stat().st_size > 0
    assert owner.get("/time/timer").data["running"] is None


def test_sixteen_programs_at_once_are_each_answered_for_themselves(server: Server, owner: Client, task: int) -> None:
    machines = [Machine(server, artist(server, owner, f"Crowd{n}"), task) for n in range(16)]
    for _ in range(5):
        answers = together([machine.beat for machine in machines])
        assert all(answer.status == 200 for answer in answers)
        named = [answer.data["results"][0]["segment_id"] for answer in answers]
        assert named == [machine.item["segment_id"] for machine in machines]
    rows = owner.all("/time/segments")
    assert len([row for row in rows if row["user_name"].startswith("Crowd")]) == 16
    working = owner.get("/time/now").data
    assert len([row for row in working if row["user_name"].startswith("Crowd")]) == 16


def test_the_fast_lane_answers_as_the_api_does(server: Server, owner: Client, task: int) -> None:
    """The same headers, refusals and words as every other address."""
    machine = Machine(server, artist(server, owner, "Lana"), task)
    url = f"{server.url}/api/time/heartbeats"
    good = machine.beat()
    assert good.headers["X-Content-Type-Options"] == "nosniff"
    assert good.headers["Cache-Control"] == "no-store"
    assert set(good.json) == {"success", "data", "message"}
    assert good.data["timer"]["running"]["task_title"] == "Animation"
    token = {"Authorization": f"Bearer {machine.client.token}"}
    for headers, data, status in (
        ({}, "{}", 401), ({"Authorization": "Bearer wrong"}, "{}", 401), (token, "{}", 422), (token, "{", 400),
        (token, json.dumps([1]), 422), ({**token, "Origin": "https://elsewhere.example"}, "{}", 403),
    ):  # fmt: skip
        reply = requests.post(url, data=data, headers={"Content-Type": "application/json", **headers}, timeout=30)
        assert (reply.status_code, reply.json()["success"]) == (status, False), reply.text
    assert requests.post(url, data="x", headers={**token, "Content-Type": "text/plain"}, timeout=30).status_code == 415
    assert requests.get(url, headers=token, timeout=30).status_code == 405
    person = server.client("lana@example.org")
    assert person.delete(f"/devices/{machine.device_id}").status == 200
    assert machine.beat().status == 401


def test_t_b8_bad_requests_and_a_burst_of_registrations_lock_nothing(server: Server, owner: Client, task: int) -> None:
    machine = Machine(server, artist(server, owner, "Berta"), task)
    bad = [lambda n=n: owner.post("/time/sessions", {"task_id": 999_000 + n, "dcc": "maya"}).status for n in range(16)]
    assert set(together(bad)) == {422}
    production = owner.get("/productions").data[0]["id"]
    invited = {"job_role": "vfx_artist", "level": "child", "max_uses": 64}
    link = owner.post(f"/productions/{production}/invitations", invited).data["token"]

    def join(n: int) -> int:
        body = {"name": f"Burst {n}", "email": f"burst{n}@example.org", "password": "four unrelated words"}
        return Client(server.url).post(f"/invitations/{link}/accept", body).status

    beats: list[int] = []

    def keep_beating() -> int:
        beats.extend(machine.beat().status for _ in range(20))
        return 0

    joined = together([*[lambda n=n: join(n) for n in range(16)], keep_beating])
    assert joined == [200] * 16 + [0]
    assert set(beats) == {200}


def test_t_b4_killed_in_the_middle_of_writing_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    with start_server(tmp_path, app=API, BACKLOT_RATE_LIMITS="no") as server:
        owner = server.set_up()
        production = owner.post("/productions", {"title": "Film"}).data["id"]
        task = owner.post(f"/productions/{production}/tasks", {"title": "Comp"}).data["id"]
        machine = Machine(server, owner, task)
        reached = 0.0
        for _ in range(30):
            assert machine.beat().status == 200
            reached = time.monotonic() - machine.began
        server.kill()
    with start_server(tmp_path, app=API, again=True, BACKLOT_RATE_LIMITS="no") as server:
        machine.client.url = server.url
        (row,) = server.client().get("/time/segments").data
        assert row["seconds"] >= int(reached) - 1
        assert machine.beat(closed="stop").data["results"][0]["status"] == 200  # the same segment goes on
        (row,) = server.client().get("/time/segments").data
        assert (row["closed"], row["running"]) == ("stop", False)
