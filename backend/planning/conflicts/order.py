"""Order locks: a scene that must be shot before another, wherever the parts of either lie."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from backend.planning.conflicts.facts import Conflict
from backend.planning.conflicts.view import Layout, View, said
from backend.planning.facts import StripFacts


@dataclass(frozen=True, slots=True)
class Place:
    """Where a strip lies: on which day, at which place, and when it is shot if that is known."""

    day: Layout
    index: int
    strip: StripFacts

    @property
    def date(self) -> dt.date:
        """The date of its day."""
        return self.day.day.date


def locks(view: View) -> Iterator[Conflict]:
    """Every lock whose second scene comes before, or with, the first."""
    if not view.board.locks:
        return
    places: dict[int, list[Place]] = defaultdict(list)
    for each in view.days:
        for index, strip in enumerate(each.day.strips):
            places[strip.scene_id or 0].append(Place(each, index, strip))
    for before, after in sorted(set(view.board.locks)):
        wrong = [
            (first, second)
            for first in places.get(before, [])
            for second in places.get(after, [])
            if not _comes_first(first, second)
        ]
        if wrong:
            yield _locked(wrong)


def _comes_first(first: Place, second: Place) -> bool:
    """Whether the first is shot before the second; two units at once do not count as before."""
    if first.date != second.date:
        return first.date < second.date
    if first.day.day.key == second.day.day.key:
        return first.index < second.index
    ends, starts = first.day.clock.strips.get(first.strip.key), second.day.clock.strips.get(second.strip.key)
    return ends is not None and starts is not None and ends[1] <= starts[0]


def _locked(wrong: list[tuple[Place, Place]]) -> Conflict:
    first, second = wrong[0]
    one, other = first.strip.number, second.strip.number
    text = f"Scene {one} must be shot before scene {other}, but {other} is on {said(second.date)}"
    if first.date != second.date:
        text += f" and {one} on {said(first.date)}."
    elif first.day.day.key == second.day.day.key:
        text += " before it."
    else:
        text += " as well, in another unit."
    strips = tuple(dict.fromkeys(place.strip.key for pair in wrong for place in pair))
    days = tuple(dict.fromkeys(place.day.day.key for pair in wrong for place in reversed(pair)))
    scenes = (first.strip.scene_id, second.strip.scene_id)
    return Conflict(
        "order", "error", second.date, text, f"Move scene {one} before scene {other}, or take the lock off.",
        days, strips, facts=(*scenes, first.date.isoformat(), second.date.isoformat()),
    )  # fmt: skip
