"""Backlot as people run it: real server processes on free ports with data folders of their own, and clients over HTTP.

with start_server(tmp_path) as server:
    owner = server.set_up()
    owner.post("/productions", {"title": "Film"}).data

`start_server(..., app="backend.asgi")` serves the API alone, which starts faster; `server.client()` signs a program in.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[1]
WHOLE, API = "streamlit_app", "backend.asgi"
OWNER = {"name": "Olga Owner", "email": "owner@example.org", "password": "four unrelated words"}


@dataclass
class Answer:
    """An answer of the API over HTTP."""

    status: int
    json: Any
    headers: Any
    body: bytes

    @property
    def data(self) -> Any:
        """The envelope's data; fails the test when the answer is a refusal."""
        assert self.json is not None, self.body[:300]
        assert self.json["success"], (self.status, self.json)
        return self.json["data"]


@dataclass
class Client:
    """A program that is signed in; one connection, so one thread at a time."""

    url: str
    token: str = ""
    session: requests.Session = field(default_factory=requests.Session)

    def request(self, method: str, path: str, body: Any = None, *, match: int | None = None, **more: Any) -> Answer:
        """Call a route below /api; `match` is sent as If-Match."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        headers.update(more.pop("headers", {}))
        if body is not None:
            more["json"] = body
        more.setdefault("timeout", 60)
        got = self.session.request(method, f"{self.url}/api{path}", headers=headers, **more)
        is_json = got.headers.get("Content-Type", "").startswith("application/json")
        return Answer(got.status_code, got.json() if is_json else None, got.headers, got.content)

    def get(self, path: str, **more: Any) -> Answer:
        """GET."""
        return self.request("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Answer:
        """POST."""
        return self.request("POST", path, body, **more)

    def put(self, path: str, body: Any = None, **more: Any) -> Answer:
        """PUT."""
        return self.request("PUT", path, body, **more)

    def patch(self, path: str, body: Any = None, **more: Any) -> Answer:
        """PATCH."""
        return self.request("PATCH", path, body, **more)

    def delete(self, path: str, **more: Any) -> Answer:
        """DELETE."""
        return self.request("DELETE", path, **more)

    def all(self, path: str) -> list[Any]:
        """Every row of a list, page after page."""
        rows: list[Any] = []
        cursor = ""
        while True:
            answer = self.get(f"{path}{'&' if '?' in path else '?'}limit=500{cursor}")
            rows += answer.data
            if not answer.json["page"]["next"]:
                return rows
            cursor = f"&cursor={answer.json['page']['next']}"


@dataclass
class Server:
    """A running Backlot."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """Everything it said."""
        return (self.data / "server.log").read_text()

    @property
    def pid(self) -> int:
        """Its process."""
        return self.process.pid

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """As Ctrl+C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            finally:
                self.process.kill()

    def kill(self) -> None:
        """As a power cut does: no chance to finish anything."""
        self.process.kill()
        self.process.wait(10)

    def set_up(self) -> Client:
        """Create the owner and sign in as them."""
        visitor = Client(self.url)
        visitor.post("/auth/setup", OWNER).data  # noqa: B018 (fails the test when refused)
        return self.client()

    def client(self, email: str = OWNER["email"], password: str = OWNER["password"]) -> Client:
        """A program's session of its own."""
        client = Client(self.url)
        client.token = client.post("/auth/token", {"email": email, "password": password}).data["access_token"]
        return client


def start_server(
    data: Path, *, app: str = WHOLE, workers: int = 1, again: bool = False, port: int = 0, **environment: str
) -> Server:
    """Migrate (unless `again`) and serve a data folder on a port (else a free one); answers once the server does."""
    port = port or free_port()
    env = command_environment(data, BACKLOT_PORT=str(port), **environment)
    data.mkdir(parents=True, exist_ok=True)
    if not again:
        subprocess.run([sys.executable, "-m", "backend", "migrate"], cwd=ROOT, env=env, check=True, capture_output=True)
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(_command(app, port, workers), cwd=ROOT, env=env, stdout=log, stderr=log)
    server = Server(f"http://127.0.0.1:{port}", data, process)
    try:
        _wait_until_it_answers(server)
    except BaseException:
        server.kill()
        raise
    return server


def command_environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a process that works on a data folder: SQLite there, and no jobs by the clock."""
    env = {**os.environ, "BACKLOT_DATA": str(data), "BACKLOT_PORT": str(free_port()), "BACKLOT_RUN_JOBS": "no"}
    env.pop("DATABASE_URL", None)
    return {**env, **more}


def _command(app: str, port: int, workers: int) -> list[str]:
    if app == WHOLE:
        return [sys.executable, "-m", WHOLE]
    options = ["--port", str(port), "--workers", str(workers), "--log-level", "warning", "--ws", "websockets-sansio"]
    return [sys.executable, "-m", "uvicorn", f"{app}:app", *options]


def _wait_until_it_answers(server: Server) -> None:
    deadline = time.monotonic() + 90
    while True:
        try:
            if requests.get(f"{server.url}/api/health", timeout=5).ok:
                return
        except requests.RequestException:
            pass
        assert server.process.poll() is None, server.log
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.05)


class Dribble:
    """A client whose body arrives a byte at a time, for as long as the with block runs."""

    def __init__(self, server: Server, route: str, token: str, *, length: int = 1000) -> None:
        method, path = route.split()
        kind = "application/json" if length < 1 << 20 else "application/octet-stream"
        host, port = server.url.removeprefix("http://").split(":")
        self.socket = socket.create_connection((host, int(port)), 10)
        self.head = (
            f"{method} /api{path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        ).encode()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._send)

    def _send(self) -> None:
        self.socket.sendall(self.head + b"{")
        while not self.over.wait(0.1):
            self.socket.sendall(b" ")

    def __enter__(self) -> "Dribble":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()
        self.socket.close()
