"""The clocks of this machine, and which of them to trust for what.

Lengths are measured on a clock that no one can set and that goes on while the machine sleeps. The wall clock is only
read for work that outlives a boot, because the other clock begins anew there.
"""

from __future__ import annotations

import ctypes
import sys
import time
import uuid
from pathlib import Path
from typing import Callable


class Clock:
    """now: seconds since some moment of this boot, sleep included. awake: without sleep, where that can be had.

    wall: seconds since 1970. boot: names this boot, the same in all programs of the machine; where that cannot be
    known it names this process alone, and other programs then go by the wall clock for its work.
    """

    def __init__(self) -> None:
        self.now: Callable[[], float] = _running()
        self.awake: Callable[[], float] = _awake()
        self.wall: Callable[[], float] = time.time
        self.boot: str = _boot() or str(uuid.uuid4())


def _running() -> Callable[[], float]:
    for name in ("CLOCK_BOOTTIME",) if sys.platform != "darwin" else ("CLOCK_MONOTONIC_RAW",):
        which = getattr(time, name, None)  # macOS: its raw clock is the one that goes on in sleep
        if which is not None:
            read = time.clock_gettime
            return lambda: read(which)
    return time.monotonic  # Windows: goes on in sleep


def _awake() -> Callable[[], float]:
    if sys.platform == "win32":
        ticks = ctypes.c_ulonglong()
        ask = ctypes.windll.kernel32.QueryUnbiasedInterruptTime

        def awake() -> float:
            ask(ctypes.byref(ticks))
            return ticks.value / 1e7  # it counts in 100 ns

        return awake
    return time.monotonic


def _boot() -> str:
    try:
        if sys.platform == "win32":
            return _windows_boot()
        if sys.platform == "darwin":
            return _mac_boot()
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, AttributeError, ValueError):
        return ""


def _mac_boot() -> str:
    answer = ctypes.create_string_buffer(64)
    size = ctypes.c_size_t(64)
    failed = ctypes.CDLL(None).sysctlbyname(
        b"kern.bootsessionuuid", answer, ctypes.byref(size), None, ctypes.c_size_t(0)
    )
    return "" if failed else answer.value.decode("ascii")


if sys.platform == "win32":
    import winreg

    def _registry(path: str, name: str) -> str:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
            return str(winreg.QueryValueEx(key, name)[0])

    def _windows_boot() -> str:
        """Windows counts its boots; the machine's own id stands before the count."""
        memory = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        machine = _registry(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid")
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{machine} {_registry(memory, 'BootId')}"))
