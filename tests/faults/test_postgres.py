"""The same crowd on two server processes with PostgreSQL and Redis: nothing lost, and news reach people on both."""

import asyncio
import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from websockets.asyncio.client import connect

from tests.faults.load import SECONDS, assert_nothing_lost, crowd, people, read, until
from tests.faults.shoot import prepare
from tests.running import API, Client, Server, start_server
from tests.services import require_postgres, require_redis


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Server]:
    """Two processes behind one port, on a schema of their own."""
    url, redis = require_postgres(), require_redis()
    name = f"crowd_{secrets.token_hex(6)}"
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    database = f"{url}?options=-csearch_path%3D{name}"
    environment = {"DATABASE_URL": database, "REDIS_URL": redis, "BACKLOT_RATE_LIMITS": "no"}
    try:
        with start_server(tmp_path, app=API, workers=2, **environment) as running:
            yield running
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        engine.dispose()


def test_sixteen_editors_on_two_processes_lose_nothing(servers: Server) -> None:
    owner = servers.set_up()
    shoot = prepare(owner)
    told = crowd(people(servers), read(owner, shoot.targets), until(SECONDS))
    assert set(told.statuses) <= {200, 409}
    assert told.statuses[200] > 16
    assert_nothing_lost(owner, shoot.production_id, told)
    assert "Traceback" not in servers.log


def test_everybody_hears_of_a_change_whichever_process_they_reached(servers: Server) -> None:
    owner = servers.set_up()
    shoot = prepare(owner)
    heard = asyncio.run(listen(servers, owner, shoot.production_id, listeners=12))
    assert heard == ["scene"] * 12


async def listen(servers: Server, owner: Client, production_id: int, *, listeners: int) -> list[str]:
    """What kind of row each listener hears about when a scene is added; the processes share the sockets by chance."""
    address = servers.url.replace("http", "ws") + "/ws"
    ready = asyncio.Barrier(listeners + 1)

    async def one() -> str:
        async with connect(address) as socket:
            await socket.send(json.dumps({"type": "hello", "token": owner.token}))
            await socket.send(json.dumps({"type": "join", "room": f"production:{production_id}"}))
            while json.loads(await socket.recv())["type"] != "room":
                pass
            await ready.wait()
            while (frame := json.loads(await socket.recv()))["type"] != "changed":
                pass
            return str(frame["kind"])

    async def change() -> None:
        await ready.wait()
        body = {"number": "77", "set_name": "PIER"}
        await asyncio.to_thread(lambda: owner.post(f"/productions/{production_id}/scenes", body).data)

    async with asyncio.timeout(30):
        *heard, _nothing = await asyncio.gather(*(one() for _ in range(listeners)), change())
    return heard
