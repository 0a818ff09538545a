"""The desktop's presenter: what is measured here, timers by hand, and what the person's other programs measure."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

from ..backlot_client import Presenter, Snapshot, TimeClient
from ..backlot_client.idle import idle_seconds
from . import questions
from .errands import Errands


class Watch(Presenter):
    """Start measures, or with `by_hand` starts a timer that runs until it is stopped; Stop stops what runs anywhere."""

    def __init__(self, client: TimeClient, errands: Errands) -> None:
        super().__init__(client)
        self._here = False  # whether the timer is this program's
        self._errands = errands
        self._running: dict[str, Any] | None = None  # what the server says runs, and when it said so
        self._today = 0.0
        self._said_at = 0.0
        self.can_measure = idle_seconds(whole=True) is not None
        self.by_hand = not self.can_measure

    def ask_server(self) -> None:
        """Find out what runs, also elsewhere."""
        self._errands.ask("timer", questions.timer, self._told)

    def look(self) -> Snapshot:
        """What the client says; while it measures nothing here, what the server says of other timers."""
        now = super().look()
        self._here = now.state in ("active", "idle")
        now = dataclasses.replace(now, today_seconds=max(now.today_seconds, self._today))
        if self._here or self._running is None:
            return dataclasses.replace(now, state="off") if now.state == "elsewhere" else now
        running, since = self._running, time.monotonic() - self._said_at
        return dataclasses.replace(
            now,
            state="active",
            task_id=running["task_id"],
            task_title=running["task_title"],
            since_seconds=running["seconds"] + since,
            today_seconds=now.today_seconds + since,
        )

    def where(self, now: Snapshot) -> str:
        """How the time that runs is counted, in a few words."""
        if self._here:
            return "Away: time stands still until you are back" if now.state == "idle" else "Measured on this machine"
        if self._running is None:
            return "Choose a task and press Start"
        if self._running["source"] == "timer":
            return "By hand: runs until you stop it"
        return f"Measured in {self._running['dcc']} on {self._running['machine'] or 'another machine'}"

    def start(self) -> bool:
        """Start or switch, measured or by hand."""
        meant = self.meant(super().look())
        if not self.by_hand or meant is None:
            self._running = None
            return super().start()
        if self._here:
            self._client.stop()
        task_id = meant.id
        self._errands.ask("timer", lambda api, _: questions.start_by_hand(api, task_id), self._told)
        return True

    def stop(self) -> None:
        """Stop what is measured here, else what runs elsewhere."""
        if self._here:
            super().stop()
        elif self._running is not None:
            self._errands.ask("timer", lambda api, _: questions.stop_what_runs(api), self._told)

    def _told(self, timer: dict[str, Any]) -> None:
        self._running, self._today, self._said_at = timer["running"], timer["seconds_today"], time.monotonic()
