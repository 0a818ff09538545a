"""Milliseconds into seconds and prices into minor units, so that what is shown adds up.

Each figure rounded by itself, a list would not come to its total, and the total would depend on how it is divided. So
the total is rounded, and its parts share what that leaves: each is off by less than one.
"""

from collections.abc import Sequence

SECOND = 1000
HOUR = 3_600_000


def rounded(amount: int, unit: int = SECOND) -> int:
    """`amount` in whole `unit`s, a half rounded up."""
    return (2 * amount + unit) // (2 * unit)


def shared(amounts: Sequence[int], unit: int = SECOND, total: int | None = None) -> list[int]:
    """Each amount in whole units, together exactly their rounded sum: the largest remainders are rounded up.

    `total` says another sum, one that some choice of rounding each up or down comes to.
    """
    whole = [amount // unit for amount in amounts]
    missing = (rounded(sum(amounts), unit) if total is None else total) - sum(whole)
    if missing:
        by_remainder = sorted(range(len(amounts)), key=lambda place: -(amounts[place] % unit))
        for place in by_remainder[:missing]:
            whole[place] += 1
    return whole


def seconds_of(ms: Sequence[int], manual_ms: Sequence[int]) -> tuple[list[int], list[int]]:
    """(seconds, of these by hand) of each: either list adds up, and no part is greater than its whole."""
    manual = shared(manual_ms)
    measured = [all_ - by_hand for all_, by_hand in zip(ms, manual_ms, strict=True)]
    rest = shared(measured, total=rounded(sum(ms)) - sum(manual))
    return [one + other for one, other in zip(manual, rest, strict=True)], manual
