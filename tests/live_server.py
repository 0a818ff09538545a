"""A live hub behind a real server, and a client's few words, for the tests of both hubs."""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Sequence

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from backend.core.live import Hub, Identity
from backend.core.live_socket import make_socket
from tests.services import free_port

PEOPLE = {"ada": Identity(1, 11, "Ada"), "ada-phone": Identity(1, 12, "Ada"), "bo": Identity(2, 21, "Bo Åkesson")}
PEOPLE |= {f"extra-{n}": Identity(100 + n, 1000 + n, f"Extra {n}") for n in range(100)}
PAUSE = 0.15  # seconds of the debounce in these tests
ROOM = "production:12"
ADA, BO = {"user": 1, "name": "Ada"}, {"user": 2, "name": "Bo Åkesson"}


class Server:
    """A hub behind uvicorn in a thread; `outsiders` may join nothing."""

    def __init__(self, hub: Hub):
        self.hub, self.port, self.outsiders = hub, free_port(), set()

        @contextlib.asynccontextmanager
        async def lifespan(app):
            yield
            await hub.stop()

        socket = make_socket(hub, lambda token: self.identify(token), lambda who, room: self.may_join(who, room))
        app = Starlette(routes=[WebSocketRoute("/ws", socket)], lifespan=lifespan)
        config = uvicorn.Config(app, port=self.port, ws="websockets-sansio", log_level="warning", access_log=False)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run)

    def identify(self, token: str) -> Identity | None:
        assert threading.current_thread().name.startswith("live")
        if token == "boom":
            raise RuntimeError("the database is away")
        return PEOPLE.get(token)

    def may_join(self, who: Identity, room: str) -> bool:
        return room in {ROOM, "production:13", f"user:{who.user_id}"} and who.user_id not in self.outsiders

    def __enter__(self):
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self.server.should_exit = True
        self.thread.join(10)
        assert not self.thread.is_alive()

    def open(self, **options):
        return connect(f"ws://127.0.0.1:{self.port}/ws", ping_interval=None, **options)


async def get(ws: ClientConnection, kind: str | None = None, *, within: float = 5) -> dict:
    """The next frame, or the next of a kind."""
    async with asyncio.timeout(within):
        while True:
            frame = json.loads(await ws.recv())
            if kind is None or frame["type"] == kind:
                return frame


async def say(ws: ClientConnection, **frame) -> None:
    await ws.send(json.dumps(frame))


async def hello(ws: ClientConnection, token: str, *rooms: str) -> None:
    await say(ws, type="hello", token=token)
    assert (await get(ws))["type"] == "welcome"
    for room in rooms:
        await say(ws, type="join", room=room)
        assert (await get(ws, "room"))["room"] == room


def presence(*, joined: Sequence[dict] = (), left: Sequence[dict] = ()) -> dict:
    """The frame that tells ROOM who came and who left."""
    return {"type": "presence", "room": ROOM, "joined": list(joined), "left": list(left)}


async def quiet(ws: ClientConnection, seconds: float) -> None:
    """Nothing arrives for a while."""
    with pytest.raises(TimeoutError):
        await get(ws, within=seconds)


async def close_code(ws: ClientConnection) -> int | None:
    with contextlib.suppress(ConnectionClosed):
        async with asyncio.timeout(8):
            while True:
                await ws.recv()
    return ws.close_code


def wait_for(true, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
