"""Keeps the panel fresh: once a second, and only where it is drawn and while something on it changes."""

from __future__ import annotations

from typing import Any

import bpy

from . import tracking
from .pairing import form

_SECONDS = 1.0

_drawn: set[int] = set()  # regions that showed us since they were last told to draw
_shown: Any = None  # what they showed


def seen(region: Any) -> None:
    """A region has just drawn the panel."""
    _drawn.add(region.as_pointer())


def tick() -> float:
    """Look at Blender for the client, and have the panel drawn again when it would look different."""
    global _shown
    tracking.host().look()
    if _drawn and (now := _face()) != _shown:  # the client asks the server more often while somebody looks
        _shown = now
        _tag()
    return _SECONDS


def begin() -> None:
    """Start ticking; goes on over opened files."""
    bpy.app.timers.register(tick, first_interval=_SECONDS, persistent=True)


def end() -> None:
    """Stop ticking."""
    global _shown
    if bpy.app.timers.is_registered(tick):
        bpy.app.timers.unregister(tick)
    _drawn.clear()
    _shown = None


def _face() -> Any:
    """What the panel shows, as a value to compare: seconds of a clock that runs, minutes of the day."""
    now = tracking.client().snapshot()
    return (
        (now.paired, now.server, now.user, now.online, now.state, now.elsewhere, now.task_title, now.message),
        (int(now.since_seconds), int(now.today_seconds) // 60, now.waiting, now.tasks, now.gaps),
        (bool(form.code), form.busy, form.error, tracking.host().rendering()),
    )


def _tag() -> None:
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            for region in area.regions:
                if region.as_pointer() in _drawn:
                    region.tag_redraw()
    _drawn.clear()
