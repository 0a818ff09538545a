"""The live socket: the ASGI end of the hub. It tells what happens; nothing is ever written through it.

Frames are JSON objects. A client sends `hello` first (`token`, or none in a browser, whose sign-in cookie came with
the handshake), then `join` and `leave` with a `room`, and `ping`. It gets `welcome`, `room` (it is in: who is `here`),
`refused`, `removed` (put out), `presence` (people who `joined` and `left`), `pong`, `ping`, `refetch` (events may have
been missed), `error`, and every event published to its rooms. People are {"user": id, "name": …}. Close codes: 1003 no
JSON object, 1008 foreign page, 1009 frame too long, 1011 our fault, 1013 read too slowly (fetch afresh, come back),
4401 not signed in (any more).
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.requests import HTTPConnection

from backend.core.live import SIGNED_OUT, Hub, Identity, Seat
from backend.core.origin import same_origin

COOKIE = "backlot_session"
PATIENCE = 10.0  # seconds for the first frame
PING_EVERY = 25.0  # seconds of silence after which a frame shows the client that we live
MAX_FRAME = 64 * 1024  # bytes
MAX_ROOMS, MAX_ROOM_NAME = 64, 100

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Answer = TypeVar("Answer")
log = logging.getLogger(__name__)


class _Over(Exception):
    """The conversation ends; with a code we close, without one the client is gone already."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(code)
        self.code = code


class LiveSocket:
    """A plain ASGI application for one WebSocket route; the questions it asks run in threads, they use the database."""

    def __init__(
        self, hub: Hub, identify: Callable[[str], Identity | None], may_join: Callable[[Identity, str], bool]
    ) -> None:
        self._hub, self._identify, self._may_join = hub, identify, may_join
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="live")

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Serve one socket from handshake to close."""
        connection = HTTPConnection(scope)
        await receive()  # websocket.connect
        if not same_origin(connection.headers.get("origin"), connection.headers.get("host", "")):
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            await send({"type": "websocket.accept"})
            await self._serve(connection.cookies.get(COOKIE), receive, send)
        except _Over as over:
            code = over.code
        except OSError:  # gone while we were sending
            code = None
        except Exception:
            log.exception("A live socket failed")
            code = 1011
        if code is not None:
            await _close(send, code)

    async def _serve(self, cookie: str | None, receive: Receive, send: Send) -> None:
        """Greet, then read and write until either ends or the hub wants the socket closed; always raises."""
        await self._hub.start()
        seat = await self._greet(cookie, receive)
        tasks: list[asyncio.Future[None]] = [
            asyncio.ensure_future(self._read(seat, receive)),
            asyncio.ensure_future(_write(seat, send)),
        ]
        try:
            ends: list[asyncio.Future[Any]] = [*tasks, seat.closing]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._hub.exit(seat)
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        if seat.closing.done():
            raise _Over(seat.closing.result())
        raise next(end for end in ended if isinstance(end, Exception))

    async def _greet(self, cookie: str | None, receive: Receive) -> Seat:
        try:
            async with asyncio.timeout(PATIENCE):
                frame = await _frame(receive)
        except TimeoutError:
            raise _Over(SIGNED_OUT) from None
        token = frame.get("token") or cookie
        if frame.get("type") != "hello" or not (isinstance(token, str) and token.isascii()):
            raise _Over(SIGNED_OUT)
        identity = await self._ask(lambda: self._identify(token))
        if identity is None:
            raise _Over(SIGNED_OUT)
        seat = Seat(identity)
        self._hub.enter(seat)
        seat.tell("welcome", user=identity.user_id, name=identity.name)
        return seat

    async def _read(self, seat: Seat, receive: Receive) -> None:
        while True:
            frame = await _frame(receive)
            kind, room = frame.get("type"), frame.get("room")
            if kind == "ping":
                seat.tell("pong")
            elif kind == "join" and isinstance(room, str):
                await self._join(seat, room)
            elif kind == "leave" and isinstance(room, str):
                self._hub.leave(seat, room)
            else:
                seat.tell("error", message="Known frames: join and leave with a room, ping.")

    async def _join(self, seat: Seat, room: str) -> None:
        """Let into the room whoever may; strangers get the same answer as for a room that does not exist."""
        fits = len(room) <= MAX_ROOM_NAME and (room in seat.rooms or len(seat.rooms) < MAX_ROOMS)
        if fits and await self._ask(lambda: self._may_join(seat.identity, room)):
            seat.tell("room", room=room, here=await self._hub.join(seat, room))
        else:
            seat.tell("refused", room=room[:MAX_ROOM_NAME])

    async def _ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer from the database, asked again when somebody was put out meanwhile: it might have been them."""
        while True:
            before = self._hub.removals
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, question)
            if before == self._hub.removals:
                return answer


def make_socket(
    hub: Hub, identify: Callable[[str], Identity | None], may_join: Callable[[Identity, str], bool]
) -> LiveSocket:
    """The application for `WebSocketRoute("/ws", …)`.

    `identify` turns an access token or session cookie into who it is, None for nobody; `may_join` says whether they
    may listen to a room. Both are called in a thread, for every socket and every join.
    """
    return LiveSocket(hub, identify, may_join)


async def _frame(receive: Receive) -> dict[str, Any]:
    """The next frame as an object. Raises _Over for anything else."""
    message = await receive()
    if message["type"] == "websocket.disconnect":
        raise _Over
    text = message.get("text")
    if text is None:
        raise _Over(1003)
    if len(text) > MAX_FRAME or len(text.encode()) > MAX_FRAME:
        raise _Over(1009)
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        raise _Over(1003) from None
    if not isinstance(frame, dict):
        raise _Over(1003)
    return frame


async def _write(seat: Seat, send: Send) -> None:
    while True:
        try:
            async with asyncio.timeout(PING_EVERY):
                text = await seat.waiting.get()
        except TimeoutError:
            text = '{"type": "ping"}'
        await send({"type": "websocket.send", "text": text})


async def _close(send: Send, code: int) -> None:
    """Say why and close; a reader too slow to hear it is simply left."""
    try:
        async with asyncio.timeout(2):
            await send({"type": "websocket.close", "code": code})
    except (OSError, TimeoutError, RuntimeError):
        log.debug("A live socket went away before it could be closed with %s", code)
