"""Coordinates out of pasted links."""

import pytest

from backend.things.locations.map_links import coordinates

LINKS = {
    "https://www.google.com/maps/place/Port/@50.8300,-0.2500,15z/data=!3m1!4b1!4m6!3m5!1s0:0x1!8m2!3d50.8301!4d-0.2473":
        (50.8301, -0.2473),
    "https://www.google.com/maps/@50.83,-0.25,15z": (50.83, -0.25),
    "https://maps.google.com/?q=50.8301,-0.2473": (50.8301, -0.2473),
    "https://maps.google.com/maps?q=loc:50.8301,-0.2473": (50.8301, -0.2473),
    "https://www.google.com/maps/search/?api=1&query=50.8301%2C-0.2473": (50.8301, -0.2473),
    "https://www.google.com/maps/search/50.8301,+-0.2473?entry=tts": (50.8301, -0.2473),
    "https://www.google.com/maps/dir/?api=1&destination=-33.8568,151.2153": (-33.8568, 151.2153),
    "https://maps.apple.com/?ll=50.8301,-0.2473&q=Ferry%20terminal": (50.8301, -0.2473),
    "https://maps.apple.com/?address=1%20Quay&ll=50.8301,-0.2473": (50.8301, -0.2473),
    "https://maps.apple.com/place?coordinate=50.8301,-0.2473&name=Ferry": (50.8301, -0.2473),
    "https://www.openstreetmap.org/?mlat=50.8301&mlon=-0.2473#map=17/50.8000/-0.2000": (50.8301, -0.2473),
    "https://www.openstreetmap.org/#map=17/50.8301/-0.2473": (50.8301, -0.2473),
    "geo:50.8301,-0.2473;u=35": (50.8301, -0.2473),
    "geo:50.8301,-0.2473,12": (50.8301, -0.2473),
    "geo:0,0?q=50.8301,-0.2473(Ferry%20terminal)": (50.8301, -0.2473),
    "GEO:-90,180": (-90.0, 180.0),
    "50.8301, -0.2473": (50.8301, -0.2473),
    "  50.8301;-0.2473 ": (50.8301, -0.2473),
}  # fmt: skip

NOTHING = [
    "", "harbour", "https://maps.app.goo.gl/AbCdEf", "https://maps.google.com/?q=12+High+Street", "geo:91,0",
    "geo:0,181", "geo:", "https://www.openstreetmap.org/node/240949599", "https://[broken", "51", "١٢.٥,٣", "https://maps.apple.com/?ll=,",
]  # fmt: skip


@pytest.mark.parametrize(("link", "place"), LINKS.items())
def test_a_link_gives_its_place(link: str, place: tuple[float, float]) -> None:
    assert coordinates(link) == place


@pytest.mark.parametrize("link", NOTHING)
def test_what_holds_no_place_gives_none(link: str) -> None:
    assert coordinates(link) is None
