"""The live socket on a real server, over real WebSockets; and two servers that share a Redis."""

import asyncio
import contextlib
import json
import threading
import time

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from backend.core import live_redis, live_socket
from backend.core.live import Hub, Identity, make_hub
from backend.core.live_redis import RedisHub
from backend.core.live_socket import make_socket
from backend.core.origin import same_origin
from backend.settings import load
from tests.services import free_port, require_redis

PEOPLE = {"ada": Identity(1, 11, "Ada"), "ada-phone": Identity(1, 12, "Ada"), "bo": Identity(2, 21, "Bo Åkesson")}
PEOPLE |= {f"extra-{n}": Identity(100 + n, 1000 + n, f"Extra {n}") for n in range(100)}
PAUSE = 0.15  # seconds of the debounce in these tests
ROOM = "production:12"


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


@pytest.fixture
def server():
    with Server(Hub(pause=PAUSE)) as running:
        yield running


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


def test_events_reach_the_room_and_nobody_else(server):
    async def scene():
        async with server.open() as ada, server.open() as bo:
            await hello(ada, "ada", ROOM, "user:1")
            await hello(bo, "bo", "production:13")
            await asyncio.to_thread(server.hub.publish, ROOM, {"type": "strip.moved", "name": "Küche"})
            assert await get(ada, "strip.moved") == {"room": ROOM, "type": "strip.moved", "name": "Küche"}
            server.hub.publish("user:1", {"type": "notice"})
            assert (await get(ada, "notice"))["room"] == "user:1"
            await say(ada, type="leave", room=ROOM)
            await say(ada, type="ping")
            assert (await get(ada, "pong")) == {"type": "pong"}
            server.hub.publish(ROOM, {"type": "strip.moved"})
            server.hub.publish("user:1", {"type": "notice"})
            assert (await get(ada))["type"] == "notice"
            await quiet(bo, 0.2)

    asyncio.run(scene())


def test_a_stranger_learns_nothing(server):
    async def scene():
        async with server.open() as bo:
            await hello(bo, "bo")
            server.outsiders.add(2)
            answers = []
            for room in (ROOM, "production:999", "user:1", "", "x" * 5000, "production:\ud800"):
                await say(bo, type="join", room=room)
                answers.append(await get(bo))
            assert {tuple(answer) for answer in answers} == {("type", "room")}
            assert {answer["type"] for answer in answers} == {"refused"}
            server.hub.publish(ROOM, {"type": "secret"})
            await quiet(bo, 0.2)

    asyncio.run(scene())


@pytest.mark.parametrize(
    "first",
    [
        '{"type": "hello", "token": "eve"}',
        '{"type": "hello"}',
        '{"type": "hello", "token": 7}',
        '{"type": "hello", "token": "\\ud800"}',
        '{"type": "join", "room": "production:12"}',
        "{}",
    ],
)
def test_without_a_session_the_door_closes(server, first):
    async def scene():
        async with server.open() as eve:
            await eve.send(first)
            assert await close_code(eve) == 4401

    asyncio.run(scene())


def test_silence_is_not_waited_for_for_ever(server, monkeypatch):
    monkeypatch.setattr(live_socket, "PATIENCE", 0.2)

    async def scene():
        async with server.open() as mute:
            assert await close_code(mute) == 4401

    asyncio.run(scene())


def test_the_browser_signs_in_by_its_cookie(server):
    async def scene():
        cookie = {"Cookie": "theme=dark; backlot_session=ada; x"}
        async with server.open(additional_headers=cookie, origin=f"http://127.0.0.1:{server.port}") as ada:
            await say(ada, type="hello")
            assert await get(ada) == {"type": "welcome", "user": 1, "name": "Ada"}

    asyncio.run(scene())


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "http://localhost:{port}", "null"])
def test_a_page_of_somebody_else_is_turned_away(server, origin):
    async def scene():
        with pytest.raises(InvalidStatus) as refusal:
            async with server.open(
                origin=origin.format(port=server.port), additional_headers={"Cookie": "backlot_session=ada"}
            ):
                pass
        assert refusal.value.response.status_code == 403

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        (None, "x", True),
        ("https://Set.example", "set.example", True),
        ("https://set.example", "set.example:443", True),
        ("http://set.example:80", "set.example", True),
        ("http://[::1]:8501", "[::1]:8501", True),
        ("https://set.example", "set.example:8501", False),
        ("http://set.example:8501", "set.example", False),
        ("http://set.example.evil", "set.example", False),
        ("http://a:b", "a:b", False),
        ("http://", "", False),
        ("null", "null", False),
        ("", "", False),
        ("file://", "", False),
    ],
)
def test_origin_means_host_and_port(origin, host, same):
    assert same_origin(origin, host) is same


