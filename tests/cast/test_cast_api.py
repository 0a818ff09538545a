"""The cast: characters by hand and by script, who may see a phone number, merging, and who is in which scene."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from backend.core import events
from backend.core.db import db, start_writing
from backend.people.cast import service
from backend.planning.call_sheets.models import CallSheet, CallSheetCast
from tests.films import shooting_day
from tests.people import Caller, Studio
from tests.script.scripts import FIRST, cast, imported, scenes


@pytest.fixture
def film(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def ad(studio: Studio, film: int) -> Caller:
    return studio.member(film, "assistant_director")


@pytest.fixture
def path(film: int) -> str:
    return f"/productions/{film}/cast-members"


def add(caller: Caller, path: str, character: str, **more: Any) -> Any:
    return caller.post(path, {"character_name": character, **more}).data


def on_a_call_sheet(studio: Studio, film: int, cast_member_id: int) -> None:
    with studio.app.app_context():
        start_writing()
        day = shooting_day(film, dt.date(2026, 5, 4))
        sheet = CallSheet(production_id=film, day_id=day.id, date=day.date)
        db.session.add(sheet)
        db.session.flush()
        db.session.add(CallSheetCast(production_id=film, call_sheet_id=sheet.id, cast_member_id=cast_member_id))
        db.session.commit()


def test_numbers_count_on_and_are_used_once(ad: Caller, path: str) -> None:
    assert add(ad, path, "MARA", number=5)["number"] == 5
    assert add(ad, path, "JONAS")["number"] == 6
    assert ad.post(path, {"character_name": "PILAR", "number": 5}).fields == ["number"]
    assert ad.post(path, {"character_name": "Mara"}).fields == ["character_name"]
    assert ad.post(path, {"character_name": "PILAR", "aliases": ["jonas"]}).fields == ["aliases"]
    assert [row["character_name"] for row in ad.get(path).data] == ["MARA", "JONAS"]


def test_lists_filters_and_pages(ad: Caller, film: int, path: str) -> None:
    imported(ad, film, FIRST)
    add(ad, path, "CROWD", role_type="extra", name="Fifty locals")
    add(ad, path, "DIVER", role_type="stunt")

    def names(query: str) -> list[str]:
        return [row["character_name"] for row in ad.get(f"{path}{query}").data]

    assert names("?role_type=extra&role_type=stunt") == ["CROWD", "DIVER"]
    assert names("?search=locals") == ["CROWD"]
    assert names("?search=MAR") == ["MARA", "MARA'S VOICE"]
    first = ad.get(f"{path}?limit=2")
    assert first.json["page"]["total"] == 5
    assert names(f"?limit=2&cursor={first.json['page']['next']}") == ["MARA'S VOICE", "CROWD"]


def test_counts_come_from_the_scenes_that_are_still_in_the_script(ad: Caller, film: int, path: str) -> None:
    imported(ad, film, FIRST)
    rows = scenes(ad, film)
    mara = cast(ad, film)["MARA"]
    assert (mara["scene_count"], mara["scene_numbers"], mara["cues"]) == (2, ["1", "3"], 3)
    assert mara["eighths"] == rows[0]["eighths"] + rows[2]["eighths"]
    ad.patch(f"/productions/{film}/scenes/{rows[2]['id']}/status", {"status": "omitted"})
    mara = ad.get(f"{path}/{mara['id']}").data
    assert (mara["scene_numbers"], mara["cues"], mara["eighths"]) == (["1"], 2, rows[0]["eighths"])


def test_phone_and_mail_are_for_those_who_call_people(studio: Studio, ad: Caller, film: int, path: str) -> None:
    made = add(ad, path, "MARA", phone="+44 20 1", email="ana@example.org")
    assert (made["phone"], made["email"]) == ("+44 20 1", "ana@example.org")
    crew = studio.member(film, "crew")
    for row in (crew.get(f"{path}/{made['id']}").data, crew.get(path).data[0]):
        assert (row["phone"], row["email"]) == (None, None)
        assert row["character_name"] == "MARA"


def test_changes_and_a_renamed_character_keeps_the_old_name(ad: Caller, film: int, path: str) -> None:
    imported(ad, film, FIRST)
    jonas = cast(ad, film)["JONAS"]
    one = f"{path}/{jonas['id']}"
    row = ad.patch(one, {"character_name": "JONAS REED", "role_type": "lead", "notes": "Swims"}, match=jonas["version"])
    assert (row.data["aliases"], row.data["role_type"], row.data["number"]) == (["JONAS"], "lead", jonas["number"])
    imported(ad, film, FIRST)
    people = cast(ad, film)
    assert "JONAS" not in people, "the script's old name finds the renamed character"
    assert people["JONAS REED"]["cues"] == 2
    assert ad.patch(one, {"character_name": "MARA"}, match=row.etag).fields == ["character_name"]
    assert ad.patch(one, {"number": 1}, match=row.etag).fields == ["number"]
    assert ad.patch(one, {"email": "no address"}, match=row.etag).fields == ["email"]
    assert ad.patch(one, {"number": 30}).status == 428
    assert ad.patch(one, {"number": 30}, match=jonas["version"]).status == 409


def test_merging_sums_appearances_and_keeps_names(ad: Caller, film: int, path: str) -> None:
    imported(ad, film, FIRST)
    people = cast(ad, film)
    voice, mara = people["MARA'S VOICE"], people["MARA"]
    ad.patch(f"{path}/{voice['id']}", {"name": "Ana Sol", "notes": "Record in May"}, match=voice["version"])
    merged = ad.post(f"{path}/{voice['id']}/merge-into/{mara['id']}").data
    assert (merged["id"], merged["number"], merged["cues"], merged["scene_numbers"]) == (mara["id"], 1, 4, ["1", "3"])
    assert (merged["aliases"], merged["name"], merged["notes"]) == (["MARA'S VOICE"], "Ana Sol", "Record in May")
    assert ad.get(f"{path}/{voice['id']}").status == 404
    imported(ad, film, FIRST)
    assert cast(ad, film)["MARA"]["cues"] == 4
    assert ad.post(f"{path}/{mara['id']}/merge-into/{mara['id']}").status == 409
    assert ad.post(f"{path}/{mara['id']}/merge-into/999").status == 404


def test_whoever_is_on_a_call_sheet_stays(studio: Studio, ad: Caller, film: int, path: str) -> None:
    mara, diver = add(ad, path, "MARA"), add(ad, path, "DIVER")
    on_a_call_sheet(studio, film, mara["id"])
    assert ad.delete(f"{path}/{mara['id']}", match=mara["version"]).status == 409
    assert ad.delete(f"{path}/{diver['id']}", match=7).status == 409
    assert ad.delete(f"{path}/{diver['id']}", match=diver["version"]).status == 200
    assert list(cast(ad, film)) == ["MARA"]


def test_putting_somebody_into_a_scene_is_news_for_everybody_who_looks(ad: Caller, film: int, path: str) -> None:
    imported(ad, film, FIRST)
    mara, reef = cast(ad, film)["MARA"]["id"], scenes(ad, film)[1]["id"]
    told: list[Any] = []

    def hear(_sender: Any, changes: Any) -> None:
        told.extend((one.kind, one.id, one.production_id, one.user_id) for one in changes)

    with events.committed.connected_to(hear):
        ad.put(f"{path}/{mara}/scenes/{reef}")
        ad.delete(f"{path}/{mara}/scenes/{reef}")
        assert ad.delete(f"{path}/{mara}/scenes/{reef}").status == 404
    assert told == [("cast member", mara, film, ad.user_id)] * 2


def test_appearances_by_hand_stay_through_the_next_draft(ad: Caller, film: int, path: str) -> None:
    imported(ad, film, FIRST)
    beach = scenes(ad, film)[3]
    people = cast(ad, film)
    jonas, diver = people["JONAS"], add(ad, path, "DIVER")
    for member in (jonas, diver, diver):
        put = ad.put(f"{path}/{member['id']}/scenes/{beach['id']}")
        assert put.data == {
            "id": put.data["id"], "scene_id": beach["id"], "cast_member_id": member["id"], "number": member["number"],
            "character_name": member["character_name"], "cues": 0, "lines": 0, "by_hand": True,
        }  # fmt: skip
    kitchen = scenes(ad, film)[2]
    ad.put(f"{path}/{people['MARA']['id']}/scenes/{kitchen['id']}")
    imported(ad, film, FIRST)
    assert cast(ad, film)["JONAS"]["scene_numbers"] == ["1", "2", "4"]
    assert cast(ad, film)["MARA"]["cues"] == 3, "speeches are counted once"
    assert ad.delete(f"{path}/{jonas['id']}/scenes/{beach['id']}").status == 200
    assert ad.delete(f"{path}/{jonas['id']}/scenes/{beach['id']}").status == 404
    assert ad.put(f"{path}/{jonas['id']}/scenes/999").status == 404


def test_who_is_where(studio: Studio, ad: Caller, film: int) -> None:
    imported(ad, film, FIRST)
    rows = scenes(ad, film)
    people = cast(ad, film)
    where = f"/productions/{film}/appearances"
    assert ad.get(where).json["page"]["total"] == 5
    lighthouse = ad.get(f"{where}?scene_id={rows[0]['id']}").data
    assert sorted((row["number"], row["character_name"], row["cues"]) for row in lighthouse) == [
        (1, "MARA", 2), (2, "JONAS", 1),
    ]  # fmt: skip
    jonas = ad.get(f"{where}?cast_member_id={people['JONAS']['id']}").data
    assert [row["scene_id"] for row in jonas] == [rows[0]["id"], rows[1]["id"]]
    with studio.app.app_context():
        found = service.cast_of_scenes(film, [row["id"] for row in rows])
    mara, other = people["MARA"], people["JONAS"]
    assert found[rows[0]["id"]] == [(mara["id"], 1, "MARA"), (other["id"], 2, "JONAS")]
    assert found[rows[3]["id"]] == []


def test_sixteen_changes_with_one_etag(studio: Studio, ad: Caller, path: str) -> None:
    made = add(ad, path, "MARA")

    def send(number: int) -> Any:
        change = {"name": f"Performer {number}"}
        return Caller(studio.app, ad.token).patch(f"{path}/{made['id']}", change, match=made["version"])

    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(send, range(16)))
    assert sorted(reply.status for reply in replies) == [200] + [409] * 15
    won = next(reply.data for reply in replies if reply.status == 200)
    assert all(reply.json["data"] == won for reply in replies if reply.status == 409)


def test_who_may_do_what(studio: Studio, ad: Caller, film: int, path: str) -> None:
    made = add(ad, path, "MARA")
    one = f"{path}/{made['id']}"
    scene = ad.post(f"/productions/{film}/scenes", {"number": "1"}).data["id"]
    crew, stranger = studio.member(film, "crew"), studio.user()
    for caller, read, write in ((crew, 200, 403), (stranger, 404, 404), (studio.anonymous(), 401, 401)):
        assert [caller.get(p).status for p in (path, one, f"/productions/{film}/appearances")] == [read] * 3
        assert caller.post(path, {}).status == caller.patch(one, {}).status == caller.delete(one).status == write
        assert caller.post(f"{one}/merge-into/{made['id']}").status == write
        assert caller.put(f"{one}/scenes/{scene}").status == caller.delete(f"{one}/scenes/{scene}").status == write
    other = studio.production("Another")
    elsewhere = studio.admin(other)
    theirs = add(elsewhere, f"/productions/{other}/cast-members", "PILAR")
    foreign = f"/productions/{other}/cast-members/{made['id']}"
    assert elsewhere.get(foreign).status == elsewhere.patch(foreign, {}, match=1).status == 404
    assert elsewhere.delete(foreign, match=1).status == 404
    assert elsewhere.put(f"/productions/{other}/cast-members/{theirs['id']}/scenes/{scene}").status == 404
    assert elsewhere.get(f"/productions/{other}/appearances?scene_id={scene}").data == []


def test_terms_of_a_cast_member_and_who_sees_the_money(studio):
    pid = studio.production()
    office, ad, crew = studio.admin(pid), studio.member(pid, "assistant_director"), studio.member(pid, "crew")
    terms = {"allow_hold": False, "allow_drop": False, "drop_days": 14, "daily_rate": 45_000, "born": "2014-05-01"}
    made = office.post(f"/productions/{pid}/cast-members", {"character_name": "Mara", **terms})
    assert {name: made.data[name] for name in terms} == terms
    address = f"/productions/{pid}/cast-members/{made.data['id']}"
    seen = ad.get(address).data
    assert (seen["daily_rate"], seen["born"], seen["drop_days"]) == (None, "2014-05-01", 14)
    seen = crew.get(address).data
    assert (seen["daily_rate"], seen["born"], seen["allow_hold"]) == (None, None, False)
    assert ad.patch(address, {"daily_rate": 1}, match=made.etag).status == 403
    changed = ad.patch(address, {"drop_days": None, "allow_hold": True}, match=made.etag)
    assert (changed.data["drop_days"], changed.data["allow_hold"]) == (None, True)
    refused = office.patch(address, {"daily_rate": -1, "drop_days": 400}, match=changed.etag)
    assert refused.status == 422
    assert set(refused.fields) == {"daily_rate", "drop_days"}
    assert office.get(address).data["daily_rate"] == 45_000


def test_merged_character_keeps_the_terms_of_the_first_where_it_has_none(studio):
    pid = studio.production()
    office = studio.admin(pid)
    path = f"/productions/{pid}/cast-members"
    one = office.post(path, {"character_name": "Mara", "daily_rate": 100, "born": "2014-05-01"}).data["id"]
    other = office.post(path, {"character_name": "Marla", "daily_rate": 0}).data["id"]
    merged = office.post(f"{path}/{one}/merge-into/{other}").data
    assert (merged["daily_rate"], merged["born"]) == (0, "2014-05-01")
