"""When the sun rises and sets on a shooting day: what a call sheet prints, worked out offline from the place."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from astral import Observer, SunDirection
from astral.sun import elevation, noon, time_of_transit

from backend.core.errors import Invalid

HORIZON = 90.8333  # zenith of the sun's centre when its upper edge touches the horizon, refraction included (USNO)
CIVIL = 96.0  # zenith at the start and end of civil twilight, when a scene can still be lit by the sky
YEARS = range(1901, 2100)  # where the solar formulae hold


@dataclass(frozen=True)
class SunTimes:
    """Wall-clock times, to the minute, in the zone asked for; None where the sun does not do it that day.

    `note` is empty, or one sentence that says why a time is missing or belongs to the next date.
    """

    civil_dawn: time | None
    sunrise: time | None
    sunset: time | None
    civil_dusk: time | None
    note: str = ""


def sun_times(latitude: float, longitude: float, day: date, zone: str) -> SunTimes:
    """The sun's times around local noon of `day`, for degrees north and east and an IANA zone.

    Sunrise and dawn are those before that noon, sunset and dusk those after it, so near the polar circle a sunset may
    fall after midnight (the note says so). Raises Invalid for a place, zone or year that cannot be.
    """
    where, local = _observer(latitude, longitude), _zone(zone)
    if day.year not in YEARS:
        raise Invalid(f"The date must lie between {YEARS[0]} and {YEARS[-1]}.", field="day")
    middle = _solar_noon(where, day, local)
    dawn, sunrise = (_event(where, middle, zenith, SunDirection.RISING) for zenith in (CIVIL, HORIZON))
    sunset, dusk = (_event(where, middle, zenith, SunDirection.SETTING) for zenith in (HORIZON, CIVIL))
    note = _note(day, elevation(where, middle) > 90 - HORIZON, dawn, sunrise, sunset, dusk)
    return SunTimes(_clock(dawn), _clock(sunrise), _clock(sunset), _clock(dusk), note)


def _observer(latitude: float, longitude: float) -> Observer:
    if not (math.isfinite(latitude) and -90 <= latitude <= 90):
        raise Invalid("Latitude runs from -90 (south) to 90 (north).", field="latitude")
    if not (math.isfinite(longitude) and -180 <= longitude <= 180):
        raise Invalid("Longitude runs from -180 (west) to 180 (east).", field="longitude")
    return Observer(latitude, longitude)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as unknown:  # not found; not a plain key; a folder of the database
        raise Invalid(f"{name!r} is not a time zone such as Europe/London.", field="zone") from unknown


def _around(day: date) -> Iterator[date]:
    """The UTC dates that can share hours with a local day, whatever the zone."""
    return (day + timedelta(days=shift) for shift in (-1, 0, 1))


def _solar_noon(where: Observer, day: date, local: ZoneInfo) -> datetime:
    """The sun's highest point nearest to 12:00 on that day's local clock, in that zone."""
    midday = datetime.combine(day, time(12), tzinfo=local)
    return min((noon(where, utc, tzinfo=local) for utc in _around(day)), key=lambda found: abs(found - midday))


def _event(where: Observer, middle: datetime, zenith: float, direction: SunDirection) -> datetime | None:
    """The crossing of `zenith` in the twelve hours before (rising) or after (setting) solar noon, if there is one."""
    for utc in _around(middle.date()):
        try:
            crossing = time_of_transit(where, utc, zenith, direction, with_refraction=False)
        except ValueError:  # the sun stays above or below that angle all day
            continue
        gap = crossing - middle if direction == SunDirection.SETTING else middle - crossing
        if timedelta(0) <= gap <= timedelta(hours=12):
            return crossing.astimezone(middle.tzinfo)
    return None


def _clock(moment: datetime | None) -> time | None:
    """The nearest minute, as almanacs print it."""
    return (moment + timedelta(seconds=30)).time().replace(second=0, microsecond=0) if moment else None


def _note(day: date, up_at_noon: bool, *events: datetime | None) -> str:
    dawn, sunrise, sunset, dusk = events
    if not sunrise or not sunset:
        return "The sun does not set" if up_at_noon else "The sun does not rise"
    if not dawn or not dusk:
        late = "; the sun sets after midnight" if sunset.date() > day else ""
        return f"Twilight lasts all night{late}"
    return "The sun sets after midnight" if sunset.date() > day else ""
