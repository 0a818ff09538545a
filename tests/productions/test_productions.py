"""Productions: founding, finding one's own, changing, and deleting only what was typed out and backed up."""

import json
from typing import Any

import pytest

from backend.core.backup import listed
from backend.core.db import db, start_writing
from backend.productions.members.models import Member
from backend.productions.productions.models import PHASES, STATUSES
from backend.productions.productions.vocabulary import CURRENCIES, ZONES
from backend.script.scenes.models import Scene
from tests.films import Film, together
from tests.people import Studio


def test_whoever_founds_a_production_runs_it(studio: Studio) -> None:
    ana = studio.user("Ana")
    made = ana.post(
        "/productions", {"title": "  The Long Tide ", "timezone": "Europe/London", "aspect_ratio": "2.39:1"}
    )
    assert (made.status, made.etag) == (201, '"1"')
    assert (made.data["title"], made.data["phase"], made.data["status"]) == (
        "The Long Tide",
        "pre_production",
        "active",
    )
    assert made.data["created_by_id"] == ana.user_id
    place = ana.get(f"/productions/{made.data['id']}/me").data
    assert (place["level"], place["job_role"]) == ("admin", "producer")
    assert ana.get(f"/productions/{made.data['id']}").data == made.data


def test_only_my_own_are_listed_and_the_owner_sees_all(studio: Studio) -> None:
    ana, ben = studio.user(), studio.user()
    first = ana.post("/productions", {"title": "One"}).data["id"]
    second = ben.post("/productions", {"title": "Two"}).data["id"]
    assert [row["id"] for row in ana.get("/productions").data] == [first]
    assert [row["id"] for row in ben.get("/productions").data] == [second]
    assert {row["id"] for row in studio.owner().get("/productions").data} == {first, second}
    assert studio.user().get("/productions").json["page"] == {"next": None, "total": 0}
    assert studio.anonymous().get("/productions").status == 401


