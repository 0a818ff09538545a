"""Suggested orders and rain covers over the API."""

import datetime as dt
import time

import pytest

from backend.core import clock
from backend.core.db import db, start_writing
from backend.planning.optimise.models import Suggestion
from tests.films import Film

MONDAY = dt.date(2027, 3, 1)


@pytest.fixture
def plan(studio):
    return Plan(studio)


class Plan:
    """Four days in a row on which MARA and JONAS take turns, so that both are held."""

    def __init__(self, studio) -> None:
        self.studio, self.production = studio, studio.production()
        self.film, self.ad = Film(studio.app, self.production), studio.member(self.production, "assistant_director")
        self.cast = [self.film.cast(1, "MARA", daily_rate=1000), self.film.cast(2, "JONAS", daily_rate=500)]
        self.scenes = [self.film.scene(str(n), cast=[self.cast[n % 2]], eighths=8) for n in range(4)]
        dates = [MONDAY + dt.timedelta(days=n) for n in range(4)]
        self.days = [self.ad.post(self.path("/days"), {"date": str(date)}).data["id"] for date in dates]
        for day, scene in zip(self.days, self.scenes, strict=True):
            self.lay(day, scene)

    def path(self, rest: str) -> str:
        return f"/productions/{self.production}{rest}"

    def lay(self, day: int, *scenes: int) -> None:
        body = {"scene_ids": list(scenes)}
        assert self.ad.put(self.path(f"/days/{day}/strips"), body, match=self.etag()).status == 200

    def etag(self) -> str:
        return self.ad.get(self.path("/schedule")).etag

    def order(self) -> list[int]:
        return [day["id"] for day in self.ad.get(self.path("/schedule")).data["days"]]

    def ask(self, **options):
        return self.ad.post(self.path("/suggestions"), {"seconds": 5, "move_weight": 0, **options})

    def over(self, suggestion_id: int) -> dict:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            found = self.ad.get(self.path(f"/suggestions/{suggestion_id}")).data
            if found["state"] not in ("queued", "running"):
                return found
            time.sleep(0.05)
        raise AssertionError("still under way")

    def change(self, suggestion_id: int, action: str, etag: str | None = None, who=None):
        path = self.path(f"/suggestions/{suggestion_id}/{action}")
        return (who or self.ad).post(path, match=etag or self.etag())


def test_a_suggestion_is_worked_out_applied_and_taken_back(plan) -> None:
    asked = plan.ask()
    assert (asked.status, asked.data["state"]) == (201, "queued")
    before = plan.order()
    found = plan.over(asked.data["id"])
    assert (found["state"], found["progress"], found["certain"], found["can_apply"]) == ("done", 100, True, True)
    assert (found["before"]["hold"], found["after"]["hold"], found["bound"]) == (2, 0, 0)
    assert found["before"]["hold_cost"] is None  # the assistant director sees no money
    assert plan.order() == before
    applied = plan.change(found["id"], "apply")
    assert (applied.data["state"], applied.data["can_undo"]) == ("applied", True)
    assert plan.order() == [day["day_id"] for day in found["days"]] != before
    undone = plan.change(found["id"], "undo")
    assert (undone.data["state"], undone.data["can_apply"]) == ("undone", True)
    assert plan.order() == before


def test_money_is_for_those_who_may_see_it(plan) -> None:
    found = plan.over(plan.ask().data["id"])
    producer = plan.studio.member(plan.production, "producer")
    seen = producer.get(plan.path(f"/suggestions/{found['id']}")).data
    assert (seen["before"]["hold_cost"], seen["after"]["hold_cost"]) == (1500, 0)
    assert plan.studio.member(plan.production, "crew").get(plan.path("/suggestions")).status == 403


def test_a_board_that_moved_on_takes_no_order(plan) -> None:
    found = plan.over(plan.ask().data["id"])
    old = plan.etag()
    plan.lay(plan.days[0], plan.scenes[1])
    assert plan.change(found["id"], "apply", old).status == 409
    refused = plan.change(found["id"], "apply")
    assert (refused.status, plan.order()) == (409, plan.days)
    assert plan.ad.get(plan.path(f"/suggestions/{found['id']}")).data["can_apply"] is False


