"""Shooting days and strips over the API."""

import time
from functools import partial

import pytest

from backend.core.db import db, start_writing
from backend.people.cast.models import Appearance
from backend.script.scenes.models import Scene
from tests.films import Film, together
from tests.people import Caller


@pytest.fixture
def plan(studio):
    """A production with six scenes, two characters and three shooting days."""
    return Plan(studio)


class Plan:
    def __init__(self, studio) -> None:
        self.studio, self.production = studio, studio.production()
        self.film, self.ad = Film(studio.app, self.production), studio.member(self.production, "assistant_director")
        self.mara, self.jonas = self.film.cast(1, "MARA"), self.film.cast(2, "JONAS")
        self.scenes = [
            self.film.scene(str(n), cast=[self.jonas, self.mara] if n % 2 else [self.mara], eighths=n)
            for n in range(1, 7)
        ]
        self.days = [self.ad.post(self.path("/days"), {"date": f"2026-11-{day}"}).data["id"] for day in (24, 26, 25)]

    def path(self, rest: str) -> str:
        return f"/productions/{self.production}{rest}"

    def board(self):
        return self.ad.get(self.path("/schedule"))

    def put(self, day: int, *scenes: int):
        body = {"scene_ids": [self.scenes[n - 1] for n in scenes]}
        return self.ad.put(self.path(f"/days/{self.days[day]}/strips"), body, match=self.board().etag)

    def move(self, day: int | None, *scenes: int, position: int | None = None):
        body = {"scene_ids": [self.scenes[n - 1] for n in scenes], "day_id": None if day is None else self.days[day]}
        return self.ad.post(self.path("/strips/move"), {**body, "position": position}, match=self.board().etag)

    def order(self) -> dict[str, list[str]]:
        board = self.board().data
        found = {day["date"][-2:]: [strip["number"] for strip in day["strips"]] for day in board["days"]}
        return {**found, "": [strip["number"] for strip in board["unscheduled"]]}


def test_the_board_shows_days_by_date_and_the_scenes_without_one(plan) -> None:
    assert plan.put(0, 3, 1).status == 200
    assert plan.put(1, 2).status == 200
    board = plan.board().data
    assert [(day["date"], day["number"], day["of"]) for day in board["days"]] == [
        ("2026-11-24", 1, 3), ("2026-11-25", 2, 3), ("2026-11-26", 3, 3),
    ]  # fmt: skip
    first = board["days"][0]
    assert [strip["number"] for strip in first["strips"]] == ["3", "1"]
    assert first["eighths"] == 4
    assert first["strips"][0]["cast_numbers"] == [1, 2]
    assert first["strips"][0]["cast_member_ids"] == [plan.mara, plan.jonas]
    assert first["strips"][0]["set_name"] == "ROOM 3"
    assert first["call_sheet_id"] is None
    assert [strip["number"] for strip in board["unscheduled"]] == ["4", "5", "6"]


def test_a_day_is_filled_from_other_days_and_the_unscheduled(plan) -> None:
    plan.put(0, 1, 2, 3)
    answer = plan.put(1, 4, 2)
    assert [day["date"] for day in answer.data["days"]] == ["2026-11-24", "2026-11-26"]
    assert [strip["number"] for strip in answer.data["unscheduled"]] == ["5", "6"]
    assert plan.order() == {"24": ["1", "3"], "25": [], "26": ["4", "2"], "": ["5", "6"]}
    version = plan.board().data["version"]
    again = plan.put(1, 4, 2)  # the same once more changes nothing
    assert (again.data["days"], again.data["unscheduled"], again.data["version"]) == ([], None, version)
    assert plan.put(1).status == 200
    assert plan.order()[""] == ["2", "4", "5", "6"]


def test_strips_are_dragged_several_at_once(plan) -> None:
    plan.put(0, 1, 2, 3)
    plan.put(1, 4, 5)
    answer = plan.move(1, 3, 1, position=1)
    assert answer.data["unscheduled"] is None
    assert plan.order() == {"24": ["2"], "25": [], "26": ["4", "3", "1", "5"], "": ["6"]}
    plan.move(1, 4, position=2)  # within its day, counted among the strips that stay
    assert plan.order()["26"] == ["3", "1", "4", "5"]
    plan.move(2, 6)
    plan.move(2, 5, position=99)
    plan.move(None, 1, 2)
    assert plan.order() == {"24": [], "25": ["6", "5"], "26": ["3", "4"], "": ["1", "2"]}


