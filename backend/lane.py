"""A lane of its own for heartbeats: whatever arrives while one transaction is written goes into the next one together.

Every artist's program reports each minute, and more often after a network was away. One at a time they would queue for
the database and for threads; together they cost a third. Only plain good requests go this way. Everything else (no or a
bad token, a body that is refused, a failure) is handed to the API as it came, which answers as it always does.
"""

import asyncio
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from flask import Flask
from pydantic import TypeAdapter, ValidationError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.core.db import db
from backend.core.envelope import success
from backend.core.gate import HEADERS, JSON_POLICY, doors
from backend.core.reading import whole_numbers
from backend.timelogs.segments import heartbeats
from backend.timelogs.segments.schemas import HeartbeatsBody, HeartbeatsOut

PATH = "/api/time/heartbeats"
MOST = 64  # requests in one transaction: others wait for it
log = logging.getLogger("backlot")
_ANSWER = TypeAdapter(HeartbeatsOut)
_HEADERS = [
    (name.lower().encode(), value.encode())
    for name, value in {"Content-Type": "application/json", "Content-Security-Policy": JSON_POLICY, **HEADERS}.items()
]


@dataclass
class _Waiting:
    """A request on its way; `answer` stays None when the API shall answer."""

    token: str
    body: bytes
    done: asyncio.Event = field(default_factory=asyncio.Event)
    answer: bytes | None = None
    report: heartbeats.Report | None = None


class HeartbeatLane:
    """Serves heartbeats in groups, and hands all other requests to `api`."""

    def __init__(self, app: Flask, api: ASGIApp) -> None:
        self.app, self.api = app, api
        self.pool = ThreadPoolExecutor(1, thread_name_prefix="heartbeats")
        self.lock = threading.Lock()
        self.waiting: list[_Waiting] = []
        self.busy = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; its body has been collected (see bodies.py)."""
        token = _plain_token(scope)
        if token is None:
            await self.api(scope, receive, send)
            return
        message = await receive()
        request = _Waiting(token, message.get("body", b""))
        self._enter(request)
        await request.done.wait()
        if request.answer is None:
            await self.api(scope, _again(message, receive), send)
            return
        headers = [*_HEADERS, (b"content-length", str(len(request.answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": request.answer})

    def _enter(self, request: _Waiting) -> None:
        with self.lock:
            self.waiting.append(request)
            if self.busy:
                return
            self.busy = True
        self.pool.submit(self._work, asyncio.get_running_loop())

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        """Serve groups until nobody waits."""
        while True:
            with self.lock:
                group, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
                self.busy = bool(group)
            if not group:
                return
            try:
                with self.app.app_context():
                    self._serve(group)
            except Exception:  # the API tries each of them for itself, and says what is wrong
                log.warning("heartbeats could not be stored together", exc_info=True)
                for request in group:
                    request.answer = None
            loop.call_soon_threadsafe(_all_done, group)

    def _serve(self, group: Sequence[_Waiting]) -> None:
        try:
            for request in group:
                request.report = self._read(request)
            reports = [request.report for request in group if request.report]
            heartbeats.store(reports)
            for request in group:
                if request.report:
                    said = _ANSWER.validate_python(heartbeats.answered(request.report), from_attributes=True)
                    request.answer = success(_ANSWER.dump_json(said), "OK")
        finally:
            db.session.remove()

    def _read(self, request: _Waiting) -> heartbeats.Report | None:
        identity = doors(self.app).identify(request.token)
        if identity is None:
            return None
        try:
            body = HeartbeatsBody.model_validate_json(whole_numbers(request.body))
        except ValidationError:
            return None
        return heartbeats.read_in(identity, body)


def _plain_token(scope: Scope) -> str | None:
    """The bearer token of a plain heartbeat; None for every other request, and for one that came from a web page."""
    if scope["method"] != "POST" or scope["path"] != PATH:
        return None
    headers = dict(scope["headers"])
    token = headers.get(b"authorization", b"").decode("latin-1")
    if b"origin" in headers or headers.get(b"content-type") != b"application/json" or token[:7] != "Bearer ":
        return None
    return token[7:].strip() or None


def _all_done(group: Sequence[_Waiting]) -> None:
    for request in group:
        request.done.set()


def _again(message: Message, receive: Receive) -> Receive:
    """Answers the body once more, then whatever the client does next."""
    left = [message]

    async def again() -> Message:
        return left.pop() if left else await receive()

    return again
