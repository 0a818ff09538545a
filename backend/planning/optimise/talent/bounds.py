"""Lower bounds: what groups of a few actors must cost however the rest of the scenes is shot.

A few actors tell apart only a few kinds of scenes, so their own problem is solved whole, for every set of kinds still
untouched. Costs are sums over actors, so the bounds of disjoint groups of actors add up.
"""

import random
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.planning.optimise.talent.reduction import Part

Costs = npt.NDArray[np.int64]
Masks = npt.NDArray[np.uint64]
CHUNK = 12  # bits of a mask looked up at once
ROUNDS, KEPT = 20, 3  # divisions tried and kept
MOST_PLACES = 8 << 20  # of all tables made while divisions are tried; a few seconds' work at most


class Lookup:
    """For a set given as bits: the union of, or the sum over, what its members have; shape follows the sets."""

    def __init__(self, values: Sequence[int], *, add: bool = False) -> None:
        self.add = add
        self.tables = [
            self._table(values[start : start + CHUNK], np.int64 if add else np.uint64)
            for start in range(0, len(values), CHUNK)
        ]

    def _table(self, values: Sequence[int], kind: type) -> npt.NDArray[Any]:
        table: npt.NDArray[Any] = np.zeros(1 << len(values), dtype=kind)
        for bit, value in enumerate(values):
            half = table[: 1 << bit]
            table[1 << bit : 2 << bit] = half + kind(value) if self.add else half | kind(value)
        return table

    def __call__(self, sets: Masks) -> npt.NDArray[Any]:
        """What the sets have; same shape."""
        found: npt.NDArray[Any] = self.tables[0][sets & np.uint64((1 << CHUNK) - 1)]
        for number, table in enumerate(self.tables[1:], 1):
            more = table[(sets >> np.uint64(CHUNK * number)) & np.uint64((1 << CHUNK) - 1)]
            found = found + more if self.add else found | more
        return found


def prefix_costs(casts: Sequence[int], weights: Sequence[int], durations: Sequence[int]) -> Costs:
    """Least holding cost of shooting exactly a set of scenes first, for every set; shape (2ⁿ,).

    Read backwards it is also the least cost of shooting the set last.
    """
    count = len(casts)
    touched, worth = Lookup(casts), Lookup(weights, add=True)
    sets = np.arange(1 << count, dtype=np.uint64)
    open_actors = touched(sets) & touched(sets[::-1])
    best = np.full(1 << count, np.iinfo(np.int64).max // 2, dtype=np.int64)
    best[0] = 0
    size = np.bitwise_count(sets)
    by_size = np.argsort(size, kind="stable")
    sizes = np.bincount(size, minlength=count + 1)
    ends = np.cumsum(sizes)
    for layer in range(count):
        members = sets[by_size[ends[layer] - sizes[layer] : ends[layer]]]
        for scene in range(count):
            without = members[(members >> np.uint64(scene)) & np.uint64(1) == 0]
            waiting = worth(open_actors[without] & ~np.uint64(casts[scene]))
            into = without | np.uint64(1 << scene)
            best[into] = np.minimum(best[into], best[without] + durations[scene] * waiting)
    return best


class ActorGroup:
    """The problem of some of a part's actors alone."""

    def __init__(self, part: Part, actors: frozenset[int]) -> None:
        self.part = part
        self.actors = sorted(actors)
        mask = sum(1 << actor for actor in actors)
        self.kinds = sorted({cast & mask for cast in part.casts} - {0})
        self.kind_of = [1 << self.kinds.index(cast & mask) if cast & mask else 0 for cast in part.casts]

    @property
    def places(self) -> int:
        """Of its table."""
        return 1 << len(self.kinds)

    @cached_property
    def table(self) -> Costs:
        """Least cost of shooting a set of kinds last, shape (2^kinds,)."""
        lengths = [
            sum(d for d, kind in zip(self.part.durations, self.kind_of, strict=True) if kind == 1 << index)
            for index in range(len(self.kinds))
        ]
        casts = [sum((kind >> actor & 1) << bit for bit, actor in enumerate(self.actors)) for kind in self.kinds]
        return prefix_costs(casts, [self.part.weights[actor] for actor in self.actors], lengths)

    @cached_property
    def least(self) -> int:
        """What these actors must cost at least."""
        return int(self.table[-1])

    @cached_property
    def touched(self) -> Lookup:
        """Scenes → kinds."""
        return Lookup(self.kind_of)


class Bound:
    """The best of a few divisions of the actors into groups."""

    def __init__(self, part: Part, kinds: int, go_on: Callable[[], bool]) -> None:
        self.divisions = _divisions(part, kinds, go_on)
        self.least = max(sum(group.least for group in division) for division in self.divisions)

    def rest(self, sets: Masks) -> Costs:
        """What shooting everything but these sets must still cost; shape follows the sets."""
        best = _rest(self.divisions[0], sets)
        for division in self.divisions[1:]:
            best = np.maximum(best, _rest(division, sets))
        return best

    def hopeful(self, sets: Masks, costs: Costs, below: int) -> npt.NDArray[np.bool_]:
        """Whether sets shot at these costs may still lead to a total below; shape follows the sets."""
        hope = costs < below
        for division in self.divisions:
            places = np.nonzero(hope)[0]
            hope[places] = costs[places] + _rest(division, sets[places]) < below
        return hope


def _rest(division: Sequence[ActorGroup], sets: Masks) -> Costs:
    total = np.zeros(sets.shape, dtype=np.int64)
    for group in division:
        total += group.table[group.places - 1 - group.touched(sets).astype(np.int64)]
    return total


def _divisions(part: Part, kinds: int, go_on: Callable[[], bool]) -> list[list[ActorGroup]]:
    """Divisions with high sums: actors in a random order, each put where it raises the sum most.

    A table has at most 2^kinds places; when time or the places for all tables run out, actors stay alone.
    """
    chance = random.Random(1)  # noqa: S311 (the same answer for the same file, nothing secret)
    known: dict[frozenset[int], ActorGroup] = {}
    places = 0

    def group(*actors: int) -> ActorGroup:
        nonlocal places
        found = known.get(frozenset(actors))
        if found is None:
            found = known[frozenset(actors)] = ActorGroup(part, frozenset(actors))
            places += found.places if len(found.kinds) <= kinds else 0
        return found

    found: dict[frozenset[frozenset[int]], list[ActorGroup]] = {}
    for _ in range(ROUNDS):
        division: list[ActorGroup] = []
        for actor in chance.sample(range(len(part.weights)), len(part.weights)):
            larger = [(group(*one.actors, actor), one) for one in division] if places < MOST_PLACES and go_on() else []
            fitting = [pair for pair in larger if len(pair[0].kinds) <= kinds]
            if fitting:
                with_actor, without = max(fitting, key=lambda pair: pair[0].least - pair[1].least)
                division[division.index(without)] = with_actor
            else:
                division.append(group(actor))
        found[frozenset(frozenset(one.actors) for one in division)] = division
        if places >= MOST_PLACES or not go_on():
            break
    return sorted(found.values(), key=lambda division: -sum(one.least for one in division))[:KEPT]
