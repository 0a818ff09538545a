"""Lengths and moments as an artist reads them; no Blender needed."""

from __future__ import annotations

import time


def clock(seconds: float) -> str:
    """A running clock: `0:12:08`."""
    whole = max(0, int(seconds))
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def hours(seconds: float) -> str:
    """Hours and minutes of a day: `2:31`."""
    minutes = max(0, int(seconds)) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


def length(seconds: float) -> str:
    """A length to the minute: `2 h 31 min`, `12 min`."""
    minutes = max(0, int(seconds)) // 60
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"


def moment(epoch: float) -> str:
    """A moment of the day on this machine's clock: `10:31`."""
    return time.strftime("%H:%M", time.localtime(epoch))


def waiting(rows: int) -> str:
    """How much is kept on this machine: `3 waiting to be sent`."""
    return f"{rows} waiting to be sent"
