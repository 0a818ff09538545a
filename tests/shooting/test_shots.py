"""Shots over the API."""

from functools import partial

import pytest

from backend.shooting.shots.numbers import next_number
from tests.films import Film, together
from tests.people import Caller


@pytest.mark.parametrize(
    ("scene", "taken", "number"),
    [
        ("12", [], "1"), ("12", ["1", "2"], "3"), ("12", ["2A", "10"], "11"), ("12", ["12"], "13"),
        ("12", ["12", "12A"], "12B"), ("12", ["12H"], "12J"), ("12", ["12N"], "12P"), ("12", ["12Z"], "12AA"),
        ("12", ["12AZ"], "12BA"), ("12", ["12ZZ"], "12AAA"), ("12A", ["12AA", "12AB"], "12AC"),
        ("12", ["12a"], "12B"), ("7.1", ["7x1A"], "8"), ("4", ["V1"], "1"),
    ],
)  # fmt: skip
def test_the_next_number_goes_on_as_the_scene_does(scene: str, taken: list[str], number: str) -> None:
    assert next_number(scene, taken) == number
    assert number not in taken


def test_a_shot_list_is_built_and_changed(studio) -> None:
    production = studio.production()
    scene, camera = Film(studio.app, production).scene("12"), studio.member(production, "director_of_photography")
    path = f"/productions/{production}/scenes/{scene}/shots"
    assert camera.get(f"{path}/next-number").data == {"number": "1"}
    made = camera.post(path, {"name": "Ferry leaves", "shot_type": "wide", "frame_rate": 48, "duration": 20})
    assert made.status == 201
    assert made.data["number"] == "1"
    assert made.data["scene_number"] == "12"
    assert made.data["camera_angle"] == "eye_level"
    second = camera.post(path, {"lens": "50 mm"}).data
    assert (second["number"], second["position"], second["frame_rate"]) == ("2", 1, 24)
    one = f"/productions/{production}/shots/{made.data['id']}"
    later = camera.patch(one, {"number": "12A", "position": 5}, match=made.etag)
    assert [row["number"] for row in camera.get(path).data] == ["2", "12A"]
    done = camera.patch(f"{one}/status", {"status": "completed"}, match=later.etag)
    assert done.data["status"] == "completed"
    assert camera.get(one).data == done.data
    assert camera.delete(one, match=done.etag).data["number"] == "12A"
    assert camera.get(one).status == 404


def test_the_production_lists_and_filters_its_shots(studio) -> None:
    production = studio.production()
    film, ad = Film(studio.app, production), studio.admin(production)
    scenes = [film.scene("1"), film.scene("2")]
    for scene in reversed(scenes):
        for kind in ("wide", "close_up"):
            ad.post(f"/productions/{production}/scenes/{scene}/shots", {"shot_type": kind, "name": f"{kind} 100%"})
    path = f"/productions/{production}/shots"

    def names(query: str) -> list[str]:
        return [f"{row['scene_number']}/{row['number']}" for row in ad.get(f"{path}?{query}").data]

    assert names("") == ["1/1", "1/2", "2/1", "2/2"]
    assert names("shot_type=wide") == ["1/1", "2/1"]
    assert names(f"scene_id={scenes[1]}&search=CLOSE_up 100%25") == ["2/2"]
    assert names("status=approved") == []
    assert names("vfx_required=true") == []
    first = ad.get(f"{path}?limit=3")
    rest = ad.get(f"{path}?limit=3&cursor={first.json['page']['next']}")
    assert (len(first.data), len(rest.data), rest.json["page"]) == (3, 1, {"next": None, "total": 4})
    assert ad.get(f"{path}?cursor=abc").fields == ["cursor"]


def test_refusals_name_the_field(studio) -> None:
    production = studio.production()
    scene, ad = Film(studio.app, production).scene("12"), studio.admin(production)
    path = f"/productions/{production}/scenes/{scene}/shots"
    made = ad.post(path, {"number": "1"})
    taken = ad.post(path, {"number": "1"})
    assert (taken.status, taken.fields) == (409, ["number"])
    assert ad.post(path, {"number": "1 A"}).fields == ["number"]
    assert ad.post(path, {"shot_type": "WIDE"}).fields == ["shot_type"]
    assert ad.post(path, {"frame_rate": 0}).fields == ["frame_rate"]
    assert ad.post(path, {"best_take": 3}).fields == ["best_take"]
    one = f"/productions/{production}/shots/{made.data['id']}"
    ad.post(path, {"number": "2"})
    assert ad.patch(one, {"number": "2"}, match=made.etag).fields == ["number"]
    assert ad.patch(one, {"number": "1"}, match=made.etag).status == 200
    assert ad.patch(f"{one}/status", {}, match=2).fields == ["status"]


def test_who_may(studio) -> None:
    production, other = studio.production(), studio.production("Other")
    scene, ad = Film(studio.app, production).scene("12"), studio.admin(production)
    foreign = Film(studio.app, other).scene("12")
    path = f"/productions/{production}/scenes/{scene}/shots"
    made = ad.post(path, {})
    one = f"/productions/{production}/shots/{made.data['id']}"
    assert ad.post(f"/productions/{production}/scenes/{foreign}/shots", {}).status == 404
    assert ad.get(f"/productions/{production}/scenes/{foreign}/shots").status == 404
    crew, stranger = studio.member(production, "crew"), studio.admin(other)
    assert crew.get(one).status == 200
    assert crew.patch(f"{one}/status", {"status": "approved"}, match=made.etag).status == 403
    assert studio.member(production, "cast").get(one).status == 403
    assert stranger.get(one).status == 404
    assert stranger.get(f"/productions/{other}/shots/{made.data['id']}").status == 404
    assert studio.anonymous().delete(one).status == 401


def test_of_sixteen_editors_one_is_first_and_numbers_never_clash(studio) -> None:
    production = studio.production()
    scene, ad = Film(studio.app, production).scene("12"), studio.admin(production)
    path = f"/productions/{production}/scenes/{scene}/shots"
    callers = [Caller(studio.app, ad.token) for _ in range(16)]
    rows = together([partial(who.post, path, {}) for who in callers])
    assert sorted(int(row.data["number"]) for row in rows) == list(range(1, 17))
    one = f"/productions/{production}/shots/{rows[0].data['id']}"
    answers = together(
        [partial(who.patch, one, {"notes": f"{n}"}, match=rows[0].etag) for n, who in enumerate(callers)]
    )
    assert sorted(answer.status for answer in answers) == [200] + [409] * 15
    assert answers[0].json["data"]["scene_number"] == "12"
    others = together(
        [
            partial(
                who.patch,
                f"/productions/{production}/shots/{row.data['id']}/status",
                {"status": "in_progress"},
                match=1,
            )
            for who, row in zip(callers[1:], rows[1:], strict=True)
        ]
    )
    assert [answer.status for answer in others] == [200] * 15
