"""An hour's work in a minute: programs and server are killed, stopped and cut off, and the hours are right."""

import datetime as dt
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.running import API, ROOT, Client, Server, start_server

TICK = 15.0  # seconds between two heartbeats here
PROGRAM = Path(__file__).with_name("a_program.py")


class Program:
    """A program of the artist's machine."""

    def __init__(self, home: Path, name: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(PROGRAM), str(home), name]
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )  # fmt: skip
        self.since = 0.0

    def tell(self, line: str) -> str:
        """Its answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def start(self, task: int) -> None:
        assert self.tell(f"start {task}") == "started"
        self.since = time.monotonic()

    def pair(self, person: Client) -> None:
        code = person.post("/devices/pairings").data["code"]
        assert self.tell(f"pair {code} {person.url}") == "paired"

    def end(self, *, kill: bool = False) -> float:
        """How many seconds it worked."""
        worked = time.monotonic() - self.since
        if kill:
            self.process.kill()
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()
        return worked


def soon(true: Callable[[], Any], seconds: float = 30) -> None:
    """Wait until it is so."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.2)


def reach(person: Client) -> float:
    """Seconds of all segments of the person, as the server knows them now."""
    return sum(row["seconds"] for row in person.get("/time/segments").data)


def shoot(server: Server) -> tuple[Client, list[int]]:
    """An owner who works, and two tasks of a production that looks often."""
    owner = server.set_up()
    path = f"/productions/{owner.post('/productions', {'title': 'Film'}).data['id']}"
    rules = {"interval_seconds": int(TICK), "idle_minutes": 1}
    assert owner.put(f"{path}/time/settings", rules, match=0).status == 200
    return owner, [owner.post(f"{path}/tasks", {"title": title}).data["id"] for title in ("Comp", "Roto")]


def test_t_b4_hours_survive_kills_pauses_and_lost_access(tmp_path: Path) -> None:
    data, home = tmp_path / "server", tmp_path / "home"
    server = start_server(data, app=API, BACKLOT_RATE_LIMITS="no")
    port = int(server.url.rpartition(":")[2])
    try:
        person, (comp, roto) = shoot(server)
        blender = Program(home, "blender")
        blender.pair(person)
        blender.start(comp)
        soon(lambda: reach(person) >= 0 and person.get("/time/timer").data["running"])
        server.kill()
        time.sleep(3)
        server = start_server(data, app=API, again=True, port=port, BACKLOT_RATE_LIMITS="no")
        person.session.close()
        soon(lambda: reach(person) >= 5)
        os.kill(server.pid, signal.SIGSTOP)
        time.sleep(8)
        os.kill(server.pid, signal.SIGCONT)
        on_comp = blender.end(kill=True)
        maya = Program(home, "maya")
        maya.start(roto)
        soon(lambda: len(person.get("/time/segments").data) == 2)
        (device,) = person.get("/devices").data
        assert person.delete(f"/devices/{device['id']}").status == 200
        time.sleep(TICK + 2)  # it is refused
        maya.pair(person)
        time.sleep(1)
        on_roto = maya.end()
        soon(lambda: not person.get("/time/timer").data["running"])
        judge(person, {comp: on_comp, roto: on_roto})
        assert "Traceback" not in server.log
    finally:
        server.kill()


def judge(person: Client, worked: dict[int, float]) -> None:
    """Nothing lost, nothing doubled, and all figures say the same."""
    segments = sorted(person.get("/time/segments").data, key=lambda row: row["started_at"])
    assert [(row["dcc"], row["closed"]) for row in segments] == [("blender", "crash"), ("maya", "quit")]
    moments = [dt.datetime.fromisoformat(row[name]) for row in segments for name in ("started_at", "ended_at")]
    assert all(a <= b for a, b in itertools.pairwise(moments))
    today = dt.datetime.now(dt.UTC).date()
    days = f"from={today - dt.timedelta(days=1)}&to={today}"
    told = person.get(f"/time/summary?{days}&group=task").data
    assert sum(row["seconds"] for row in told["rows"]) == told["total"]["seconds"]
    for row in told["rows"]:
        true = worked.pop(row["task_id"])
        assert true - TICK <= row["seconds"] <= true + 1, (true, row)
    assert worked == {}
