"""The live hub for several server processes: notes travel through Redis, presence is kept there.

Presence of a room is a sorted set of `user process name`, scored by when the entry expires; each process renews its
own, so people of a killed process vanish by themselves. Without Redis each process goes on for itself, and when it is
back every client is told to fetch afresh.
"""

import asyncio
import hashlib
import json
import logging
import secrets
import time
from collections.abc import Iterable
from typing import Any

import redis
import redis.asyncio
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from backend.core.live import Hub, Identity, as_list
from backend.settings import Settings

TTL, RENEW = 45.0, 15.0  # seconds
REST = 5.0  # seconds without asking a Redis that did not answer
Trouble = (redis.RedisError, OSError)
log = logging.getLogger(__name__)


class RedisHub(Hub):
    """Rooms of all processes that share a Redis and a secret key."""

    def __init__(self, settings: Settings, *, pause: float = 2.0) -> None:
        super().__init__(pause=pause)
        # Redis channels know no databases: two installations beside each other must not hear each other
        self._name = "backlot:" + hashlib.sha256(f"live {settings.secret_key}".encode()).hexdigest()[:16]
        self._process = secrets.token_hex(6)
        patience: dict[str, Any] = {"socket_timeout": 2, "socket_connect_timeout": 2, "decode_responses": True}
        once = Retry(NoBackoff(), 0)  # a request must not wait for the driver's own tries; we come back by ourselves
        self._blocking = redis.Redis.from_url(settings.redis_url, retry=once, **patience)
        async_once = AsyncRetry(NoBackoff(), 0)
        self._redis = redis.asyncio.Redis.from_url(settings.redis_url, retry=async_once, **patience)
        self._listener = redis.asyncio.Redis.from_url(settings.redis_url, retry=async_once, decode_responses=True)
        self._hearing, self._heard = asyncio.Event(), False  # now; ever before
        self._running: list[asyncio.Task[None]] = []
        self._away_until = 0.0
        self._in_turn = asyncio.Lock()

    def present(self, room: str) -> list[dict[str, Any]]:
        """The people in a room in any process; those of this one while Redis is away."""
        try:
            found = self._blocking.zrangebyscore(self._key(room), time.time(), "+inf")
        except Trouble:
            return super().present(room)
        return as_list(_people(found) | self._local(room))

    async def start(self) -> None:
        """Bind to the loop and begin to listen; returns once nothing can be missed, or after two seconds."""
        await super().start()
        if not self._running:
            self._running = [asyncio.create_task(self._listen()), asyncio.create_task(self._renew())]
        if not self._hearing.is_set():
            try:
                await asyncio.wait_for(self._hearing.wait(), 2)
            except TimeoutError:
                log.warning("A live socket opens while Redis is away")

    async def stop(self) -> None:
        """Stop listening and close the connections."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await super().stop()
        for client in (self._redis, self._listener):
            await client.aclose()
        self._blocking.close()

    def _key(self, room: str) -> str:
        return f"{self._name}:here:{room}"

    def _member(self, user_id: int, name: str) -> str:
        return f"{user_id} {self._process} {name}"

    def _post(self, note: dict[str, Any]) -> None:
        if time.monotonic() >= self._away_until:
            try:
                self._blocking.publish(self._name, json.dumps(note))
                return
            except Trouble as trouble:
                self._away_until = time.monotonic() + REST
                log.warning("Redis does not answer, live events stay in this process: %s", trouble)
        super()._post(note)

    async def _here(self, room: str) -> dict[int, str]:
        try:
            found = await self._redis.zrangebyscore(self._key(room), time.time(), "+inf")
        except Trouble:
            found = []
        return _people(found) | self._local(room)

    def _moved(self, room: str, who: Identity) -> None:
        self._spawn(self._record(room, who))

    async def _record(self, room: str, who: Identity) -> None:
        """Write down whether the user is here, as it is when our turn comes, and tell all processes to look."""
        member = self._member(who.user_id, who.name)
        try:
            async with self._in_turn, self._redis.pipeline() as line:
                if who.user_id in self._local(room):
                    line.zadd(self._key(room), {member: time.time() + TTL})
                    line.expire(self._key(room), int(2 * TTL))
                else:
                    line.zrem(self._key(room), member)
                line.publish(self._name, json.dumps({"room": room, "moved": who.user_id}))
                await line.execute()
        except Trouble:
            self._check_soon(room, who.user_id)

    async def _listen(self) -> None:
        """Take notes from Redis for ever; after a gap tell everybody to fetch afresh."""
        while True:
            try:
                async with self._listener.pubsub() as ear:
                    await ear.subscribe(self._name)
                    while True:
                        message = await ear.get_message(timeout=RENEW)
                        if message is None:
                            await ear.ping()  # shows a connection that died without a word
                        elif message["type"] == "subscribe":  # also when the driver came back by itself
                            self._welcome_back()
                        elif message["type"] == "message":
                            self._take(json.loads(message["data"]))
            except Trouble as trouble:
                log.warning("Redis is away: %s", trouble)
            self._hearing.clear()
            await asyncio.sleep(1)

    def _welcome_back(self) -> None:
        self._hearing.set()
        if self._heard:
            for seat in tuple(self._seats):
                seat.tell("refetch")
        self._heard = True

    async def _renew(self) -> None:
        """Keep our people's entries alive and notice those whose process is gone."""
        while True:
            await asyncio.sleep(RENEW)
            try:
                for room in tuple(self._rooms):
                    await self._renew_room(room)
            except Trouble as trouble:
                log.warning("Presence could not be renewed: %s", trouble)

    async def _renew_room(self, room: str) -> None:
        now = time.time()
        async with self._in_turn, self._redis.pipeline() as line:
            line.zremrangebyscore(self._key(room), "-inf", now)
            for user, name in self._local(room).items():
                line.zadd(self._key(room), {self._member(user, name): now + TTL})
            line.expire(self._key(room), int(2 * TTL))
            await line.execute()
        here = await self._here(room)
        for user in here.keys() ^ self._told.get(room, {}).keys():
            self._check_soon(room, user)


def _people(members: Iterable[Any]) -> dict[int, str]:
    """Sorted-set members as {user id: name}."""
    return {int(user): name for user, _, name in (str(member).split(" ", 2) for member in members)}
