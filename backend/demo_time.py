"""The sample production's hours: about five weeks of its artists, told by their programs, corrected and approved.

Everything goes through the API, as each artist and as the lead: heartbeats of programs that were offline until now,
entries and corrections by hand, weeks handed in and decided. `data/sample/the-long-tide-hours.toml` says what happened;
the hours of the day are drawn from a fixed seed.
"""

import datetime as dt
import random
import re
import tomllib
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Call = Callable[..., Any]
OLDEST = 30  # days; heartbeats that are later than a month are held for a person to decide
HOUR = 3600.0
START, LUNCH, A_WHILE = 9.25 * HOUR, 12.75 * HOUR, 0.1 * HOUR
Lane = deque[list[Any]]  # (task, seconds still to be worked on it), in their order


def log_hours(call: Call, call_as: Callable[[str], Call], path: str, file: Path) -> int:
    """Write the hours of `file`; answers how many segments there are.

    `call` is (method, address, body, match=…) → the data of the answer, as the lead; `call_as(email)` an artist's.
    """
    plan = tomllib.loads(file.read_text(encoding="utf-8"))
    zone = ZoneInfo(call("GET", path)["timezone"])
    shop = _Shop(call, path, plan, dt.datetime.now(zone))
    callers = {artist["email"]: call_as(artist["email"]) for artist in plan["artists"]}
    count = 0
    for artist in plan["artists"]:
        shop.pay(artist)
        items = list(shop.month(artist))
        body = {**shop.frame(artist), "items": items, "timer": False}
        callers[artist["email"]]("POST", "/time/heartbeats", body)
        count += len(items)
    for entry in plan["by_hand"]:
        count += shop.enter(callers[entry["email"]], entry)
    for correction in plan["corrections"]:
        shop.correct(callers[correction["email"]], correction)
    for weeks in plan["weeks"]:
        shop.settle(callers[weeks["email"]], weeks)
    return count


