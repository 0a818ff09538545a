"""The API, the pages behind links and the live socket as ASGI routes.

On its own (`uvicorn backend.asgi:app --workers 4`) for scale-out.
"""

import asyncio
import contextlib
import gc
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from backend.core import live, mail
from backend.core.access import Identity
from backend.core.bodies import Bodies
from backend.core.gate import doors
from backend.core.live_socket import make_socket
from backend.core.roles import allowed
from backend.lane import HeartbeatLane

THREADS = 16
FILE_THREADS = 8  # uploads wait for the network, so they get threads of their own


def api_routes(app: Flask) -> list[BaseRoute]:
    """/api, /ws, /health, /ready and the public pages behind links (/c/…) for an ASGI server."""
    server: Any = WSGIMiddleware  # a2wsgi's own types name the same messages differently
    http = Bodies(HeartbeatLane(app, server(app, workers=THREADS)), server(app, workers=FILE_THREADS))
    socket = make_socket(app.extensions["hub"], _identify(app), _may_join(app))
    api = Mount("/api", app=http)
    api.path_regex = re.compile(api.path_regex.pattern, re.DOTALL)  # an address with a line break in it is ours, too
    return [
        api,
        Route("/health", endpoint=http),
        Route("/ready", endpoint=http),
        Route("/c/{rest:path}", endpoint=http),
        WebSocketRoute("/ws", socket),
    ]


def settle() -> None:
    """What is loaded now lives for ever: no collection of garbage need walk it again."""
    gc.collect()
    gc.freeze()
    gc.enable()  # off while starting, when next to nothing is garbage


@contextlib.asynccontextmanager
async def running(app: Flask) -> AsyncIterator[None]:
    """Everything that lives as long as the server: the hub, scheduled jobs, mails on their way."""
    from backend.jobs import start_jobs
    from backend.planning.distribution import post as call_sheet_post

    hub = app.extensions["hub"]
    await hub.start()
    mail.resume(app.config["SETTINGS"])
    await asyncio.to_thread(call_sheet_post.resume, app)
    scheduler = start_jobs(app) if app.config["SETTINGS"].run_jobs else None
    settle()
    try:
        yield
    finally:
        if scheduler:
            scheduler.shutdown(wait=False)
        await hub.stop()
        await asyncio.to_thread(mail.flush, 5)
        await asyncio.to_thread(call_sheet_post.flush, 5)


@dataclass(frozen=True)
class _Person(live.Identity):
    """A socket's identity that remembers what the gate found; revoked sessions are dropped by the hub."""

    identity: Identity


def _identify(app: Flask) -> Callable[[str], live.Identity | None]:
    def identify(token: str) -> live.Identity | None:
        with app.app_context():
            found = doors(app).identify(token)
        if found is None or found.kind == "device":  # a program keeps time and listens to nobody
            return None
        return _Person(found.user_id, found.session_id, found.name, found)

    return identify


def _may_join(app: Flask) -> Callable[[live.Identity, str], bool]:
    """Rooms: `production:<id>` for its members, `user:<id>` for that user."""

    def may_join(person: live.Identity, room: str) -> bool:
        kind, _, number = room.partition(":")
        if not number.isdecimal() or len(number) > 18 or not isinstance(person, _Person):
            return False
        if kind == "user":
            return int(number) == person.user_id
        return kind == "production" and _is_member(app, person.identity, int(number))

    return may_join


def _is_member(app: Flask, identity: Identity, production_id: int) -> bool:
    with app.app_context():
        place = doors(app).membership(identity, production_id)
    return place is not None and allowed("live.join", identity.studio_role, place.level, place.job_role)


def _make() -> Starlette:
    from backend.app import create_app

    app = create_app()
    return Starlette(routes=api_routes(app), lifespan=lambda _starlette: running(app))


def __getattr__(name: str) -> Any:
    """Build `app` when a server asks for it, not when somebody imports this module."""
    if name == "app":
        return _make()
    raise AttributeError(name)