@pytest.mark.parametrize(
    ("garbage", "code"),
    [
        ("nonsense", 1003),
        ("[1, 2]", 1003),
        ("[" * 60_000, 1003),
        ("NaN", 1003),
        (b"\x00\xff", 1003),
        ('"' + "x" * 70_000 + '"', 1009),
        ('"' + "é" * 40_000 + '"', 1009),
    ],
)
def test_garbage_ends_one_conversation_and_no_other(server, garbage, code, caplog):
    async def scene():
        async with server.open() as ada, server.open() as bo, server.open() as eve:
            await hello(ada, "ada", ROOM)
            await hello(bo, "bo", ROOM)
            await bo.send(garbage)
            assert await close_code(bo) == code
            await eve.send(garbage)
            assert await close_code(eve) == code
            server.hub.publish(ROOM, {"type": "still here"})
            await get(ada, "still here")

    asyncio.run(scene())
    assert "failed" not in caplog.text


def test_unknown_frames_are_answered(server):
    async def scene():
        async with server.open() as ada:
            await hello(ada, "ada", ROOM)
            for frame in (
                {},
                {"type": None},
                {"type": "write", "room": ROOM},
                {"type": "join"},
                {"type": "join", "room": 5},
            ):
                await say(ada, **frame)
                assert (await get(ada))["type"] == "error"
            await say(ada, type="leave", room="never joined")
            await say(ada, type="join", room=ROOM)
            assert (await get(ada))["type"] == "room"

    asyncio.run(scene())


def test_a_socket_sits_in_so_many_rooms_only(server, monkeypatch):
    monkeypatch.setattr(live_socket, "MAX_ROOMS", 2)

    async def scene():
        async with server.open() as ada:
            await hello(ada, "ada", ROOM, "user:1", ROOM)
            await say(ada, type="join", room="production:13")
            assert (await get(ada))["type"] == "refused"
            await say(ada, type="leave", room="user:1")
            await say(ada, type="join", room="production:13")
            assert (await get(ada))["type"] == "room"

    asyncio.run(scene())


def test_our_own_faults_close_politely(server, caplog):
    async def scene():
        async with server.open() as ada:
            await say(ada, type="hello", token="boom")
            assert await close_code(ada) == 1011

    asyncio.run(scene())
    assert "A live socket failed" in caplog.text


def test_a_quiet_socket_is_pinged(server, monkeypatch):
    monkeypatch.setattr(live_socket, "PING_EVERY", 0.1)

    async def scene():
        async with server.open() as ada:
            await hello(ada, "ada")
            assert await get(ada) == {"type": "ping"}
            assert await get(ada) == {"type": "ping"}

    asyncio.run(scene())


def test_presence_counts_people_not_sockets(server):
    async def scene():
        async with server.open() as bo:
            await hello(bo, "bo", ROOM)
            async with server.open() as ada:
                await hello(ada, "ada", ROOM)
                assert await get(bo) == {"type": "joined", "room": ROOM, "user": 1, "name": "Ada"}
                async with server.open() as phone:
                    await hello(phone, "ada-phone")
                    await say(phone, type="join", room=ROOM)
                    here = (await get(phone, "room"))["here"]
                    assert here == [{"user": 1, "name": "Ada"}, {"user": 2, "name": "Bo Åkesson"}]
                    assert await asyncio.to_thread(server.hub.present, ROOM) == here
                await quiet(bo, PAUSE * 3)  # her phone came and went
            async with server.open() as again:
                await hello(again, "ada", ROOM)  # she reloaded the page
                await quiet(bo, PAUSE * 3)
            assert await get(bo) == {"type": "left", "room": ROOM, "user": 1, "name": "Ada"}

    asyncio.run(scene())
    wait_for(lambda: server.hub.present(ROOM) == [])
    assert (server.hub._rooms, server.hub._told, server.hub._seats) == ({}, {}, set())


