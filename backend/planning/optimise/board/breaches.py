"""Which rules an order breaks, and which no order can keep, in words."""

from collections import defaultdict

import numpy as np

from backend.planning.conflicts.view import said, scenes, some
from backend.planning.optimise.board.model import Problem, Whole


def breaches(problem: Problem, full: Whole) -> list[str]:
    """One sentence for each rule broken when slot i holds block full[i]."""
    found = []
    slot_of = np.argsort(full)
    for slot, block in enumerate(full):
        date = problem.days[slot].date
        away = [name for name, dates in problem.absences(int(block)) if date in dates]
        if away:
            found.append(f"{some(away)} cannot be had on {said(date)} ({scenes(problem.scenes[block])}).")
    first, second, near = problem.neighbours
    if problem.options.rest:
        for one, two in zip(first[near], second[near], strict=True):
            if problem.tired[full[one], full[two]]:
                dates = said(problem.days[one].date), said(problem.days[two].date)
                found.append(f"Too little rest between {dates[0]} and {dates[1]}.")
    for before, after in problem.locks:
        if problem.days[slot_of[before]].date > problem.days[slot_of[after]].date:
            found.append(f"{_order(problem, int(before), int(after))}.")
    return found + _twice(problem, slot_of)


def _order(problem: Problem, before: int, after: int) -> str:
    locked = [
        (one.number, two.number)
        for one in problem.scenes[before]
        for two in problem.scenes[after]
        if (one.scene_id, two.scene_id) in problem.board.locks
    ]
    return "; ".join(f"Scene {one} must come before scene {two}" for one, two in locked)


def _twice(problem: Problem, slot_of: Whole) -> list[str]:
    found = []
    for person, blocks in zip(problem.people, problem.at_work, strict=True):
        units: dict[int, int] = defaultdict(int)
        for block in blocks:
            units[int(problem.date_of[slot_of[block]])] += 1
        found += [
            f"{person.name} is needed by two units on {said(problem.dates[date])}."
            for date, count in sorted(units.items())
            if count > 1
        ]
    return found


def impossible(problem: Problem) -> list[str]:
    """Why no order whatever can keep everybody's dates; empty when each day for itself finds a date."""
    found = [
        _nowhere(problem, block)
        for block in range(len(problem.days))
        if problem.scenes[block] and all(problem.barred[block, slot] for slot in _slots(problem, block))
    ]
    if found:
        return found
    placed: dict[int, int] = {}
    for block in range(len(problem.days)):
        seen: set[int] = set()
        if not _place(problem, block, placed, seen):
            rivals = sorted({placed[slot] for slot in seen} | {block})
            away = sorted({name for each in rivals for name, _ in problem.absences(each)})
            return [
                f"{len(rivals)} days that need {some(away)} have only {len(seen)} dates left on which they can be had."
            ]
    return []


def _nowhere(problem: Problem, block: int) -> str:
    what, day = scenes(problem.scenes[block]), problem.days[block]
    if block in problem.free:
        return f"{some([name for name, _ in problem.absences(block)])} cannot be had on any date for {what}."
    away = some([name for name, dates in problem.absences(block) if day.date in dates])
    return f"{away} cannot be had on {said(day.date)}, and {what} may not leave that day."


def _slots(problem: Problem, block: int) -> list[int]:
    """Where a block may go: its own slot when pinned, else every free one of its unit."""
    if block not in problem.free:
        return [block]
    return [slot for slot in problem.free if problem.days[slot].unit == problem.days[block].unit]


def _place(problem: Problem, block: int, placed: dict[int, int], seen: set[int]) -> bool:
    """Give a block a slot, moving others on where that helps (Kuhn's augmenting paths, without recursion)."""
    came: dict[int, tuple[int, int]] = {}
    waiting = [block]
    while waiting:
        current = waiting.pop(0)
        for slot in _slots(problem, current):
            if slot in seen or problem.barred[current, slot]:
                continue
            seen.add(slot)
            came[slot] = (current, next((s for s, b in placed.items() if b == current), -1))
            if slot in placed:
                waiting.append(placed[slot])
                continue
            while slot >= 0:
                mover, left = came[slot]
                placed[slot] = mover
                slot = left
            return True
    return False