def test_what_cannot_lie_on_a_day_is_refused_with_its_field(plan, studio) -> None:
    other = studio.production("Other")
    foreign, stranger = Film(studio.app, other).scene("1"), studio.admin(other)
    foreign_day = stranger.post(f"/productions/{other}/days", {"date": "2026-11-24"}).data["id"]
    cut = plan.film.scene("9", status="omitted")
    path, match = plan.path(f"/days/{plan.days[0]}/strips"), plan.board().etag

    def fields(body, where=path, how="put") -> list[str]:
        answer = getattr(plan.ad, how)(where, body, match=match)
        assert answer.status == 422
        return answer.fields

    assert fields({"scene_ids": [foreign]}) == ["scene_ids"]
    assert fields({"scene_ids": [cut]}) == ["scene_ids"]
    assert fields({"scene_ids": [plan.scenes[0], plan.scenes[0]]}) == ["scene_ids"]
    assert fields({"scene_ids": ["1"]}) == ["scene_ids.0"]
    move = plan.path("/strips/move")
    assert fields({"scene_ids": [cut], "day_id": plan.days[0]}, move, "post") == ["scene_ids"]
    assert fields({"scene_ids": [plan.scenes[0]], "day_id": foreign_day}, move, "post") == ["day_id"]
    assert fields({"scene_ids": [], "day_id": None}, move, "post") == ["scene_ids"]
    assert plan.ad.put(plan.path(f"/days/{foreign_day}/strips"), {"scene_ids": []}, match=match).status == 404
    assert plan.ad.put(path, {"scene_ids": []}).status == 428
    assert plan.order()[""] == ["1", "2", "3", "4", "5", "6"]


def test_a_scene_cut_from_the_script_leaves_the_unscheduled_but_stays_on_its_day(plan) -> None:
    plan.put(0, 1, 2)
    with plan.studio.app.app_context():
        start_writing()
        for scene_id in plan.scenes[1:3]:
            db.session.get(Scene, scene_id).status = "omitted"
        db.session.commit()
    assert plan.order() == {"24": ["1", "2"], "25": [], "26": [], "": ["4", "5", "6"]}
    assert plan.put(0, 2, 1).status == 200  # the day can still be sorted with it
    assert plan.move(1, 2).fields == ["scene_ids"]
    assert plan.move(None, 2).status == 200
    assert plan.order()["24"] == ["1"]


def test_days_are_made_changed_and_removed(plan) -> None:
    place = plan.film.location("Quay")
    plan.put(0, 1, 2)
    one = plan.path(f"/days/{plan.days[0]}")
    seen = plan.ad.get(one)
    assert [strip["number"] for strip in seen.data["strips"]] == ["1", "2"]
    body = {"general_call": "06:45", "location_id": place, "notes": "Tide low at 9"}
    changed = plan.ad.patch(one, body, match=seen.etag)
    assert (changed.data["general_call"], changed.data["location_name"]) == ("06:45", "Quay")
    moved = plan.ad.patch(one, {"date": "2026-12-01"}, match=changed.etag)
    assert (moved.data["number"], moved.data["of"]) == (3, 3)
    assert plan.ad.patch(one, {"date": "2026-11-25"}, match=moved.etag).fields == ["date"]
    assert plan.ad.patch(one, {"general_call": "25:00"}, match=moved.etag).fields == ["general_call"]
    assert plan.ad.patch(one, {"general_call": "06:45:10"}, match=moved.etag).fields == ["general_call"]
    stale = plan.ad.delete(one, match=seen.etag)
    assert (stale.status, stale.json["data"]["date"]) == (409, "2026-12-01")
    gone = plan.ad.delete(one, match=moved.etag)
    assert [strip["number"] for strip in gone.data["strips"]] == ["1", "2"]
    assert plan.ad.get(one).status == 404
    assert plan.order() == {"25": [], "26": [], "": ["1", "2", "3", "4", "5", "6"]}


def test_a_range_of_days_leaves_out_weekdays(plan) -> None:
    path = plan.path("/days/range")
    body = {"first": "2026-11-26", "count": 4, "skip": ["saturday", "sunday"], "general_call": "07:00"}
    made = plan.ad.post(path, body)
    assert made.status == 201
    assert [day["date"] for day in made.data] == ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01"]
    assert [day["general_call"] for day in made.data] == [None, "07:00", "07:00", "07:00"]  # the first was there
    assert [day["number"] for day in plan.ad.post(path, body).data] == [3, 4, 5, 6]
    every = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    assert plan.ad.post(path, {**body, "skip": every}).fields == ["skip"]
    assert plan.ad.post(path, {**body, "count": 0}).fields == ["count"]
    foreign = Film(plan.studio.app, plan.studio.production("Other")).location()
    assert plan.ad.post(path, {**body, "location_id": foreign}).fields == ["location_id"]
    assert plan.ad.post(plan.path("/days"), {"date": "2026-11-24"}).fields == ["date"]
    assert plan.ad.post(plan.path("/days"), {"date": "2026-12-24", "location_id": foreign}).fields == ["location_id"]


