"""One process, one port, one origin: pages at /, the API at /api, the live socket at /ws.

The only module of the frontend that imports the backend: it mounts the API and hands the pages a way to call it.
"""

import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import streamlit as st
from flask import Flask
from starlette.middleware import Middleware

from backend.app import create_app
from backend.asgi import api_routes, running, settle
from backend.core.gate import doors
from backend.core.origin import same_origin
from backend.settings import Settings
from streamlit_app.api import client
from streamlit_app.guard import Guard

HERE = Path(__file__).resolve().parent


def build(settings: Settings) -> st.App:
    """The whole application for an ASGI server."""
    app = create_app(settings)
    client.connect(settings.api_url or app.wsgi_app)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        async with running(app):
            threading.Thread(target=_warm, name="warm").start()
            yield

    return st.App(
        HERE / "app.py",
        routes=api_routes(app),
        middleware=[Middleware(Guard, signed_in=_signed_in(app), same_origin=same_origin)],
        lifespan=lifespan,
    )


def _warm() -> None:
    """Load what the first page would otherwise wait for; the port is open meanwhile."""
    import pandas  # noqa: F401

    settle()


def _signed_in(app: Flask) -> Callable[[str], bool]:
    def signed_in(token: str) -> bool:
        with app.app_context():
            found = doors(app).identify(token)
        return found is not None and found.kind != "device"  # a program's token opens no page's files

    return signed_in
