"""Errands done in the background by a few daemon threads, tried again with growing pauses.

For work that a request must not wait for and that may fail for a while, such as handing a mail to a server.
"""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence

Errand = Callable[[bool], bool]
"""Called with True on the last try; answers True when it need not be tried again."""

log = logging.getLogger(__name__)


class Courier:
    """Runs errands in order of when they are due; threads start with the first errand and never keep Python alive."""

    def __init__(self, name: str, *, threads: int, pauses: Sequence[float] = (2, 10, 30)) -> None:
        self.pauses = pauses  # seconds before the second, third, … try
        self._name, self._threads = name, threads
        self._due: list[tuple[float, int, int, Errand]] = []  # (when, order, tries so far, errand)
        self._order = itertools.count()
        self._busy = 0
        self._workers: list[threading.Thread] = []
        self._change = threading.Condition()

    def post(self, errand: Errand) -> None:
        """Have the errand run as soon as a thread is free."""
        self._put(errand, 0, 0.0)
        with self._change:
            if len(self._workers) < self._threads:
                worker = threading.Thread(target=self._work, name=f"{self._name}-{len(self._workers)}", daemon=True)
                self._workers.append(worker)
                worker.start()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until nothing is left to do or `timeout` seconds have passed; True when nothing is left."""
        with self._change:
            return self._change.wait_for(lambda: not self._due and not self._busy, timeout)

    def _put(self, errand: Errand, tries: int, pause: float) -> None:
        with self._change:
            heapq.heappush(self._due, (time.monotonic() + pause, next(self._order), tries, errand))
            self._change.notify_all()

    def _take(self) -> tuple[int, Errand]:
        with self._change:
            while not self._due or self._due[0][0] > time.monotonic():
                self._change.wait(self._due[0][0] - time.monotonic() if self._due else None)
            self._busy += 1
            _, _, tries, errand = heapq.heappop(self._due)
            return tries, errand

    def _work(self) -> None:
        while True:
            tries, errand = self._take()
            last = tries >= len(self.pauses)
            try:
                done = errand(last)
            except Exception:  # one broken errand must not end the thread that runs all others
                log.exception("An errand of %s failed", self._name)
                done = False
            if not done and not last:
                self._put(errand, tries + 1, self.pauses[tries])
            with self._change:
                self._busy -= 1
                self._change.notify_all()
