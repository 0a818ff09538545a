"""The next number of a scene's shots.

A shot list counts 1, 2, 3. Where a crew slates as Americans do, a scene's set-ups are the scene's number with a letter
(12, 12A, 12B … 12Z, 12AA), without I and O, which read as 1 and 0 on a slate. Whichever way the scene goes, it goes on.
"""

import re
from collections.abc import Collection

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def next_number(scene: str, taken: Collection[str]) -> str:
    """The number after those taken in a scene.

    >>> next_number("12", ["1", "2"]), next_number("12", ["12", "12A"])
    ('3', '12B')
    """
    lettered = re.compile(re.escape(scene) + r"([A-Z]+)", re.IGNORECASE)
    setups = [match[1].upper() for number in taken if (match := lettered.fullmatch(number))]
    if setups:
        return scene + _after(max(setups, key=lambda letters: (len(letters), letters)))
    leading = [int(match[0]) for number in taken if (match := re.match(r"[0-9]{1,9}", number))]
    return str(max(leading, default=0) + 1)


def _after(letters: str) -> str:
    """`A` → `B`, `H` → `J`, `Z` → `AA`, `AZ` → `BA`."""
    head, last = letters[:-1], letters[-1]
    following = next((letter for letter in LETTERS if letter > last), None)
    if following:
        return head + following
    return (_after(head) if head else "A") + "A"
