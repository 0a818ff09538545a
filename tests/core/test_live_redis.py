"""Two servers that share a Redis are one hub; without it each goes on alone."""

import asyncio
import time

import pytest

from backend.core import live_redis
from backend.core.live import Hub, make_hub
from backend.core.live_redis import RedisHub
from backend.settings import load
from tests.live_server import ADA, BO, PAUSE, ROOM, Server, close_code, get, hello, presence, quiet, say, wait_for
from tests.services import free_port, require_redis


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
            assert await get(ada, "presence") == presence(joined=[BO])
            await asyncio.to_thread(left.hub.publish, ROOM, {"type": "one", "name": "Küche"})
            await asyncio.to_thread(right.hub.publish, ROOM, {"type": "two"})
            assert (await get(ada, "one"))["name"] == (await get(bo, "one"))["name"] == "Küche"
            await get(ada, "two")
            await get(bo, "two")
            people = [ADA, BO]
            assert await asyncio.to_thread(left.hub.present, ROOM) == people
            assert await asyncio.to_thread(right.hub.present, ROOM) == people
            async with right.open() as phone:
                await hello(phone, "ada-phone", ROOM)  # the same person in the other process
            await quiet(bo, PAUSE * 3)
            await asyncio.to_thread(right.hub.drop_session, 11)
            assert await close_code(ada) == 4401
            assert await get(bo) == presence(left=[ADA])
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
            assert await get(ada) == presence(left=[{"user": 7, "name": "Old Ghost"}])

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
            await get(ada, "presence")
            began = time.perf_counter()
            for _ in range(10):
                await asyncio.to_thread(server.hub.publish, ROOM, {"type": "alone"})
            assert time.perf_counter() - began < 2
            await get(bo, "alone")
            assert len(await asyncio.to_thread(server.hub.present, ROOM)) == 2

    with Server(RedisHub(away, pause=PAUSE)) as server:
        asyncio.run(scene(server))
    assert "Redis does not answer" in caplog.text
