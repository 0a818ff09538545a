"""What the team's hours come to before they are drawn: periods, filters, sums, bids; no Streamlit here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streamlit_app import words

Row = dict[str, Any]
DAY = dt.timedelta(days=1)
HOUR = 3600
PERIODS = ("This week", "Last week", "This month", "Last month", "Custom")
MOST_DAYS = 400  # of one answer of the API
BY_DAY = 62  # days; of longer periods a heatmap shows weeks
NOBODY = "No department"
NOTHING = "No category"


@dataclass(frozen=True)
class Asked:
    """What the page shows: days (both included), productions and people; None is all."""

    first: dt.date
    last: dt.date
    production_id: int | None = None
    user_id: int | None = None
    task_id: int | None = None
    dcc: str | None = None
    category: str | None = None
    department: str | None = None

    @property
    def narrow(self) -> bool:
        """Whether something is filtered besides days and production."""
        return any(getattr(self, name) is not None for name in FILTERS)

    @property
    def by_week(self) -> bool:
        """Whether the days are so many that weeks show more."""
        return (self.last - self.first).days >= BY_DAY

    def query(self) -> Row:
        """As the API is asked; an empty text is a filter too (nobody's department)."""
        found = {"from": self.first.isoformat(), "to": self.last.isoformat(), "production_id": self.production_id}
        return found | {name: getattr(self, name) for name in FILTERS}

    def wider(self) -> "Asked":
        """Without the filters."""
        return Asked(self.first, self.last, self.production_id)


FILTERS = ("user_id", "task_id", "dcc", "category", "department")


def period(name: str, today: dt.date, custom: Sequence[dt.date] = ()) -> tuple[dt.date, dt.date]:
    """First and last day of a period; of a custom one at most 401 days, and today's week while it is not chosen."""
    monday = today - dt.timedelta(today.weekday())
    if name == "Last week":
        return monday - 7 * DAY, monday - DAY
    if name == "This month":
        return today.replace(day=1), _month_end(today)
    if name == "Last month":
        last = today.replace(day=1) - DAY
        return last.replace(day=1), last
    if name == "Custom" and custom:
        return max(custom[0], custom[-1] - MOST_DAYS * DAY), custom[-1]
    return monday, monday + 6 * DAY


def _month_end(day: dt.date) -> dt.date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def days_said(first: dt.date, last: dt.date) -> str:
    """`Mon 23 – Sun 29 Nov 2026`, `1 – 30 Nov 2026`, `28 Dec 2026 – 3 Jan 2027`, `Tue 24 Nov 2026`."""
    if first == last:
        return words.day(first, year=True)
    end = f"{last.day} {last:%b} {last.year}"
    if first.year != last.year:
        return f"{first.day} {first:%b} {first.year} – {end}"
    return f"{first.day}{'' if first.month == last.month else f' {first:%b}'} – {end}"


def labels(names: Mapping[int, str]) -> dict[int, str]:
    """What each is called in a list to choose from: namesakes are told apart by their number."""
    seen: dict[str, int] = defaultdict(int)
    for name in names.values():
        seen[name] += 1
    called = {one: name if seen[name] == 1 else f"{name} #{one}" for one, name in names.items()}
    return dict(sorted(called.items(), key=lambda item: item[1].casefold()))


def sums(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> dict[Any, int]:
    """Seconds by a key, the most first."""
    found: dict[Any, int] = defaultdict(int)
    for row in rows:
        found[key(row)] += row["seconds"]
    return dict(sorted(found.items(), key=lambda item: (-item[1], str(item[0]))))


def share(part: int, whole: int) -> str:
    """`12 %`; less than one but something is `<1 %`."""
    if not whole or not part:
        return "0 %"
    return f"{100 * part / whole:.0f} %" if 200 * part >= whole else "<1 %"


@dataclass(frozen=True)
class Bid:
    """A task's hours against its estimate, in seconds. `here`: in the period and filters; `ever`: all there are."""

    task_id: int
    title: str
    production_id: int
    bid: int | None
    here: int
    ever: int
    people: tuple[str, ...]

    @property
    def left(self) -> int | None:
        """What is left of the bid; negative when it is over."""
        return None if self.bid is None else self.bid - self.ever

    @property
    def over(self) -> bool:
        """More than the bid, by a minute at least."""
        return self.left is not None and self.left <= -60

    @property
    def used(self) -> float | None:
        """Part of the bid that is used: 1.0 is all of it; None without a bid."""
        return self.ever / self.bid if self.bid else None


def bids(rows: Iterable[Row], ever: Mapping[int, int], workers: Mapping[int, Sequence[str]]) -> list[Bid]:
    """The tasks of sums by task: those most over their bid first, those without a bid last.

    ever: seconds on each task whenever they were (what the period has is the least it can be); workers: who worked on
    each.
    """
    found = [_bid(row, ever, workers) for row in rows]
    return sorted(found, key=lambda one: (one.bid is None, one.left if one.over else 0, -(one.used or 0), -one.here))


def _bid(row: Row, ever: Mapping[int, int], workers: Mapping[int, Sequence[str]]) -> Bid:
    task, minutes = row["task_id"], row["estimate_minutes"]
    people = tuple(sorted(set(workers.get(task, ())), key=str.casefold))
    bid = None if minutes is None else minutes * 60
    here = max(row["seconds"], ever.get(task, 0))
    return Bid(task, row["task_title"], row["production_id"], bid, row["seconds"], here, people)


def against(found: Iterable[Bid]) -> tuple[int, int, int]:
    """(seconds bid, seconds on the tasks that have a bid, how many of them are over)."""
    with_bid = [one for one in found if one.bid is not None]
    return sum(one.bid or 0 for one in with_bid), sum(one.ever for one in with_bid), sum(one.over for one in with_bid)


def windows(first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """All days from one to another in pieces that the API answers, the newest first."""
    found = []
    while last >= first:
        start = max(first, last - MOST_DAYS * DAY)
        found.append((start, last))
        last = start - DAY
    return found