class _Shop:
    """What is known of the production while its hours are written."""

    def __init__(self, call: Call, path: str, plan: dict[str, Any], now: dt.datetime) -> None:
        self.call, self.path, self.plan, self.now = call, path, plan, now
        self.tasks = {task["title"]: task for task in call("GET", f"{path}/tasks?limit=500")}
        self.people = {row["email"]: row["user_id"] for row in call("GET", f"{path}/members?limit=500")}
        self.monday = now.date() - dt.timedelta(now.weekday())
        self.random = random.Random(1887)  # noqa: S311 (the same month every time)

    def pay(self, artist: dict[str, Any]) -> None:
        """What an hour costs, and a raise."""
        rates = f"{self.path}/time/rates/{self.people[artist['email']]}"
        first = {"valid_from": (self.monday - dt.timedelta(weeks=8)).isoformat(), "hourly_minor": artist["hourly"]}
        self.call("PUT", rates, first)
        if "raise" in artist:
            since = (self.monday - dt.timedelta(weeks=2)).isoformat()
            self.call("PUT", rates, {"valid_from": since, "hourly_minor": artist["raise"]})

    def frame(self, artist: dict[str, Any]) -> dict[str, Any]:
        """Whose machine it was; all of a month came from one that was offline."""
        boot = str(uuid.UUID(int=self.random.getrandbits(128)))
        return {"device": artist["machine"], "boot": boot, "uptime": 1e7, "sent_at": self.now.timestamp()}

    def month(self, artist: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every segment of an artist, as heartbeats have them."""
        oldest, last = self.now.date() - dt.timedelta(OLDEST), self.now.date()
        for back, shares in zip(range(len(artist["weeks"]) - 1, -1, -1), artist["weeks"], strict=True):
            dates = [self.monday + dt.timedelta(n - 7 * back) for n in range(5)]
            days = {day: self.stretches(artist["hours"] / 5) for day in dates if oldest <= day <= last and shares}
            total = sum(end - start for stretches in days.values() for start, end in stretches)
            belt = deque([title, share * total] for title, share in shares.items())
            for day, stretches in days.items():
                hours = sum(end - start for start, end in stretches)
                daily = deque([title, share * hours] for title, share in artist.get("daily", {}).items())
                session = self.uid()
                for start, end in stretches:
                    yield from self.cut(artist, day, session, (start, end), daily, belt)

    def stretches(self, hours: float) -> list[tuple[float, float]]:
        """When somebody works on a day, in seconds of it: a start, a lunch, short breaks."""
        left, at = hours * HOUR * self.random.uniform(0.92, 1.08), START + self.random.uniform(-0.5, 0.5) * HOUR
        lunch, found = LUNCH + self.random.uniform(-0.4, 0.4) * HOUR, []
        while left > A_WHILE:
            length = min(left, self.random.uniform(0.6, 2.2) * HOUR)
            if at < lunch < at + length + A_WHILE:
                length = max(A_WHILE, lunch - at)
            found.append((at, at + length))
            rest = self.random.uniform(0.6, 1.0) * HOUR if at < lunch <= at + length + A_WHILE else 0
            left, at = left - length, at + length + (rest or self.random.uniform(0.18, 0.4) * HOUR)
        return found

    def cut(
        self, artist: dict[str, Any], day: dt.date, session: str, stretch: tuple[float, float], daily: Lane, belt: Lane
    ) -> Iterator[dict[str, Any]]:
        """A stretch, divided among what is done daily and what is next on the belt; no piece is very short."""
        start, end = stretch
        while end - start > 60:
            lane = daily or belt
            title, left = lane[0]
            last = lane is belt and len(belt) == 1
            until = end if last or left > end - start - A_WHILE else start + max(left, A_WHILE)
            if item := self.item(artist, day, session, title, start, until, "idle" if until == end else "switch"):
                yield item
            lane[0][1] -= until - start
            if lane[0][1] < A_WHILE and not last:
                lane.popleft()
            start = until

    def item(
        self, artist: dict[str, Any], day: dt.date, session: str, title: str, start: float, end: float, closed: str
    ) -> dict[str, Any] | None:
        """A segment; None for what has not happened yet."""
        task = self.tasks[title]
        program = self.plan["programs"][task["category"]]
        ages = [(self.now - self.at(day, second)).total_seconds() for second in (start, end)]
        name = re.sub(r"[^a-z]+", "_", title.lower())[:24].strip("_")
        return None if ages[1] < 0 else {
            "segment_id": self.uid(), "session_id": session, "task_id": task["id"], "dcc": program,
            "file": f"{name}_v{1 + (day - self.monday).days // 3 + 11:03}.{self.plan['files'][program]}",
            "start_age": ages[0], "end_age": ages[1], "closed": closed,
        }  # fmt: skip

    def at(self, day: dt.date, seconds: float) -> dt.datetime:
        """A moment of a day by the production's clock."""
        return dt.datetime.combine(day, dt.time(), self.now.tzinfo) + dt.timedelta(seconds=round(seconds))

    def uid(self) -> str:
        """A name for a segment or a session."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def days_ago(self, entry: dict[str, Any]) -> dt.date:
        """The day that an entry's week and weekday mean."""
        return self.monday + dt.timedelta(days=entry["weekday"] - 7 * entry["week"])

    def enter(self, call: Call, entry: dict[str, Any]) -> int:
        """Time by hand, after what was measured that day; answers 1."""
        last = self.segments(call, entry)[0]
        start = dt.datetime.fromisoformat(last["ended_at"]) + dt.timedelta(minutes=10)
        body = {"task_id": self.tasks[entry["task"]]["id"], "reason": entry["reason"], "start": start.isoformat()}
        call("POST", "/time/segments", {**body, "end": (start + dt.timedelta(minutes=entry["minutes"])).isoformat()})
        return 1

    def correct(self, call: Call, entry: dict[str, Any]) -> None:
        """Another task for the first segment after noon, or one that is taken out."""
        noon = self.at(self.days_ago(entry), 13 * HOUR)
        rows = self.segments(call, entry)
        row = min((row for row in rows if dt.datetime.fromisoformat(row["started_at"]) > noon), key=_started)
        address = f"/time/segments/{row['id']}"
        if "task" in entry:
            call("PATCH", address, {"task_id": self.tasks[entry["task"]]["id"], "reason": entry["reason"]})
        else:
            call("DELETE", address, {"reason": entry["reason"]})

    def settle(self, call: Call, weeks: dict[str, Any]) -> None:
        """Hand weeks in, and decide about them as the lead."""
        for back in (*weeks.get("approved", ()), *weeks.get("submitted", ()), *weeks.get("rejected", ())):
            year, number, _day = (self.monday - dt.timedelta(weeks=back)).isocalendar()
            user, name = self.people[weeks["email"]], f"{year}-W{number:02}"
            week = f"{self.path}/time/weeks/{user}/{name}"
            seconds = call("POST", f"{week}/submit", {})["seconds"]
            if back in weeks.get("approved", ()):
                self.call("POST", f"{week}/approve", {"seconds": seconds})
            elif back in weeks.get("rejected", ()):
                self.call("POST", f"{week}/reject", {"comment": weeks["comment"]})

    def segments(self, call: Call, entry: dict[str, Any]) -> list[dict[str, Any]]:
        """An artist's own of that day, the newest first."""
        day, zone = self.days_ago(entry), self.now.tzinfo
        found: list[dict[str, Any]] = call("GET", f"/time/segments?from={day}&to={day}&zone={zone}&limit=50")
        return found


def _started(row: dict[str, Any]) -> str:
    return str(row["started_at"])
