"""Where the bars of a report go: pure arithmetic, drawn by whoever has a canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .days import clock

ROW = 30
LABEL = 280  # pixels for names beside lying bars
VALUE = 60  # pixels for figures after them
FOOT = 22  # pixels for names below standing bars
HEAD = 20  # pixels for figures above them


@dataclass(frozen=True)
class Bar:
    """A bar with its name and figure; corners in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    name: str
    figure: str


def lying(rows: Sequence[tuple[str, float]], width: float) -> list[Bar]:
    """One bar below the other, for names that need room. rows: (name, seconds), drawn in their order."""
    longest = max((seconds for _, seconds in rows), default=0) or 1
    room = max(20.0, width - LABEL - VALUE)
    return [
        Bar(LABEL, place * ROW + 6, LABEL + room * seconds / longest, place * ROW + ROW - 6, name, clock(seconds))
        for place, (name, seconds) in enumerate(rows)
    ]


def standing(rows: Sequence[tuple[str, float]], width: float, height: float) -> list[Bar]:
    """Bars side by side, one for each day; a day without hours has a figure only when others have none either."""
    longest = max((seconds for _, seconds in rows), default=0) or 1
    step, room = width / max(1, len(rows)), max(10.0, height - FOOT - HEAD)
    return [
        Bar(
            place * step + step * 0.15,
            HEAD + room * (1 - seconds / longest),
            (place + 1) * step - step * 0.15,
            HEAD + room,
            name,
            clock(seconds) if seconds >= 30 else "",
        )
        for place, (name, seconds) in enumerate(rows)
    ]


def shortened(text: str, measure: Callable[[str], float], room: float) -> str:
    """The text, or as much of its beginning as fits into so many pixels, and an ellipsis."""
    if measure(text) <= room:
        return text
    while text and measure(f"{text}…") > room:
        text = text[:-1].rstrip()
    return f"{text}…"
