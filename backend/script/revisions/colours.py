"""Revision colours as data: known orders, and which colour the n-th draft has.

The order differs from studio to studio; most go white, blue, pink, yellow, green, goldenrod and start again as "double
white". Paper tints are pale enough to read black text on.
"""

from collections.abc import Sequence

Colour = tuple[str, str]
"""Name and `#rrggbb`."""

CLASSIC: tuple[Colour, ...] = (
    ("white", "#ffffff"), ("blue", "#b9dcff"), ("pink", "#ffc9dc"), ("yellow", "#fff3a6"), ("green", "#c2ecc4"),
    ("goldenrod", "#f8d77e"), ("buff", "#f3e2bf"), ("salmon", "#ffc4b0"), ("cherry", "#f7a8b4"), ("tan", "#e0caa8"),
)  # fmt: skip
_BY_NAME = dict(CLASSIC)


def _order(*names: str) -> tuple[Colour, ...]:
    return tuple((name, _BY_NAME[name]) for name in names)


PRESETS: dict[str, tuple[str, tuple[Colour, ...]]] = {
    "classic": ("Classic, ten colours", CLASSIC),
    "pink_first": (
        "Pink before blue",
        _order("white", "pink", "blue", "yellow", "green", "goldenrod", "buff", "salmon", "cherry", "tan"),
    ),
    "tan_before_cherry": (
        "Tan before cherry",
        _order("white", "blue", "pink", "yellow", "green", "goldenrod", "buff", "salmon", "tan", "cherry"),
    ),
    "six": ("Six colours, then double", _order("white", "blue", "pink", "yellow", "green", "goldenrod")),
}
_ROUNDS = ("", "double ", "triple ")


def colour_of(number: int, order: Sequence[Sequence[str]] = CLASSIC) -> str:
    """The colour of draft or edition `number` (from 1): `blue`, `double blue` on the second round, `4× blue`."""
    turn, place = divmod(number - 1, len(order))
    return (_ROUNDS[turn] if turn < len(_ROUNDS) else f"{turn + 1}× ") + order[place][0]


def tint_of(colour: str, order: Sequence[Sequence[str]] = CLASSIC) -> str:
    """The paper of a colour by its name, rounds included; white for a name nobody knows."""
    known = {**_BY_NAME, **{name.lower(): tint for name, tint in order}}
    return known.get(colour.strip().lower().removeprefix("double ").removeprefix("triple ").split("× ")[-1], "#ffffff")
