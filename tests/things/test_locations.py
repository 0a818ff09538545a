"""Locations over the API."""

from functools import partial

from tests.films import together
from tests.people import Caller

HARBOUR = {"name": "Harbour", "address": "North Quay", "latitude": 50.8301, "longitude": -0.2473}


def test_a_location_is_made_read_changed_and_removed(studio) -> None:
    production = studio.production()
    path, ad = f"/productions/{production}/locations", studio.member(production, "assistant_director")
    made = ad.post(path, {**HARBOUR, "parking": "North Quay car park", "hospital_phone": "+44 1273 696955"})
    assert made.status == 201
    assert made.data["hospital_phone"] == "+44 1273 696955"
    one = f"{path}/{made.data['id']}"
    assert ad.get(one).data == made.data
    changed = ad.patch(one, {"basecamp": "Quay Road"}, match=made.etag)
    assert changed.data["basecamp"] == "Quay Road"
    assert changed.data["parking"] == "North Quay car park"
    assert ad.delete(one, match=changed.etag).data["name"] == "Harbour"
    assert ad.get(one).status == 404


def test_the_list_is_alphabetical_searched_and_paged(studio) -> None:
    production = studio.production()
    path, ad = f"/productions/{production}/locations", studio.admin(production)
    for name in ("quay", "Breakwater", "100% Café"):
        ad.post(path, {"name": name})
    first = ad.get(f"{path}?limit=2")
    assert [row["name"] for row in first.data] == ["100% Café", "Breakwater"]
    assert first.json["page"]["total"] == 3
    second = ad.get(f"{path}?limit=2&cursor={first.json['page']['next']}")
    assert [row["name"] for row in second.data] == ["quay"]
    assert [row["name"] for row in ad.get(f"{path}?search=0%25").data] == ["100% Café"]


def test_a_pasted_link_sets_both_coordinates(studio) -> None:
    production = studio.production()
    path, ad = f"/productions/{production}/locations", studio.admin(production)
    made = ad.post(path, {"name": "Quay", "map_link": "https://maps.google.com/?q=50.8301,-0.2473"})
    assert (made.data["latitude"], made.data["longitude"]) == (50.8301, -0.2473)
    one = f"{path}/{made.data['id']}"
    moved = ad.patch(one, {"map_link": "geo:1,2"}, match=made.etag)
    assert (moved.data["latitude"], moved.data["longitude"]) == (1.0, 2.0)
    assert ad.patch(one, {"map_link": "https://maps.app.goo.gl/Ab"}, match=moved.etag).fields == ["map_link"]
    assert ad.patch(one, {"map_link": "geo:1,2", "latitude": 3}, match=moved.etag).fields == ["map_link"]


def test_coordinates_come_together_and_on_this_planet(studio) -> None:
    production = studio.production()
    path, ad = f"/productions/{production}/locations", studio.admin(production)
    assert ad.post(path, {"name": "A", "latitude": 5}).fields == ["longitude"]
    assert ad.post(path, {"name": "A", "latitude": 91, "longitude": 0}).fields == ["latitude"]
    assert ad.post(path, {"name": "A", "latitude": 0, "longitude": -180.5}).fields == ["longitude"]
    made = ad.post(path, HARBOUR)
    one = f"{path}/{made.data['id']}"
    assert ad.patch(one, {"longitude": None}, match=made.etag).fields == ["longitude"]
    assert ad.patch(one, {"latitude": None, "longitude": None}, match=made.etag).data["latitude"] is None


def test_a_name_is_taken_once(studio) -> None:
    production = studio.production()
    path, ad = f"/productions/{production}/locations", studio.admin(production)
    ad.post(path, {"name": "Quay"})
    again = ad.post(path, {"name": "Quay"})
    assert (again.status, again.fields) == (409, ["name"])
    assert ad.post(path, {"name": "  "}).fields == ["name"]
    assert ad.post(f"/productions/{studio.production()}/locations", {"name": "Quay"}).status == 404


def test_the_sun_rises_on_the_productions_clock(studio) -> None:
    production = studio.production(timezone="Europe/London")
    path, ad = f"/productions/{production}/locations", studio.admin(production)
    one = f"{path}/{ad.post(path, HARBOUR).data['id']}"
    sun = ad.get(f"{one}/sun?date=2026-11-24").data
    assert (sun["sunrise"], sun["sunset"], sun["timezone"]) == ("07:31", "16:04", "Europe/London")
    assert sun["note"] == ""
    assert ad.get(f"{one}/sun").fields == ["date"]
    assert ad.get(f"{one}/sun?date=1900-06-01").fields == ["date"]
    bare = ad.post(path, {"name": "Somewhere"}).data["id"]
    nowhere = ad.get(f"{path}/{bare}/sun?date=2026-11-24").data
    assert nowhere["sunrise"] is None
    assert "coordinates" in nowhere["note"]


def test_who_may(studio) -> None:
    production, other = studio.production(), studio.production("Other")
    path, ad = f"/productions/{production}/locations", studio.admin(production)
    one = f"{path}/{ad.post(path, HARBOUR).data['id']}"
    crew, stranger = studio.member(production, "crew"), studio.admin(other)
    assert crew.get(one).status == 200
    assert crew.patch(one, {"name": ""}).status == 403  # before the body and If-Match are looked at
    assert crew.post(path, {}).status == 403
    assert studio.member(production, "distribution_manager").get(one).status == 403
    assert stranger.get(one).status == 404
    assert stranger.get(one.replace(str(production), str(other), 1)).status == 404
    assert studio.anonymous().get(path).status == 401


def test_of_sixteen_editors_one_is_first(studio) -> None:
    production = studio.production()
    path, ad = f"/productions/{production}/locations", studio.admin(production)
    made = ad.post(path, HARBOUR)
    one = f"{path}/{made.data['id']}"
    callers = [Caller(studio.app, ad.token) for _ in range(16)]
    answers = together([partial(who.patch, one, {"notes": f"{n}"}, match=made.etag) for n, who in enumerate(callers)])
    assert sorted(answer.status for answer in answers) == [200] + [409] * 15
    winner = next(answer for answer in answers if answer.status == 200)
    assert all(a.json["data"]["notes"] == winner.data["notes"] for a in answers if a.status == 409)
    assert ad.get(one).data["notes"] == winner.data["notes"]
    assert ad.patch(one, {"notes": "x"}).status == 428
    assert ad.delete(one, match=made.etag).status == 409


def test_sixteen_editors_of_different_rows_all_succeed(studio) -> None:
    production = studio.production()
    path, ad = f"/productions/{production}/locations", studio.admin(production)
    rows = [ad.post(path, {"name": f"Place {n}"}) for n in range(16)]
    callers = [Caller(studio.app, ad.token) for _ in range(16)]
    answers = together(
        [
            partial(who.patch, f"{path}/{row.data['id']}", {"notes": "seen"}, match=row.etag)
            for who, row in zip(callers, rows, strict=True)
        ]
    )
    assert [answer.status for answer in answers] == [200] * 16
    assert {row["notes"] for row in ad.get(path).data} == {"seen"}
