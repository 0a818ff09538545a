"""Backlot's time tracking in Maya: `start()` begins, `stop()` leaves nothing behind, `open_panel()` shows the panel.

Maya is only ever called from its main thread. What runs is kept in `__main__`, where a reloaded copy of this package
finds it and ends it first.
"""

from __future__ import annotations

import sys
from typing import Any

from maya import cmds

from . import menu
from .backlot_client import Presenter, TimeClient
from .callbacks import Callbacks
from .dock import Dock, forget
from .host import MayaHost

_KEPT = "_backlot_time"


class Tracking:
    """Everything of ours in this Maya: the client, its callbacks, the menu and the panel."""

    def __init__(self) -> None:
        self.host = MayaHost()
        self.client = TimeClient(self.host)
        self.callbacks = Callbacks(self.client, self.host)
        self.controls = Presenter(self.client)
        self.dock = Dock(self.controls)

    def begin(self) -> None:
        """Register with Maya and let the client work."""
        self.host.watch_focus()
        self.callbacks.install()
        menu.install(self.controls, self.dock)
        self.client.begin()
        self.dock.refill()

    def end(self) -> None:
        """Undo `begin`; what is not sent yet stays in the spool."""
        self.dock.empty()
        menu.remove()
        self.callbacks.remove()
        self.host.forget_focus()
        self.client.quit(timeout=1.0)


def start() -> None:
    """Begin tracking; what ran before is ended first. Does nothing in a Maya without windows."""
    if cmds.about(batch=True):
        return
    stop()
    running = Tracking()
    setattr(_main(), _KEPT, running)
    running.begin()


def stop() -> None:
    """End tracking. Twice changes nothing."""
    running = _running()
    if running is not None:
        delattr(_main(), _KEPT)
        running.end()


def open_panel() -> None:
    """Show the panel."""
    _started().dock.open()


def fill_panel() -> None:
    """Called by Maya to fill the panel's place, also at start-up before `start` had its turn."""
    _started().dock.fill()


def remove_panel() -> None:
    """Stop, and take the panel out of Maya's layout: the module is about to be uninstalled."""
    stop()
    forget()


def _main() -> Any:
    return sys.modules["__main__"]


def _running() -> Any:
    return getattr(_main(), _KEPT, None)


def _started() -> Any:
    if _running() is None:
        start()
    return _running()
