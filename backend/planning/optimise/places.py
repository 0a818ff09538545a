"""Where a strip is shot, as far as moving there is concerned."""

from backend.planning.facts import DayFacts, StripFacts


def place_of(strip: StripFacts, day: DayFacts | None) -> tuple[str, str]:
    """Its location, else its day's, else its set."""
    place = strip.location_id or (day.location_id if day else None)
    return ("location", str(place)) if place else ("set", strip.set_name.strip().casefold())