def test_who_may(plan, studio) -> None:
    viewer, stranger = studio.member(plan.production, "viewer"), studio.admin(studio.production("Other"))
    assert viewer.get(plan.path("/schedule")).status == 200
    for method, path in (
        ("post", "/days"), ("post", "/days/range"), ("post", "/strips/move"), ("put", f"/days/{plan.days[0]}/strips"),
        ("patch", f"/days/{plan.days[0]}"), ("delete", f"/days/{plan.days[0]}"),
    ):  # fmt: skip
        assert getattr(viewer, method)(plan.path(path)).status == 403
        assert getattr(stranger, method)(plan.path(path)).status == 404
        assert getattr(studio.anonymous(), method)(plan.path(path)).status == 401
    assert stranger.get(plan.path("/schedule")).status == 404


def test_of_two_who_move_at_once_the_second_gets_the_board_as_it_is(plan) -> None:
    plan.put(0, 1, 2, 3)
    match = plan.board().etag
    callers = [Caller(plan.studio.app, plan.ad.token) for _ in range(8)]
    bodies = [{"scene_ids": [plan.scenes[3]], "day_id": plan.days[0], "position": n % 4} for n in range(8)]
    answers = together(
        [
            partial(who.post, plan.path("/strips/move"), body, match=match)
            for who, body in zip(callers, bodies, strict=True)
        ]
    )
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7
    board = plan.board()
    for answer in answers:
        if answer.status == 409:
            assert answer.json["data"] == board.data
    assert sorted(plan.order()["24"]) == ["1", "2", "3", "4"]


def test_drags_that_wait_for_each_other_lose_nothing(plan) -> None:
    def drag(caller: Caller, scene: int) -> None:
        for _ in range(200):
            match = caller.get(plan.path("/schedule")).etag
            body = {"scene_ids": [plan.scenes[scene]], "day_id": plan.days[scene % 3], "position": 0}
            if caller.post(plan.path("/strips/move"), body, match=match).status == 200:
                return
        raise AssertionError("never got a turn")

    together([partial(drag, Caller(plan.studio.app, plan.ad.token), n) for n in range(6)])
    order = plan.order()
    assert order.pop("") == []
    assert sorted(number for strips in order.values() for number in strips) == ["1", "2", "3", "4", "5", "6"]
    assert all(len(strips) == 2 for strips in order.values())


def test_sixteen_people_edit_sixteen_days(plan) -> None:
    body = {"first": "2027-01-01", "count": 16}
    days = plan.ad.post(plan.path("/days/range"), body).data
    callers = [Caller(plan.studio.app, plan.ad.token) for _ in days]
    edits = [
        partial(who.patch, plan.path(f"/days/{day['id']}"), {"notes": "x"}, match=day["version"])
        for who, day in zip(callers, days, strict=True)
    ]
    assert [answer.status for answer in together(edits)] == [200] * 16
    one = plan.path(f"/days/{days[0]['id']}")
    same = together([partial(who.patch, one, {"notes": f"{n}"}, match=2) for n, who in enumerate(callers)])
    assert sorted(answer.status for answer in same) == [200] + [409] * 15


def test_a_board_of_two_hundred_strips_is_read_in_a_few_queries(studio) -> None:
    production = studio.production()
    film, ad = Film(studio.app, production), studio.admin(production)
    people = [film.cast(n, f"CHARACTER {n}") for n in range(1, 11)]
    with studio.app.app_context():
        start_writing()
        scenes = [
            Scene(production_id=production, number=str(n), position=n, eighths=9, int_ext="INT") for n in range(200)
        ]
        db.session.add_all(scenes)
        db.session.flush()
        ids = [scene.id for scene in scenes]
        db.session.add_all(
            Appearance(scene_id=scene, cast_member_id=people[(n + k) % 10])
            for n, scene in enumerate(ids)
            for k in range(5)
        )
        db.session.commit()
    path = f"/productions/{production}"
    days = ad.post(f"{path}/days/range", {"first": "2026-11-02", "count": 25}).data
    for n, day in enumerate(days):
        match = ad.get(f"{path}/schedule").etag
        ad.put(f"{path}/days/{day['id']}/strips", {"scene_ids": ids[n * 8 : n * 8 + 8]}, match=match)
    statements: list[str] = []
    from sqlalchemy import event

    with studio.app.app_context():
        engine = db.engine
    listen = lambda *args: statements.append(args[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", listen)
    try:
        answer = ad.get(f"{path}/schedule")
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert sum(len(day["strips"]) for day in answer.data["days"]) == 200
    assert len(statements) <= 15, statements  # three of them find out who asks
    took = []
    for _ in range(5):
        start = time.perf_counter()
        ad.get(f"{path}/schedule")
        took.append(time.perf_counter() - start)
    assert min(took) < 0.25  # ten times what it takes on a quiet laptop: a guard against a query per strip
