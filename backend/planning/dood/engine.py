"""Day out of days: what every person (or thing) does on every day of a board.

The codes and their rules are those of Movie Magic Scheduling's documentation; the drop is SAG-AFTRA's:

W       works: is in at least one strip that day, of whichever unit
S, F    start and finish: first and last day with a strip; travel, rehearsal and fitting do not count
H       held: a day between two work days on which the company works
D, P    dropped after, picked up on: once a production, in the first gap that is long enough. The pick-up must come
        more than `drop_days` calendar days after the last work day, so that many days lie between the two. Nothing is
        held between them.
TR R FT travel, rehearsal, fitting of one person; on any date, also off days and outside of start and finish
/ M     company holiday, company travel: marks between start and finish, unless dropped
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from backend.planning.facts import BoardFacts, Subject

EVENTS = {"travel": "TR", "rehearsal": "R", "fitting": "FT"}
HOLIDAY, COMPANY_TRAVEL = "/", "M"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One subject's days. Totals are days; `drop` counts calendar days, `paid` each paid date once: W, H, travel, R.

    codes   date → SW, W, WF, SWF, H, WD, PW, …: what the strips say
    events  date → TR, R, FT; travel and rehearsal stand in for a hold, a fitting comes beside it
    marks   date → "/" or "M" where neither of the above says anything
    """

    subject: Subject
    codes: Mapping[dt.date, str]
    events: Mapping[dt.date, str]
    marks: Mapping[dt.date, str]
    work: int
    hold: int
    drop: int
    travel: int
    rehearsal: int
    fitting: int
    holiday: int
    start: dt.date | None
    finish: dt.date | None
    paid: int

    def shown(self, date: dt.date) -> str:
        """What stands in the cell of a date: `SW`, `H`, `W/FT`, `TR`, `/`; "" when nothing does."""
        both = (self.codes.get(date), self.events.get(date))
        return "/".join(filter(None, both)) or self.marks.get(date, "")

    @property
    def hold_cost(self) -> int:
        """What the held days cost, in minor units."""
        return self.hold * self.subject.rate


@dataclass(frozen=True, slots=True)
class Company:
    """On which dates the company works: as its calendar says, or because the main unit shoots."""

    board: BoardFacts
    shoots: frozenset[dt.date]

    @classmethod
    def of(cls, board: BoardFacts) -> "Company":
        """The company of a board; the first of its units is the main unit."""
        main = next(iter(board.units), min((day.unit for day in board.days), default=0))
        return cls(board, frozenset(day.date for day in board.days if day.unit == main))

    def works(self, date: dt.date) -> bool:
        """Whether somebody who is not needed on this date is held."""
        return date in self.shoots or self.board.calendar.works(date)

    def mark(self, date: dt.date) -> str:
        """`/` on a holiday, `M` on a travel day, "" on every other date and where the company works all the same."""
        if date in self.shoots or date in self.board.calendar.worked:
            return ""
        calendar = self.board.calendar
        return HOLIDAY if date in calendar.holidays else COMPANY_TRAVEL if date in calendar.travel else ""


def day_out_of_days(board: BoardFacts) -> list[Row]:
    """The rows of everybody who works on the board or has days of their own beside it, in the order of its subjects."""
    company, worked = Company.of(board), work_days(board)
    rows = (row_of(subject, worked.get(key, ()), company) for key, subject in board.subjects.items())
    return [row for row in rows if row.codes or row.events]


def work_days(board: BoardFacts) -> dict[int, set[dt.date]]:
    """Subject → dates on which they are in a strip; two units on one date are one day."""
    found: dict[int, set[dt.date]] = {}
    for day in board.days:
        for strip in day.strips:
            for key in strip.subjects:
                found.setdefault(key, set()).add(day.date)
    return found


def row_of(subject: Subject, worked: Collection[dt.date], company: Company) -> Row:
    """One subject's row, given the dates on which they work."""
    days = sorted(set(worked))
    events = {date: EVENTS[kind] for date, kind in sorted(subject.events.items())}
    dropped = drop_after(subject, days)
    work, held, marks, away = _work(days, dropped), [], {}, 0
    for last, following in pairwise(days):
        if last == dropped:
            away = (following - last).days - 1
        if last == dropped or not subject.hold:
            continue
        for date in _between(last, following):
            if mark := company.mark(date):
                marks[date] = mark
            elif company.works(date) and events.get(date) not in ("TR", "R"):
                held.append(date)
    codes = {date: work.get(date, "H") for date in sorted([*days, *held])}
    marks = {date: mark for date, mark in marks.items() if date not in events}
    count = list(events.values()).count
    travelled = {date for date, code in {**events, **marks}.items() if code in ("TR", COMPANY_TRAVEL)}
    rehearsed = {date for date, code in events.items() if code == "R"}
    return Row(
        subject, codes, events, marks,
        work=len(days), hold=len(held), drop=away, travel=len(travelled), rehearsal=len(rehearsed),
        fitting=count("FT"), holiday=list(marks.values()).count(HOLIDAY),
        start=days[0] if days else None, finish=days[-1] if days else None,
        paid=len({*codes, *travelled, *rehearsed}),
    )  # fmt: skip


def drop_after(subject: Subject, days: list[dt.date]) -> dt.date | None:
    """The work day (of these, sorted) after which a subject is dropped; the next is the pick-up. None when never."""
    if not (subject.hold and subject.drop):
        return None
    for last, following in pairwise(days):
        if (following - last).days > max(subject.drop_days, 1):  # without a free day between there is nothing to drop
            return last
    return None


def _work(days: list[dt.date], dropped: dt.date | None) -> dict[dt.date, str]:
    """Work days with their letters: P and S before the W, F and D behind it."""
    found = {}
    pick_up = days[bisect_left(days, dropped) + 1] if dropped else None
    for date in days:
        before = "S" if date == days[0] else "P" if date == pick_up else ""
        found[date] = f"{before}W{'F' if date == days[-1] else ''}{'D' if date == dropped else ''}"
    return found


def _between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    date = first + DAY
    while date < last:
        yield date
        date += DAY
