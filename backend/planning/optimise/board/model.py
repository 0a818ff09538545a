"""A board as arrays: its slots (date and unit) and blocks (what is shot on a day), block i in slot i at first.

Lengths: S slots = blocks, F of them free, D dates, N pairs of a subject and a block it works in.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from backend.planning.conflicts.clock import Zone, day_clock
from backend.planning.conflicts.facts import Around
from backend.planning.conflicts.view import is_night, outside
from backend.planning.dood.engine import EVENTS, Company
from backend.planning.facts import BoardFacts, Subject
from backend.planning.optimise.board.options import Options
from backend.planning.optimise.places import place_of

Whole = npt.NDArray[np.int64]
SCALE = 4  # costs are counted in quarters, so that moves may weigh a quarter of a held day
PAID_ELSEWHERE = ("TR", "R")


@dataclass(frozen=True, slots=True)
class Work:
    """Who works in which blocks; arrays of length N ordered by subject, pairs of neighbours of one subject first.

    subject, block   of each of the N
    left             places in 0..N-2 whose successor belongs to the same subject
    rate             per `left`: cost of a held day in quarters; 0 for who is never held
    drop_days        per `left`: dropped when more calendar days lie between; a great number for who is never dropped
    starts           per subject with two or more blocks: where its places in `left` begin
    """

    subject: Whole
    block: Whole
    left: Whole
    rate: Whole
    drop_days: Whole
    starts: Whole


class Problem:
    """The arrays of a board under some options."""

    def __init__(self, board: BoardFacts, options: Options) -> None:
        self.board, self.options = board, options
        self.days = sorted(board.days, key=lambda day: (day.unit, day.date, day.key))
        self.dates = sorted({day.date for day in self.days})
        at = {date: place for place, date in enumerate(self.dates)}
        self.date_of = np.array([at[day.date] for day in self.days], dtype=np.int64)
        self.scenes = [tuple(strip for strip in day.strips if strip.scene_id is not None) for day in self.days]
        self.free = [slot for slot, day in enumerate(self.days) if not day.pinned and day.key not in options.fixed]
        self.runs = [
            (places[0], places[-1] + 1)
            for places in (
                [place for place, slot in enumerate(self.free) if self.days[slot].unit == unit]
                for unit in sorted({day.unit for day in self.days})
            )
            if len(places) > 1
        ]

    @cached_property
    def people(self) -> list[Subject]:
        """Subjects who work on the board."""
        at_work = {key for scenes in self.scenes for strip in scenes for key in strip.subjects}
        return [subject for key, subject in self.board.subjects.items() if key in at_work]

    @cached_property
    def at_work(self) -> list[list[int]]:
        """Per person the blocks they work in, ascending."""
        found: dict[int, list[int]] = {subject.key: [] for subject in self.people}
        for block, scenes in enumerate(self.scenes):
            for key in sorted({key for strip in scenes for key in strip.subjects} & found.keys()):
                found[key].append(block)
        return list(found.values())

    @cached_property
    def rates(self) -> list[int]:
        """Per person what a held day costs: their rate, the average of the known ones, or 1 when none is known."""
        known = [subject.rate for subject in self.people if subject.rate > 0]
        usual = round(sum(known) / len(known)) if known else 1
        return [subject.rate or usual for subject in self.people]

    @cached_property
    def usual_rate(self) -> int:
        """What a held day costs on average."""
        return max(round(sum(self.rates) / len(self.rates)), 1) if self.rates else 1

    @cached_property
    def work(self) -> Work:
        """Who works where."""
        subject: list[int] = []
        block: list[int] = []
        left: list[int] = []
        rate: list[int] = []
        drop: list[int] = []
        starts: list[int] = []
        for number, (person, blocks) in enumerate(zip(self.people, self.at_work, strict=True)):
            if len(blocks) > 1:
                starts.append(len(left))
            for place, each in enumerate(blocks):
                if place:
                    left.append(len(subject) - 1)
                    rate.append(self.rates[number] * SCALE if person.hold else 0)
                    drop.append(max(person.drop_days, 1) if person.hold and person.drop else 1 << 20)
                subject.append(number)
                block.append(each)
        return Work(*(np.array(each, dtype=np.int64) for each in (subject, block, left, rate, drop, starts)))

    @cached_property
    def held_before(self) -> Whole:
        """Days on which a person would be held before each date, shape (people, D)."""
        return self._counted(bisect_left)

    @cached_property
    def held_until(self) -> Whole:
        """The same, the date itself included."""
        return self._counted(bisect_right)

    def _counted(self, place: Callable[[list[dt.date], dt.date], int]) -> Whole:
        company = Company.of(self.board)
        spanned = (self.dates[-1] - self.dates[0]).days + 1 if self.dates else 0
        every = [self.dates[0] + dt.timedelta(days=day) for day in range(spanned)]
        worked = [date for date in every if company.works(date) and not company.mark(date)]
        rows = []
        for person in self.people:
            elsewhere = {date for date, kind in person.events.items() if EVENTS.get(kind) in PAID_ELSEWHERE}
            own = [date for date in worked if date not in elsewhere] if elsewhere else worked
            rows.append([place(own, date) for date in self.dates])
        return np.array(rows, dtype=np.int64).reshape(len(self.people), len(self.dates))

    @cached_property
    def ordinals(self) -> Whole:
        """Of the dates, shape (D,)."""
        return np.array([date.toordinal() for date in self.dates], dtype=np.int64)

    @cached_property
    def neighbours(self) -> tuple[Whole, Whole, npt.NDArray[np.bool_]]:
        """Slots that follow each other in a unit: first, second, and whether on consecutive dates."""
        pairs = [
            (one, two) for one, two in pairwise(range(len(self.days))) if self.days[one].unit == self.days[two].unit
        ]
        first = np.array([one for one, _ in pairs], dtype=np.int64)
        second = np.array([two for _, two in pairs], dtype=np.int64)
        return first, second, self.ordinals[self.date_of[second]] - self.ordinals[self.date_of[first]] == 1

    @cached_property
    def moves(self) -> npt.NDArray[np.bool_]:
        """Whether the company moves overnight between two blocks, shape (S, S)."""
        ends = [[place_of(strip, day) for strip in scenes] for scenes, day in zip(self.scenes, self.days, strict=True)]
        return np.array([[bool(a and b) and a[-1] != b[0] for b in ends] for a in ends], dtype=bool).reshape(
            len(ends), len(ends)
        )

    @cached_property
    def tired(self) -> npt.NDArray[np.bool_]:
        """Whether a block on one date and another on the next leave too little rest, shape (S, S)."""
        size = len(self.days)
        return np.array(
            [[self._swings(a, b) or self._short(a, b) for b in range(size)] for a in range(size)], dtype=bool
        ).reshape(size, size)

    def _swings(self, one: int, two: int) -> bool:
        """A night under the sky, then work by day: the conflict engine's rule."""
        if not (self.scenes[one] and self.scenes[two]):
            return False
        last, first = self.scenes[one][-1], self.scenes[two][0]
        return is_night(last) and outside(last) and not is_night(first)

    def _short(self, one: int, two: int) -> bool:
        first, second = self.days[one].call, self.days[two].call
        if first is None or second is None or not (self.scenes[one] and self.scenes[two]):
            return False
        rest = 1440 + second.hour * 60 + second.minute - first.hour * 60 - first.minute - self._minutes[one]
        both = self._cast[one] & self._cast[two]
        return rest < max(self.options.crew_rest, self.options.cast_rest if both else 0)

    @cached_property
    def _minutes(self) -> list[int]:
        around = Around(pace=self.options.pace)
        return [day_clock(day, around, Zone("UTC")).minutes for day in self.days]

    @cached_property
    def _cast(self) -> list[set[int]]:
        return [{key for strip in scenes for key in strip.subjects} for scenes in self.scenes]

    @cached_property
    def barred(self) -> Whole:
        """How many people and places of a block cannot be had on a slot's date, shape (S, S): [block, slot]."""
        found = np.zeros((len(self.days), len(self.days)), dtype=np.int64)
        for block in range(len(self.days)):
            for _, dates in self.absences(block):
                found[block] += [day.date in dates for day in self.days]
        return found

    def absences(self, block: int) -> list[tuple[str, frozenset[dt.date]]]:
        """Who and which places of a block are away, with names, and when."""
        subjects = self.board.subjects
        people = [subjects[key] for key in sorted(self._cast[block]) if key in subjects]
        names = {strip.location_id or self.days[block].location_id: strip.set_name for strip in self.scenes[block]}
        places = [(place, name) for place, name in names.items() if place is not None and place in self.board.closed]
        return [(who.name, who.away) for who in people if who.away] + [
            (name or "The location", self.board.closed[place]) for place, name in sorted(places)
        ]

    @cached_property
    def locks(self) -> Whole:
        """Pairs of blocks the first of which is shot no later than the second, shape (n, 2)."""
        blocks: dict[int, list[int]] = {}
        for block, scenes in enumerate(self.scenes):
            for strip in scenes:
                blocks.setdefault(strip.scene_id or 0, []).append(block)
        pairs = {
            (one, two)
            for first, second in self.board.locks
            for one in blocks.get(first, ())
            for two in blocks.get(second, ())
            if one != two
        }
        return np.array(sorted(pairs), dtype=np.int64).reshape(len(pairs), 2)
