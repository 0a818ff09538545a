"""The colours of production strips: what a first assistant director reads a board by."""

from collections.abc import Mapping

Colours = tuple[str, str]
"""Background and text, both `#rrggbb`; the text is black or white, whichever has the better contrast."""

INK, PAPER = "#14202b", "#ffffff"
UNKNOWN: Colours = ("#dbe2e8", INK)

# The convention of the printed strip board, which a production may change (its rules): Day INT white, Day EXT yellow,
# Night INT blue, Night EXT green; exteriors at first light pink, at last light orange.
CLASSIC: Mapping[str, str] = {
    "day_int": PAPER, "day_ext": "#ffe45c", "night_int": "#1f5fc4", "night_ext": "#157347", "dawn": "#ffb8cf",
    "dusk": "#ffb057", "day_break": INK, "week_break": "#e8722a", "holiday": "#c62828", "free": "#9aa5ae",
}  # fmt: skip
_TWILIGHT = {
    "dawn": "dawn", "sunrise": "dawn", "morning twilight": "dawn",
    "dusk": "dusk", "sunset": "dusk", "magic hour": "dusk", "golden hour": "dusk", "twilight": "dusk",
}  # fmt: skip
_NIGHT = ("n", "evening", "midnight", "ноч", "夜", "ليل")


def light_of(day_night: str | None) -> str:
    """`day`, `night`, `dawn` or `dusk` from what the heading says; words that tell nothing ("LATER") count as day.

    Night begins with an N in every language that headings are commonly written in (nuit, noche, Nacht, notte, noite).
    """
    said = (day_night or "").strip().lower()
    for word, light in _TWILIGHT.items():
        if word in said:
            return light
    return "night" if said.startswith(_NIGHT) else "day"


def place_of(int_ext: str | None, day_night: str | None) -> str:
    """The key of a scene's colour: INT/EXT takes the exterior's.

    Interiors have no twilight of their own: the light outside does not decide how they are shot.
    """
    exterior, light = "e" in (int_ext or "").lower(), light_of(day_night)
    if light in ("dawn", "dusk"):
        return light if exterior else "day_int"
    return f"{light}_{'ext' if exterior else 'int'}"


def strip_colour(int_ext: str | None, day_night: str | None, colours: Mapping[str, str] = CLASSIC) -> Colours:
    """(background, text) of a strip in a production's colours; a scene without either word is grey."""
    if not int_ext and not day_night:
        return UNKNOWN
    background = colours[place_of(int_ext, day_night)]
    return background, ink_on(background)


def ink_on(colour: str) -> str:
    """Dark or white text, whichever contrasts better with `#rrggbb` (WCAG)."""
    light, dark = contrast(colour, PAPER), contrast(colour, INK)
    return PAPER if light > dark else INK


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21; text needs 4.5 (WCAG AA)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
