"""A talent-scheduling instance: the plain text format, and what an order costs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import lcm

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)\Z", re.ASCII)
MOST = 100_000  # more scenes, actors or digits than any film has are a damaged file


class InstanceRefused(ValueError):
    """The text is no instance; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance in whole numbers.

    casts      per scene the set of its actors, actor a as bit 2ᵃ
    rates      per actor the cost of one unit of duration, times `scale`
    durations  per scene, in whole units after both were scaled
    scale      what a cost is to be divided by to be in the file's own units (1 for files of whole numbers)
    """

    name: str
    casts: tuple[int, ...]
    rates: tuple[int, ...]
    durations: tuple[int, ...]
    scale: int = 1

    def cost(self, order: Sequence[int]) -> int | float:
        """Cost of shooting all scenes in this order, in the file's units: rate × duration from first to last scene."""
        if sorted(order) != list(range(len(self.casts))):
            raise ValueError("An order names every scene once.")
        ends = [0, *accumulate(self.durations[scene] for scene in order)]
        total = 0
        for actor, rate in enumerate(self.rates):
            places = [place for place, scene in enumerate(order) if self.casts[scene] >> actor & 1]
            if places:
                total += rate * (ends[places[-1] + 1] - ends[places[0]])
        return self.in_units(total)

    def in_units(self, total: int) -> int | float:
        """A scaled cost in the file's units; whole when it is."""
        return total // self.scale if total % self.scale == 0 else total / self.scale


def read(data: bytes) -> Instance:
    """The instance in a file: name, n scenes, m actors, then m rows of n flags and a rate, then n durations.

    Any white space separates; the name is the first line or the first word. Raises InstanceRefused.
    """
    text = _decoded(data)
    name, _, rest = text.strip().lstrip("\ufeff").replace("\r", "\n").partition("\n")
    if not name:
        raise InstanceRefused("The file is empty.")
    words = rest.split()
    if _whole(words[:2]) is None:  # name and numbers in one line
        first, *others = name.split()
        name, words = first, others + words
    return _built(name.strip(), words)


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InstanceRefused("The file is not text.") from error


def _built(name: str, words: list[str]) -> Instance:
    counts = _whole(words[:2])
    if counts is None:
        raise InstanceRefused("After the name come two whole numbers: how many scenes and how many actors.")
    scenes, actors = counts
    if scenes < 1 or scenes > MOST or actors > MOST:
        raise InstanceRefused(f"{scenes} scenes and {actors} actors cannot be scheduled.")
    words = words[2:]
    expected = actors * (scenes + 1) + scenes
    if len(words) != expected:
        raise InstanceRefused(
            f"{scenes} scenes and {actors} actors need {expected} numbers after the counts "
            f"({actors} rows of {scenes} flags and a rate, then {scenes} durations); the file has {len(words)}."
        )
    casts = [0] * scenes
    rates = []
    for actor in range(actors):
        row = words[actor * (scenes + 1) : (actor + 1) * (scenes + 1)]
        for scene, flag in enumerate(row[:-1]):
            if flag not in ("0", "1"):
                raise InstanceRefused(f"Row {actor + 1}, scene {scene + 1}: {flag[:20]!r} is neither 0 nor 1.")
            casts[scene] |= int(flag) << actor
        rates.append(_amount(row[-1], f"the rate of row {actor + 1}"))
    durations = [_amount(word, f"duration {scene + 1}") for scene, word in enumerate(words[-scenes:])]
    (whole_rates, first), (whole_durations, second) = _scaled(rates), _scaled(durations)
    return Instance(name, tuple(casts), whole_rates, whole_durations, first * second)


def _whole(words: list[str]) -> tuple[int, int] | None:
    if len(words) == 2 and all(word.isascii() and word.isdigit() and len(word) < 10 for word in words):
        return int(words[0]), int(words[1])
    return None


def _amount(word: str, what: str) -> Decimal:
    if len(word) > 30 or not NUMBER.match(word):
        raise InstanceRefused(f"{what[0].upper()}{what[1:]}: {word[:20]!r} is not a number.")
    number = Decimal(word)
    if number < 0:
        raise InstanceRefused(f"{what[0].upper()}{what[1:]} is negative.")
    return number


def _scaled(numbers: list[Decimal]) -> tuple[tuple[int, ...], int]:
    """The numbers times the least factor that makes all of them whole, and the factor."""
    ratios = [number.as_integer_ratio() for number in numbers]
    factor = lcm(*(below for _, below in ratios)) if ratios else 1
    return tuple(above * (factor // below) for above, below in ratios), factor
