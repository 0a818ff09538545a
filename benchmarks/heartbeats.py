"""Sixteen artists whose programs report as fast as they can: how many heartbeats a second, how long each waits.

    python -m benchmarks.heartbeats

Each client has a paired token of its own and one running segment that it makes reach until now, as a program does once
a minute; one request holds one heartbeat. Afterwards every segment must reach exactly as far as its last heartbeat.
"""

import datetime as dt
import json
import multiprocessing
import os
import socket
import threading
import time
import uuid
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.server import processor_seconds
from benchmarks.table import Row, Table, shown
from tests.running import WHOLE, Client, Server, start_server

CLIENTS = 16
SECONDS = float(os.environ.get("BACKLOT_LOAD_SECONDS", "10"))
PER_SECOND, P95_MS = 700, 60


class Artist:
    """A raw connection that sends heartbeats; nothing between it and the socket, so that the server is measured."""

    def __init__(self, url: str, token: str, task_id: int) -> None:
        self.host = url.removeprefix("http://")
        name, port = self.host.split(":")
        self.socket = socket.create_connection((name, int(port)), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.began, self.boot = time.monotonic(), str(uuid.uuid4())
        self.head = (
            f"POST /api/time/heartbeats HTTP/1.1\r\nHost: {self.host}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )
        self.item: dict[str, Any] = {
            "segment_id": str(uuid.uuid4()), "session_id": str(uuid.uuid4()), "task_id": task_id, "dcc": "blender",
            "dcc_version": "4.5.1", "file": "sh010_anim_v003.blend", "end_age": 0.0, "closed": None,
        }  # fmt: skip
        self.reached = 0.0  # seconds that were acknowledged

    def beat(self, timer: bool = False) -> int:
        """Send one; answers its status (of the request, or of the item when that was taken)."""
        now = time.monotonic()
        body = json.dumps({
            "device": "ws12", "boot": self.boot, "uptime": now, "sent_at": time.time(), "timer": timer,
            "items": [{**self.item, "start_age": now - self.began}],
        })  # fmt: skip
        self.socket.sendall(f"{self.head}{len(body)}\r\n\r\n{body}".encode())
        head, answer = self._answer()
        status = int(head[9:12])
        if status == 200:
            self.reached = now - self.began
        return int(json.loads(answer)["data"]["results"][0]["status"]) if status == 200 else status

    def _answer(self) -> tuple[bytes, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.socket.recv(65536)
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))[15:])
        while len(body) < length:
            body += self.socket.recv(65536)
        return head, body


def crowd(url: str, tokens: list[str], task_id: int, seconds: float, told: Any) -> None:
    """Everybody at once, in a process of its own; puts (statuses, waits, seconds by segment) into `told`."""
    statuses: Counter[int] = Counter()
    waited: list[float] = []
    artists = [Artist(url, token, task_id) for token in tokens]
    over = time.monotonic() + seconds

    def work(artist: Artist) -> None:
        while time.monotonic() < over:
            started = time.perf_counter()
            statuses[artist.beat()] += 1
            waited.append(time.perf_counter() - started)

    threads = [threading.Thread(target=work, args=(artist,)) for artist in artists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put((dict(statuses), waited, {artist.item["segment_id"]: artist.reached for artist in artists}))


def artists_of(server: Server, owner: Client) -> tuple[list[str], int]:
    """Tokens of as many paired programs, each of an account of its own, and a task for all."""
    production = owner.post("/productions", {"title": "Many hands"}).data["id"]
    task = owner.post(f"/productions/{production}/tasks", {"title": "Animation"}).data["id"]
    tokens = []
    for number in range(CLIENTS):
        invited = {"job_role": "vfx_artist", "level": "child"}
        link = owner.post(f"/productions/{production}/invitations", invited).data["token"]
        person = {
            "name": f"Artist {number}", "email": f"artist{number}@example.org", "password": "four unrelated words",
        }  # fmt: skip
        Client(server.url).post(f"/invitations/{link}/accept", person).data  # noqa: B018 (fails when refused)
        code = server.client(person["email"]).post("/devices/pairings").data["code"]
        machine = {"code": code, "name": f"ws{number}", "program": "blender", "system": "", "client_version": "1"}
        tokens.append(Client(server.url).post("/devices/pair", machine).data["token"])
    return tokens, task


def measure(app: str = WHOLE) -> Table:
    """One server, one crowd."""
    with TemporaryDirectory() as folder, start_server(Path(folder), app=app, BACKLOT_RATE_LIMITS="no") as server:
        owner = server.set_up()
        tokens, task = artists_of(server, owner)
        told: Any = multiprocessing.get_context("spawn").Queue()
        process = multiprocessing.get_context("spawn").Process(
            target=crowd, args=(server.url, tokens, task, SECONDS, told)
        )
        before = processor_seconds(server.pid)
        process.start()
        statuses, waited, reached = told.get(timeout=SECONDS + 120)
        process.join()
        used = processor_seconds(server.pid) - before
        stored = {row["uid"]: _seconds(row) for row in owner.get("/time/segments?limit=500").data}
    wrong = sum(abs(stored.pop(uid, -99) - seconds) > 0.5 for uid, seconds in reached.items()) + len(stored)
    return _table(statuses, sorted(waited), used, wrong)


def _seconds(row: dict[str, Any]) -> float:
    start, end = (dt.datetime.fromisoformat(row[name]) for name in ("started_at", "ended_at"))
    return (end - start).total_seconds()


def _table(statuses: dict[int, int], waited: list[float], used: float, wrong_segments: int) -> Table:
    count = len(waited)
    late = [1000 * waited[min(count - 1, int(count * part))] for part in (0.5, 0.95, 0.99)]
    wrong = count - statuses.get(200, 0) - statuses.get(201, 0)
    rate = count / SECONDS
    rows = [
        Row(f"{CLIENTS} clients, one heartbeat a request", f"{shown(rate)} a second", f"≥ {PER_SECOND} a second",
            rate >= PER_SECOND),
        Row("waiting", " / ".join(map(shown, late)) + " ms", f"95th ≤ {P95_MS} ms", late[1] <= P95_MS),
        Row("errors", str(wrong), "0", wrong == 0),
        Row("segments lost, doubled or of a wrong length", str(wrong_segments), "0", wrong_segments == 0),
        Row("processor time of the server", f"{shown(1000 * used / count)} ms a heartbeat"),
    ]  # fmt: skip
    about = f"{SECONDS:.0f} seconds, the clients on the same machine; waiting as 50th / 95th / 99th percentile."
    return Table("Heartbeats (SQLite)", about, rows)


if __name__ == "__main__":
    print(measure().text())
