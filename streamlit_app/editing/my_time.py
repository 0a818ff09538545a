"""One's own hours as a page shows them: the clock they are told by, the rows of a day, what was used and forgotten."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from streamlit_app import words

Row = dict[str, Any]
DAY = dt.timedelta(days=1)
OTHER = "Other…"
AWAY = ("Meeting", "Review", "Reading or reference", "Away from the desk for work")
WRONG = ("Forgot to start", "Forgot to stop", "Wrong task")
NO_WORK = ("Not work", "Counted twice")
FINISHED = "The timer was left running; this is when I finished"
NOTHING = "The timer was left running; nothing was done"
WHY_GAP = {
    "idle": "no input", "sleep": "the computer slept", "crash": "the program ended unexpectedly",
    "stale": "the program fell silent", "pause": "paused", "forgotten": "the timer was left running",
}  # fmt: skip
WHY_HELD = {
    "locked": "its week is approved", "task_gone": "its task is gone", "not_member": "you are not on its production",
    "too_old": "it came too late",
}  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """The zone times are told in, this moment, and a sentence that says which zone it is."""

    zone: ZoneInfo
    now: dt.datetime
    said: str

    @property
    def today(self) -> dt.date:
        """Today's date in the zone."""
        return self.now.astimezone(self.zone).date()

    def local(self, moment: str) -> dt.datetime:
        """A moment of the API (`2026-11-28T09:04:00Z`) on this clock."""
        return dt.datetime.fromisoformat(moment).astimezone(self.zone)

    def time(self, moment: str, day: dt.date) -> str:
        """`09:04`, or `Thu 23:10` when it is not on `day`."""
        at = self.local(moment)
        return f"{at:%H:%M}" if at.date() == day else f"{at:%a %H:%M}"

    def span(self, start: str, end: str, day: dt.date) -> str:
        """`09:04 – 10:12`."""
        return f"{self.time(start, day)} – {self.time(end, day)}"

    def bounds(self, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """When a day begins and ends here; 23 or 25 hours apart when clocks change."""
        return dt.datetime.combine(day, dt.time(), self.zone), dt.datetime.combine(day + DAY, dt.time(), self.zone)

    def moment(self, day: dt.date, time: dt.time) -> str:
        """What the API takes for a time on a day of this clock."""
        return dt.datetime.combine(day, time, self.zone).astimezone(dt.UTC).isoformat().replace("+00:00", "Z")

    def moments(self, day: dt.date, start: dt.time, end: dt.time) -> tuple[str, str]:
        """The same for a stretch; one that ends before it starts ends on the next day."""
        return self.moment(day, start), self.moment(day + DAY if end <= start else day, end)


def clock_of(productions: Sequence[Row], own: ZoneInfo, browser: str | None, now: dt.datetime | None = None) -> Clock:
    """The production's clock (`own`), or the browser's when one's productions are in several zones."""
    moment = now or dt.datetime.now(dt.UTC)
    if len({row["timezone"] for row in productions}) > 1 and browser:
        try:
            said = f"Times of this device ({browser}): your productions are in different zones"
            return Clock(ZoneInfo(browser), moment, said)
        except (ZoneInfoNotFoundError, ValueError):  # a browser may say anything
            pass
    return Clock(own, moment, f"Times in {own.key}")


def counts(row: Row) -> bool:
    """Whether a segment is time: not one that was taken out, nor one that ended as it began."""
    return not row["removed"] and _start(row) < _end(row)


def worked(rows: Iterable[Row], start: dt.datetime, end: dt.datetime) -> int:
    """Seconds between two moments in which at least one of these segments lies; every moment counts once."""
    spans = sorted(
        (max(begin, start), min(until, end))
        for begin, until in ((_start(row), _end(row)) for row in rows if counts(row))
        if begin < end and until > start
    )
    seconds, reached = 0.0, start
    for begin, until in spans:
        if until > reached:
            seconds += (until - max(begin, reached)).total_seconds()
            reached = until
    return round(seconds)


def on_day(rows: Iterable[Row], clock: Clock, day: dt.date) -> list[Row]:
    """The segments worth showing that touch a day, the first first."""
    start, end = clock.bounds(day)
    found = [
        row
        for row in rows
        if _start(row) < end
        and (_end(row) > start or _start(row) >= start)
        and (row["seconds"] or row["running"] or row["removed"])
    ]
    return sorted(found, key=lambda row: (_start(row), row["id"]))


def forgotten(rows: Iterable[Row]) -> list[Row]:
    """Timers by hand that were left running and whose end nobody has told yet, the oldest first."""
    known = list(rows)
    told = [(_start(row), _end(row)) for row in known if counts(row)]
    return sorted(
        (
            row
            for row in known
            if row["closed"] == "forgotten" and not row["removed"] and not row["seconds"] and not row["locked"]
            and not any(start <= _start(row) < end for start, end in told)
        ),
        key=_start,
    )  # fmt: skip


def last_used(
    rows: Iterable[Row], open_tasks: Mapping[int, Row], *, most: int, without: int | None = None
) -> list[Row]:
    """The tasks worked on last, the latest first, then one's own that are due next: for one-click changes."""
    used = [row["task_id"] for row in sorted(rows, key=_start, reverse=True)]
    mine = [task_id for task_id, task in open_tasks.items() if task["mine"]]
    order = dict.fromkeys(one for one in [*used, *mine] if one in open_tasks and one != without)
    return [open_tasks[one] for one in list(order)[:most]]


def clashing(rows: Iterable[Row], start: str, end: str, without: int | None = None) -> Row | None:
    """The first segment that lies in [start, end) already."""
    first, last = dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(end)
    there = (
        row
        for row in rows
        if counts(row) and row["id"] != without
        and _start(row) < last and _end(row) > first
    )  # fmt: skip
    return min(there, key=_start, default=None)


def source_of(row: Row) -> str:
    """Where a segment comes from: `Nuke on ws12`, `Timer`, nothing for what was entered by hand."""
    if row["source"] == "manual":
        return ""
    if row["source"] == "timer":
        return "Timer" if row["dcc"] == "web" else f"Timer, {words.program(row['dcc'])}"
    return words.program(row["dcc"]) + (f" on {row['machine']}" if row["machine"] else "")


def badges(row: Row) -> list[tuple[str, str, str]]:
    """What is special about a segment: (word, colour, sentence)."""
    found = {
        "Running": (row["running"], "green", "It goes on"),
        "Removed": (row["removed"], "gray", "It counts nowhere; open it to bring it back"),
        "Corrected": (row["corrected"], "blue", "Changed by hand; open it to see what was measured"),
        "By hand": (row["source"] == "manual", "violet", "Entered afterwards"),
        "Guessed clock": (row["clock_guessed"], "orange", "From before a restart: it goes by that machine’s own clock"),
        "Locked": (row["locked"], "gray", "Its week is approved"),
    }
    return [(word, colour, about) for word, (is_so, colour, about) in found.items() if is_so]


def steps(history: Iterable[Row], clock: Clock, titles: Mapping[int, str]) -> list[str]:
    """A segment's history in sentences: `End 10:40 → 10:10 · Ana Artist, 28 Nov 11:02 · Forgot to stop`."""
    return [
        " · ".join(
            (
                _done(step, clock, titles),
                f"{step['by_name'] or 'Somebody who left'}, {words.day(clock.local(step['at']).date())} "
                f"{clock.local(step['at']):%H:%M}",
                step["reason"],
            )
        )
        for step in history
    ]


def _done(step: Row, clock: Clock, titles: Mapping[int, str]) -> str:
    old, new = step["old"], step["new"]
    day = clock.local(new["started_at"]).date()
    if step["kind"] == "create":
        return f"Entered: {clock.span(new['started_at'], new['ended_at'], day)}"
    if step["kind"] in ("remove", "restore"):
        return "Removed" if step["kind"] == "remove" else "Brought back"
    changes = [
        f"{label} {clock.time(old[name], day)} → {clock.time(new[name], day)}"
        for label, name in (("Start", "started_at"), ("End", "ended_at"))
        if old[name] != new[name]
    ]
    if old["task_id"] != new["task_id"]:
        before, after = (titles.get(one["task_id"], "another task") for one in (old, new))
        changes.append(f"Task {before} → {after}")
    return ", ".join(changes)


def titles_of(*lists: Collection[Row]) -> dict[int, str]:
    """Task titles by id, from tasks (`id`, `title`) and segments (`task_id`, `task_title`)."""
    return {
        row["task_id"] if "task_id" in row else row["id"]: row["task_title"] if "task_title" in row else row["title"]
        for rows in lists
        for row in rows
    }


def _start(row: Row) -> dt.datetime:
    return dt.datetime.fromisoformat(row["started_at"])


def _end(row: Row) -> dt.datetime:
    return dt.datetime.fromisoformat(row["ended_at"])
