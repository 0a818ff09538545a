"""The one client of this Blender: made when the add-on is enabled, closed when it is disabled or Blender quits."""

from __future__ import annotations

import atexit

import bpy

from .backlot_client import TimeClient
from .host import BlenderHost

_QUIT_SECONDS = 1.0  # how long quitting Blender may wait for the server; the rest stays on disk

_host: BlenderHost | None = None
_client: TimeClient | None = None


def host() -> BlenderHost:
    """What the client asks of Blender. Only while the add-on is enabled."""
    assert _host is not None  # noqa: S101 (nothing that could ask is registered before)
    return _host


def client() -> TimeClient:
    """The client. Only while the add-on is enabled."""
    assert _client is not None  # noqa: S101
    return _client


def attended() -> bool:
    """Whether an artist sits here: a Blender without a window (a render farm's) works on no task."""
    return not bpy.app.background


def begin() -> None:
    """Make the client; its thread starts only where an artist sits."""
    global _host, _client
    _host = BlenderHost()
    _client = TimeClient(_host)
    if attended():
        _client.begin()
        atexit.register(end)


def end() -> None:
    """Close what runs and forget the client. Again is harmless."""
    global _host, _client
    atexit.unregister(end)
    if _client is not None:
        _client.quit(_QUIT_SECONDS)
    _host = _client = None
