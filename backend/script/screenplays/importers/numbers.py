"""Scene numbers: natural order, and the number an inserted scene gets once numbers are locked.

Locked numbers never change. A scene between 12 and 13 becomes 12A, the next 12B; before 12 it is A12; between 12 and
12A it is A12A. Omitted numbers are kept and never used again.
"""

from __future__ import annotations

import re
from collections.abc import Collection

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O look like 1 and 0 on a slate
_NUMBER = re.compile(r"([^\W\d_]*)[.\-]?(\d{1,18})[.\-]?([^\W\d_]*)(.*)", re.DOTALL)
_LAST = "\U0010ffff"

SortKey = tuple[int, int, tuple[str, ...], tuple[str, ...], str]


def sort_key(number: str | None) -> SortKey:
    """Key for the trade's order: A12 < 12 < A12A < 12A < 12B < 13. Odd labels come after, missing numbers last."""
    if number is None or not number.strip():
        return (2, 0, (), (), "")
    match = _NUMBER.fullmatch(number.strip().upper().rstrip("."))
    if not match:
        return (1, 0, (), (), number)
    prefix, base, suffix, rest = match.groups()
    # read outwards from the digits, "no further letter" sorting after any letter: A12 and B12 come before 12
    return (0, int(base), tuple(suffix), (*reversed(prefix), _LAST), rest)


def _next_letter(letter: str) -> str | None:
    following = [x for x in LETTERS if x > letter]
    return following[0] if following else None


def insert_number(before: str | None, after: str | None, taken: Collection[str] = ()) -> str:
    """Number for a new scene between `before` and `after` (None: the script's start or end) with numbers locked.

    `taken` are all numbers ever used, omitted ones too, so that none is given twice.
    Raises ValueError when the two are not in order or a label is not a scene number.
    """
    used = {number.upper() for number in taken} | {n.upper() for n in (before, after) if n}
    for n in (before, after):
        if n is not None and sort_key(n)[0] != 0:
            raise ValueError(f"{n!r} is not a scene number")
    if before and after and sort_key(before) >= sort_key(after):
        raise ValueError(f"{before} does not come before {after}")
    for candidate in _candidates(before, after):
        inside = (not before or sort_key(before) < sort_key(candidate)) and (
            not after or sort_key(candidate) < sort_key(after)
        )
        if inside and candidate not in used:
            return candidate
    raise ValueError(f"no number is left between {before} and {after}")


def _candidates(before: str | None, after: str | None) -> list[str]:
    """Numbers worth trying, best first: the next suffix after `before`, then a prefix on `after`."""
    found: list[str] = []
    if before is None and after is None:
        return ["1"]
    if before:
        prefix, base, suffix, _ = _split(before)
        if after is None:
            found += [str(int(base) + step) for step in range(1, 2000)]
        if not prefix:
            found += _suffixes(base, suffix)
        else:
            found += [letter + prefix[1:] + base + suffix for letter in LETTERS if letter > prefix[0]]
    if after:
        prefix, base, suffix, _ = _split(after)
        found += [letter + prefix + base + suffix for letter in LETTERS]
        found += [outer + inner + prefix + base + suffix for inner in LETTERS for outer in LETTERS]
    return found


def _suffixes(base: str, suffix: str) -> list[str]:
    """12 → 12A, 12B…; 12A → 12B, 12C…, then 12AA…; 12Z → 12ZA."""
    siblings = [suffix[:-1] + letter for letter in LETTERS if letter > suffix[-1:]] if suffix else list(LETTERS)
    deeper = [suffix + letter for letter in LETTERS] if suffix else []
    return [base + text for text in siblings + deeper]


def _split(number: str) -> tuple[str, str, str, str]:
    match = _NUMBER.fullmatch(number.strip().upper().rstrip("."))
    assert match is not None  # noqa: S101 - checked by insert_number
    prefix, base, suffix, rest = match.groups()
    return prefix, base, suffix, rest
