"""The cheapest order, proven: dynamic programming over sets of groups, from both ends, cut by lower bounds.

What is shot first costs the same whatever order the rest takes, and an order read backwards costs the same. So an order
cheaper than the known one has a beginning and an end that each cost at most half, joined by one group: only such sets
are kept, layer by layer of growing size, and of these only those whose cost and least rest stay below the known cost.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.planning.optimise.talent.bounds import Bound, Costs, Lookup, Masks
from backend.planning.optimise.talent.reduction import Part

Places = npt.NDArray[np.int64]
ONE = np.uint64(1)
BITS = 62  # groups a set of 64 bits holds


class OutOfTime(Exception):
    """The search ended before it was complete: its time or its room was used up."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Sets of one size, ascending; their least cost as a beginning; the place in the layer before they came from."""

    sets: Masks
    costs: Costs
    parents: Places


class Search:
    """Search in one part: `go_on` is asked between steps, and at most `most` sets are under way at once."""

    def __init__(self, part: Part, bound: Bound, go_on: Callable[[], bool], most: int) -> None:
        self.part, self.bound, self.go_on, self.most = part, bound, go_on, most
        self.count = len(part.casts)
        self.all = np.uint64((1 << self.count) - 1)
        self.touched, self.worth = Lookup(part.casts), Lookup(part.weights, add=True)
        nothing = np.zeros(1, dtype=np.uint64)
        self.first = Layer(nothing, np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))

    def beam(self, width: int, below: int) -> list[int] | None:
        """An order cheaper than `below` by way of the `width` most promising sets of each size, if that finds one."""
        layers = [self.first]
        for _ in range(self.count):
            layer = self._next(layers[-1], below)
            if len(layer.sets) > width:
                promise = layer.costs + self.bound.rest(layer.sets)
                keep = np.sort(np.argsort(promise, kind="stable")[:width])
                layer = Layer(layer.sets[keep], layer.costs[keep], layer.parents[keep])
            if not len(layer.sets):
                return None
            layers.append(layer)
        return _path(layers, 0)

    def cheaper(self, known: int) -> list[int] | None:
        """The cheapest order if it is cheaper than `known`; None proves there is none. Raises OutOfTime."""
        half = (known - 1) // 2
        layers, crossing = [self.first], []
        for _ in range(self.count):
            grown = self._next(layers[-1], known)
            low = grown.costs <= half
            crossing.append(Layer(grown.sets[~low], grown.costs[~low], grown.parents[~low]))
            layers.append(Layer(grown.sets[low], grown.costs[low], grown.parents[low]))
            if not low.any():
                break
        return self._joined(layers, crossing, known)

    def _joined(self, layers: list[Layer], crossing: list[Layer], known: int) -> list[int] | None:
        """The best of beginnings just beyond half with their ends, and of whole orders below half."""
        best, order = known, None
        if len(layers) == self.count + 1 and len(layers[-1].sets):
            best, order = int(layers[-1].costs[0]), _path(layers, 0)
        for size, beginnings in enumerate(crossing, 1):
            if self.count - size >= len(layers):
                continue
            ends = layers[self.count - size]
            rest = beginnings.sets ^ self.all
            place = np.minimum(np.searchsorted(ends.sets, rest), max(len(ends.sets) - 1, 0))
            met = np.nonzero(ends.sets[place] == rest)[0] if len(ends.sets) else np.zeros(0, dtype=np.int64)
            totals = beginnings.costs[met] + ends.costs[place[met]]
            if len(totals) and totals.min() < best:
                at = met[totals.argmin()]
                best = int(totals.min())
                begun = _path([*layers[:size], beginnings], int(at))
                order = begun + _path(layers[: self.count - size + 1], int(place[at]))[::-1]
        return order

    def _next(self, layer: Layer, below: int) -> Layer:
        """The sets with one group more that may still lead to an order cheaper than `below`."""
        waiting = self.touched(layer.sets) & self.touched(layer.sets ^ self.all)
        sets, costs, parents = [], [], []
        under_way = 0
        for group, cast in enumerate(self.part.casts):
            if not self.go_on() or under_way > self.most:
                raise OutOfTime
            bit = np.uint64(1 << group)
            places = np.nonzero(layer.sets & bit == 0)[0]
            held = self.worth(waiting[places] & ~np.uint64(cast))
            cost = layer.costs[places] + self.part.durations[group] * held
            grown = layer.sets[places] | bit
            keep = np.nonzero(self.bound.hopeful(grown, cost, below))[0]
            sets.append(grown[keep])
            costs.append(cost[keep])
            parents.append(places[keep])
            under_way += len(keep)
        return _cheapest(np.concatenate(sets), np.concatenate(costs), np.concatenate(parents))


def _cheapest(sets: Masks, costs: Costs, parents: Places) -> Layer:
    """Each set once, at its least cost."""
    by_set = np.argsort(sets, kind="stable")
    sets, costs, parents = sets[by_set], costs[by_set], parents[by_set]
    starts = np.nonzero(np.append(True, sets[1:] != sets[:-1]))[0] if len(sets) else np.zeros(0, dtype=np.int64)
    if not len(starts):
        return Layer(sets, costs, parents)
    least = np.minimum.reduceat(costs, starts)
    counts = np.diff(np.append(starts, len(sets)))
    at_least = np.nonzero(costs == np.repeat(least, counts))[0]
    firsts = at_least[np.searchsorted(at_least, starts)]
    return Layer(sets[starts], least, parents[firsts])


def _path(layers: list[Layer], place: int) -> list[int]:
    """The groups of a set of the last layer in the order they were added."""
    order = []
    for before, layer in zip(reversed(layers[:-1]), reversed(layers[1:]), strict=True):
        parent = int(layer.parents[place])
        order.append(int(layer.sets[place] ^ before.sets[parent]).bit_length() - 1)
        place = parent
    return order[::-1]
