"""Coordinates out of what people paste: links of map services and plain pairs, read offline.

The forms are those the services themselves hand out with "share" or leave in the address bar; a shortened link holds no
coordinates and asking for its target would need the internet.
"""

import re
from urllib.parse import parse_qs, unquote, urlsplit

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_PAIR = re.compile(rf"\s*(?:loc:)?\s*({_NUMBER})\s*[,; ]\s*({_NUMBER})\s*(?:[,;(?].*)?", re.ASCII | re.DOTALL)
# Google: the dropped pin is !3d…!4d…, the middle of the picture @…; the pin is the place that was meant.
_GOOGLE_PIN = re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})", re.ASCII)
_GOOGLE_VIEW = re.compile(rf"@({_NUMBER}),({_NUMBER}),", re.ASCII)
_OSM_VIEW = re.compile(rf"map=[\d.]+/({_NUMBER})/({_NUMBER})", re.ASCII)
_GOOGLE_PATH = re.compile(rf"/(?:place|search|dir(?:/[^/]*)?)/({_NUMBER}),\+?({_NUMBER})(?:/|$)", re.ASCII)
# Parameters that name the place itself come before those that only say where the picture is centred.
_PARAMETERS = ("q", "query", "coordinate", "daddr", "destination", "ll", "sll", "center", "viewpoint")


def coordinates(link: str) -> tuple[float, float] | None:
    """Degrees north and east out of a pasted link, `geo:` address or "50.83, -0.25"; None when there are none.

    >>> coordinates("geo:50.8301,-0.2473;u=35")
    (50.8301, -0.2473)
    """
    text = link.strip()
    if text.lower().startswith("geo:"):
        return _geo(text[4:])
    if "://" not in text:
        return _pair(text)
    return _address(text)


def map_url(latitude: float | None, longitude: float | None) -> str:
    """A map with a pin there, for a printed page or a phone; nothing without coordinates."""
    if latitude is None or longitude is None:
        return ""
    at = f"{latitude:.6f}", f"{longitude:.6f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=17/{at[0]}/{at[1]}"


def _geo(text: str) -> tuple[float, float] | None:
    """RFC 5870, and the form Android shares, `geo:0,0?q=50.83,-0.25(Label)`, where the place is in q."""
    place, _, query = text.partition("?")
    marked = _pair(parse_qs(query).get("q", [""])[0])
    return marked or _pair(place)


def _address(text: str) -> tuple[float, float] | None:
    try:
        parts = urlsplit(text)
    except ValueError:  # a bracket where a host should be
        return None
    values = parse_qs(parts.query)
    path = unquote(parts.path)
    if found := _found(_GOOGLE_PIN, path):
        return found
    if "mlat" in values and "mlon" in values:  # an OpenStreetMap marker
        return _pair(f"{values['mlat'][0]},{values['mlon'][0]}")
    for name in _PARAMETERS:
        if pair := _pair(values.get(name, [""])[0]):
            return pair
    return _found(_GOOGLE_PATH, path) or _found(_GOOGLE_VIEW, path) or _found(_OSM_VIEW, parts.fragment)


def _pair(text: str) -> tuple[float, float] | None:
    match = _PAIR.fullmatch(text)
    return _valid(match[1], match[2]) if match else None


def _found(pattern: re.Pattern[str], text: str) -> tuple[float, float] | None:
    match = pattern.search(text)
    return _valid(match[1], match[2]) if match else None


def _valid(north: str, east: str) -> tuple[float, float] | None:
    latitude, longitude = float(north), float(east)
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
