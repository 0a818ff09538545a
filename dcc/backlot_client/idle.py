"""How long ago the last input of anybody at this machine was, without looking at what it was. None: it cannot be known.

Linux: the X server, and on GNOME's Wayland session its idle monitor. Windows and macOS have one call for it each.
"""

from __future__ import annotations

import ctypes
import functools
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from .clock import Clock
from .x11 import Display, displays

GNOME_EVERY = 30.0  # seconds: each question starts a small program
NEWER = 0.05  # seconds: counters are rounded
PRESENT = 10.0  # seconds: an edit without input that close before it was made by a script, not by a person


def idle_seconds(*, whole: bool = False) -> float | None:
    """Seconds since the last input at this machine; None when that cannot be known.

    whole: only an answer that knows of every window. On Wayland the X server hears of its own programs' input alone.
    """
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _mac()
        partly = whole and bool(os.environ.get("WAYLAND_DISPLAY"))
        known = [gnome.idle(), None if partly else displays.ask(Display.idle)]
        return min((idle for idle in known if idle is not None), default=None)
    except (OSError, AttributeError, ValueError):
        return None


class Inputs:
    """The inputs at this machine, as moments of a clock. visible: whether they could be seen the last time.

    idle: for tests. everywhere: only an answer that knows of every window is one.
    """

    def __init__(
        self, clock: Clock, idle: Callable[[], float | None] | None = None, *, everywhere: bool = False
    ) -> None:
        self._clock = clock
        self._idle = idle or functools.partial(idle_seconds, whole=everywhere)
        self._whole = idle or functools.partial(idle_seconds, whole=True)
        self._newest: float | None = None
        self._last: float | None = None
        self.visible = False

    def poll(self) -> float | None:
        """When the newest input was, if one came since the last poll."""
        idle, whole = self._idle(), self._whole()
        self.visible = idle is not None
        self._last = None if whole is None else self._clock.now() - whole
        if idle is None:
            return None
        at = self._clock.awake() - idle  # the counters of X stand still in sleep as this clock does
        known, self._newest = self._newest, at if self._newest is None else max(at, self._newest)
        return None if known is None or at <= known + NEWER else self._clock.now() - idle

    def by_hand(self, edits: Sequence[float]) -> list[float]:
        """Those of some moments of edits at which somebody was there; all where not every input can be seen.

        Scripts, bakes and other add-ons edit, too. Leaving out an edit that took long to happen costs nothing: the
        pause before the next one is work all the same.
        """
        late = GNOME_EVERY if os.environ.get("WAYLAND_DISPLAY") else 0.0  # so old may its answer be
        last = self._last
        return [at for at in edits if last is None or at - last <= PRESENT + late]


class Gnome:
    """The idle monitor of GNOME's window manager, which a Wayland session has in place of X."""

    def __init__(self) -> None:
        self._next, self._at = 0.0, 0.0
        self._idle: float | None = None

    def idle(self) -> float | None:
        """Seconds since the last input; asked seldom, and counted on from the last answer in between."""
        if not os.environ.get("WAYLAND_DISPLAY") or "gnome" not in os.environ.get("XDG_CURRENT_DESKTOP", "").lower():
            return None
        now = time.monotonic()
        if now >= self._next:
            self._next, self._idle = now + GNOME_EVERY, self._ask()
            self._at = time.monotonic()
            if self._idle is None:
                self._next = now + 20 * GNOME_EVERY
        return None if self._idle is None else self._idle + time.monotonic() - self._at

    def _ask(self) -> float | None:
        program = shutil.which("gdbus")
        if not program:
            return None
        name = "org.gnome.Mutter.IdleMonitor"
        where = ["--session", "--dest", name, "--object-path", "/org/gnome/Mutter/IdleMonitor/Core"]
        clean = {key: value for key, value in os.environ.items() if not key.startswith("LD_")}  # Maya sets its own
        try:
            answer = subprocess.run(  # noqa: S603 - a fixed command
                [program, "call", *where, "--method", f"{name}.GetIdletime"],
                capture_output=True, text=True, timeout=1, env=clean, check=True, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return None
        found = re.search(r"uint64 (\d+)", answer.stdout)
        return int(found[1]) / 1000 if found else None


gnome = Gnome()


def _mac() -> float | None:
    library = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
    ask = library.CGEventSourceSecondsSinceLastEventType
    ask.restype, ask.argtypes = ctypes.c_double, (ctypes.c_int32, ctypes.c_uint32)
    idle = float(ask(1, 0xFFFFFFFF))  # of the hardware, any kind of input
    return idle if idle >= 0 else None


if sys.platform == "win32":

    class _LastInput(ctypes.Structure):
        _fields_ = [("size", ctypes.c_uint), ("time", ctypes.c_uint)]

    def _windows() -> float | None:
        last = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
            return None
        ticks = ctypes.windll.kernel32.GetTickCount()
        return ((ticks - last.time) & 0xFFFFFFFF) / 1000  # both wrap after 49 days
