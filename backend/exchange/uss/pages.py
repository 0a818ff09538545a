"""The lengths of a file's strips in eighths of a page.

The standard says pages as decimals (0.125 is one eighth). Some programs write whole eighths instead; which of the two a
file means is told by its data, since no real script has only scenes that are whole pages long. A number written as a
decimal (3.0) is always pages.
"""

import dataclasses
import math
import re
from typing import Any

from backend.exchange.uss.document import Breakdown
from backend.exchange.uss.taking import refused

MOST_PAGES = 2000
ENOUGH = 4  # scenes; fewer may well all be whole pages


def with_lengths(read: tuple[tuple[Breakdown, Any], ...]) -> tuple[Breakdown, ...]:
    """The strips with their lengths, from each strip and what the file says of its pages."""
    strips = [strip for strip, _pages in read]
    values = [_number(pages, i) for i, (_strip, pages) in enumerate(read)]
    per_page = 1 if _counts_eighths([value for value in values if value], strips) else 8
    return tuple(
        dataclasses.replace(strip, eighths=None if value is None else _rounded(value * per_page))
        for strip, value in zip(strips, values, strict=True)
    )


def _rounded(eighths: float) -> int:
    """The nearest eighth; whatever has a length has at least one."""
    return max(1, math.floor(eighths + 0.5)) if eighths > 0 else 0


def _number(value: Any, index: int) -> float | int | None:
    if isinstance(value, str):
        value = _from_text(value)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 8 * MOST_PAGES:
        raise refused(f"breakdowns[{index}].pages", "a number of pages is expected here")
    return value


def _from_text(text: str) -> float | str | None:
    """`1.5`, `5/8` and `1 2/8` as pages; the text itself when it is none of these."""
    found = re.fullmatch(r"\s*(\d{1,5}(?:\.\d{1,9})?)?\s*(?:(\d{1,3})/8)?\s*", text)
    if found is None:
        return text
    return float(found[1] or 0) + int(found[2] or 0) / 8 if found[1] or found[2] else None


def _counts_eighths(values: list[float | int], strips: list[Breakdown]) -> bool:
    """Whether whole numbers are eighths: only that fits the script's pages, or they are too many to be pages."""
    if not values or any(isinstance(value, float) for value in values):
        return False
    starts = [int(found[0]) for strip in strips if (found := re.match(r"\d{1,4}", strip.script_page or ""))]
    script = max(starts) - min(starts) + 1 if len(set(starts)) > 1 else 0
    if script:
        total = sum(values)
        return abs(math.log(total / 8 / script)) < abs(math.log(total / script))
    return len(values) >= ENOUGH
