"""A suggestion: an order, what it costs beside the present one, and how good anything could be."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from backend.planning.dood.engine import day_out_of_days
from backend.planning.facts import BoardFacts
from backend.planning.light import light_of
from backend.planning.optimise.board.bound import least_held
from backend.planning.optimise.board.breaches import breaches, impossible
from backend.planning.optimise.board.energy import Energy
from backend.planning.optimise.board.model import Problem, Whole
from backend.planning.optimise.board.options import Options
from backend.planning.optimise.board.search import Found, search

TOLD_EVERY = 0.5  # seconds
Progress = Callable[[float, int], bool]  # how far (0 to 1) and held days of the best so far → whether to go on


@dataclass(frozen=True, slots=True)
class Figures:
    """A board in numbers: days held, days paid, what held days cost in minor units, overnight moves, mixed days."""

    hold: int
    paid: int
    hold_cost: int
    moves: int
    mixed: int
    broken: list[str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`days`: (day key, its new date as ISO text) by date and unit; `bound`: held days no order goes below.

    certain     every order was compared: none is cheaper by the same weights
    messages    what to know before applying it
    """

    before: Figures
    after: Figures
    days: list[tuple[int, str]]
    bound: int
    certain: bool
    tried: int
    seconds: float
    messages: list[str]


def suggest(board: BoardFacts, options: Options, progress: Progress = lambda _done, _hold: True) -> Suggestion:
    """Look for a cheaper order of a board's days within the options' seconds."""
    started = time.monotonic()
    problem = Problem(board, options)
    own = np.arange(len(problem.days))
    if not problem.days:
        nothing = figures(problem, own)
        return Suggestion(nothing, nothing, [], 0, True, 0, 0.0, ["The board has no shooting days."])

    energy = Energy(problem)
    teller = _Teller(problem, energy, progress)
    found = search(problem, options.seconds - (time.monotonic() - started), teller.tell)
    full = energy.filled(found.order[None, :])[0]
    before, after = figures(problem, own), figures(problem, full)
    bound = least_held(problem, available=not found.broken)
    days = [(day.key, day.date.isoformat()) for day in rearranged(problem, full).days]
    seconds = round(time.monotonic() - started, 2)
    messages = _messages(problem, found, after, bound)
    return Suggestion(before, after, days, bound, found.certain, found.tried, seconds, messages)


class _Teller:
    """Tells how far the search is, twice a second, with the held days of the best order so far."""

    def __init__(self, problem: Problem, energy: Energy, progress: Progress) -> None:
        self.problem, self.energy, self.progress = problem, energy, progress
        self.last, self.going = 0.0, True

    def tell(self, done: float, best: Found) -> bool:
        """Whether to go on."""
        if time.monotonic() - self.last > TOLD_EVERY:
            self.last = time.monotonic()
            full = self.energy.filled(best.order[None, :])[0]
            self.going = self.progress(done, figures(self.problem, full).hold)
        return self.going


def rearranged(problem: Problem, full: Whole) -> BoardFacts:
    """The board with slot i holding block full[i]: each day keeps what is shot and takes the slot's date."""
    days = [replace(problem.days[block], date=problem.days[slot].date) for slot, block in enumerate(full)]
    return replace(problem.board, days=tuple(sorted(days, key=lambda day: (day.date, day.unit, day.key))))


def figures(problem: Problem, full: Whole) -> Figures:
    """An order in numbers; held days are those of its day out of days."""
    rows = day_out_of_days(rearranged(problem, full))
    first, second, _ = problem.neighbours
    lights = [{light_of(strip.day_night) == "night" for strip in scenes} for scenes in problem.scenes]
    return Figures(
        hold=sum(row.hold for row in rows),
        paid=sum(row.paid for row in rows),
        hold_cost=sum(row.hold_cost for row in rows),
        moves=int(problem.moves[full[first], full[second]].sum()),
        mixed=sum(len(each) > 1 for each in lights),
        broken=breaches(problem, full),
    )


def _messages(problem: Problem, found: Found, after: Figures, bound: int) -> list[str]:
    never = impossible(problem)
    said = [f"No order of these days keeps everybody's dates: {reason}" for reason in never]
    if found.broken and not never:
        said.append("No order was found that keeps every rule; this one breaks the fewest.")
    if not problem.runs:
        return [*said, "There is nothing to re-order: fewer than two days of a unit may move."]
    if found.certain:
        return [*said, f"Every order was compared ({found.tried:,}): none is cheaper by these weights."]
    if after.hold == bound:
        return [*said, f"No order can have fewer than {bound} held days: this one has no more."]
    proven = (
        f"It is proven that no order has fewer than {bound} held days" if bound else "No lower bound above 0 is known"
    )
    return [*said, f"{proven}; this one has {after.hold}. Cheaper orders may exist: {found.tried:,} were tried."]
