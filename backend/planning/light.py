"""By what light a scene plays, and which colour its strip has: the words of a heading, read once for every engine."""

from typing import Literal

Light = Literal["day", "night", "dawn", "dusk"]
_TWILIGHT: dict[str, Light] = {
    "dawn": "dawn", "sunrise": "dawn", "morning twilight": "dawn",
    "dusk": "dusk", "sunset": "dusk", "magic hour": "dusk", "golden hour": "dusk", "twilight": "dusk",
}  # fmt: skip
_NIGHTS = ("n", "evening", "ноч", "midnight", "夜", "ليل")


def light_of(day_night: str | None) -> Light:
    """Day, night, dawn or dusk from what the heading says; words that tell nothing ("LATER") count as day.

    Night begins with an N in every language that headings are commonly written in (nuit, noche, Nacht, notte, noite).
    """
    said = (day_night or "").strip().lower()
    for word, light in _TWILIGHT.items():
        if word in said:
            return light
    return "night" if said.startswith(_NIGHTS) else "day"


def strip_place(int_ext: str | None, day_night: str | None) -> str:
    """The key of a strip's colour in `rules.service.strip_colours`; INT/EXT takes the exterior's, nothing said `free`.

    Interiors have no twilight of their own: the light outside does not decide how they are shot.
    """
    if not int_ext and not day_night:
        return "free"
    exterior, light = "e" in (int_ext or "").lower(), light_of(day_night)
    if light in ("dawn", "dusk"):
        return light if exterior else "day_int"
    return f"{light}_{'ext' if exterior else 'int'}"


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on `#rrggbb` (WCAG relative luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return "#14202b" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#ffffff"
