"""Make an instance smaller without losing an optimal order.

Only days on which somebody is held without working can be saved, so what is left is: groups of scenes and the actors
who can be held between them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from backend.planning.optimise.talent.instance import Instance


@dataclass(frozen=True, slots=True)
class Part:
    """Groups of scenes that share actors with each other and with no other part.

    groups     per group its scenes in the instance, those merged first next to each other
    casts      per group its actors as bits, numbered anew
    weights    per actor the cost of one unit of duration held
    durations  per group
    """

    groups: tuple[tuple[int, ...], ...]
    casts: tuple[int, ...]
    weights: tuple[int, ...]
    durations: tuple[int, ...]

    def held(self, order: Sequence[int]) -> int:
        """Cost of the time actors are held between their groups when shot in this order."""
        total = before = 0
        after = [0]
        for group in reversed(order):
            after.append(after[-1] | self.casts[group])
        for place, group in enumerate(order):
            waiting = before & after[len(order) - place - 1] & ~self.casts[group]
            before |= self.casts[group]
            total += self.durations[group] * sum(w for actor, w in enumerate(self.weights) if waiting >> actor & 1)
        return total


def reduced(instance: Instance) -> tuple[list[Part], list[int]]:
    """The parts of an instance, and the scenes that may be shot any time.

    Sound because: scenes with the same actors are shot together in some optimal order; an actor with one group is never
    held (its scenes stay together), nor does one who is paid nothing cost anything; actors in the same groups count as
    one; parts without a common actor do not touch each other; a group without actors who count is best shot at an end.
    """
    weights = dict(enumerate(instance.rates))
    rows = {actor: {s for s, cast in enumerate(instance.casts) if cast >> actor & 1} for actor in weights}
    groups: list[tuple[int, ...]] = [(scene,) for scene in range(len(instance.casts))]
    while True:
        rows, weights = _counting(rows, weights)
        merged, rows = _merged(groups, rows)
        if len(merged) == len(groups):
            break
        groups = merged
    seen: set[int] = set().union(*rows.values())
    free = [scene for index, group in enumerate(groups) if index not in seen for scene in group]
    return [_part(instance, groups, rows, weights, actors) for actors in _connected(rows)], free


def _counting(rows: dict[int, set[int]], weights: dict[int, int]) -> tuple[dict[int, set[int]], dict[int, int]]:
    """Actors who can be held at a cost, those with the same groups as one."""
    same: dict[frozenset[int], list[int]] = defaultdict(list)
    for actor, row in rows.items():
        if len(row) > 1 and weights[actor] > 0:
            same[frozenset(row)].append(actor)
    return (
        {actors[0]: set(row) for row, actors in same.items()},
        {actors[0]: sum(weights[actor] for actor in actors) for actors in same.values()},
    )


def _merged(
    groups: list[tuple[int, ...]], rows: dict[int, set[int]]
) -> tuple[list[tuple[int, ...]], dict[int, set[int]]]:
    """Groups with the same actors as one."""
    same: dict[frozenset[int], list[int]] = defaultdict(list)
    for index in range(len(groups)):
        same[frozenset(actor for actor, row in rows.items() if index in row)].append(index)
    merged = [tuple(scene for index in indices for scene in groups[index]) for indices in same.values()]
    anew = {index: new for new, indices in enumerate(same.values()) for index in indices}
    return merged, {actor: {anew[index] for index in row} for actor, row in rows.items()}


def _connected(rows: dict[int, set[int]]) -> list[list[int]]:
    """Actors by the groups they share, directly or through others."""
    found: list[tuple[list[int], set[int]]] = []
    for actor, row in rows.items():
        touching = [part for part in found if part[1] & row]
        found = [part for part in found if not part[1] & row]
        actors = [other for part in touching for other in part[0]]
        found.append(([*actors, actor], row.union(*(part[1] for part in touching))))
    return [sorted(actors) for actors, _ in found]


def _part(
    instance: Instance,
    groups: list[tuple[int, ...]],
    rows: dict[int, set[int]],
    weights: dict[int, int],
    actors: list[int],
) -> Part:
    indices = sorted(set().union(*(rows[actor] for actor in actors)))
    return Part(
        groups=tuple(groups[index] for index in indices),
        casts=tuple(sum((index in rows[actor]) << bit for bit, actor in enumerate(actors)) for index in indices),
        weights=tuple(weights[actor] for actor in actors),
        durations=tuple(sum(instance.durations[scene] for scene in groups[index]) for index in indices),
    )
