"""What a panel says and what its buttons do, without a widget: every kind of panel shows this one."""

from __future__ import annotations

import time

from .client import TimeClient
from .model import Gap, Snapshot, Task

STATES = {"off": "Not tracking", "active": "Working", "idle": "Away, not counting:"}


class Presenter:
    """The client behind a panel: what is searched and chosen there, and what its buttons do."""

    def __init__(self, client: TimeClient) -> None:
        self._client = client
        self._reply = ""
        self.search = ""
        self.chosen: int | None = None

    def look(self) -> Snapshot:
        """What there is to show now; cheap."""
        return self._client.snapshot()

    def headline(self, now: Snapshot) -> str:
        """The task, or where the timer is instead."""
        if now.state == "elsewhere":
            return f"Running in {now.elsewhere or 'another program'}"
        return now.task_title if now.state != "off" and now.task_title else STATES["off"]

    def clock(self, seconds: float) -> str:
        """Hours and minutes, e.g. `7:05`."""
        minutes = max(0, int(seconds)) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"

    def status(self, now: Snapshot) -> str:
        """State, length of this session, today's hours and what has not been sent, in one line."""
        parts = [f"{STATES[now.state]} {self.clock(now.since_seconds)}"] if now.state in ("active", "idle") else []
        parts.append(f"Today {self.clock(now.today_seconds)}")
        if now.online == "no":
            parts.append("offline")
        if now.waiting:
            parts.append(f"{now.waiting} to send")
        return " · ".join(parts)

    def gap_text(self, gap: Gap) -> str:
        """A stretch without time that may have been work."""
        begin, end = (time.strftime("%H:%M", time.localtime(moment)) for moment in (gap.start, gap.end))
        return f"Away {begin} to {end}, {max(1, round(gap.seconds / 60))} min. Was it work?"

    def message(self, now: Snapshot) -> str:
        """One sentence that needs the artist, or nothing."""
        return self._reply or now.message

    def found(self, now: Snapshot) -> list[Task]:
        """The tasks in which every searched word occurs, one's own first, in the server's order."""
        words = self.search.lower().split()
        hits = [task for task in now.tasks if all(word in f"{task.title} {task.production}".lower() for word in words)]
        return sorted(hits, key=lambda task: not task.mine)

    def choose(self, task_id: int | None) -> None:
        """Note which task of the list is meant."""
        self.chosen = task_id

    def can_start(self, now: Snapshot) -> bool:
        """Whether Start or Switch would do something."""
        meant = self.meant(now)
        return meant is not None and not (now.state in ("active", "idle") and now.task_id == meant.id)

    def start_label(self, now: Snapshot) -> str:
        """What the button is called."""
        return "Switch" if now.state in ("active", "idle") else "Start"

    def start(self) -> bool:
        """Start the chosen task, or switch to it, else the last one; False when there is none."""
        meant = self.meant(self.look())
        if meant is None:
            return False
        self._reply = ""
        self._client.start(meant.id, meant.title)
        return True

    def stop(self) -> None:
        """Stop the timer."""
        self._reply = ""
        self._client.stop()

    def pair(self, code: str, server: str) -> None:
        """Pair this machine; the answer appears as the message."""
        self._reply = "Pairing …"
        self._client.pair(code.strip(), server.strip() or None, done=self._answered)

    def refresh(self) -> None:
        """Ask for the list of tasks anew; the message says when there is no answer."""
        self._client.refresh_tasks(done=self._answered)

    def keep_gap(self, gap: Gap, reason: str) -> None:
        """The gap was work on the task it belongs to."""
        self._client.keep_gap(gap.id, gap.task_id, reason.strip() or "Working away from the program")

    def drop_gap(self, gap: Gap) -> None:
        """The gap was a break."""
        self._client.drop_gap(gap.id)

    def meant(self, now: Snapshot) -> Task | None:
        """The task that Start would start: the chosen one, else the last one worked on."""
        chosen = next((task for task in now.tasks if task.id == self.chosen), None)
        return chosen or (now.last if self.chosen is None else None)

    def _answered(self, error: str | None) -> None:
        self._reply = error or ""  # on a thread of the client: a word to show at the next look, nothing else
