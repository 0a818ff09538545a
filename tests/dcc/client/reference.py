"""What was truly worked, worked out from a diary alone: written without looking at the machine it judges.

A diary is a list of marks in order. Time between two marks is work on what was chosen at the first one when it is no
longer than the idle limit, nothing in between ended the work (stop, crash), and the machine did not sleep in between.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """kind: input, start (on `task`), stop, crash, sleep.

    who: the program it happened in. "" for sleep, and for input that belongs to whichever program has the timer.
    """

    at: float
    kind: str
    who: str = ""
    task: int = 0


def true_seconds(diary: list[Mark], idle: float) -> Counter[int]:
    """Task → seconds that a person worked on it, in all programs of the machine together."""
    chosen: dict[str, int] = {}  # program → the task that is chosen in it
    counted: Counter[int] = Counter()
    last: tuple[float, int] | None = None  # the last activity and what it was on
    has_timer = ""
    for mark in diary:
        if mark.kind == "sleep":
            last = None
            continue
        if mark.kind in ("stop", "crash"):
            if mark.kind == "stop" and last and mark.who == has_timer and mark.at - last[0] <= idle:
                counted[last[1]] += mark.at - last[0]
            chosen.pop(mark.who, None)
            if mark.who == has_timer:
                last, has_timer = None, ""
            continue
        if mark.kind == "start":
            chosen[mark.who] = mark.task
        who = mark.who or has_timer
        if who not in chosen:
            continue  # nobody asked this program to count
        if last and mark.at - last[0] <= idle:
            counted[last[1]] += mark.at - last[0]
        last, has_timer = (mark.at, chosen[who]), who
    return counted
