"""The figures of a production equal a recount by hand, on any data."""

import random
from typing import Any

import pytest
from sqlalchemy import event

from backend.analytics.progress import percentage
from backend.core.db import db, start_writing
from backend.people.cast.models import CastMember
from backend.planning.schedule.models import ShootingDay
from backend.script.scenes.models import STATUSES, Scene
from backend.shooting.shots.models import Shot
from tests.analytics.plan import Plan
from tests.people import Studio


@pytest.mark.parametrize("seed", range(5))
def test_figures_equal_a_recount(studio: Studio, seed: int) -> None:
    dice = random.Random(seed)
    production, other = studio.production("A"), studio.production("B")
    admin = studio.admin(production)
    facts = [(dice.choice(STATUSES), dice.randrange(1, 30)) for _ in range(dice.randrange(0, 120))]
    plan = Plan(studio.app, production)
    with studio.app.app_context():
        start_writing()
        for place in (production, other):
            for number, (status, eighths) in enumerate(facts if place == production else facts[:7]):
                scene = Scene(production_id=place, number=str(number), position=number, status=status, eighths=eighths)
                db.session.add(scene)
                db.session.flush()
                for shot in range(number % 3):
                    db.session.add(Shot(production_id=place, scene_id=scene.id, number=str(shot)))
        for number in range(seed):
            db.session.add(CastMember(production_id=production, number=number + 1, character_name=f"C{number}"))
        db.session.commit()
    for offset in range(seed):
        plan.day(offset)
    for _ in range(seed):
        studio.member(production)

    shot = [(status, eighths) for status, eighths in facts if status not in {"omitted", "cancelled"}]
    done = [eighths for status, eighths in shot if status == "completed"]
    total = sum(eighths for _, eighths in shot)
    assert admin.get(f"/productions/{production}/statistics").data == {
        "production_id": production,
        "title": "A",
        "phase": "pre_production",
        "status": "active",
        "total_scenes": len(facts),
        **{status: sum(1 for one, _ in facts if one == status) for status in STATUSES},
        "total_shots": sum(number % 3 for number in range(len(facts))),
        "shooting_days": seed,
        "cast_members": seed,
        "members": seed + 1,
        "eighths_total": total,
        "eighths_completed": sum(done),
        "completion_percentage": round(100 * len(done) / len(shot), 1) if shot else 0.0,
        "completion_percentage_by_eighths": round(100 * sum(done) / total, 1) if total else 0.0,
    }
    row = next(row for row in admin.get("/productions").data if row["id"] == production)["progress"]
    assert (row["scenes"], row["scenes_completed"], row["shots"]) == (
        len(facts), len(done), sum(number % 3 for number in range(len(facts))),
    )  # fmt: skip


def test_percentages() -> None:
    assert [percentage(*pair) for pair in ((0, 0), (1, 3), (2, 3), (5, 5), (1, 1000))] == [0.0, 33.3, 66.7, 100.0, 0.1]


def test_strangers_learn_nothing(studio: Studio) -> None:
    production = studio.production()
    for path in ("statistics", "today"):
        assert studio.user().get(f"/productions/{production}/{path}").status == 404
        assert studio.anonymous().get(f"/productions/{production}/{path}").status == 401
        assert studio.member(production, "viewer").get(f"/productions/{production}/{path}").status == 200
        assert studio.owner().get(f"/productions/999/{path}").status == 404
    assert studio.anonymous().get("/today").status == 401


def test_lists_ask_no_more_for_many_than_for_one(studio: Studio) -> None:
    admin = studio.user()
    counted: list[str] = []

    def count(path: str) -> int:
        counted.clear()
        assert admin.get(path).status == 200
        return len(counted)

    def found(number: int) -> None:
        production = admin.post("/productions", {"title": f"Film {number}"}).data["id"]
        plan = Plan(studio.app, production)
        plan.day(1, plan.scene("1"), plan.scene("2"))

    found(0)
    with studio.app.app_context():
        engine = db.engine

    def listener(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", listener)
    try:
        one = [count(path) for path in ("/productions", "/today")]
        for number in range(1, 6):
            found(number)
        many = [count(path) for path in ("/productions", "/today")]
    finally:
        event.remove(engine, "before_cursor_execute", listener)
    assert one == many
    with studio.app.app_context():
        assert db.session.query(ShootingDay).count() == 6
