"""Page length in eighths: stated by the file when it says so, else measured on the standard script page.

One page is 8 eighths. Rounding goes to the nearest eighth with at least one: rounding up inflates a feature by 9 %.
Integers throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .model import Element, Kind

PAGE_LINES = 55
HEADING_SPACE = 2  # blank lines above a heading, 24 pt in the common script template
WIDTHS: dict[Kind, int] = {
    "action": 61,
    "shot": 61,
    "general": 61,
    "centered": 61,
    "transition": 61,
    "lyric": 35,
    "dialogue": 35,
    "parenthetical": 26,
    "character": 38,
}
DUAL_WIDTHS: dict[Kind, int] = {"dialogue": 28, "lyric": 28, "parenthetical": 24, "character": 28}
_SPEECH = frozenset({"dialogue", "parenthetical"})
_LENGTH = re.compile(r"(?:(\d{1,3})\s+)?(\d{1,3})/8|(\d{1,3})")


def parse_length(text: str | None) -> int | None:
    """`1 2/8` → 10, `3/8` → 3, `2` → 16; None when it says nothing usable."""
    match = _LENGTH.fullmatch((text or "").strip())
    if not match:
        return None
    whole, part, pages = (int(group or 0) for group in match.groups())
    return whole * 8 + part + pages * 8 or None


def wrapped_lines(text: str, width: int) -> int:
    """Lines a text takes when its words wrap at `width` columns; hard line breaks count."""
    total = 0
    for hard_line in text.split("\n"):
        lines, column = 1, 0
        for word in hard_line.split():
            size = len(word)
            if column and column + 1 + size > width:
                lines, column = lines + 1, 0
            column += size + (1 if column else 0)
            if column > width:
                lines += (column - 1) // width
                column = (column - 1) % width + 1
        total += lines
    return total


def element_lines(element: Element, *, after_speech: bool) -> int:
    """Page lines of one paragraph with the blank line above it (none inside a speech)."""
    widths = DUAL_WIDTHS if element.dual else WIDTHS
    width = widths.get(element.kind) or WIDTHS.get(element.kind)
    if width is None:  # notes, sections, synopses and page breaks are not printed
        return 0
    inside = element.kind in _SPEECH or (element.kind == "lyric" and after_speech)
    return wrapped_lines(element.text, width) + (0 if inside else 1)


def measure(heading: str, elements: Iterable[Element]) -> int:
    """Length of a scene in eighths of a standard page, at least 1. Dual dialogue counts its longer side."""
    lines = HEADING_SPACE + wrapped_lines(heading, WIDTHS["action"])
    speech, sides = False, {"left": 0, "right": 0}
    for element in elements:
        if element.kind == "character" and element.dual != "right":
            lines, sides = lines + max(sides.values()), {"left": 0, "right": 0}
        size = element_lines(element, after_speech=speech)
        if element.dual:
            sides[element.dual] += size
        else:
            lines += size
        if size:
            speech = element.kind in _SPEECH or element.kind == "character" or (speech and element.kind == "lyric")
    return to_eighths(lines + max(sides.values()))


def to_eighths(lines: int) -> int:
    """Lines of page to the nearest eighth, minimum one."""
    return max(1, (2 * 8 * lines + PAGE_LINES) // (2 * PAGE_LINES))


def as_pages(eighths: int) -> str:
    """How the trade writes it: 10 → `1 2/8`, 8 → `1`, 3 → `3/8`, 0 → `0`."""
    pages, part = divmod(eighths, 8)
    if not part:
        return str(pages)
    return f"{pages} {part}/8" if pages else f"{part}/8"
