"""The colours of production strips: what a first assistant director reads a board by."""

Colours = tuple[str, str]
"""Background and text, both `#rrggbb`; every pair below has a contrast of at least 4.5:1 (WCAG AA)."""

INK, PAPER = "#14202b", "#ffffff"
UNKNOWN: Colours = ("#dbe2e8", INK)

# The convention of the printed strip board: Day INT white, Day EXT yellow, Night INT blue, Night EXT green;
# exteriors at first light pink, at last light orange. Keys: (exterior, light).
STANDARD: dict[tuple[bool, str], Colours] = {
    (False, "day"): (PAPER, INK),
    (True, "day"): ("#ffe45c", INK),
    (False, "night"): ("#1f5fc4", PAPER),
    (True, "night"): ("#157347", PAPER),
    (True, "dawn"): ("#ffb8cf", INK),
    (True, "dusk"): ("#ffb057", INK),
}
_TWILIGHT = {
    "dawn": "dawn", "sunrise": "dawn", "morning twilight": "dawn",
    "dusk": "dusk", "sunset": "dusk", "magic hour": "dusk", "golden hour": "dusk", "twilight": "dusk",
}  # fmt: skip


def light_of(day_night: str | None) -> str:
    """`day`, `night`, `dawn` or `dusk` from what the heading says; words that tell nothing ("LATER") count as day.

    Night begins with an N in every language that headings are commonly written in (nuit, noche, Nacht, notte, noite).
    """
    said = (day_night or "").strip().lower()
    for word, light in _TWILIGHT.items():
        if word in said:
            return light
    return "night" if said.startswith("n") else "day"


def strip_colour(
    int_ext: str | None, day_night: str | None, preset: dict[tuple[bool, str], Colours] = STANDARD
) -> Colours:
    """(background, text) of a strip. INT/EXT takes the exterior's colour; a scene without either is grey.

    Interiors have no twilight of their own: the light outside does not decide how they are shot.
    """
    if not int_ext and not day_night:
        return UNKNOWN
    exterior, light = "e" in (int_ext or "").lower(), light_of(day_night)
    return preset.get((exterior, light)) or preset[exterior, "day"]
