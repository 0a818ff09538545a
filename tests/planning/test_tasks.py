"""Tasks over the API."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert

from backend.core import events
from backend.core.changes import Change
from backend.core.db import db, start_writing
from backend.planning.tasks.models import Task, task_assignee
from backend.planning.tasks.service import DEPARTMENTS
from backend.timelogs.segments.models import TimeDay, TimeSegment
from tests.films import Film, together
from tests.people import Caller, Studio


def test_p_e2_every_field_is_kept(studio: Studio) -> None:
    production = studio.production()
    boss, kim = studio.admin(production), studio.member(production, "crew", name="Kim")
    path = f"/productions/{production}/tasks"
    body = {
        "title": "Paint out the rig", "description": "Frames 1001 to 1096.\nKeep the grain.", "status": "in_progress",
        "priority": "high", "category": "Compositing", "due_date": "2026-12-04", "estimate_minutes": 750,
        "assignee_ids": [kim.user_id], "scene_id": Film(studio.app, production).scene("12A"),
    }  # fmt: skip
    made = boss.post(path, body)
    assert made.status == 201
    kept = boss.get(f"{path}/{made.data['id']}").data
    assert {name: kept[name] for name in body} == body
    assert (kept["assignees"], kept["scene_number"]) == ([{"user_id": kim.user_id, "name": "Kim"}], "12A")
    blank = boss.post(path, {"title": "Only a title"}).data
    assert {name: blank[name] for name in body} == {
        "title": "Only a title", "description": "", "status": "todo", "priority": "medium", "category": "",
        "due_date": None, "estimate_minutes": None, "assignee_ids": [], "scene_id": None,
    }  # fmt: skip
    words = {"status": ("todo", "in_progress", "done"), "priority": ("low", "medium", "high")}
    for field, values in words.items():
        for value in values:
            assert boss.post(path, {"title": value, field: value}).data[field] == value


def test_t_e2_departments_are_there_from_the_start(studio: Studio) -> None:
    production = studio.production()
    boss = studio.admin(production)
    path = f"/productions/{production}/tasks"
    usual = ["Modeling", "Texturing", "Rigging", "Animation", "Lighting", "Compositing", "General"]
    assert list(DEPARTMENTS) == boss.get(f"{path}/categories").data == usual
    for name in ("Permits", "animation", "Permits", "", "Ärial unit"):
        assert boss.post(path, {"title": "x", "category": name}).status == 201
    assert boss.get(f"{path}/categories?suggest=false").data == ["animation", "Permits", "Ärial unit"]
    found = boss.get(f"{path}/categories").data
    assert found == ["animation", "Permits", "Ärial unit", *(name for name in usual if name != "Animation")]
    elsewhere = studio.production("Other")
    assert studio.admin(elsewhere).get(f"/productions/{elsewhere}/tasks/categories").data == usual


def test_a_task_is_made_changed_and_removed(studio) -> None:
    production = studio.production()
    boss, crew = studio.admin(production), studio.member(production, "crew", name="Kim")
    scene = Film(studio.app, production).scene("12")
    path = f"/productions/{production}/tasks"
    made = boss.post(
        path, {"title": "Book the ferry", "assignee_ids": [crew.user_id], "scene_id": scene, "due_date": "2026-11-30"}
    )
    assert made.status == 201
    assert made.data["assignees"] == [{"user_id": crew.user_id, "name": "Kim"}]
    assert (made.data["assignee_ids"], made.data["scene_number"]) == ([crew.user_id], "12")
    assert (made.data["status"], made.data["priority"]) == ("todo", "medium")
    one = f"{path}/{made.data['id']}"
    changed = boss.patch(one, {"assignee_ids": [boss.user_id], "estimate_minutes": 90}, match=made.etag)
    assert changed.data["assignee_ids"] == [boss.user_id]
    freed = boss.patch(one, {"assignee_ids": [], "scene_id": None}, match=changed.etag)
    assert (freed.data["assignees"], freed.data["scene_number"]) == ([], None)
    assert boss.get(one).data == freed.data
    assert boss.delete(one, match=freed.etag).status == 200
    assert boss.get(one).status == 404


def test_the_list_is_by_due_date_filtered_and_paged(studio) -> None:
    production = studio.production()
    boss = studio.admin(production)
    path = f"/productions/{production}/tasks"
    for title, due, more in (
        ("later", "2026-12-24", {"priority": "high"}), ("never", None, {"category": "VFX"}),
        ("soon", "2026-11-21", {"assignee_ids": [boss.user_id], "description": "ring 50% of them"}),
        ("also soon", "2026-11-21", {}),
    ):  # fmt: skip
        boss.post(path, {"title": title, "due_date": due, **more})

    def titles(query: str) -> list[str]:
        return [row["title"] for row in boss.get(f"{path}?{query}").data]

    assert titles("") == ["soon", "also soon", "later", "never"]
    assert titles("due_before=2026-11-22") == ["soon", "also soon"]
    assert titles("priority=high") == ["later"]
    assert titles("category=VFX") == ["never"]
    assert titles("mine=true") == titles(f"assignee_id={boss.user_id}") == ["soon"]
    assert titles("search=50%25") == ["soon"]
    assert titles("status=done") == []
    first = boss.get(f"{path}?limit=2")
    assert [row["title"] for row in boss.get(f"{path}?limit=9&cursor={first.json['page']['next']}").data] == [
        "later",
        "never",
    ]


def test_refusals_name_the_field(studio) -> None:
    production, other = studio.production(), studio.production("Other")
    boss, stranger = studio.admin(production), studio.admin(other)
    path = f"/productions/{production}/tasks"
    foreign_scene = Film(studio.app, other).scene("1")
    assert boss.post(path, {"title": "x", "assignee_ids": [stranger.user_id]}).fields == ["assignee_ids"]
    assert boss.post(path, {"title": "x", "scene_id": foreign_scene}).fields == ["scene_id"]
    assert boss.post(path, {}).fields == ["title"]
    assert boss.post(path, {"title": "x", "due_date": "someday"}).fields == ["due_date"]
    assert boss.post(path, {"title": "x", "priority": "urgent"}).fields == ["priority"]
    assert boss.post(path, {"title": "x", "estimate_minutes": -1}).fields == ["estimate_minutes"]
    assert boss.get(path).data == []


def test_crew_move_their_own_tasks_only(studio) -> None:
    production = studio.production()
    boss, crew, mate = studio.admin(production), studio.member(production, "crew"), studio.member(production, "crew")
    path = f"/productions/{production}/tasks"
    made = boss.post(path, {"title": "Tape the floor", "assignee_ids": [crew.user_id]})
    one = f"{path}/{made.data['id']}"
    assert mate.patch(f"{one}/status", {"status": "done"}, match=made.etag).status == 403
    assert crew.patch(one, {"title": "Nothing"}, match=made.etag).status == 403
    moved = crew.patch(f"{one}/status", {"status": "in_progress"}, match=made.etag)
    assert moved.data["status"] == "in_progress"
    assert boss.patch(f"{one}/status", {"status": "done"}, match=moved.etag).data["status"] == "done"
    assert studio.member(production, "viewer").patch(f"{one}/status", {"status": "todo"}, match=3).status == 403
    assert studio.admin(studio.production("Other")).get(one).status == 404
    assert studio.anonymous().get(one).status == 401


def test_of_sixteen_editors_one_is_first(studio) -> None:
    production = studio.production()
    boss = studio.admin(production)
    path = f"/productions/{production}/tasks"
    rows = [boss.post(path, {"title": f"Task {n}"}) for n in range(16)]
    callers = [Caller(studio.app, boss.token) for _ in range(16)]
    answers = together(
        [partial(c.patch, f"{path}/{rows[0].data['id']}", {"category": f"{n}"}, match=1) for n, c in enumerate(callers)]
    )
    assert sorted(answer.status for answer in answers) == [200] + [409] * 15
    others = together(
        [
            partial(c.patch, f"{path}/{r.data['id']}/status", {"status": "done"}, match=1)
            for c, r in zip(callers[1:], rows[1:], strict=True)
        ]
    )
    assert [answer.status for answer in others] == [200] * 15


def test_several_people_do_a_task_and_are_named_in_order(studio: Studio) -> None:
    production = studio.production()
    boss = studio.admin(production)
    zoe, ana = studio.member(production, "vfx_artist", name="Zoe"), studio.member(production, "vfx_artist", name="Ana")
    path = f"/productions/{production}/tasks"
    made = boss.post(path, {"title": "Rig the gull", "assignee_ids": [zoe.user_id, ana.user_id]})
    assert [person["name"] for person in made.data["assignees"]] == ["Ana", "Zoe"]
    assert made.data["assignee_ids"] == [ana.user_id, zoe.user_id]
    one = f"{path}/{made.data['id']}"
    assert zoe.patch(f"{one}/status", {"status": "in_progress"}, match=1).status == 200
    for who in (zoe, ana):
        assert [row["id"] for row in who.get(f"{path}?mine=true").data] == [made.data["id"]]
        assert [row["id"] for row in boss.get(f"{path}?assignee_id={who.user_id}").data] == [made.data["id"]]
    assert boss.get(f"{path}?mine=true").data == []


@pytest.mark.parametrize("wrong", [[0], ["1"], [1, 1], None, 7, list(range(1, 52)), [2**31], [True]])
def test_a_wrong_list_of_people_names_the_field(studio: Studio, wrong: Any) -> None:
    production = studio.production()
    boss = studio.admin(production)
    answer = boss.post(f"/productions/{production}/tasks", {"title": "x", "assignee_ids": wrong})
    assert (answer.status, {field.split(".")[0] for field in answer.fields}) == (422, {"assignee_ids"})


def test_who_left_keeps_their_tasks_but_gets_no_new_ones(studio: Studio) -> None:
    production = studio.production()
    boss, kim = studio.admin(production), studio.member(production, "crew", name="Kim")
    path = f"/productions/{production}/tasks"
    one = f"{path}/{boss.post(path, {'title': 'Rope', 'assignee_ids': [kim.user_id]}).data['id']}"
    assert kim.post(f"/productions/{production}/members/leave").status == 200
    both = boss.patch(one, {"assignee_ids": [kim.user_id, boss.user_id]}, match=1)
    assert set(both.data["assignee_ids"]) == {kim.user_id, boss.user_id}
    freed = boss.patch(one, {"assignee_ids": []}, match=both.etag)
    assert boss.patch(one, {"assignee_ids": [kim.user_id]}, match=freed.etag).fields == ["assignee_ids"]


def test_a_change_of_people_is_a_change_of_the_task(studio: Studio) -> None:
    production = studio.production()
    boss, other = studio.admin(production), studio.admin(production)
    kim, lee = studio.member(production, "crew", name="Kim"), studio.member(production, "crew", name="Lee")
    path = f"/productions/{production}/tasks"
    made = boss.post(path, {"title": "Rope", "assignee_ids": [kim.user_id]})
    one = f"{path}/{made.data['id']}"
    told: list[Change] = []

    def hear(_sender: Any, changes: list[Change]) -> None:
        told.extend(changes)

    with events.committed.connected_to(hear):
        given = boss.patch(one, {"assignee_ids": [kim.user_id, lee.user_id]}, match=made.etag)
    assert [(one.kind, one.id, one.action, one.user_id) for one in told] == [
        ("task", made.data["id"], "update", boss.user_id)
    ]
    assert given.data["version"] == made.data["version"] + 1
    assert given.data["updated_at"] > made.data["updated_at"]
    late = other.patch(one, {"title": "Much rope"}, match=made.etag)
    assert late.status == 409
    assert late.json["data"] == given.data
    same = boss.patch(one, {"assignee_ids": [lee.user_id, kim.user_id]}, match=given.etag)
    assert same.data == given.data  # nothing changed, so nobody's page is out of date
    log = [(row["action"], row["fields"]) for row in boss.get(f"/productions/{production}/activity?kind=task").data]
    assert log[0] == ("update", {"assignees": ["Kim", "Kim, Lee"]})
    assert log[1][1]["assignees"] == ["", "Kim"]
    assert len(log) == 2


def test_two_who_give_it_away_at_once(studio: Studio) -> None:
    production = studio.production()
    boss, crew = studio.admin(production), [studio.member(production, "crew") for _ in range(8)]
    path = f"/productions/{production}/tasks"
    one = f"{path}/{boss.post(path, {'title': 'Rope'}).data['id']}"
    callers = [Caller(studio.app, boss.token) for _ in crew]
    answers = together(
        [partial(c.patch, one, {"assignee_ids": [p.user_id]}, match=1) for c, p in zip(callers, crew, strict=True)]
    )
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7
    won = next(answer for answer in answers if answer.status == 200)
    assert boss.get(one).data == won.data


def test_pages_list_a_task_of_many_people_once(studio: Studio) -> None:
    production = studio.production()
    boss, crew = studio.admin(production), [studio.member(production, "vfx_artist") for _ in range(3)]
    path = f"/productions/{production}/tasks"
    with studio.app.app_context():
        start_writing(production)
        due = dt.date(2026, 12, 1)
        rows = [Task(production_id=production, title=f"T{n}", due_date=due + dt.timedelta(n % 9)) for n in range(520)]
        db.session.add_all(rows)
        db.session.flush()
        pairs = [{"task_id": row.id, "user_id": person.user_id} for row in rows for person in crew]
        db.session.execute(insert(task_assignee), pairs)
        db.session.commit()
    for caller, query in ((boss, ""), (boss, f"&assignee_id={crew[0].user_id}"), (crew[1], "&mine=true")):
        first = caller.get(f"{path}?limit=500{query}")
        rest = caller.get(f"{path}?limit=500{query}&cursor={first.json['page']['next']}")
        assert first.json["page"]["total"] == 520
        assert [len(first.data), len(rest.data)] == [500, 20]
        assert len({row["id"] for row in first.data + rest.data}) == 520
        assert all(len(row["assignees"]) == 3 for row in first.data)


def _log_hours(studio: Studio, task: dict[str, Any], production: int, user_id: int, kind: str) -> None:
    owned: dict[str, Any] = {"user_id": user_id, "production_id": production, "task_id": task["id"]}
    with studio.app.app_context():
        start_writing(production)
        if kind == "segment":
            moments = {"start_ms": 0, "end_ms": 1, "measured_start_ms": 0, "measured_end_ms": 1, "seen_ms": 1}
            owned |= moments | {"uid": "u", "session_uid": "s", "dcc": "blender", "closed": "stop"}
            db.session.add(TimeSegment(**owned))
        else:
            db.session.add(TimeDay(**owned, day=dt.date(2026, 11, 24), dcc="blender", ms=1))
        db.session.commit()


@pytest.mark.parametrize("kind", ["segment", "day"])
def test_a_task_with_hours_stays(studio: Studio, kind: str) -> None:
    production = studio.production()
    boss, kim = studio.admin(production), studio.member(production, "vfx_artist")
    path = f"/productions/{production}/tasks"
    made = boss.post(path, {"title": "Comp the wreck", "assignee_ids": [kim.user_id]})
    free = boss.post(path, {"title": "Nobody worked on this", "assignee_ids": [kim.user_id]})
    _log_hours(studio, made.data, production, kim.user_id, kind)
    one = f"{path}/{made.data['id']}"
    refused = boss.delete(one, match=made.etag)
    assert refused.status == 409
    assert refused.json["message"] == "Hours are logged on this task; set it to done instead."
    assert boss.patch(f"{one}/status", {"status": "done"}, match=made.etag).status == 200
    assert boss.delete(f"{path}/{free.data['id']}", match=free.etag).status == 200
