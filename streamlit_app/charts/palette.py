"""The theme's colours for figures, read from the one place that has them: config.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

CONFIG = Path(__file__).resolve().parent.parent / ".streamlit" / "config.toml"
FONT = "Inter, sans-serif"

# Programs an artist tells apart at a glance keep their colour in every figure; others take the next that is free.
_PROGRAMS = {
    "blender": 5, "maya": 9, "nuke": 4, "houdini": 6, "krita": 7, "web": 1, "cli": 2, "desktop": 3, "manual": 8,
}  # fmt: skip


@dataclass(frozen=True)
class Palette:
    """Colours as `#rrggbb`: `series` tell things apart, `ramp` goes from little to much, `quiet` steps back."""

    ground: str
    text: str
    quiet: str
    line: str
    accent: str
    bad: str
    good: str
    series: tuple[str, ...]
    ramp: tuple[str, ...]


@cache
def palette(kind: Literal["light", "dark"]) -> Palette:
    """Of the light or the dark theme."""
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][kind]
    ground, text = theme["backgroundColor"], theme["textColor"]
    return Palette(
        ground, text, mixed(text, ground, 0.68), mixed(theme["borderColor"], ground, 0.7),
        theme["chartCategoricalColors"][0], theme["redColor"], theme["greenColor"],
        tuple(theme["chartCategoricalColors"]), tuple(theme["chartSequentialColors"]),
    )  # fmt: skip


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of a colour and the rest of another, both `#rrggbb`."""
    parts = [[int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in (colour, other)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in zip(*parts, strict=True))


def programs(names: list[str], colours: Palette) -> Mapping[str, str]:
    """Each program's colour; unknown ones take those that none of the others has, in the order of the alphabet."""
    known = {name: _PROGRAMS[name] for name in names if name in _PROGRAMS}
    free = [number for number in range(len(colours.series)) if number not in known.values()] or [0]
    others = sorted(set(names) - set(known))
    chosen = known | {name: free[place % len(free)] for place, name in enumerate(others)}
    return {name: colours.series[chosen[name]] for name in names}
