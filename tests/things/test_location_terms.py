"""Permits, cost, pictures and towns of locations."""

import io

import pytest
from PIL import Image

from tests.upload_help import picture


@pytest.fixture
def place(studio):
    """Callers and the path of a location."""
    pid = studio.production(currency="EUR")
    producer, ad = studio.member(pid, "producer"), studio.member(pid, "assistant_director")
    row = producer.post(f"/productions/{pid}/locations", {"name": "Fish market", "daily_cost": 85_000}).data
    return producer, ad, f"/productions/{pid}/locations/{row['id']}"


def send(caller, path, content, **query):
    headers = {"Content-Type": "application/octet-stream"}
    return caller.post(f"{path}/photos", data=content, headers=headers, query_string=query)


def test_permit_and_cost_are_kept_and_money_is_for_the_office(place) -> None:
    producer, ad, path = place
    permit = {"permit": "granted", "permit_until": "2026-12-01", "permit_notes": "City of Leer 4711"}
    changed = ad.patch(path, permit, match=1)
    assert {key: changed.data[key] for key in permit} == permit
    assert changed.data["daily_cost"] is None
    assert producer.get(path).data["daily_cost"] == 85_000
    assert ad.patch(path, {"daily_cost": 1}, match=2).status == 403
    assert producer.get(path).data["version"] == 2, "nothing was half-written"
    assert ad.patch(path, {"permit": "perhaps"}, match=2).fields == ["permit"]


def test_pictures_are_added_named_shown_and_removed(place, studio) -> None:
    _producer, ad, path = place
    first = send(ad, path, picture(size=(1200, 600)), caption="Loading ramp").data
    assert (first["caption"], first["width"], first["height"]) == ("Loading ramp", 1200, 600)
    second = send(ad, path, picture("PNG", size=(90, 60))).data
    assert ad.get(path).data["photo_ids"] == [first["id"], second["id"]]
    small = ad.get(f"{path}/photos/{first['id']}/file")
    assert Image.open(io.BytesIO(small.body)).size == (480, 240)
    full = ad.get(f"{path}/photos/{first['id']}/file?size=full")
    assert Image.open(io.BytesIO(full.body)).size == (1200, 600)
    one = f"{path}/photos/{second['id']}"
    assert ad.patch(one, {"caption": "Gate"}, match=1).data["caption"] == "Gate"
    assert ad.delete(one, match=1).status == 409
    assert ad.delete(one, match=2).status == 200
    assert [row["id"] for row in ad.get(f"{path}/photos").data] == [first["id"]]
    stranger = studio.member(studio.production(), "assistant_director")
    assert stranger.get(f"{path}/photos").status == 404


def test_what_is_no_picture_is_refused(place) -> None:
    _producer, ad, path = place
    refused = send(ad, path, b"%PDF-1.7 not a picture")
    assert (refused.status, refused.fields) == (415, ["file"])
    assert ad.get(f"{path}/photos").data == []


def test_towns_have_coordinates_without_internet(place) -> None:
    _producer, ad, path = place
    towns = {town["name"]: town for town in ad.get(path.rsplit("/", 1)[0] + "/towns").data}
    assert len(towns) > 300
    london = towns["London, Britain (UK)"]
    assert (round(london["latitude"], 1), round(london["longitude"], 1)) == (51.5, -0.1)
    assert next(town for name, town in towns.items() if name.startswith("Buenos Aires"))["latitude"] < -34
