"""The rules of the server for heartbeats in a few lines and in memory: what the contract says, nothing else."""

from __future__ import annotations

import copy
import itertools
from dataclasses import dataclass, field
from typing import Any

from dcc.backlot_client.http import Refused, Unreachable

SETTINGS = {
    "idle_minutes": 10,
    "interval_seconds": 60,
    "max_hours": 16,
    "keep_file_names": True,
    "count_renders": False,
}


@dataclass
class Stored:
    start: float
    end: float
    task_id: int
    session_id: str
    dcc: str
    file: str
    closed: str | None
    user: str
    machine: str = ""
    at: int = 0


@dataclass
class MemoryServer:
    """One person's segments. `time()` is the server's clock; `trouble` is what the next requests meet:

    down (no answer, nothing stored), lost (stored, no answer), 500, 503, 401.
    """

    time: Any
    segments: dict[str, Stored] = field(default_factory=dict)
    trouble: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    refuse: dict[int, tuple[int, str]] = field(default_factory=dict)  # task → (status, reason)
    stopped: bool = False
    manual: list[dict[str, Any]] = field(default_factory=list)
    offsets: dict[str, float] = field(default_factory=dict)

    def api(self, server: str, token: str, timeout: float) -> Api:
        return Api(self, token)

    def heartbeats(self, body: dict[str, Any], user: str) -> dict[str, Any]:
        self.requests.append(copy.deepcopy(body))
        received = self.time()
        base = self.offsets.setdefault(body["boot"], received - body["uptime"]) + body["uptime"]
        results = [self._take(n, one, base, received - body["sent_at"], user) for n, one in enumerate(body["items"])]
        for result, item in zip(results, body["items"], strict=True):
            result["segment_id"] = item["segment_id"]
        return {"data": {"server_time": received, "results": results, "timer": self.timer()}}

    def _take(self, index: int, item: dict[str, Any], base: float, skew: float, user: str) -> dict[str, Any]:
        if "start_age" in item:
            assert "start_at" not in item
            assert item["start_age"] >= item["end_age"] >= 0
            start, end = base - item["start_age"], base - item["end_age"]
        else:
            start, end = item["start_at"] + skew, item["end_at"] + skew
        if item["task_id"] in self.refuse:
            status, reason = self.refuse[item["task_id"]]
            return {"index": index, "status": status, "reason": reason}
        known = self.segments.get(item["segment_id"])
        if known is None:
            closed = item["closed"]
            others = self.segments.values() if closed is None else ()
            for other in [one for one in others if one.closed is None and one.user == user]:
                if other.start > start:
                    closed = "superseded"
                else:
                    other.closed = "superseded"
            self.segments[item["segment_id"]] = Stored(
                start, end, item["task_id"], item["session_id"], item["dcc"], item["file"], closed, user,
                at=len(self.segments),
            )  # fmt: skip
            return {"index": index, "status": 201, "reason": ""}
        assert known.user == user
        known.start, known.end = min(known.start, start), max(known.end, end)
        superseded = known.closed == "superseded"
        known.closed = known.closed or item["closed"]
        return {"index": index, "status": 409 if superseded else 200, "reason": "superseded" if superseded else ""}

    def timer(self) -> dict[str, Any]:
        running = [name for name, one in self.segments.items() if one.closed is None]
        shown = self.segments[running[0]] if running else None
        return {
            "running": shown and {"segment_id": running[0], "dcc": shown.dcc, "machine": shown.machine},
            "seconds_today": int(sum(one.end - one.start for one in self.segments.values())),
            "settings": SETTINGS,
        }

    def by_task(self) -> dict[int, float]:
        """Every moment once, for the segment that started last."""
        edges = sorted({edge for one in self.segments.values() for edge in (one.start, one.end)})
        found: dict[int, float] = {}
        for a, b in itertools.pairwise(edges):
            over = [one for one in self.segments.values() if one.start <= a and one.end >= b]
            if over:
                task = max(over, key=lambda one: one.start).task_id
                found[task] = found.get(task, 0.0) + b - a
        return found


class Api:
    """Stands where the client's own one does."""

    def __init__(self, server: MemoryServer, token: str):
        self.server, self.token = server, token

    def post(self, path: str, body: Any) -> dict[str, Any]:
        trouble = self.server.trouble
        if trouble == "down":
            raise Unreachable("down")
        if trouble.isdigit():
            raise Refused(int(trouble), f"error {trouble}")
        if path == "/time/segments":
            self.server.manual.append(body)
            answer: dict[str, Any] = {"data": {}}
        else:
            answer = self.server.heartbeats(body, self.token)
        if trouble == "lost":
            raise Unreachable("connection lost")
        return answer

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        if self.server.trouble:
            raise Unreachable("down")
        return {"data": [] if path == "/time/gaps" else self.server.timer()}
