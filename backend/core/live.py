"""The live hub: who listens to which room, who is present there, and events on their way to them.

A room is a name such as `production:12` or `user:5`. Any thread may publish; delivery happens on the server's event
loop and never waits for a slow reader. `make_hub` chooses: this one knows its own process, `live_redis` joins several.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from backend.settings import Settings

QUEUE = 200  # texts that may wait for one reader
SLOW, SIGNED_OUT = 1013, 4401  # close codes: "fetch afresh and come back" and "sign in again"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Identity:
    """Who is behind a socket."""

    user_id: int
    session_id: int
    name: str


class Seat:
    """One open socket: what waits for it, the rooms it is in, and, once it must close, the code to close with."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.rooms: set[str] = set()
        self.waiting: asyncio.Queue[str] = asyncio.Queue(QUEUE)
        self.closing: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def offer(self, text: str) -> None:
        """Put a text in line; a reader who let the line fill up is sent away to fetch afresh."""
        try:
            self.waiting.put_nowait(text)
        except asyncio.QueueFull:
            self.drop(SLOW)

    def tell(self, kind: str, **more: object) -> None:
        """Put a frame of the protocol in line."""
        self.offer(json.dumps({"type": kind, **more}))

    def drop(self, code: int) -> None:
        """Have the socket closed with this code."""
        if not self.closing.done():
            self.closing.set_result(code)


class Hub:
    """Rooms of one process. `pause`: seconds a person must stay or stay away before others are told (at most twice)."""

    def __init__(self, *, pause: float = 2.0) -> None:
        self.pause = pause
        self.removals = 0  # counts drops, so that a question asked before one is asked again
        self._loop: asyncio.AbstractEventLoop | None = None
        self._seats: set[Seat] = set()
        self._rooms: dict[str, set[Seat]] = {}
        self._told: dict[str, dict[int, str]] = {}  # room → people the room believes to be present
        self._moves: dict[str, dict[int, float]] = {}  # room → when somebody last came or went
        self._timers: dict[str, asyncio.TimerHandle] = {}  # room → the next look at its moves
        self._tasks: set[asyncio.Task[None]] = set()

    # --- from any thread ---

    def publish(self, room: str, event: Mapping[str, object]) -> None:
        """Send a JSON-able event to everyone in the room, as `{"room": …, **event}`. Call it after the commit."""
        self._post({"room": room, "text": json.dumps({"room": room, **event})})

    def drop_session(self, session_id: int) -> None:
        """Close every socket of a session, after it was revoked."""
        self._post({"session": session_id})

    def drop_member(self, user_id: int, room: str) -> None:
        """Put every socket of a user out of a room, after the right to be there ended."""
        self._post({"member": user_id, "room": room})

    def present(self, room: str) -> list[dict[str, Any]]:
        """The people in a room, as [{"user": id, "name": …}] by name."""
        return as_list(self._local(room))

    # --- on the event loop ---

    async def start(self) -> None:
        """Bind to the running loop; the socket calls it, any number of times."""
        self._loop = asyncio.get_running_loop()

    async def stop(self) -> None:
        """Let go of timers and tasks at shutdown."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def enter(self, seat: Seat) -> None:
        """A socket has opened."""
        self._seats.add(seat)

    def exit(self, seat: Seat) -> None:
        """A socket has closed."""
        for room in tuple(seat.rooms):
            self.leave(seat, room)
        self._seats.discard(seat)

    async def join(self, seat: Seat, room: str) -> list[dict[str, Any]]:
        """Seat a socket in a room, from this moment on; answers who is present."""
        first = seat.identity.user_id not in self._local(room)
        seat.rooms.add(room)
        self._rooms.setdefault(room, set()).add(seat)
        if first:
            self._moved(room, seat.identity)
        here = await self._here(room)
        if room in self._rooms:
            self._told.setdefault(room, dict(here))
        return as_list(here)

    def leave(self, seat: Seat, room: str) -> None:
        """Take a socket out of a room."""
        if room not in seat.rooms:
            return
        seat.rooms.discard(room)
        self._rooms[room].discard(seat)
        if not self._rooms[room]:
            del self._rooms[room]
            self._told.pop(room, None)
            self._moves.pop(room, None)
        if seat.identity.user_id not in self._local(room):
            self._moved(room, seat.identity)

    # --- what the Redis hub does otherwise ---

    def _post(self, note: dict[str, Any]) -> None:
        """Bring a note to the loop, or nowhere while no socket was ever opened."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, note)

    async def _here(self, room: str) -> dict[int, str]:
        """The people in a room: {user id: name}."""
        return self._local(room)

    def _moved(self, room: str, who: Identity) -> None:
        """A user's first socket came into a room, or the last one left."""
        self._check_soon(room, who.user_id)

    # --- inside ---

    def _local(self, room: str) -> dict[int, str]:
        return {seat.identity.user_id: seat.identity.name for seat in tuple(self._rooms.get(room, ()))}

    def _take(self, note: dict[str, Any]) -> None:
        """Act on a note that came through `_post`."""
        if "text" in note:
            for seat in tuple(self._rooms.get(note["room"], ())):
                seat.offer(note["text"])
        elif "session" in note:
            self.removals += 1
            for seat in self._seats:
                if seat.identity.session_id == note["session"]:
                    seat.drop(SIGNED_OUT)
        elif "member" in note:
            self.removals += 1
            for seat in tuple(self._rooms.get(note["room"], ())):
                if seat.identity.user_id == note["member"]:
                    self.leave(seat, note["room"])
                    seat.tell("removed", room=note["room"])
        elif "moved" in note:
            self._check_soon(note["room"], note["moved"])

    def _check_soon(self, room: str, user_id: int) -> None:
        """Look after `pause` seconds whether the user came or went; a page that reloads meanwhile did neither."""
        if self._loop is not None and room in self._rooms:
            self._moves.setdefault(room, {})[user_id] = self._loop.time()
            self._look_later(self._loop, room)

    def _look_later(self, loop: asyncio.AbstractEventLoop, room: str) -> None:
        if room not in self._timers:
            self._timers[room] = loop.call_later(self.pause, self._look, room)

    def _look(self, room: str) -> None:
        del self._timers[room]
        self._spawn(self._announce(room))

    async def _announce(self, room: str) -> None:
        """Tell a room, in one frame however many moved, who came and who left and stayed away."""
        here, loop = await self._here(room), asyncio.get_running_loop()
        if room not in self._rooms:
            return
        moves, told = self._moves.get(room, {}), self._told.setdefault(room, {})
        border = loop.time() - self.pause + 0.01  # timers may be that early
        settled = [user for user, when in moves.items() if when <= border]
        joined = {user: here[user] for user in settled if user in here and user not in told}
        left = {user: told[user] for user in settled if user in told and user not in here}
        self._told[room] = {user: name for user, name in (told | joined).items() if user not in left}
        for user in settled:
            del moves[user]
        if moves:
            self._look_later(loop, room)
        if joined or left:
            for seat in tuple(self._rooms[room]):
                seat.tell("presence", room=room, joined=as_list(joined), left=as_list(left))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def as_list(people: Mapping[int, str]) -> list[dict[str, Any]]:
    """People as clients see them, by name."""
    return [
        {"user": user, "name": name} for user, name in sorted(people.items(), key=lambda p: (p[1].casefold(), p[0]))
    ]


def make_hub(settings: Settings) -> Hub:
    """The hub the settings ask for: through Redis when REDIS_URL is set, else for this process alone."""
    if not settings.redis_url:
        return Hub()
    from backend.core.live_redis import RedisHub  # the laptop never loads the driver

    return RedisHub(settings)
