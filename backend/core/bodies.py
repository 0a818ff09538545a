"""Request bodies arrive before a thread is spent on them, so that slow or stalled clients hold up nobody.

A thread of the API that reads a body waits for the network. A few phones at the edge of the Wi-Fi, or one careless
program, would take all of them. So short bodies are collected first; long ones (files) get threads of their own.
"""

import asyncio
import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHORT = 1 << 20  # bytes; what is no file fits
PATIENCE = 30.0  # seconds for a short body to arrive
_LATE = json.dumps({"success": False, "data": None, "message": "The request took too long to arrive.", "errors": []})


class _GoneAway(Exception):
    """The client left before its body was complete."""


class Bodies:
    """Hands requests whose body is short to `app`, complete, and all others to `files`, as they arrive."""

    def __init__(self, app: ASGIApp, files: ASGIApp, *, patience: float = PATIENCE) -> None:
        self.app, self.files, self.patience = app, files, patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; 408 when a short body does not arrive in time."""
        if not _is_short(scope):
            await self.files(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.patience):
                body = await _whole(receive)
        except TimeoutError:
            await _refuse(send)
        except _GoneAway:
            return
        else:
            await self.app(scope, _replay(body, receive), send)


def _is_short(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return False
    length = headers.get(b"content-length", b"0")
    return bool(length.isdigit()) and int(length) <= SHORT


async def _whole(receive: Receive) -> bytes:
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _GoneAway
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Answers the whole body once, then whatever the client does next."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"connection", b"close"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": _LATE.encode()})