def test_a_stranger_gets_404_whatever_they_try(studio: Studio) -> None:
    production = studio.production()
    stranger = studio.user()
    address = f"/productions/{production}"
    assert stranger.get(address).status == 404
    assert stranger.patch(address, {"title": "Mine"}, match=1).status == 404
    assert stranger.patch(f"{address}/status", {"phase": "completed"}).status == 404
    assert stranger.delete(address, body={"title": "The Long Tide"}).status == 404
    for number in (999, 0, 2**31, 2**63):
        assert studio.owner(f"Owner {number}").get(f"/productions/{number}").status == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"title": "X", "phase": "in_production"}, "phase"),
        ({"title": "X", "status": "on_hold"}, "status"),
        ({"title": "X", "currency": "ABC"}, "currency"),
        ({"title": "X", "currency": "eur"}, "currency"),
        ({"title": "X", "timezone": "Europe/Atlantis"}, "timezone"),
        ({"title": "X", "timezone": "localtime"}, "timezone"),
        ({"title": "X", "budget_minor": -1}, "budget_minor"),
        ({"title": "X", "budget_minor": "12"}, "budget_minor"),
        ({"title": "X", "runtime_minutes": 0}, "runtime_minutes"),
        ({"title": "X", "aspect_ratio": "wide"}, "aspect_ratio"),
        ({"title": "X", "paper": "a5"}, "paper"),
        ({"title": "X", "start_date": "2026-02-30"}, "start_date"),
        ({"title": "X", "start_date": "2026-02-02", "end_date": "2026-02-01"}, "end_date"),
        ({"title": "X", "owner": 1}, "owner"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(studio: Studio, body: dict[str, Any], field: str) -> None:
    ana = studio.user()
    reply = ana.post("/productions", body)
    assert (reply.status, reply.fields) == (422, [field])
    assert ana.get("/productions").data == []


def test_the_lists_of_codes_are_the_real_ones() -> None:
    assert {"EUR", "USD", "GBP", "JPY", "INR"} <= CURRENCIES
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert {"UTC", "Europe/Berlin", "Asia/Kolkata"} <= ZONES


def test_a_change_needs_the_version_that_was_seen(studio: Studio) -> None:
    ana = studio.user()
    made = ana.post("/productions", {"title": "One"})
    address = f"/productions/{made.data['id']}"
    assert ana.patch(address, {"title": "Two"}).status == 428
    changed = ana.patch(address, {"title": "Two", "start_date": "2026-05-01"}, match=made.etag)
    assert (changed.status, changed.data["version"], changed.data["start_date"]) == (200, 2, "2026-05-01")
    stale = ana.patch(address, {"title": "Three"}, match=made.etag)
    assert (stale.status, stale.json["data"]["title"]) == (409, "Two")
    early = ana.patch(address, {"end_date": "2026-04-30"}, match=changed.etag)
    assert (early.status, early.fields) == (422, ["end_date"])
    assert ana.patch(address, {"title": None}, match=changed.etag).fields == ["title"]
    cleared = ana.patch(address, {"start_date": None}, match=changed.etag)
    assert (cleared.data["start_date"], cleared.data["title"]) == (None, "Two")


def test_of_sixteen_who_save_at_once_one_wins(studio: Studio) -> None:
    production = studio.production()
    people = [studio.admin(production) for _ in range(16)]
    saves = [
        lambda p=p, n=n: p.patch(f"/productions/{production}", {"genre": str(n)}, match=1) for n, p in enumerate(people)
    ]
    assert sorted(reply.status for reply in together(saves)) == [200] + [409] * 15


def test_every_phase_and_status_of_the_model_is_taken(studio: Studio) -> None:
    production = studio.production()
    admin = studio.admin(production)
    address = f"/productions/{production}/status"
    for phase in PHASES:
        assert admin.patch(address, {"phase": phase}).data["phase"] == phase
    for status in STATUSES:
        assert admin.patch(address, {"status": status}).data["status"] == status
    for wrong in ("in_production", "on_hold", "", None):
        assert admin.patch(address, {"phase": wrong}).fields == ["phase"]
    version = admin.get(f"/productions/{production}").etag
    assert (
        admin.patch(f"/productions/{production}", {"end_date": "2027-01-01"}, match=version).status == 200
    )  # completed


def test_who_may_change_what(studio: Studio) -> None:
    production = studio.production()
    address = f"/productions/{production}"
    for job, level, edits, deletes in (
        ("crew", "child", 403, 403),
        ("viewer", "child", 403, 403),
        ("director", "child", 403, 403),
        ("crew", "parent", 200, 403),
        ("production_manager", "child", 200, 403),
        ("producer", "child", 200, 403),
        ("viewer", "admin", 200, 409),
    ):
        member = studio.member(production, job, level=level)
        assert member.get(address).status == 200
        assert member.patch(f"{address}/status", {"phase": "production"}).status == edits, (job, level)
        assert member.delete(address, body={"title": "wrong"}).status == deletes, (job, level)


def test_filters_search_order_and_pages(studio: Studio) -> None:
    ana = studio.user()
    for title, start, phase in (
        ("Delta", "2026-03-01", "production"),
        ("alpha", None, "production"),
        ("Charlie", "2026-01-01", "development"),
        ("50% off", "2026-02-01", "production"),
    ):
        assert ana.post("/productions", {"title": title, "start_date": start, "phase": phase}).status == 201

    def titles(query: str) -> list[str]:
        return [row["title"] for row in ana.get(f"/productions?{query}").data]

    assert titles("ordering=title") == ["50% off", "alpha", "Charlie", "Delta"]
    assert titles("ordering=-title") == ["Delta", "Charlie", "alpha", "50% off"]
    assert titles("ordering=start_date") == ["Charlie", "50% off", "Delta", "alpha"]
    assert titles("ordering=created_at") == ["Delta", "alpha", "Charlie", "50% off"]
    assert titles("") == ["50% off", "Charlie", "alpha", "Delta"]
    assert titles("phase=development") == ["Charlie"]
    assert titles("search=%25") == ["50% off"]
    assert titles("search=LPH") == ["alpha"]
    assert titles("status=dead") == []
    for ordering in ("title", "-title", "start_date", "-start_date", "created_at", "-created_at"):
        seen, cursor = [], ""
        for _ in range(4):
            page = ana.get(f"/productions?ordering={ordering}&limit=1{cursor}")
            seen += [row["title"] for row in page.data]
            cursor = f"&cursor={page.json['page']['next']}"
        assert page.json["page"] == {"next": None, "total": 4}
        assert seen == titles(f"ordering={ordering}")
    assert ana.get("/productions?cursor=abc").fields == ["cursor"]
    assert ana.get("/productions?ordering=budget").status == 422
    assert ana.get("/productions?search=%00").status == 422


def test_each_row_carries_its_progress(studio: Studio) -> None:
    production, empty = studio.production("A"), studio.production("B")
    film = Film(studio.app, production)
    film.scene("1", status="completed", eighths=5)
    film.scene("2", status="in_progress", eighths=3)
    film.scene("3", status="omitted", eighths=8)
    rows = {row["id"]: row["progress"] for row in studio.owner().get("/productions").data}
    assert rows[production] == {
        "scenes": 3, "scenes_to_shoot": 2, "scenes_completed": 1, "scenes_in_progress": 1, "eighths": 8,
        "eighths_completed": 5, "shots": 0, "shooting_days": 0, "members": 0, "completion_percentage": 50.0,
    }  # fmt: skip
    assert (rows[empty]["scenes"], rows[empty]["completion_percentage"]) == (0, 0.0)


def test_deleting_needs_the_exact_title_and_leaves_a_copy(studio: Studio) -> None:
    kept, production = studio.production("Kept"), studio.production("Gone")
    Film(studio.app, production).scene("1")
    Film(studio.app, kept).scene("1")
    admin = studio.admin(production)
    address = f"/productions/{production}"
    for wrong in ("gone", "Gone!", "Kept"):
        reply = admin.delete(address, body={"title": wrong})
        assert (reply.status, reply.fields) == (409, ["title"])
    assert admin.delete(address).fields == ["title"]
    backups = studio.app.config["SETTINGS"].backups_dir
    before = {file.name for _, _, file in listed(backups)}
    reply = admin.delete(address, body={"title": "Gone"})
    assert reply.status == 200, reply.json
    copy = [file for _, label, file in listed(backups) if label == "before-delete" and file.name not in before]
    assert len(copy) == 1
    assert copy[0].name in reply.json["message"]
    assert admin.get(address).status == studio.owner().get(address).status == 404
    with studio.app.app_context():
        assert [row.production_id for row in db.session.query(Scene)] == [kept]
        assert db.session.query(Member).count() == 0


def test_two_who_delete_at_once_are_told_apart(studio: Studio) -> None:
    production = studio.production("Gone")
    people = [studio.admin(production) for _ in range(4)]
    replies = together([lambda p=p: p.delete(f"/productions/{production}", body={"title": "Gone"}) for p in people])
    assert sorted(reply.status for reply in replies) == [200, 404, 404, 404]


def test_a_title_in_any_script_survives(studio: Studio) -> None:
    ana = studio.user()
    title = "Прилив · 満潮 · المد · 🎬"
    production = ana.post("/productions", {"title": title}).data["id"]
    assert json.loads(ana.get(f"/productions/{production}").body)["data"]["title"] == title


def test_the_founder_keeps_being_shown_after_the_account_went(studio: Studio) -> None:
    ana = studio.user()
    production = ana.post("/productions", {"title": "X"}).data["id"]
    with studio.app.app_context():
        start_writing()
        db.session.execute(db.text('DELETE FROM "user" WHERE id = :id'), {"id": ana.user_id})
        db.session.commit()
    assert studio.owner().get(f"/productions/{production}").data["created_by_id"] is None
