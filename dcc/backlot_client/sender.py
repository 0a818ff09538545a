"""Sends what the spool holds, from one program of the machine at a time, and remembers what the server says.

Runs in a thread of its own, so that a server that hangs, or a name that is looked up for half a minute, never keeps the
measuring thread from writing down the work. `go` is one round; nothing it meets is an exception for its caller.
"""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from . import gaps
from .clock import Clock
from .config import Access, Home, machine_name
from .gaps import Gaps
from .http import TIMEOUT, Api, Refused, Unreachable
from .machine import Rules
from .model import Host
from .spool import LATEST, Spool
from .store import Store
from .turns import Alive, Turns

BATCH = 200  # rows in one request
FIRST_WAIT = 5.0  # seconds after the first failure; doubled with each one that follows, up to LATEST
PAIR_AGAIN = "Pair this program again: its access was ended."
LATER = "It is kept here and sent when the server answers."
HALVED = (400, 413, 422, 500)  # what one row may do to a request: find it, and let the others pass


class Sender:
    """One program's sender. Made and used by one thread; `home.make()` has been called.

    chance: a number in 0…1 for the jitter of waits; api: makes what speaks to a server (tests give their own).
    """

    def __init__(
        self, home: Home, host: Host, clock: Clock, alive: Alive, chance: Callable[[], float] = random.random,
        api: Callable[[str, str, float], Api] = Api,
    ) -> None:  # fmt: skip
        self.home, self.host, self.clock, self._chance, self._api = home, host, clock, chance, api
        self.store = Store(home.spool, clock.boot)
        self.spool = Spool(self.store, clock, alive.owner)
        self.gaps = Gaps(self.store, clock)
        self.turns = Turns(self.store, alive)
        self.log = home.log()
        self.timeout = TIMEOUT
        self._tries, self._next, self._batch, self._asked = 0, 0.0, BATCH, float("-inf")
        self._token = ""
        self.spoke = 0  # times the server was tried
        self._refusals: dict[str, str] = {}

    def go(self, *, look: bool = False, force: bool = False) -> bool:
        """Send what is due. look: somebody watches a panel, so ask how the timer stands now and then.

        force: do not wait out a failure. Answers whether everything that was due is settled.
        """
        access = self.home.access()
        if access is None or not self.host.online_allowed():
            return False
        if access.token != self._token:
            self._token, self._tries, self._next = access.token, 0, 0.0
        if force:
            self._next = 0.0
        if self._waits():
            return False
        with self._mishaps():
            if self.turns.lease(self.clock.now()):
                return self._send_all(access, look)
        return False

    def fill(self, gap_id: str) -> str | None:
        """Send what is due, a gap among it; answers None when the server took that one, else what became of it."""
        self.go(force=True)
        return LATER if self.gaps.waits(gap_id) else self._refusals.pop(gap_id, None)

    def end(self) -> None:
        """This program sends no more."""
        with contextlib.suppress(sqlite3.Error, OSError):
            self.turns.end_lease()
        self.store.close()

    def _waits(self) -> bool:
        """Whether a failure is being waited out."""
        return self._next - LATEST * 2 < self.clock.now() < self._next

    def _send_all(self, access: Access, look: bool) -> bool:
        api = self._api(access.server, access.token, self.timeout)
        rules = Rules.of(self.store.note("settings"))
        while rows := self.spool.due(access.user_id, rules.interval, self._batch):
            if not self._send(api, access, rules, rows):
                return False
            self.turns.lease(self.clock.now())
        for wish in self.gaps.wishes(access.user_id, self.skew()):
            if not self._fill(api, wish):
                return False
        if look and self.clock.now() - self._asked >= rules.interval:
            answer = self._reach(lambda: api.get("/time/timer"))
            self._heard(answer["data"] if answer else None, access)
            return answer is not None
        return True

    def _send(self, api: Api, access: Access, rules: Rules, rows: Sequence[sqlite3.Row]) -> bool:
        """One request; answers whether to go on at once."""

        def ask() -> dict[str, Any]:
            now = self.clock.now()
            items = [self.spool.item(row, now, with_file=rules.keep_file_names) for row in rows]
            frame = {"device": machine_name(), "boot": self.clock.boot, "uptime": now, "sent_at": self.clock.wall()}
            return api.post("/time/heartbeats", {**frame, "items": items})

        answer = self._reach(ask, rows)
        if answer is None:
            return not self._waits()
        data = answer["data"] if isinstance(answer["data"], dict) else {}
        results, timer = data.get("results"), data.get("timer")
        with self.store.writing():
            answered = self._apply(rows, results if isinstance(results, list) else [])
            self.spool.put_off([row for row in rows if row["segment_id"] not in answered], FIRST_WAIT)
            self._stopped(timer, rows, answered)
        self._heard(timer, access, data.get("server_time"))
        return bool(answered)

    def _apply(self, rows: Sequence[sqlite3.Row], results: Sequence[Any]) -> dict[str, int]:
        """Do what the answers say; answers {segment_id: status} of what was answered. Inside a transaction."""
        sent = {row["segment_id"]: row for row in rows}
        answered: dict[str, int] = {}
        for result in results:
            if not isinstance(result, dict):
                continue
            name, status, reason = result.get("segment_id"), result.get("status"), str(result.get("reason") or "")
            index = result.get("index")
            if not name and isinstance(index, int) and 0 <= index < len(rows):
                name = rows[index]["segment_id"]
            row = sent.get(name) if isinstance(name, str) else None
            if row is None or name in answered:
                continue
            if status in (200, 201):
                self.spool.stored(row)
            elif status == 409:
                self.spool.settle(row, reason or "superseded")
            elif status in (403, 422):
                self._refused(row, reason)
            else:
                continue
            answered[str(name)] = int(status)
        return answered

    def _refused(self, row: sqlite3.Row, reason: str) -> None:
        self.log.warning("refused: segment %s on task %s: %s", row["segment_id"], row["task_id"], reason)
        self.spool.refuse(row, reason)
        self._trouble(f"The server refused {(row['end'] - row['start']) / 60:.0f} min of work: {reason}")

    def _trouble(self, text: str) -> None:
        self.store.remember("trouble", {"text": text, "wall": self.clock.wall()})

    def _stopped(self, timer: Any, rows: Sequence[sqlite3.Row], answered: dict[str, int]) -> None:
        """A running row that was stored although nothing runs: its timer was stopped on the web page."""
        if isinstance(timer, dict) and "running" in timer and timer["running"] is None:
            for row in rows:
                if row["closed"] is None and answered.get(row["segment_id"]) == 200:
                    self.spool.settle(row, "stopped")

    def _fill(self, api: Api, wish: gaps.Wish) -> bool:
        """Tell the server of a gap that was work."""
        try:
            gaps.tell(api, wish)
        except Refused as no:
            if no.status in (401, 429) or no.status >= 500:
                self.gaps.put_off(wish, LATEST)
                return self._failed(no)
            self.log.warning("gap refused: %s", no)
            self._refusals[wish.gap_id] = f"Time away was not added: {no}"
            self._trouble(self._refusals[wish.gap_id])
        except (Unreachable, ValueError, KeyError, TypeError) as problem:
            self.gaps.put_off(wish, FIRST_WAIT)
            return self._failed(problem)
        self.gaps.drop(wish.gap_id)
        return True

    def _reach(self, ask: Callable[[], dict[str, Any]], rows: Sequence[sqlite3.Row] = ()) -> dict[str, Any] | None:
        """The answer to a question, or None after noting what went wrong."""
        try:
            answer = ask()
        except (Refused, Unreachable, ValueError, TypeError) as problem:
            if not self._halve(problem, rows):
                self._failed(problem)
            return None
        self._tries, self._next = 0, 0.0
        self._batch = min(BATCH, self._batch * 2)
        self._link("yes", "")
        return answer

    def _halve(self, problem: Exception, rows: Sequence[sqlite3.Row]) -> bool:
        """Whether half of these rows shall be tried at once: one of them may be what the server cannot take."""
        if not rows or not isinstance(problem, Refused) or problem.status not in HALVED:
            self._batch = max(1, self._batch // 2)  # the next time ask for less: it may just be slow
            return False
        if len(rows) == 1:
            with self.store.writing():
                self.spool.put_off(rows, FIRST_WAIT)
            return False
        self._batch = len(rows) // 2
        return True

    def _failed(self, problem: Exception) -> bool:
        wait = min(LATEST, FIRST_WAIT * 2 ** min(self._tries, 10)) * (0.75 + 0.5 * self._chance())
        self._tries += 1
        self._next = self.clock.now() + wait
        message = PAIR_AGAIN if isinstance(problem, Refused) and problem.status == 401 else str(problem)
        self.log.info("not sent (again in %.0f s): %s", wait, message)
        self._link("no", message)
        return False

    def _link(self, online: str, message: str) -> None:
        self.spoke += 1
        self.store.remember("link", {"online": online, "message": message, "at": self.clock.now()})

    def _heard(self, timer: Any, access: Access, server_time: Any = None) -> None:
        """Remember what the server says of the timer, for all programs of this machine."""
        self._asked = self.clock.now()
        if isinstance(server_time, (int, float)):
            self.store.remember("skew", float(server_time) - self.clock.wall())
        if isinstance(timer, dict):
            if timer.get("running"):  # else they are nobody's settings
                self.store.remember("settings", timer.get("settings"))
            running, today = timer.get("running"), timer.get("seconds_today")
            known = {
                "running": running if isinstance(running, dict) else None,
                "seconds_today": today if isinstance(today, (int, float)) else 0,
            }
            self.store.remember("timer", {**known, "user_id": access.user_id, "wall": self.clock.wall()})

    def skew(self) -> float:
        """How far the server's clock was ahead of this machine's, when they last spoke."""
        return float(self.store.note("skew", 0.0))

    @contextlib.contextmanager
    def _mishaps(self) -> Any:
        """A disk that is full or a database that is busy: log it, later again."""
        try:
            with self.store.repairing():
                yield
        except (sqlite3.Error, OSError) as problem:
            self.log.warning("spool: %s", problem)
            self._next = self.clock.now() + FIRST_WAIT
