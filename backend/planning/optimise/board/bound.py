"""How few held days any order can have: each person taken alone, with pinned days where they are.

What one person's days cost depends on the others' only through the dates they must share. Leaving that out gives a
number no order can beat, proven but seldom reached.
"""

import numpy as np

from backend.planning.optimise.board.model import Problem, Whole

FAR = 1 << 40


def least_held(problem: Problem, *, available: bool) -> int:
    """Held days no order of the board goes below; with `available` only orders count that keep everybody's dates."""
    return sum(_least(problem, number, available) for number, who in enumerate(problem.people) if who.hold)


def _least(problem: Problem, number: int, available: bool) -> int:
    """One person's least held days over every choice of dates for their free blocks."""
    who, blocks, free = problem.people[number], problem.at_work[number], set(problem.free)
    pinned = sorted({int(problem.date_of[block]) for block in blocks if block not in free})
    units = [problem.days[block].unit for block in blocks]
    fewest = max(max(units.count(unit) for unit in units), len(pinned))
    allowed = np.zeros(len(problem.dates), dtype=bool)
    allowed[problem.date_of[problem.free]] = True
    if available:
        allowed &= np.array([date not in who.away for date in problem.dates])
    allowed[pinned] = True
    gaps = np.maximum(problem.held_before[number][None, :] - problem.held_until[number][:, None], 0)
    later = np.arange(len(allowed))[:, None] < np.arange(len(allowed))[None, :]
    passed = np.cumsum([place in pinned for place in range(len(allowed))])
    skips = passed[None, :] - np.isin(np.arange(len(allowed)), pinned)[None, :] > passed[:, None]
    gaps[~later | skips | ~allowed[None, :]] = FAR
    days = problem.ordinals[None, :] - problem.ordinals[:, None]
    long = days > max(who.drop_days, 1) if who.drop else np.zeros_like(later)
    first = np.where(allowed & (np.arange(len(allowed)) <= (pinned[0] if pinned else FAR)), 0, FAR)
    return _walk(first, gaps, long, (fewest, len(blocks)), pinned[-1] if pinned else 0)


def _walk(first: Whole, gaps: Whole, long: "np.ndarray", counts: tuple[int, int], last: int) -> int:
    """The cheapest way over so many dates, ending on `last` or later; the first long gap costs nothing."""
    undropped, dropped = first.astype(np.int64), np.full(len(first), FAR, dtype=np.int64)
    short = np.where(long, FAR, gaps)
    drop = np.where(long & (gaps < FAR), 0, FAR)
    best = FAR
    for count in range(1, counts[1] + 1):
        if count > 1:
            onward = (dropped[:, None] + gaps).min(axis=0)
            dropped = np.minimum(onward, (undropped[:, None] + drop).min(axis=0))
            undropped = (undropped[:, None] + short).min(axis=0)
        if count >= counts[0]:
            best = min(best, int(undropped[last:].min()), int(dropped[last:].min()))
    return best if best < FAR else 0
