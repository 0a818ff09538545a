"""Time away that is offered back: kept on this machine until the artist says what it was, then told to the server."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
import uuid
from typing import Any

from .clock import Clock
from .http import Api, Refused
from .machine import Pause
from .model import Gap
from .store import Store

LONGEST = 8 * 3600.0  # seconds: longer was a night, not a meeting
KEPT = 7 * 86400.0  # seconds for which a gap is offered
SAME = 0.5  # of a gap must be the server's own, to be taken for it


@dataclasses.dataclass(frozen=True)
class Wish:
    """A gap that was work after all. start, end: seconds since 1970 by the server's clock."""

    gap_id: str
    task_id: int
    reason: str
    start: float
    end: float
    tries: int


class Gaps:
    """The gaps of one account at a time. Methods may raise sqlite3.Error or OSError."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def offer(self, pause: Pause, user_id: int) -> None:
        """Keep a pause, unless it was a night."""
        if pause.end - pause.start <= LONGEST:
            self._store.db.execute(
                "INSERT INTO gap (gap_id, user_id, task_id, boot, start, end, wall) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    str(uuid.uuid4()), user_id, pause.task_id, self._clock.boot, pause.start, pause.end,
                    self._clock.wall() - self._clock.now(),
                ),
            )  # fmt: skip

    def listed(self, user_id: int, skew: float) -> tuple[Gap, ...]:
        """What is offered, the oldest first; skew: how far the server's clock is ahead of ours."""
        rows = self._store.db.execute(
            "SELECT gap_id, start, end, wall, task_id FROM gap WHERE user_id = ? AND wanted_task IS NULL"
            " AND end + wall > ? ORDER BY start + wall",
            (user_id, self._clock.wall() - KEPT),
        )
        return tuple(
            Gap(row[0], row[1] + row[3] + skew, row[2] + row[3] + skew, row[2] - row[1], row[4]) for row in rows
        )

    def keep(self, gap_id: str, task_id: int, reason: str) -> None:
        """The artist says it was work."""
        self._store.db.execute(
            "UPDATE gap SET wanted_task = ?, reason = ? WHERE gap_id = ?", (task_id, reason.strip() or "Work", gap_id)
        )

    def drop(self, gap_id: str) -> None:
        """It was none, or it is settled."""
        self._store.db.execute("DELETE FROM gap WHERE gap_id = ?", (gap_id,))

    def waits(self, gap_id: str) -> bool:
        """Whether a gap is still to be told to the server."""
        return self._store.db.execute("SELECT 1 FROM gap WHERE gap_id = ?", (gap_id,)).fetchone() is not None

    def wishes(self, user_id: int, skew: float) -> list[Wish]:
        """What is to be told to the server now."""
        rows = self._store.db.execute(
            "SELECT * FROM gap WHERE user_id = ? AND wanted_task > 0 AND next_try <= ?", (user_id, self._clock.now())
        )
        return [_wish(row, skew) for row in rows]

    def put_off(self, wish: Wish, wait: float) -> None:
        """No answer: later again."""
        self._store.db.execute(
            "UPDATE gap SET tries = tries + 1, next_try = ? WHERE gap_id = ?", (self._clock.now() + wait, wish.gap_id)
        )


def tell(api: Api, wish: Wish) -> None:
    """Enter a gap as work by hand, with the server's own begin and end of it where it knows it.

    Raises Unreachable and Refused. One that was sent before without an answer may be there already: that is well, too.
    """
    start, end = _of_server(api, wish) or (_text(wish.start + 1), _text(wish.end - 1))
    body = {"task_id": wish.task_id, "start": start, "end": end, "reason": wish.reason[:500]}
    try:
        api.post("/time/segments", body)
    except Refused as no:
        if not (no.status == 422 and wish.tries and "start" in no.fields):
            raise


def _of_server(api: Api, wish: Wish) -> tuple[str, str] | None:
    """The gap of the server's list that this one is, if any."""
    best: tuple[float, tuple[str, str]] | None = None
    for day in sorted({_text(wish.start)[:10], _text(wish.end)[:10]}):
        for gap in api.get("/time/gaps", day=day)["data"]:
            shared = min(_moment(gap["end"]), wish.end) - max(_moment(gap["start"]), wish.start)
            if shared > SAME * (wish.end - wish.start) and (best is None or shared > best[0]):
                best = shared, (gap["start"], gap["end"])
    return best and best[1]


def _wish(row: sqlite3.Row, skew: float) -> Wish:
    begin, end = row["start"] + row["wall"] + skew, row["end"] + row["wall"] + skew
    return Wish(row["gap_id"], row["wanted_task"], row["reason"], begin, end, row["tries"])


def _text(at: float) -> str:
    return dt.datetime.fromtimestamp(at, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: Any) -> float:
    return dt.datetime.fromisoformat(str(text).replace("Z", "+00:00")).timestamp()
