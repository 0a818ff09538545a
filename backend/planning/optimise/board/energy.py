"""What many orders of one board cost, at once.

An order is a row of F blocks for the free slots; K orders are an array of shape (K, F).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.planning.optimise.board.model import SCALE, Problem, Whole

Keys = npt.NDArray[np.uint16 | np.uint32]
SHIFT = 20  # bits for held days, below those for calendar days


@dataclass(frozen=True, slots=True)
class Costs:
    """Per order, shape (K,): rules broken, and what is paid for held days and moves in quarters of minor units."""

    broken: Whole
    paid: Whole


class Energy:
    """Counts the costs of orders of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem, work = problem, problem.work
        self.size, self.dates = len(problem.days), max(len(problem.dates), 1)
        self.free = np.array(problem.free, dtype=np.int64)
        kind = np.uint16 if len(problem.people) * self.dates < 1 << 16 else np.uint32
        self.row: Keys = (work.subject * self.dates).astype(kind)
        self.date_of: Keys = problem.date_of.astype(kind)
        days = np.tile(problem.ordinals - problem.ordinals[:1].sum(), len(problem.people)) << SHIFT
        self.following = days + problem.held_before.ravel() + 1
        self.last = days + problem.held_until.ravel()
        self.drop_days = work.drop_days << SHIFT | (1 << SHIFT) - 1
        self.places = np.arange(len(work.left))
        self.rate = work.rate.astype(np.float64)  # exact: costs stay far below 2⁵³
        first, second, near = problem.neighbours
        self.first, self.second = first, second
        lonely = SCALE * problem.usual_rate
        moves = problem.moves * (problem.options.move_weight * problem.usual_rate)
        tired = problem.tired.astype(np.int64)
        hard = problem.options.rest
        self.pair_cost = np.stack([moves, moves if hard else moves + tired * lonely]).ravel()
        self.pair_broken = np.stack([tired * 0, tired if hard else tired * 0]).ravel()
        self.near = near.astype(np.int64) * self.size * self.size
        self.barred = problem.barred.ravel()
        self.any_barred, self.any_tired = bool(self.barred.any()), hard and bool(tired.any())
        self.slots = np.arange(self.size)
        self.units = len({day.unit for day in problem.days})

    def of(self, orders: Whole) -> Costs:
        """Costs of K orders."""
        full = self.filled(orders)
        slot_of = np.empty_like(full)
        np.put_along_axis(slot_of, full, np.broadcast_to(self.slots, full.shape), axis=1)
        paid, broken = self._held(slot_of)
        pairs = full[:, self.first] * self.size + full[:, self.second] + self.near
        paid += self.pair_cost[pairs].sum(axis=1)
        if self.any_tired:
            broken += self.pair_broken[pairs].sum(axis=1)
        if self.any_barred:
            broken += self.barred[full * self.size + self.slots].sum(axis=1)
        locks = self.problem.locks
        if len(locks):
            dates = self.date_of[slot_of]
            broken += (dates[:, locks[:, 0]] > dates[:, locks[:, 1]]).sum(axis=1)
        return Costs(broken, paid)

    def filled(self, orders: Whole) -> Whole:
        """The block of every slot, shape (K, S)."""
        full = np.tile(self.slots, (len(orders), 1))
        full[:, self.free] = orders
        return full

    def _held(self, slot_of: Whole) -> tuple[Whole, Whole]:
        """Cost of held days with one drop each, and how often somebody is needed by two units on one date."""
        work = self.problem.work
        broken = np.zeros(len(slot_of), dtype=np.int64)
        if not len(work.left):
            return broken.copy(), broken
        keys = np.sort(self.date_of[slot_of[:, work.block]] + self.row, axis=1)
        last, following = keys[:, work.left], keys[:, work.left + 1]
        if self.units > 1:
            broken += (last == following).sum(axis=1)
        gaps = self.following[following] - self.last[last]  # calendar days and, below them, held days and one
        end = len(self.places)
        dropped = np.minimum.reduceat(np.where(gaps > self.drop_days, self.places, end), work.starts, axis=1)
        costs = np.zeros((len(gaps), end + 1))
        np.multiply(((gaps & (1 << SHIFT) - 1) - 1).clip(0), self.rate, out=costs[:, :end])
        saved = np.take_along_axis(costs, dropped, axis=1).sum(axis=1)
        return (costs.sum(axis=1) - saved).astype(np.int64), broken
