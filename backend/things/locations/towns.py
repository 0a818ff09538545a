"""Towns to pick from without internet: the reference places of the world's time zones, each with its coordinates.

The table is the time zone database's own (public domain), which is installed for the clocks anyway; it is exact to the
minute of arc, about 2 km: enough for the sun, not for finding the gate.
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_PLACE = re.compile(r"([+-]\d{2})(\d{2})(\d{2})?([+-]\d{3})(\d{2})(\d{2})?")  # ISO 6709: ±DDMM[SS]±DDDMM[SS]


class Town(NamedTuple):
    """A town; degrees north and east."""

    name: str
    latitude: float
    longitude: float


@cache
def all_towns() -> list[Town]:
    """Every town with its country, by name: `London, Britain (UK)`."""
    folder = files("tzdata.zoneinfo")
    countries = dict(line.split("\t")[:2] for line in _lines(folder.joinpath("iso3166.tab").read_text("utf-8")))
    found = []
    for line in _lines(folder.joinpath("zone.tab").read_text("utf-8")):
        code, place, zone = line.split("\t")[:3]
        parts = _PLACE.fullmatch(place)
        if parts is None:
            continue
        name = zone.rsplit("/", 1)[-1].replace("_", " ")
        found.append(
            Town(f"{name}, {countries[code]}", _degrees(*parts.group(1, 2, 3)), _degrees(*parts.group(4, 5, 6)))
        )
    return sorted(found)


def _lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line and not line.startswith("#")]


def _degrees(degrees: str, minutes: str, seconds: str | None) -> float:
    value = abs(int(degrees)) + int(minutes) / 60 + int(seconds or 0) / 3600
    return round(-value if degrees.startswith("-") else value, 4)
