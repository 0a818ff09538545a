"""How late a request is: what its program's own clock says against the quickest request of that program so far.

A heartbeat says how long ago its work ended, counted from when the request was made. One that waited (a busy server, a
slow network) would shift its work by the wait, and credit time that was not worked. The program's uptime tells: its
distance from our clock is the same for every request but for the wait. Kept in memory: a restart learns it anew.
"""

import threading
import time
from collections import OrderedDict

KNOWN = 2000  # programs remembered
DRIFT = 1e-4  # clocks run apart by less than this, so an old distance may be off by that part of its age

_CLOCK: int | None = getattr(time, "CLOCK_BOOTTIME", None)  # goes on in sleep; Linux has it
_lock = threading.Lock()
_quickest: OrderedDict[str, tuple[float, int]] = OrderedDict()


def steady_ms() -> int:
    """A clock of this machine that nobody sets: setting the other one must not look like a wait."""
    return time.clock_gettime_ns(_CLOCK) // 1_000_000 if _CLOCK is not None else time.monotonic_ns() // 1_000_000


def wait_of(boot: str, uptime: float, received_ms: int) -> int:
    """Milliseconds that a request took longer than the quickest of its program; 0 for the first.

    boot: the program's name for its clock; uptime: seconds of that clock when the request was made. received_ms: when
    it arrived, by `steady_ms`.
    """
    distance = received_ms - uptime * 1000
    with _lock:
        known = _quickest.pop(boot, None)
        if known is not None:
            quickest, at = known[0], known[1]
            quickest += (received_ms - at) * DRIFT
        else:
            quickest = distance
        quickest = min(quickest, distance)
        _quickest[boot] = (quickest, received_ms)
        while len(_quickest) > KNOWN:
            _quickest.popitem(last=False)
    return max(0, int(distance - quickest))


def forget() -> None:
    """Know nothing (tests)."""
    with _lock:
        _quickest.clear()
