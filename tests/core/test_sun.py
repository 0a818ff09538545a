"""The sun's times against almanacs, over clock changes, date lines and polar circles."""

import math
from datetime import date, datetime, time

import pytest

from backend.core.errors import Invalid
from backend.core.sun import SunTimes, sun_times

DECORAH = (43.303, -91.786, "America/Chicago")
LONDON = (51.5074, -0.1278, "Europe/London")
TROMSO = (69.6492, 18.9553, "Europe/Oslo")


def minutes_apart(found: time | None, published: str) -> float:
    assert found is not None
    gap = datetime.combine(date(2000, 1, 1), found) - datetime.combine(date(2000, 1, 1), time.fromisoformat(published))
    return abs(gap.total_seconds()) / 60


@pytest.mark.parametrize(
    ("place", "day", "published"),
    [
        # Decorah, Iowa, September table after the U.S. Naval Observatory: faculty.luther.edu/bernatzr/DecWx
        (DECORAH, date(2015, 9, 1), ("06:02", "06:32", "19:41", "20:11")),
        (DECORAH, date(2015, 9, 25), ("06:30", "06:58", "18:58", "19:27")),
        (DECORAH, date(2015, 9, 30), ("06:36", "07:04", "18:49", "19:18")),
        # solstices, the day clocks change, a southern summer and zones far from their sun
        (LONDON, date(2024, 6, 21), (None, "04:43", "21:21", None)),
        (LONDON, date(2024, 12, 21), (None, "08:04", "15:53", None)),
        ((40.7128, -74.006, "America/New_York"), date(2024, 3, 10), (None, "07:14", "18:58", None)),
        ((-33.8688, 151.2093, "Australia/Sydney"), date(2024, 1, 1), (None, "05:48", "20:09", None)),
        ((35.6895, 139.6917, "Asia/Tokyo"), date(2024, 1, 1), (None, "06:51", "16:38", None)),
        ((21.3069, -157.8583, "Pacific/Honolulu"), date(2024, 6, 21), (None, "05:50", "19:16", None)),
    ],
)
def test_the_times_agree_with_published_ones_within_two_minutes(place, day, published) -> None:
    found = sun_times(*place[:2], day, place[2])
    for mine, printed in zip((found.civil_dawn, found.sunrise, found.sunset, found.civil_dusk), published, strict=True):
        if printed:
            assert minutes_apart(mine, printed) <= 2
    assert found.note == ""


def test_the_clock_change_moves_the_wall_clock_by_an_hour() -> None:
    before = sun_times(*LONDON[:2], date(2026, 3, 28), LONDON[2])
    after = sun_times(*LONDON[:2], date(2026, 3, 29), LONDON[2])
    assert before.sunset is not None
    assert after.sunset is not None
    assert 60 <= minutes_apart(after.sunset, before.sunset.isoformat()) <= 63


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (-36.85, 174.76, "Pacific/Auckland"),
        (1.87, -157.4, "Pacific/Kiritimati"),
        (43.8, 87.6, "Asia/Shanghai"),
        (21.3, -157.86, "Pacific/Honolulu"),
        (-13.83, -171.77, "Pacific/Apia"),
        (0.0, 180.0, "UTC"),
        (0.0, -180.0, "UTC"),
    ],
)
def test_the_four_times_stand_in_order_where_the_utc_date_is_another(latitude, longitude, zone) -> None:
    found = sun_times(latitude, longitude, date(2026, 11, 24), zone)
    order = [found.civil_dawn, found.sunrise, found.sunset, found.civil_dusk]
    assert None not in order
    if zone != "UTC":  # on the date line itself a UTC day holds the sunset first
        assert order == sorted(order)


def test_midsummer_above_the_polar_circle_has_no_sunset() -> None:
    assert sun_times(*TROMSO[:2], date(2026, 6, 21), TROMSO[2]) == SunTimes(
        None, None, None, None, "The sun does not set"
    )


def test_midwinter_above_the_polar_circle_still_has_twilight() -> None:
    found = sun_times(*TROMSO[:2], date(2026, 12, 21), TROMSO[2])
    assert (found.sunrise, found.sunset, found.note) == (None, None, "The sun does not rise")
    assert found.civil_dawn is not None
    assert found.civil_dusk is not None
    assert found.civil_dawn < time(12) < found.civil_dusk


def test_the_poles_answer() -> None:
    assert sun_times(90, 0, date(2026, 6, 21), "UTC").note == "The sun does not set"
    assert sun_times(-90, 0, date(2026, 6, 21), "UTC").note == "The sun does not rise"


def test_a_night_without_darkness_and_a_sunset_after_midnight_are_said() -> None:
    found = sun_times(64.1466, -21.9426, date(2026, 6, 21), "Atlantic/Reykjavik")
    assert found.civil_dusk is None
    assert found.sunset is not None
    assert found.sunset < time(1)
    assert found.note == "Twilight lasts all night; the sun sets after midnight"


@pytest.mark.parametrize(
    ("latitude", "longitude", "day", "zone", "field"),
    [
        (90.01, 0, date(2026, 1, 1), "UTC", "latitude"),
        (-91, 0, date(2026, 1, 1), "UTC", "latitude"),
        (math.nan, 0, date(2026, 1, 1), "UTC", "latitude"),
        (0, 180.5, date(2026, 1, 1), "UTC", "longitude"),
        (0, math.inf, date(2026, 1, 1), "UTC", "longitude"),
        (0, 0, date(2026, 1, 1), "Mars/Olympus", "zone"),
        (0, 0, date(2026, 1, 1), "", "zone"),
        (0, 0, date(2026, 1, 1), "../etc/passwd", "zone"),
        (0, 0, date(2026, 1, 1), "Europe", "zone"),
        (0, 0, date.max, "UTC", "day"),
        (0, 0, date.min, "UTC", "day"),
    ],
)
def test_a_place_day_or_zone_that_cannot_be_names_the_field(latitude, longitude, day, zone, field) -> None:
    with pytest.raises(Invalid) as refused:
        sun_times(latitude, longitude, day, zone)
    assert refused.value.errors[0]["field"] == field
