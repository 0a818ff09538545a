"""An order for an instance within a time: proven the cheapest where that can be done, else the best found."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from backend.planning.optimise.talent.bounds import Bound
from backend.planning.optimise.talent.exact import BITS, OutOfTime, Search
from backend.planning.optimise.talent.instance import Instance
from backend.planning.optimise.talent.local import Polisher
from backend.planning.optimise.talent.reduction import Part, reduced

FIRST_WIDTH, FIRST_ROUNDS = 100, 15
LARGEST = 1 << 61  # costs are counted in 64 bits
STEPS = ((15, 1_500_000), (20, 12_000_000))  # kinds of scenes in a bound's tables, sets the search may hold with it
PATIENCE = 100_000  # rounds of polishing nobody waits for: time ends them


@dataclass(frozen=True, slots=True)
class Answer:
    """An order of all scenes (indices from 0), its cost in the file's units, and whether nothing can be cheaper."""

    cost: int | float
    order: list[int]
    proven: bool
    seconds: float


def solve(instance: Instance, seconds: float) -> Answer:
    """Solve an instance in at most about `seconds`. The cost is counted anew from the order, by the instance itself."""
    started = time.monotonic()
    parts, order = reduced(instance)
    proven = True
    for number, part in enumerate(sorted(parts, key=lambda part: len(part.groups))):
        share = (started + seconds - time.monotonic()) / (len(parts) - number)
        groups, sure = _ordered(part, time.monotonic() + share)
        order = [scene for group in groups for scene in part.groups[group]] + order
        proven = proven and sure
    return Answer(instance.cost(order), order, proven, round(time.monotonic() - started, 3))


def _ordered(part: Part, deadline: float) -> tuple[list[int], bool]:
    """The groups of a part in their best order, and whether it is proven."""

    def go_on() -> bool:
        return time.monotonic() < deadline

    polisher = Polisher(part, go_on)
    order = list(range(len(part.groups)))
    if len(part.groups) > BITS or len(part.weights) > BITS or sum(part.weights) * sum(part.durations) > LARGEST:
        order, cost = polisher.shaken(order, PATIENCE)
        return order, cost == 0
    try:
        return _proven(part, polisher, go_on, order), True
    except _Best as best:
        order, _ = polisher.shaken(best.order, PATIENCE)
        return order, False


class _Best(Exception):
    """No proof was possible; the best order so far."""

    def __init__(self, order: list[int]) -> None:
        self.order = order


def _proven(part: Part, polisher: Polisher, go_on: Callable[[], bool], order: list[int]) -> list[int]:
    """The cheapest order; raises _Best with the best found when there is no proof within time and memory."""
    cost = polisher.held(order)
    for number, (kinds, most_sets) in enumerate(STEPS):
        bound = Bound(part, kinds, go_on)
        search = Search(part, bound, go_on, most_sets)
        try:
            if number == 0:
                order, cost = polisher.shaken(search.beam(FIRST_WIDTH, cost) or order, FIRST_ROUNDS)
            return order if cost <= bound.least else search.cheaper(cost) or order
        except OutOfTime:
            continue
    raise _Best(order)
