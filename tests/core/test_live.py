"""The hub on a real server: rooms, presence, removals, slow readers, many readers."""

import asyncio
import contextlib
import time

import pytest

from backend.core.live import Hub
from tests.live_server import ADA, BO, PAUSE, ROOM, Server, close_code, get, hello, presence, quiet, say, wait_for


@pytest.fixture
def server():
    with Server(Hub(pause=PAUSE)) as running:
        yield running


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


def test_presence_counts_people_not_sockets(server):
    async def scene():
        async with server.open() as bo:
            await hello(bo, "bo", ROOM)
            async with server.open() as ada:
                await hello(ada, "ada", ROOM)
                assert await get(bo) == presence(joined=[ADA])
                async with server.open() as phone:
                    await hello(phone, "ada-phone")
                    await say(phone, type="join", room=ROOM)
                    here = (await get(phone, "room"))["here"]
                    assert here == [ADA, BO]
                    assert await asyncio.to_thread(server.hub.present, ROOM) == here
                await quiet(bo, PAUSE * 3)  # her phone came and went
            async with server.open() as again:
                await hello(again, "ada", ROOM)  # she reloaded the page
                await quiet(bo, PAUSE * 3)
            assert await get(bo) == presence(left=[ADA])

    asyncio.run(scene())
    wait_for(lambda: server.hub.present(ROOM) == [])
    assert (server.hub._rooms, server.hub._told, server.hub._seats) == ({}, {}, set())


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
            came, frames = set(), 0
            while len(came) < 99:  # a crowd is announced in a few words, or it would drown its own queue
                came |= {person["user"] for person in (await get(sockets[0], "presence"))["joined"]}
                frames += 1
            assert frames < 20
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
