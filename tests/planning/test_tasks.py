"""Tasks over the API."""

from functools import partial

from tests.films import Film, together
from tests.people import Caller


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