def test_an_order_is_not_taken_back_over_a_later_change(plan) -> None:
    found = plan.over(plan.ask().data["id"])
    plan.change(found["id"], "apply")
    after = plan.order()
    plan.lay(plan.days[0], plan.scenes[1])
    assert plan.change(found["id"], "undo").status == 409
    assert plan.order() == after


def test_pinned_days_and_days_to_keep_stay(plan) -> None:
    day = plan.ad.get(plan.path(f"/days/{plan.days[0]}"))
    assert plan.ad.patch(plan.path(f"/days/{plan.days[0]}"), {"pinned": True}, match=day.etag).status == 200
    found = plan.over(plan.ask(keep=[plan.days[3]]).data["id"])
    moved = {day["day_id"] for day in found["days"] if day["was"] != day["date"]}
    assert not moved & {plan.days[0], plan.days[3]}
    assert found["after"]["hold"] < found["before"]["hold"]
    assert plan.ask(keep=[99999]).fields == ["keep"]


def test_one_at_a_time_and_cancelled_when_asked(plan) -> None:
    for n in range(12):  # too many orders to try them all
        date = MONDAY + dt.timedelta(days=7 + 7 * (n // 5) + n % 5)
        day = plan.ad.post(plan.path("/days"), {"date": str(date)}).data["id"]
        plan.lay(day, plan.film.scene(f"9{n}", cast=[plan.cast[n % 2]]))
    asked = plan.ask(seconds=60)
    assert plan.ask().status == 409
    cancelled = plan.ad.post(plan.path(f"/suggestions/{asked.data['id']}/cancel"))
    assert cancelled.data["state"] == "cancelled"
    assert plan.ad.post(plan.path(f"/suggestions/{asked.data['id']}/cancel")).status == 409
    assert plan.change(asked.data["id"], "apply").status == 409
    assert plan.over(plan.ask(seconds=2).data["id"])["state"] == "done"


def test_what_a_stopped_server_left_is_told_as_failed(plan) -> None:
    found = plan.over(plan.ask().data["id"])
    with plan.studio.app.app_context():
        start_writing(plan.production)
        row = db.session.get(Suggestion, found["id"])
        row.state, row.seen_at = "running", clock.now() - dt.timedelta(minutes=5)
        db.session.commit()
    left = plan.ad.get(plan.path(f"/suggestions/{found['id']}")).data
    assert (left["state"], left["can_apply"]) == ("failed", False)
    assert plan.over(plan.ask().data["id"])["state"] == "done"


def test_an_empty_board_is_refused(studio) -> None:
    production = studio.production()
    reply = studio.admin(production).post(f"/productions/{production}/suggestions", {})
    assert (reply.status, reply.fields) == (422, ["board_id"])


def test_rain_covers_are_ranked_by_who_is_called_anyway(plan) -> None:
    outside = plan.film.scene("50", cast=[plan.cast[1]], eighths=10, int_ext="EXT")
    night = plan.film.scene("51", cast=[], eighths=4, int_ext="EXT")
    long = plan.film.scene("52", cast=[plan.cast[1]], eighths=30)
    plan.lay(plan.days[0], outside, plan.scenes[0])
    found = plan.ad.get(plan.path(f"/days/{plan.days[0]}/covers")).data
    assert ([row["number"] for row in found["lost"]], found["eighths"]) == (["50"], 10)
    assert [row["number"] for row in found["covers"]] == ["1", "2", "3", "52"]
    assert [row["taken"] for row in found["covers"]] == [True, False, False, False]
    assert found["covers"][0]["called"] == ["JONAS"]
    assert found["covers"][0]["extra_cost"] is None
    assert (found["covers"][-1]["fits"], night, long) == (False, night, long)
    fitting = plan.ad.get(plan.path(f"/days/{plan.days[0]}/covers?fitting=true")).data["covers"]
    assert "52" not in [row["number"] for row in fitting]
    assert plan.ad.get(plan.path("/days/99999/covers")).status == 404
