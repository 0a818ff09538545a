"""A real HTTP server in a thread that keeps heartbeats in memory and can misbehave in every way a server can."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.dcc.client.memory_server import MemoryServer


class Stub:
    """mode: well, hang, 500, 503, 401, 404, cut (stored, then no reply), slow, garbage, truncated, drip, moved, odd."""

    def __init__(self, clock: Any = None) -> None:
        self.memory = MemoryServer(lambda: clock.true if clock else time.time())
        self.mode, self.seen, self.lock = "well", list[tuple[str, str, str]](), threading.Lock()
        self.tasks = [
            {"id": 1, "title": "Comp SH010", "production_title": "Film", "mine": True},
            {"id": 2, "title": "Anim SH010", "production_title": "Film", "mine": False},
        ]
        self.codes = {"KXRT-7M2P": (5, "Ada")}
        self.gaps: list[dict[str, Any]] = []
        self.let_go = threading.Event()
        self.agents: list[str] = []
        self.timing: dict[str, Any] = {}
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                stub.answer(self, None)

            def do_POST(self) -> None:
                stub.answer(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            do_DELETE = do_GET

            def log_message(self, *_: Any) -> None: ...

        class Server(ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 64

            def handle_error(self, *_: Any) -> None: ...

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, body: Any) -> None:
        path = handler.path.removeprefix("/api").partition("?")[0]
        token = handler.headers.get("Authorization", "").removeprefix("Bearer ")
        self.seen.append((handler.command, path, token))
        self.agents.append(handler.headers.get("User-Agent", ""))
        mode = self.mode
        if mode == "hang":
            self.let_go.wait(20)
            return self._cut(handler)
        if mode == "slow":
            time.sleep(0.2)
        if mode.isdigit():
            return self._reply(handler, int(mode), {"success": False, "message": f"Error {mode}.", "data": None})
        if mode == "garbage":
            return self._reply(handler, 200, b"<html>It works!</html>")
        if mode == "moved":
            return self._reply(handler, 307, b"", location="http://127.0.0.1:9/elsewhere")
        with self.lock:
            status, data = self._do(handler.command, path, body, token)
        text = json.dumps({"success": status < 400, "data": data, "message": "", "errors": []}).encode()
        if mode == "cut":
            return self._cut(handler)
        if mode == "truncated":
            return self._reply(handler, status, text[: len(text) // 2], length=len(text))
        if mode == "drip":
            return self._drip(handler, text)
        return self._reply(handler, status, text)

    def _do(self, method: str, path: str, body: Any, token: str) -> tuple[int, Any]:
        if path == "/devices/pair":
            user = self.codes.get(body["code"].upper())
            if user is None:
                return 422, None
            return 201, {
                "token": f"t{user[0]}",
                "device_id": 9,
                "user": {"id": user[0], "name": user[1]},
                "server": "x",
            }
        if path == "/time/heartbeats":
            answer = self.memory.heartbeats(body, token)["data"]
            return 200, self._odd(answer) if self.mode == "odd" else answer
        if path == "/time/segments":
            self.memory.manual.append(body)
            return 201, {}
        if path == "/time/timer/start":
            self.timing = body
        if path == "/time/timer/stop":
            self.timing = {}
        if path.startswith("/time/timer"):
            timer = self.memory.timer()
            if self.timing:
                timer["running"] = {"task_id": self.timing["task_id"], "dcc": self.timing["dcc"], "source": "timer"}
            return 200, timer
        known = {
            "/tasks": self.tasks,
            "/time/gaps": self.gaps,
            "/devices/me": {"name": "ws12", "user": {"name": "Ada"}},
        }
        return 200, known.get(path)

    def _odd(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Half of the results, among strangers and nonsense."""
        half = answer["results"][::2]
        answer["results"] = [None, 7, {"status": 200}, {"segment_id": "nobody", "status": 200, "index": 0}, *half]
        return answer

    def _reply(
        self, handler: BaseHTTPRequestHandler, status: int, body: Any, length: int = -1, location: str = ""
    ) -> None:
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(text) if length < 0 else length))
        if location:
            handler.send_header("Location", location)
        handler.end_headers()
        handler.wfile.write(text)
        if length >= 0:
            self._cut(handler)

    def _drip(self, handler: BaseHTTPRequestHandler, text: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        for n in range(len(text)):
            handler.wfile.write(text[n : n + 1])
            if self.let_go.wait(0.05):
                return

    def _cut(self, handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        with contextlib.suppress(OSError):
            handler.connection.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def stub_server(clock: Any = None) -> Iterator[Stub]:
    made = Stub(clock)
    try:
        yield made
    finally:
        made.close()
