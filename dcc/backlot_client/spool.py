"""Time that the server has not confirmed yet: one row for each segment, kept until its own answer is there.

A row grows with its segment (`save`), is marked as a crash when its program died (`adopt`), is sent when it is due, and
leaves only by what the server said about it: stored, kept elsewhere, or refused (then it stays in `refused`).
Rows belong to the account that was paired when they began and are never sent for another one.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from .clock import Clock
from .store import Store

LATEST = 600.0  # seconds: the longest wait until something is tried again
GONE = 150.0  # seconds: a program that did not touch its running row for so long is not spoken for


@dataclasses.dataclass
class Row:
    """A segment with what the server wants to know of it. Moments are of the clock of `boot`."""

    segment_id: str
    session_id: str
    user_id: int
    task_id: int
    dcc: str
    dcc_version: str
    file: str
    start: float
    end: float
    closed: str | None = None
    quiet: bool = False  # sent only when it is closed


class Spool:
    """One thread's view of the rows; every method may raise sqlite3.Error or OSError, and then changed nothing."""

    def __init__(self, store: Store, clock: Clock, owner: str) -> None:
        self.store, self._clock, self._owner = store, clock, owner

    def save(self, rows: Iterable[Row]) -> None:
        """Write rows as they are now. Inside a transaction of the caller."""
        now, wall = self._clock.now(), self._clock.wall()
        for row in rows:
            if row.closed and row.end <= row.start and not self._knows(row.segment_id):
                continue  # begun and ended within one tick: nothing to tell
            self.store.db.execute(
                "INSERT INTO segment (segment_id, session_id, user_id, task_id, dcc, dcc_version, file, boot, start,"
                " end, wall, closed, owner, touched, quiet) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (segment_id) DO UPDATE SET end = excluded.end, wall = excluded.wall,"
                " closed = excluded.closed, file = excluded.file, touched = excluded.touched,"
                " verdict = CASE WHEN excluded.closed IS NULL THEN verdict END",
                (
                    row.segment_id, row.session_id, row.user_id, row.task_id, row.dcc, row.dcc_version, row.file,
                    self._clock.boot, row.start, row.end, wall - now, row.closed, self._owner, now, row.quiet,
                ),
            )  # fmt: skip

    def adopt(self, sees: Callable[[str], bool]) -> int:
        """Close what programs left open that are no more (`sees` tells); answers of how many programs."""
        found = self.store.db.execute("SELECT DISTINCT owner FROM segment WHERE closed IS NULL").fetchall()
        dead = [row["owner"] for row in found if not sees(row["owner"])]
        if dead:
            with self.store.writing() as db:
                for owner in dead:
                    db.execute("DELETE FROM segment WHERE owner = ? AND verdict IS NOT NULL", (owner,))
                    db.execute("UPDATE segment SET closed = 'crash' WHERE owner = ? AND closed IS NULL", (owner,))
        return len(dead)

    def due(self, user_id: int, interval: float, limit: int) -> list[sqlite3.Row]:
        """Rows to send now, in the order in which they began: closed ones, and running ones once in an interval."""
        now = self._clock.now()
        return self.store.db.execute(
            "SELECT * FROM segment WHERE user_id = ? AND verdict IS NULL AND (next_try <= ? OR next_try > ?) AND ("
            " closed IS NOT NULL OR (NOT quiet AND (sent IS NULL OR ("
            "  (sent_at IS NULL OR ? - sent_at >= ?) AND (end > sent OR ? - touched < ?)))))"
            " ORDER BY rowid LIMIT ?",
            (user_id, now, now + 2 * LATEST, now, interval - 1, now, GONE, limit),
        ).fetchall()

    def item(self, row: sqlite3.Row, uptime: float, *, with_file: bool) -> dict[str, Any]:
        """A row as the server wants it, at the moment `uptime` of the clock of this boot."""
        item = {name: row[name] for name in ("segment_id", "session_id", "task_id", "dcc", "dcc_version", "closed")}
        item["file"] = row["file"] if with_file else ""
        if row["boot"] == self._clock.boot and row["start"] <= uptime:
            item["start_age"] = uptime - row["start"]
            item["end_age"] = max(0.0, uptime - row["end"])
        else:
            item["start_at"], item["end_at"] = row["start"] + row["wall"], row["end"] + row["wall"]
        return item

    def stored(self, sent: sqlite3.Row) -> None:
        """The server has a row as it was sent. Inside a transaction, as the next three."""
        gone = self.store.db.execute(
            "DELETE FROM segment WHERE segment_id = ? AND closed IS NOT NULL AND end = ? AND ? IS NOT NULL",
            (sent["segment_id"], sent["end"], sent["closed"]),
        )
        if not gone.rowcount:
            self.store.db.execute(
                "UPDATE segment SET sent = ?, sent_at = ?, tries = 0, next_try = 0 WHERE segment_id = ?",
                (sent["end"], self._clock.now(), sent["segment_id"]),
            )

    def settle(self, sent: sqlite3.Row, verdict: str) -> None:
        """The server keeps a row and wants no more of it. A running one is left to its program to take note."""
        if sent["closed"]:
            self.forget(sent["segment_id"])
        else:
            self.store.db.execute(
                "UPDATE segment SET verdict = ?, sent = ? WHERE segment_id = ? AND closed IS NULL",
                (verdict, sent["end"], sent["segment_id"]),
            )

    def refuse(self, sent: sqlite3.Row, reason: str) -> None:
        """The server can never take a row: it stays on this machine, out of the way."""
        self.store.db.execute(
            "INSERT OR REPLACE INTO refused VALUES (?, ?, ?, ?)",
            (sent["segment_id"], self._clock.wall(), reason, json.dumps(dict(sent))),
        )
        self.settle(sent, "refused")

    def put_off(self, sent: Iterable[sqlite3.Row], wait: float) -> None:
        """Rows without an answer: later again, and each later than before."""
        for row in sent:
            self.store.db.execute(
                "UPDATE segment SET tries = tries + 1, next_try = ? WHERE segment_id = ?",
                (self._clock.now() + min(LATEST, wait * 2 ** min(row["tries"], 10)), row["segment_id"]),
            )

    def verdicts(self) -> Sequence[sqlite3.Row]:
        """What the server said of this program's running rows (segment_id, verdict, sent)."""
        found = self.store.db.execute(
            "SELECT segment_id, verdict, sent FROM segment WHERE owner = ? AND closed IS NULL AND verdict IS NOT NULL",
            (self._owner,),
        )
        return found.fetchall()

    def forget(self, segment_id: str) -> None:
        """A row that was settled is not needed any more."""
        self.store.db.execute("DELETE FROM segment WHERE segment_id = ?", (segment_id,))

    def soon(self) -> None:
        """Send this program's running row as soon as possible."""
        self.store.db.execute("UPDATE segment SET sent_at = NULL WHERE owner = ? AND closed IS NULL", (self._owner,))

    def waiting(self, user_id: int) -> int:
        """How many rows of an account the server does not know yet."""
        found = self.store.db.execute(
            "SELECT (SELECT count(*) FROM segment WHERE user_id = ? AND verdict IS NULL AND"
            " (closed IS NOT NULL OR sent IS NULL))"
            " + (SELECT count(*) FROM gap WHERE user_id = ? AND wanted_task > 0)",
            (user_id, user_id),
        )
        return int(found.fetchone()[0])

    def unsent_seconds(self, user_id: int, since: float) -> float:
        """Work of an account since a wall-clock moment that the server does not know of."""
        found = self.store.db.execute(
            "SELECT coalesce(sum(max(0, end - max(coalesce(sent, start), ? - wall))), 0) FROM segment"
            " WHERE user_id = ? AND verdict IS NULL",
            (since, user_id),
        )
        return float(found.fetchone()[0])

    def _knows(self, segment_id: str) -> bool:
        found = self.store.db.execute("SELECT 1 FROM segment WHERE segment_id = ?", (segment_id,))
        return found.fetchone() is not None
