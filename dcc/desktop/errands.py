"""Requests in threads, answers in the window: the window never waits, and only its own thread touches a widget."""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..backlot_client.config import Access, Home
from ..backlot_client.http import Api, Refused, Unreachable

Question = Callable[[Api, Access], Any]
Answer = Callable[[Any], None]
EVERY_MS = 40


class Errands:
    """Runs questions and hands their answers to the window's thread.

    after: the window's way to call something later. offline: told with a sentence when the server cannot be reached,
    with "" when it can again. refused: told what the server said when it said no.
    """

    def __init__(self, home: Home, after: Callable[[int, Callable[[], None]], Any]) -> None:
        self._home = home
        self._after = after
        self._runners = ThreadPoolExecutor(3, thread_name_prefix="backlot-desktop")
        self._answers: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._newest: dict[str, int] = {}
        self._open = True
        self.offline: Answer = lambda text: None
        self.refused: Answer = lambda text: None
        self._deliver()

    def ask(self, about: str, question: Question, then: Answer) -> None:
        """Ask in a thread; `then` gets the answer unless something newer was asked about the same meanwhile."""
        number = self._newest[about] = self._newest.get(about, 0) + 1

        def arrive(answer: Any) -> None:
            if self._newest[about] == number:
                then(answer)

        self._runners.submit(self._run, question, arrive)

    def forget(self) -> None:
        """Nobody waits any more for the answers to what was asked so far."""
        self._newest = {about: number + 1 for about, number in self._newest.items()}

    def later(self, call: Callable[[], None]) -> None:
        """Call something on the window's thread; for any thread."""
        self._answers.put(call)

    def close(self) -> None:
        """Deliver nothing any more; what is under way may end by itself."""
        self._open = False
        self._runners.shutdown(wait=False, cancel_futures=True)

    def _run(self, question: Question, arrive: Answer) -> None:
        access = self._home.access()
        if access is None:
            return
        try:
            answer = question(Api(access.server, access.token), access)
        except Unreachable as wrong:
            text = str(wrong)
            self.later(lambda: self.offline(text))
        except Refused as wrong:
            said = wrong.message
            self.later(lambda: self.offline(""))
            self.later(lambda: self.refused(said))
        except (KeyError, TypeError, ValueError) as wrong:
            missed = f"The server's answer is not understood ({wrong!r}): this program and Backlot differ in age."
            self.later(lambda: self.refused(missed))
        else:
            self.later(lambda: self.offline(""))
            self.later(lambda: arrive(answer))

    def _deliver(self) -> None:
        if not self._open:
            return
        self._after(
            EVERY_MS, self._deliver
        )  # before anything that may go wrong: the next answer must not wait for ever
        while self._open and not self._answers.empty():
            self._answers.get_nowait()()