def wait_for(true, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_who_signs_out_or_leaves_the_production_hears_no_more(server):
    async def scene():
        async with server.open() as ada, server.open() as phone, server.open() as bo:
            await hello(ada, "ada", ROOM)
            await hello(phone, "ada-phone", ROOM)
            await hello(bo, "bo", ROOM, "user:2")
            server.hub.drop_session(11)
            assert await close_code(ada) == 4401
            server.hub.drop_member(2, ROOM)
            assert await get(bo, "removed") == {"type": "removed", "room": ROOM}
            server.hub.publish(ROOM, {"type": "secret"})
            server.hub.publish("user:2", {"type": "notice"})
            assert (await get(bo))["type"] == "notice"
            await get(phone, "secret")

    asyncio.run(scene())


def test_a_question_asked_before_a_removal_is_asked_again(server, monkeypatch):
    asked, go_on, answers = threading.Event(), threading.Event(), [True, False]

    def may_join(who, room):
        asked.set()
        go_on.wait(5)
        return answers.pop(0)

    monkeypatch.setattr(server, "may_join", may_join)

    async def scene():
        async with server.open() as bo:
            await hello(bo, "bo")
            await say(bo, type="join", room=ROOM)
            await asyncio.to_thread(asked.wait, 5)
            server.hub.drop_member(2, ROOM)
            await asyncio.to_thread(wait_for, lambda: server.hub.removals == 1)
            go_on.set()
            assert (await get(bo))["type"] == "refused"

    asyncio.run(scene())
    assert answers == []


def test_a_slow_reader_is_sent_away_and_holds_up_nobody(server):
    text = "x" * 50_000

    async def scene():
        async with (
            server.open(compression=None, max_queue=1) as slow,
            server.open(compression=None, max_queue=None) as quick,
        ):
            await hello(slow, "ada", ROOM)
            await hello(quick, "bo", ROOM)
            sent = 0
            while len(server.hub._seats) == 2:
                assert sent < 5000
                server.hub.publish(ROOM, {"type": "big", "n": sent, "text": text})
                assert (await get(quick, "big"))["n"] == sent
                sent += 1
            assert sent > 200
            assert await close_code(slow) == 1013
            server.hub.publish(ROOM, {"type": "after"})
            await get(quick, "after")

    asyncio.run(scene())


def test_a_hundred_sockets_hear_one_word_at_once(server):
    async def scene():
        async with contextlib.AsyncExitStack() as stack:
            sockets = [await stack.enter_async_context(server.open()) for _ in range(100)]
            await asyncio.gather(*(hello(ws, f"extra-{n}", ROOM) for n, ws in enumerate(sockets)))
            assert len(server.hub.present(ROOM)) == 100
            await asyncio.sleep(PAUSE * 2)
            began = time.perf_counter()
            await asyncio.to_thread(server.hub.publish, ROOM, {"type": "cut"})
            await asyncio.gather(*(get(ws, "cut") for ws in sockets))
            assert time.perf_counter() - began < 2

    asyncio.run(scene())


def test_publishing_before_any_socket_or_after_the_end_is_harmless():
    hub = Hub()
    hub.publish(ROOM, {"type": "nobody listens"})
    hub.drop_session(1)
    asyncio.run(hub.start())
    hub.publish(ROOM, {"type": "the loop is gone"})
    assert hub.present(ROOM) == []


# --- several processes ---


@pytest.fixture
def settings(tmp_path):
    return load({}, environment="test", data_dir=tmp_path, redis_url=require_redis())


@pytest.fixture
def two(settings):
    """Two servers as two processes would be: a hub each, one Redis."""
    with Server(RedisHub(settings, pause=PAUSE)) as left, Server(RedisHub(settings, pause=PAUSE)) as right:
        yield left, right
    import redis

    with redis.Redis.from_url(settings.redis_url) as client:
        assert client.zcard(left.hub._key(ROOM)) == 0  # presence was cleared by those who left
        client.delete(*(left.hub._key(room) for room in (ROOM, "user:1", "user:2")))


def test_the_settings_choose_the_hub(settings, tmp_path):
    assert type(make_hub(load({}, environment="test", data_dir=tmp_path))) is Hub
    hub = make_hub(settings)
    assert type(hub) is RedisHub
    asyncio.run(hub.stop())


def test_two_processes_are_one_room(two):
    left, right = two

    async def scene():
        async with left.open() as ada, right.open() as bo:
            await hello(ada, "ada", ROOM)
            await hello(bo, "bo", ROOM)
            assert await get(ada, "joined") == {"type": "joined", "room": ROOM, "user": 2, "name": "Bo Åkesson"}
            await asyncio.to_thread(left.hub.publish, ROOM, {"type": "one", "name": "Küche"})
            await asyncio.to_thread(right.hub.publish, ROOM, {"type": "two"})
            assert (await get(ada, "one"))["name"] == (await get(bo, "one"))["name"] == "Küche"
            await get(ada, "two")
            await get(bo, "two")
            people = [{"user": 1, "name": "Ada"}, {"user": 2, "name": "Bo Åkesson"}]
            assert await asyncio.to_thread(left.hub.present, ROOM) == people
            assert await asyncio.to_thread(right.hub.present, ROOM) == people
            async with right.open() as phone:
                await hello(phone, "ada-phone", ROOM)  # the same person in the other process
            await quiet(bo, PAUSE * 3)
            await asyncio.to_thread(right.hub.drop_session, 11)
            assert await close_code(ada) == 4401
            assert await get(bo, "left") == {"type": "left", "room": ROOM, "user": 1, "name": "Ada"}
            await asyncio.to_thread(left.hub.drop_member, 2, ROOM)
            assert (await get(bo))["type"] == "removed"

    asyncio.run(scene())
    wait_for(lambda: left.hub.present(ROOM) == right.hub.present(ROOM) == [])


def test_people_of_a_killed_process_vanish(two, monkeypatch, settings):
    import redis

    monkeypatch.setattr(live_redis, "RENEW", 0.2)
    left, _ = two

    async def scene():
        with redis.Redis.from_url(settings.redis_url) as client:
            client.zadd(left.hub._key(ROOM), {"7 deadbeef Old Ghost": time.time() + 1})
        async with left.open() as ada:
            await hello(ada, "ada")
            await say(ada, type="join", room=ROOM)
            assert {"user": 7, "name": "Old Ghost"} in (await get(ada, "room"))["here"]
            assert (await get(ada))["type"] == "left"

    asyncio.run(scene())


def test_after_a_gap_everybody_is_told_to_fetch_afresh(two):
    left, _ = two

    async def scene():
        async with left.open() as ada:
            await hello(ada, "ada", ROOM)
            pool = left.hub._listener.connection_pool
            asyncio.run_coroutine_threadsafe(pool.disconnect(inuse_connections=True), left.hub._loop)
            assert await get(ada, "refetch") == {"type": "refetch"}
            await asyncio.to_thread(left.hub.publish, ROOM, {"type": "back"})
            await get(ada, "back")

    asyncio.run(scene())


def test_without_its_redis_a_process_goes_on_alone(tmp_path, caplog):
    away = load({}, environment="test", data_dir=tmp_path, redis_url=f"redis://127.0.0.1:{free_port()}/0")

    async def scene(server):
        async with server.open() as ada, server.open() as bo:
            await hello(ada, "ada", ROOM)
            await hello(bo, "bo", ROOM)
            await get(ada, "joined")
            began = time.perf_counter()
            for _ in range(20):
                await asyncio.to_thread(server.hub.publish, ROOM, {"type": "alone"})
            assert time.perf_counter() - began < 2
            await get(bo, "alone")
            assert len(await asyncio.to_thread(server.hub.present, ROOM)) == 2

    with Server(RedisHub(away, pause=PAUSE)) as server:
        asyncio.run(scene(server))
    assert "Redis does not answer" in caplog.text
