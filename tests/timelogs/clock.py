"""A clock that tests set: every moment the time-tracking code asks for, and programs that report by it."""

import uuid
from typing import Any

import pytest

from backend.timelogs.segments import clocks, gaps, heartbeats, manual, reads, running, sessions, timer
from tests.people import Caller

NINE = 1_795_251_600_000  # Saturday 21 November 2026, 09:00 UTC
MINUTE = 60_000
HOUR = 60 * MINUTE


class FakeTime:
    """Moves only when told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ms, self.wrong = NINE, 0  # the server's wall clock, and how far somebody set it
        clocks.forget()
        for module in (gaps, heartbeats, manual, reads, running, sessions, timer):
            monkeypatch.setattr(module, "now_ms", lambda: self.ms)
        monkeypatch.setattr(clocks, "steady_ms", lambda: self.ms - self.wrong)

    def pass_(self, minutes: float) -> int:
        """Let time pass; answers the new moment."""
        self.ms += round(minutes * MINUTE)
        return self.ms


class Program:
    """A program on somebody's machine that sends heartbeats; its wall clock may be wrong by `ahead` seconds."""

    def __init__(self, caller: Caller, time: FakeTime, dcc: str = "blender", *, ahead: float = 0) -> None:
        self.caller, self.time, self.dcc, self.ahead = caller, time, dcc, ahead
        self.boot, self.session, self.born = str(uuid.uuid4()), str(uuid.uuid4()), time.ms

    def item(self, task: int, start: int, end: int, *, closed: str | None = None, **more: Any) -> dict[str, Any]:
        """An item whose work lies between two moments of the fake time."""
        now = self.time.ms
        return {
            "segment_id": str(uuid.uuid4()), "session_id": self.session, "task_id": task, "dcc": self.dcc,
            "dcc_version": "4.5", "file": "sh010.blend", "start_age": (now - start) / 1000,
            "end_age": (now - end) / 1000, "closed": closed, **more,
        }  # fmt: skip

    def aged(self, item: dict[str, Any], start: int, end: int, **more: Any) -> dict[str, Any]:
        """The same segment as its program knows it now."""
        now = self.time.ms
        return {**item, "start_age": (now - start) / 1000, "end_age": (now - end) / 1000, **more}

    def send(self, *items: Any, late: float = 0, **more: Any) -> dict[str, Any]:
        """The answer's data; `late` seconds were lost on the way."""
        up = (self.time.ms - self.time.wrong - self.born) / 1000 + 1000
        body = {
            "device": "ws12", "boot": self.boot, "uptime": up - late, "items": list(items),
            "sent_at": self.time.ms / 1000 + self.ahead - late, **more,
        }  # fmt: skip
        return self.caller.post("/time/heartbeats", body).data

    def beat(self, *items: Any, **more: Any) -> list[tuple[int, str]]:
        """(status, reason) of each item."""
        return [(row["status"], row["reason"]) for row in self.send(*items, **more)["results"]]
