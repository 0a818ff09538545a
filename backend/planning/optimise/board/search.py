"""Looks for cheap orders: all of them where they are few, else annealing.

Annealing tries many changes of the current order at once and takes the first that chance accepts, which is what trying
one after the other would do.
"""

import itertools
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from backend.planning.optimise.board.energy import Energy
from backend.planning.optimise.board.model import SCALE, Problem, Whole

FEW = 400_000  # orders that are simply all tried, if that takes no longer than this part of the time
PATIENCE = 0.6
BATCH = 4096
LEAST_TRIED, MOST_TRIED = 16, 192  # changes tried at once
BREACH = 12  # what a broken rule weighs while searching, in usual held days: breaches may be crossed, never kept
HOT, COLD = 2.5, 0.06  # temperatures, in usual held days
LONGEST = 12  # most days moved together
Report = Callable[[float, "Found"], bool]  # how far (0 to 1) and the best so far → whether to go on


@dataclass(frozen=True, slots=True)
class Found:
    """An order of the free slots; `certain` when every other was compared."""

    order: Whole
    broken: int
    paid: int
    tried: int
    certain: bool = False


def search(problem: Problem, seconds: float, report: Report, seed: int = 1) -> Found:
    """The best order found within the seconds; never worse than the board's own."""
    energy = Energy(problem)
    own = np.array(problem.free, dtype=np.int64)
    first = _found(energy, own[None, :], 0, None)
    if not problem.runs:
        return Found(first.order, first.broken, first.paid, 1, True)
    orders = math.prod(math.factorial(end - start) for start, end in problem.runs)
    if orders <= FEW:
        started = time.monotonic()
        first = _every(problem, energy, first, orders, report, started + seconds * PATIENCE)
        seconds -= time.monotonic() - started
        if first.certain:
            return first
    return _Annealing(problem, energy, first, seconds, report, seed).run()


def _every(problem: Problem, energy: Energy, best: Found, count: int, report: Report, deadline: float) -> Found:
    """The best of all orders, for certain; of those tried by the deadline or until told to stop, not for certain."""
    tried = 0
    for batch in _batches(problem, best.order):
        best = _found(energy, batch, tried, best)
        tried += len(batch)
        if not report(tried / count, best) or (tried < count and time.monotonic() > deadline):
            return Found(best.order, best.broken, best.paid, tried)
    return Found(best.order, best.broken, best.paid, tried, True)


def _batches(problem: Problem, own: Whole) -> Iterator[Whole]:
    every = itertools.product(*(itertools.permutations(range(start, end)) for start, end in problem.runs))
    loose = np.concatenate([np.arange(start, end) for start, end in problem.runs])
    while rows := list(itertools.islice(every, BATCH)):
        orders = np.tile(own, (len(rows), 1))
        orders[:, loose] = own[np.array([list(itertools.chain(*row)) for row in rows])]
        yield orders


def _found(energy: Energy, orders: Whole, tried: int, best: Found | None) -> Found:
    """The best of these orders and of the best before; the earlier of equals."""
    costs = energy.of(orders)
    at = int(np.lexsort((costs.paid, costs.broken))[0])
    broken, paid = int(costs.broken[at]), int(costs.paid[at])
    if best is not None and (broken, paid) >= (best.broken, best.paid):
        return best
    return Found(orders[at].copy(), broken, paid, tried + len(orders))


class _Annealing:
    """Cooling down from the board's own order, and again from the best, more mildly each time."""

    def __init__(
        self, problem: Problem, energy: Energy, first: Found, seconds: float, report: Report, seed: int
    ) -> None:
        self.energy, self.best, self.report = energy, first, report
        self.runs = np.array(problem.runs, dtype=np.int64)
        sizes = self.runs[:, 1] - self.runs[:, 0]
        self.shares = np.cumsum(sizes / sizes.sum())
        self.places = np.arange(len(problem.free))
        self.unit = problem.usual_rate * SCALE
        self.chance = np.random.default_rng(seed)
        self.started, self.seconds = time.monotonic(), max(seconds, 1e-3)
        self.tried = first.tried
        self.tries = float(LEAST_TRIED)

    def run(self) -> Found:
        """Anneal until the time is over."""
        begun = 0.0
        for share, hot in ((0.6, HOT), (0.8, HOT / 4), (1.0, HOT / 5)):
            if not self._cool(begun, share, hot):
                break
            begun = share
        return Found(self.best.order, self.best.broken, self.best.paid, self.tried)

    def _cool(self, begun: float, end: float, hot: float) -> bool:
        """Cool from the best order between two shares of the time; False when told to stop."""
        order, value = self.best.order, self._value(self.best.broken, self.best.paid)
        while (done := (time.monotonic() - self.started) / self.seconds) < end:
            if not self.report(min(done, 1.0), self.best):
                return False
            heat = hot * (COLD / hot) ** max((done - begun) / (end - begun), 0.0)
            for _ in range(20):
                orders = self._changed(order, round(self.tries))
                costs = self.energy.of(orders)
                values = self._value(costs.broken, costs.paid)
                limits = value - heat * self.unit * np.log(self.chance.random(len(orders)))
                taken = np.nonzero(values <= limits)[0]
                self._adapt(taken)
                if len(taken):
                    order, value = orders[taken[0]], values[taken[0]]
                    self._note(order, int(costs.broken[taken[0]]), int(costs.paid[taken[0]]))
        return True

    def _value(self, broken: Any, paid: Any) -> Any:
        """Of one order or many, as one number to lower."""
        return paid + broken * (BREACH * self.unit)

    def _adapt(self, taken: Whole) -> None:
        """Try about as many changes at once as it takes until one is accepted."""
        needed = float(taken[0] + 1) if len(taken) else 2 * self.tries
        self.tried += int(min(needed, self.tries))
        self.tries = min(max(0.98 * self.tries + 0.02 * (1.5 * needed), LEAST_TRIED), MOST_TRIED)

    def _note(self, order: Whole, broken: int, paid: int) -> None:
        if (broken, paid) < (self.best.broken, self.best.paid):
            self.best = Found(order.copy(), broken, paid, self.tried)

    def _changed(self, order: Whole, count: int) -> Whole:
        """`count` orders with one change each: neighbouring runs exchanged, a run reversed or two days swapped."""
        unit = np.searchsorted(self.shares, self.chance.random(count), side="right").clip(max=len(self.runs) - 1)
        low, high = self.runs[unit, 0], self.runs[unit, 1]
        room = high - low
        longest = np.minimum(LONGEST, room - 1)
        length = 1 + (longest * self.chance.random(count) ** 3).astype(np.int64).clip(max=longest - 1)
        a = low + (self.chance.random(count) * (room - length)).astype(np.int64)
        b = a + length
        c = b + 1 + ((high - b) * self.chance.random(count)).astype(np.int64).clip(max=high - b - 1)
        kind = self.chance.random(count)
        a, b, c, kind = a[:, None], b[:, None], c[:, None], kind[:, None]
        at = self.places
        exchanged = np.where(at < a + c - b, at + b - a, at - (c - b))
        turned = a + c - 1 - at
        inside = (at >= a) & (at < c)
        swapped = np.where(at == a, c - 1, np.where(at == c - 1, a, at))
        source = np.where(kind < 0.6, exchanged, np.where(kind < 0.75, turned, swapped))
        return order[np.where(inside, source, at)]
