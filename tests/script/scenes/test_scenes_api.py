"""Scenes by hand: added, found, changed one by one and many at once, marked, omitted and deleted."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from backend.core.db import db, start_writing
from backend.script.scenes import service
from backend.shooting.shots.models import Shot
from backend.things.locations.models import Location
from tests.films import shooting_day
from tests.people import Caller, Studio
from tests.script.scripts import FIRST, imported


@pytest.fixture
def film(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def ad(studio: Studio, film: int) -> Caller:
    return studio.member(film, "assistant_director")


@pytest.fixture
def path(film: int) -> str:
    return f"/productions/{film}/scenes"


def location(studio: Studio, film: int, name: str = "Old pier") -> int:
    with studio.app.app_context():
        start_writing()
        row = Location(production_id=film, name=name)
        db.session.add(row)
        db.session.commit()
        return row.id


def numbers(caller: Caller, path: str, query: str = "") -> list[str]:
    return [scene["number"] for scene in caller.get(f"{path}{query}").data]


def three(caller: Caller, path: str) -> list[Any]:
    rows = [{"number": str(number), "set_name": f"SET {number}"} for number in (1, 2, 3)]
    return caller.post(f"{path}/bulk-create", {"scenes": rows}).data


def test_a_scene_by_hand_gets_its_heading_from_its_parts(studio: Studio, ad: Caller, film: int, path: str) -> None:
    place = location(studio, film)
    made = ad.post(path, {
        "number": "12A", "int_ext": "EXT", "set_name": "PIER", "day_night": "DUSK", "eighths": 11, "location_id": place,
    })  # fmt: skip
    assert made.status == 201
    assert made.data["heading"] == "EXT. PIER - DUSK"
    assert (made.data["eighths"], made.data["location_name"], made.data["status"]) == (11, "Old pier", "not_started")
    assert ad.get(f"{path}/{made.data['id']}").data == made.data
    one = f"{path}/{made.data['id']}"
    row = ad.patch(one, {"day_night": "NIGHT", "location_id": None}, match=made.etag).data
    assert (row["heading"], row["location_name"]) == ("EXT. PIER - NIGHT", None)
    row = ad.patch(one, {"heading": "EXT. PIER, STORM", "set_name": "STORM"}, match=row["version"]).data
    assert row["heading"] == "EXT. PIER, STORM"
    assert ad.patch(one, {"int_ext": None}, match=row["version"]).data["heading"] == "EXT. PIER, STORM"


def test_scenes_stand_where_they_are_put(ad: Caller, path: str) -> None:
    first, second, _third = three(ad, path)
    ad.post(path, {"number": "1A", "after_id": first["id"]})
    assert numbers(ad, path) == ["1", "1A", "2", "3"]
    moved = ad.patch(f"{path}/{second['id']}", {"after_id": None}, match=second["version"])
    assert numbers(ad, path) == ["2", "1", "1A", "3"]
    assert moved.data["position"] == 0
    assert ad.patch(f"{path}/{second['id']}", {"after_id": second["id"]}, match=moved.etag).fields == ["after_id"]
    together = [{"number": "7", "after_id": first["id"]}, {"number": "8", "after_id": first["id"]}]
    made = ad.post(f"{path}/bulk-create", {"scenes": together}).data
    assert numbers(ad, path) == ["2", "1", "8", "7", "1A", "3"]
    assert [row["position"] for row in made] == [ad.get(f"{path}/{row['id']}").data["position"] for row in made]


def test_pages_filters_and_search(studio: Studio, ad: Caller, film: int, path: str) -> None:
    imported(ad, film, FIRST)
    beach = ad.get(path).data[3]
    place = location(studio, film)
    ad.patch(f"{path}/{beach['id']}", {"synopsis": "Gulls 100% quarrel", "location_id": place}, match=beach["version"])
    ad.patch(f"{path}/{beach['id']}/status", {"status": "completed"})
    assert numbers(ad, path, "?status=completed&status=on_hold") == ["4"]
    assert numbers(ad, path, "?int_ext=EXT&day_night=NIGHT") == ["2"]
    assert numbers(ad, path, "?set_name=KITCHEN") == ["3"]
    assert numbers(ad, path, "?search=gulls+100%25") == ["4"]
    assert numbers(ad, path, "?search=lighthouse") == ["1"]
    assert numbers(ad, path, "?search=%25%25") == [], "a wildcard is only a character"
    assert numbers(ad, path, f"?location_id={place}") == ["4"]
    page = ad.get(f"{path}?limit=3")
    assert (len(page.data), page.json["page"]["total"]) == (3, 4)
    assert numbers(ad, path, f"?limit=3&cursor={page.json['page']['next']}") == ["4"]


def test_a_number_is_used_once_however_it_is_written(ad: Caller, path: str) -> None:
    made = ad.post(path, {"number": "12a"})
    refused = ad.post(path, {"number": "12A"})
    assert (refused.status, refused.fields) == (409, ["number"])
    assert ad.patch(f"{path}/{made.data['id']}", {"number": "12A"}, match=made.etag).status == 200
    other = ad.post(path, {"number": "13"})
    assert ad.patch(f"{path}/{other.data['id']}", {"number": "12A"}, match=other.etag).fields == ["number"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "number"),
        ({"number": ""}, "number"),
        ({"number": "1 2"}, "number"),
        ({"number": "x" * 21}, "number"),
        ({"number": "1", "eighths": -1}, "eighths"),
        ({"number": "1", "eighths": 1.5}, "eighths"),
        ({"number": "1", "int_ext": "IN"}, "int_ext"),
        ({"number": "1", "location_id": 999}, "location_id"),
        ({"number": "1", "after_id": 999}, "after_id"),
        ({"number": "1", "day_night": "NI\nGHT"}, "day_night"),
        ({"number": "1", "status": "completed"}, "status"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_added(ad: Caller, path: str, body: Any, field: str) -> None:
    refused = ad.post(path, body)
    assert (refused.status, refused.fields) == (422, [field])
    assert numbers(ad, path) == []


def test_many_scenes_at_once_or_none(studio: Studio, ad: Caller, film: int, path: str) -> None:
    rows = three(ad, path)
    ids = [row["id"] for row in rows]
    place = location(studio, film)
    changes = {"status": "on_hold", "location_id": place, "script_day": "D3", "priority": 2, "vfx": True}
    changed = ad.post(f"{path}/bulk", {"ids": [ids[2], ids[0]], "changes": changes}).data
    assert [row["number"] for row in changed] == ["3", "1"]
    assert {key: changed[0][key] for key in changes} == changes
    assert changed[0]["location_name"] == "Old pier"
    assert ad.get(f"{path}/{ids[1]}").data == rows[1]
    elsewhere = location(studio, studio.production("Another"))
    for body, field in (
        ({"ids": [ids[0], 999], "changes": {"priority": 9}}, "ids"),
        ({"ids": ids, "changes": {"priority": 9, "location_id": elsewhere}}, "changes.location_id"),
        ({"ids": ids, "changes": {"number": "9"}}, "changes.number"),
        ({"ids": [], "changes": {"priority": 9}}, "ids"),
        ({"ids": list(range(1, 502)), "changes": {"priority": 9}}, "ids"),
    ):
        refused = ad.post(f"{path}/bulk", body)
        assert (refused.status, refused.fields) == (422, [field])
    assert all(row["priority"] != 9 for row in ad.get(path).data)
    refused = ad.post(f"{path}/bulk-create", {"scenes": [{"number": "8"}, {"number": "9"}, {"number": "2"}]})
    assert (refused.status, refused.fields) == (409, ["scenes.2.number"])
    assert numbers(ad, path) == ["1", "2", "3"]


def test_statuses_and_who_may_set_them(studio: Studio, ad: Caller, film: int, path: str) -> None:
    scene = three(ad, path)[0]
    camera = studio.member(film, "director_of_photography")
    status = f"{path}/{scene['id']}/status"
    for value in ("in_progress", "completed", "not_started", "cancelled", "on_hold"):
        assert camera.patch(status, {"status": value}).data["status"] == value
    assert camera.patch(status, {"status": "omitted"}).status == 403
    assert camera.get(f"{path}/{scene['id']}").data["status"] == "on_hold"
    assert ad.patch(status, {"status": "omitted"}).status == 200
    assert camera.patch(status, {"status": "completed"}).status == 403
    assert camera.patch(status, {"status": "omitted"}).status == 200, "nothing changes"
    assert ad.patch(status, {"status": "done"}).fields == ["status"]


def test_only_a_scene_without_work_can_be_deleted(studio: Studio, ad: Caller, film: int, path: str) -> None:
    first, second, third = three(ad, path)
    with studio.app.app_context():
        start_writing()
        shooting_day(film, dt.date(2026, 5, 4), [first["id"]])
        db.session.add(Shot(production_id=film, scene_id=first["id"], number="1"))
        db.session.add(Shot(production_id=film, scene_id=second["id"], number="1"))
        db.session.commit()
    refused = ad.delete(f"{path}/{first['id']}")
    assert refused.status == 409
    assert "shot" in refused.json["message"]
    assert "strip" in refused.json["message"]
    assert ad.delete(f"{path}/{second['id']}").status == 409
    assert ad.delete(f"{path}/{third['id']}").status == 200
    assert ad.delete(f"{path}/{third['id']}").status == 404
    assert numbers(ad, path) == ["1", "2"]


def test_the_whole_script_is_read_at_once_by_draft_or_as_it_is_now(studio: Studio, film: int, path: str) -> None:
    caller = studio.admin(film)
    first = imported(caller, film, FIRST)
    rows = caller.get(f"{path}/texts").data
    assert [row["scene_id"] for row in rows] == [scene["id"] for scene in caller.get(path).data]
    assert {row["draft_id"] for row in rows} == {first["id"]}
    assert rows[0] == caller.get(f"{path}/{rows[0]['scene_id']}/text").data
    second = imported(caller, film, FIRST.replace("Nobody sails tonight.", "Nobody sails."))
    now = caller.get(f"{path}/texts").data
    assert {row["draft_id"] for row in now} == {second["id"]}
    assert len(now) == len(rows)
    assert caller.get(f"{path}/texts?draft={first['id']}").data == rows
    assert caller.get(f"{path}/texts?draft=77").data == []
    assert len(caller.get(f"{path}/texts?limit=1").data) == 1


def test_text_of_a_scene_by_hand_is_empty_and_a_foreign_draft_unknown(ad: Caller, path: str) -> None:
    scene = three(ad, path)[0]
    words = ad.get(f"{path}/{scene['id']}/text").data
    assert words == {"scene_id": scene["id"], "draft_id": None, "paragraphs": []}
    assert ad.get(f"{path}/{scene['id']}/text?draft=77").status == 404


def test_sixteen_changes_with_one_etag(studio: Studio, ad: Caller, path: str) -> None:
    scene = ad.post(path, {"number": "1"})

    def send(number: int) -> Any:
        return Caller(studio.app, ad.token).patch(f"{path}/{scene.data['id']}", {"eighths": number}, match=scene.etag)

    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(send, range(2, 18)))
    assert sorted(reply.status for reply in replies) == [200] + [409] * 15
    won = next(reply.data for reply in replies if reply.status == 200)
    assert all(reply.json["data"] == won for reply in replies if reply.status == 409)


def test_who_may_do_what(studio: Studio, ad: Caller, film: int, path: str) -> None:
    scene = ad.post(path, {"number": "1"})
    one = f"{path}/{scene.data['id']}"
    crew, stranger = studio.member(film, "crew"), studio.user()
    for caller, read, write in ((crew, 200, 403), (stranger, 404, 404), (studio.anonymous(), 401, 401)):
        assert [caller.get(p).status for p in (path, one, f"{one}/text", f"{path}/texts")] == [read] * 4
        assert caller.post(path, {"wrong": 1}).status == write
        assert caller.patch(one, {"wrong": 1}).status == write
        assert caller.patch(f"{one}/status", {"status": "completed"}).status == write
        assert caller.delete(one).status == write
        assert caller.post(f"{path}/bulk", {}).status == caller.post(f"{path}/bulk-create", {}).status == write
    other = studio.production("Another")
    elsewhere = studio.admin(other)
    foreign = f"/productions/{other}/scenes/{scene.data['id']}"
    assert elsewhere.get(foreign).status == elsewhere.delete(foreign).status == 404
    assert elsewhere.patch(foreign, {"eighths": 2}, match=1).status == 404
    assert elsewhere.patch(f"{foreign}/status", {"status": "completed"}).status == 404
    assert elsewhere.get(f"{foreign}/text").status == 404
    assert ad.patch(one, {"eighths": 2}).status == 428


def test_totals_leave_omitted_scenes_out(studio: Studio, ad: Caller, film: int, path: str) -> None:
    first, *_ = three(ad, path)
    ad.patch(f"{path}/{first['id']}/status", {"status": "omitted"})
    with studio.app.app_context():
        assert service.totals(film) == {
            "scenes": 2,
            "eighths": 2,
            "by_status": {"not_started": {"scenes": 2, "eighths": 2}, "omitted": {"scenes": 1, "eighths": 1}},
        }
        assert [brief.number for brief in service.briefs(film).values()] == ["1", "2", "3"]
