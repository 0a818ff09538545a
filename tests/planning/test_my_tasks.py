"""One's open tasks over all productions, as programs list them."""

from typing import Any

import pytest

from backend.core.db import db, start_writing
from backend.productions.members.models import Member
from tests.films import Film
from tests.people import Caller, Studio


def join(studio: Studio, person: Caller, production: int, job_role: str = "vfx_artist", level: str = "child") -> None:
    with studio.app.app_context():
        start_writing(production)
        row = Member(production_id=production, user_id=person.user_id, job_role=job_role, level=level)
        db.session.add(row)
        db.session.commit()


class Shop:
    """Two productions, in both of which Ana works; each with a lead who gives out tasks."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.tide, self.wreck = studio.production("The Long Tide"), studio.production("The Wreck")
        self.leads = {pid: studio.member(pid, "vfx_supervisor") for pid in (self.tide, self.wreck)}
        self.ana = studio.member(self.tide, "vfx_artist", name="Ana")
        join(studio, self.ana, self.wreck)

    def task(self, production: int, title: str, *people: Caller, **more: Any) -> int:
        body = {"title": title, "assignee_ids": [person.user_id for person in people], **more}
        return int(self.leads[production].post(f"/productions/{production}/tasks", body).data["id"])


@pytest.fixture
def shop(studio: Studio) -> Shop:
    return Shop(studio)


def titles(caller: Caller, query: str = "") -> list[str]:
    return [row["title"] for row in caller.get(f"/tasks?{query}").data]


def test_open_tasks_of_all_productions_by_due_date(shop: Shop) -> None:
    other = shop.studio.member(shop.tide, "vfx_artist")
    scene = Film(shop.studio.app, shop.tide).scene("12A")
    shop.task(shop.tide, "Someday", shop.ana)
    shop.task(shop.wreck, "Soon", shop.ana, due_date="2026-12-01")
    sooner = shop.task(
        shop.tide, "Sooner", shop.ana, other, due_date="2026-11-28", status="in_progress", priority="high",
        category="Lighting", estimate_minutes=480, scene_id=scene,
    )  # fmt: skip
    shop.task(shop.tide, "Done", shop.ana, status="done")
    shop.task(shop.tide, "Somebody else's", other, due_date="2026-11-27")
    shop.task(shop.wreck, "Nobody's")
    assert titles(shop.ana) == ["Sooner", "Soon", "Someday"]
    assert shop.ana.get("/tasks").data[0] == {
        "id": sooner, "title": "Sooner", "status": "in_progress", "category": "Lighting", "priority": "high",
        "due_date": "2026-11-28", "estimate_minutes": 480, "production_id": shop.tide,
        "production_title": "The Long Tide", "scene_number": "12A", "mine": True,
    }  # fmt: skip
    everything = ["Sooner", "Soon", "Someday", "Somebody else's", "Nobody's"]
    assert titles(shop.ana, "all=true") == everything
    assert [row["mine"] for row in shop.ana.get("/tasks?all=true").data] == [True] * 3 + [False] * 2
    assert titles(other) == ["Somebody else's", "Sooner"]
    assert titles(other, "all=true") == ["Somebody else's", "Sooner", "Someday"]


def test_it_is_searched_and_paged(shop: Shop) -> None:
    for n in range(7):
        shop.task((shop.tide, shop.wreck)[n % 2], f"SH{n:03} comp 100%", *([shop.ana] if n % 3 else []))
    assert titles(shop.ana, "search=sh001") == ["SH001 comp 100%"]
    assert titles(shop.ana, "search=0%25&all=true&limit=9") == titles(shop.ana, "all=true")
    assert titles(shop.ana, "search=1%25") == []
    assert titles(shop.ana, "search=SH000") == []
    walked: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = shop.ana.get(f"/tasks?all=true&limit=2{cursor and '&cursor='}{cursor}")
        assert page.json["page"]["total"] == 7
        walked += [row["title"] for row in page.data]
        cursor = page.json["page"]["next"]
    assert walked == titles(shop.ana, "all=true")
    assert len(set(walked)) == 7


def test_a_stranger_a_viewer_and_who_left_see_nothing(shop: Shop) -> None:
    shop.task(shop.tide, "Comp", shop.ana)
    assert titles(shop.studio.user(), "all=true") == []
    assert titles(shop.studio.member(shop.tide, "viewer"), "all=true") == []
    assert titles(shop.leads[shop.wreck], "all=true") == []
    assert titles(shop.studio.member(shop.tide, "crew"), "all=true") == ["Comp"]
    assert shop.studio.anonymous().get("/tasks").status == 401
    assert shop.ana.post(f"/productions/{shop.tide}/members/leave").status == 200
    assert titles(shop.ana, "all=true") == titles(shop.ana) == []


def test_a_viewer_of_one_works_on_the_other(shop: Shop) -> None:
    person = shop.studio.member(shop.tide, "viewer")
    join(shop.studio, person, shop.wreck)
    shop.task(shop.tide, "Hers, but only to look at", person)
    shop.task(shop.wreck, "Hers", person)
    assert titles(person) == titles(person, "all=true") == ["Hers"]


def test_the_owner_of_the_studio_works_everywhere(shop: Shop) -> None:
    owner = shop.studio.owner()
    shop.task(shop.tide, "Tide", shop.ana)
    shop.task(shop.wreck, "Wreck")
    assert titles(owner) == []
    assert titles(owner, "all=true") == ["Tide", "Wreck"]


def test_a_program_lists_tasks_and_touches_none(shop: Shop) -> None:
    owner = shop.studio.user(studio_role="owner", kind="device")
    task = shop.task(shop.tide, "Comp", shop.ana)
    assert titles(owner, "all=true") == ["Comp"]
    path = f"/productions/{shop.tide}/tasks"
    for method, rule in (
        ("GET", path), ("POST", path), ("GET", f"{path}/{task}"), ("PATCH", f"{path}/{task}"),
        ("DELETE", f"{path}/{task}"), ("PATCH", f"{path}/{task}/status"), ("GET", f"{path}/categories"),
    ):  # fmt: skip
        assert owner.request(method, rule, None if method == "GET" else {}).status == 403, (method, rule)


@pytest.mark.parametrize(
    ("query", "field"), [("limit=0", "limit"), ("cursor=abc", "cursor"), ("all=maybe", "all"), ("mine=true", "mine")]
)
def test_a_wrong_query_names_the_parameter(shop: Shop, query: str, field: str) -> None:
    answer = shop.ana.get(f"/tasks?{query}")
    assert (answer.status, answer.fields) == (422, [field])
