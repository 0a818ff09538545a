"""Today: the next day, ahead or behind, and for each role only what it may act on."""

import datetime as dt
from typing import Any

import pytest

from backend.core import clock
from backend.timelogs.weeks.iso import week_name
from tests.analytics.plan import Plan
from tests.people import Caller, Studio
from tests.timelogs.rows import Hours


@pytest.fixture
def production(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def plan(studio: Studio, production: int) -> Plan:
    return Plan(studio.app, production)


def today(caller: Caller, plan: Plan) -> dict[str, Any]:
    reply = caller.get(f"/productions/{plan.production_id}/today")
    assert reply.status == 200, reply.json
    return reply.data


def needs(caller: Caller, plan: Plan) -> dict[str, str]:
    return {need["kind"]: need["text"] for need in today(caller, plan)["needs"]}


def test_an_empty_production_needs_nothing(studio: Studio, plan: Plan) -> None:
    found = today(studio.admin(plan.production_id), plan)
    assert (found["needs"], found["next_day"]) == ([], None)
    assert found["today"] == plan.today.isoformat()
    assert found["days"] == {"total": 0, "done": 0, "remaining": 0, "ahead_scenes": 0, "ahead_eighths": 0}


def test_the_next_day_with_its_scenes_and_cast(studio: Studio, plan: Plan) -> None:
    mara, cole = plan.cast(1, "MARA"), plan.cast(7, "COLE")
    late, first = plan.scene("12", [mara, cole], eighths=9), plan.scene("3A", [mara], eighths=4)
    gone = plan.scene("4", [plan.cast(9, "GHOST")], status="omitted")
    plan.day(-3, plan.scene("1"))
    day = plan.day(2, late, first, gone, general_call=dt.time(7, 30))
    plan.day(5, plan.scene("20"))
    found = today(studio.member(plan.production_id), plan)["next_day"]
    assert (found["day_id"], found["number"], found["of"]) == (day, 2, 3)
    assert found["date"] == (plan.today + dt.timedelta(2)).isoformat()
    assert [scene["number"] for scene in found["scenes"]] == ["12", "3A"]
    assert (found["scene_count"], found["eighths"], found["cast_numbers"]) == (2, 13, [1, 7])
    assert (found["general_call"], found["call_sheet"]) == ("07:30", None)


def test_today_itself_is_the_next_day(studio: Studio, plan: Plan) -> None:
    day = plan.day(0, plan.scene("1"))
    found = today(studio.admin(plan.production_id), plan)
    assert found["next_day"]["day_id"] == day
    assert (found["days"]["done"], found["days"]["remaining"]) == (0, 1)


def test_a_published_call_is_the_call(studio: Studio, plan: Plan) -> None:
    scene = plan.scene("1")
    day = plan.day(1, scene, general_call=dt.time(7))
    plan.sheet(day, 1, "published", scene, general_call=dt.time(6, 15), edition=2)
    found = today(studio.member(plan.production_id), plan)["next_day"]
    assert found["general_call"] == "06:15"
    assert (found["call_sheet"]["status"], found["call_sheet"]["edition"]) == ("published", 2)


def test_a_call_that_is_not_published_yet_stays_on_the_sheet(studio: Studio) -> None:
    pid = studio.production()
    ad, plan = studio.member(pid, "assistant_director"), Plan(studio.app, pid)
    day = plan.day(1, plan.scene("1"), general_call=dt.time(7))
    path = f"/productions/{pid}/call-sheets"
    sheet = ad.post(path, {"day_id": day}).data
    sheet = ad.post(f"{path}/{sheet['id']}/publish", match=sheet["version"]).data
    ad.patch(f"{path}/{sheet['id']}", {"general_call": "05:00"}, match=sheet["version"])
    assert ad.get(f"/productions/{pid}/today").data["next_day"]["general_call"] == "07:00"


def test_ahead_and_behind(studio: Studio, plan: Plan) -> None:
    scenes = [plan.scene(str(n), eighths=8) for n in range(1, 4)]
    plan.day(-2, *scenes[:2])
    plan.day(-1, scenes[2], plan.scene("9", status="omitted", eighths=50))
    admin = studio.admin(plan.production_id)
    days = today(admin, plan)["days"]
    assert (days["total"], days["done"], days["ahead_scenes"], days["ahead_eighths"]) == (2, 2, -3, -24)
    for number in range(4):
        plan.scene(f"D{number}", status="completed", eighths=8)
    assert today(admin, plan)["days"]["ahead_eighths"] == 8


def test_the_day_is_the_productions_day(studio: Studio) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        production = studio.production(zone, timezone=zone)
        plan = Plan(studio.app, production, zone)
        plan.day(-1)
        day = plan.day(0)
        found = today(studio.admin(production), plan)
        assert found["today"] == clock.today(zone).isoformat()
        assert found["next_day"]["day_id"] == day
        assert found["days"]["done"] == 1
    rows = {row["title"]: row for row in studio.owner().get("/today").data}
    assert rows["Pacific/Kiritimati"]["today"] > rows["Pacific/Pago_Pago"]["today"]


def test_every_need_and_who_has_it(studio: Studio, plan: Plan) -> None:
    production = plan.production_id
    plan.draft()
    plan.draft("imported")
    plan.scene("1", status="completed")
    plan.scene("2", status="omitted")
    plan.scene("3")
    plan.day(1, plan.scene("4"))
    admin = studio.admin(production)
    plan.task(admin.user_id, -1)
    plan.task(admin.user_id, 0)
    plan.task(admin.user_id, 1)
    plan.task(admin.user_id, -1, "done")
    admin.post(f"/productions/{production}/invitations", {"job_role": "crew", "level": "child"})
    found = today(admin, plan)["needs"]
    tomorrow = plan.today + dt.timedelta(1)
    assert [(need["kind"], need["text"], need["count"]) for need in found] == [
        ("draft_review", "tide.fountain waits for your review", 1),
        ("unscheduled_scenes", "1 scene is on no shooting day", 1),
        ("call_sheet_missing", f"{tomorrow:%A} {tomorrow.day} {tomorrow:%B} has no published call sheet", 1),
        ("tasks_due", "2 tasks of yours are due, 1 overdue", 2),
        ("invitations_open", "1 invitation has not been accepted", 1),
    ]
    assert all(need["link"].startswith("/") for need in found)
    by_role = {
        "producer": {"draft_review", "unscheduled_scenes", "call_sheet_missing", "invitations_open"},
        "assistant_director": {"draft_review", "unscheduled_scenes", "call_sheet_missing"},
        "script_supervisor": {"draft_review"},
        "crew": set(),
        "viewer": set(),
        "distribution_manager": set(),
    }
    for job, kinds in by_role.items():
        assert set(needs(studio.member(production, job), plan)) == kinds, job
    crew = studio.member(production, "crew")
    plan.task(crew.user_id, 0)
    assert needs(crew, plan) == {"tasks_due": "1 task of yours is due"}


def test_a_call_sheet_is_asked_for_in_the_week_before(studio: Studio, plan: Plan) -> None:
    admin = studio.admin(plan.production_id)
    plan.day(8)
    assert needs(admin, plan) == {}
    day = plan.day(7)
    assert set(needs(admin, plan)) == {"call_sheet_missing"}
    plan.sheet(day, 7, "draft")
    assert set(needs(admin, plan)) == {"call_sheet_missing"}


def test_a_sheet_that_the_schedule_left_behind(studio: Studio, plan: Plan) -> None:
    admin = studio.admin(plan.production_id)
    one, two = plan.scene("1"), plan.scene("2")
    day = plan.day(1, one, two)
    plan.sheet(day, 1, "published", one, two)
    assert needs(admin, plan) == {}
    plan.strip(day, plan.scene("3"), 2)
    assert set(needs(admin, plan)) == {"call_sheet_outdated"}
    assert needs(studio.member(plan.production_id), plan) == {}


def test_what_a_role_may_not_see_is_left_out(studio: Studio, plan: Plan) -> None:
    scene = plan.scene("1", [plan.cast(1, "MARA")])
    day = plan.day(1, scene)
    plan.sheet(day, 1, "published", scene)
    sales = today(studio.member(plan.production_id, "distribution_manager"), plan)
    assert (sales["next_day"]["scenes"], sales["next_day"]["cast_numbers"], sales["next_day"]["call_sheet"]) == (
        [],
        [],
        None,
    )
    assert (sales["next_day"]["scene_count"], sales["activity"]) == (1, None)
    seller = studio.member(plan.production_id, "distribution_manager")
    assert seller.get("/today").data[0]["next_day"]["call_sheet"] is None
    assert (
        studio.member(plan.production_id, "crew").get("/today").data[0]["next_day"]["call_sheet"]["status"]
        == "published"
    )


def test_recent_activity_for_those_who_may(studio: Studio, plan: Plan) -> None:
    admin = studio.admin(plan.production_id)
    for phase in ("production", "post_production"):
        admin.patch(f"/productions/{plan.production_id}/status", {"phase": phase})
    entries = today(admin, plan)["activity"]
    assert [entry["fields"]["phase"][1] for entry in entries[:2]] == ["post_production", "production"]
    assert today(studio.member(plan.production_id, "crew"), plan)["activity"] is None


def test_my_productions_today(studio: Studio, plan: Plan) -> None:
    ben = studio.member(plan.production_id)
    studio.production("A second film")
    dead = studio.production("Dead", status="dead")
    for production in (dead, studio.production("Strange")):
        Plan(studio.app, production).day(1)
    plan.day(-1)
    day = plan.day(3, plan.scene("1", eighths=6))
    plan.task(ben.user_id, 0)
    plan.task(ben.user_id, 2)
    plan.task(studio.user().user_id, 0)
    rows = ben.get("/today").data
    assert [row["production_id"] for row in rows] == [plan.production_id]
    assert rows[0]["tasks_due"] == 1
    found = rows[0]["next_day"]
    assert (found["day_id"], found["number"], found["of"], found["eighths"]) == (day, 2, 2, 6)
    assert "scenes" not in found
    titles = [row["title"] for row in studio.owner().get("/today").data]
    assert titles == ["A second film", "Strange", "The Long Tide"]
    page = studio.owner().get("/today?limit=1")
    assert page.json["page"]["total"] == 3
    assert studio.owner("Two").get(f"/today?limit=1&cursor={page.json['page']['next']}").data[0]["title"] == "Strange"
    assert studio.user().get("/today").data == []


def test_conflicts_of_days_to_come_wait_for_whoever_plans(studio: Studio, plan: Plan) -> None:
    mara = plan.cast(1, "MARA")
    plan.day(-1, plan.scene("1", [mara]))
    plan.day(1, plan.scene("2", [mara]))
    ad = studio.member(plan.production_id, "assistant_director")
    first, last = (plan.today + dt.timedelta(days) for days in (-2, 2))
    span = {"first": first.isoformat(), "last": last.isoformat(), "state": "unavailable"}
    ad.post(f"/productions/{plan.production_id}/availability", {"subject": {"kind": "cast", "id": mara}, **span})
    assert needs(ad, plan)["conflicts"] == "1 conflict on days to come"
    assert "conflicts" not in needs(studio.member(plan.production_id), plan)


def test_weeks_wait_for_their_person_and_then_for_a_lead(studio: Studio, production: int, plan: Plan) -> None:
    lead, kim = studio.member(production, "vfx_supervisor"), studio.member(production, "vfx_artist")
    boss, other = studio.admin(production), studio.member(production, "vfx_artist")
    hours, last = Hours(studio.app, production), plan.today - dt.timedelta(days=7)
    week, number = week_name(last), last.isocalendar().week
    act = f"/productions/{production}/time/weeks/{{}}/{week}/{{}}".format
    assert not {"week_open", "weeks_to_approve"} & needs(boss, plan).keys()
    for one in (lead, kim):
        hours.day(one.user_id, hours.task(), last, 8)
    assert needs(kim, plan)["week_open"] == f"Your hours of week {number} are not handed in"
    assert "week_open" not in needs(other, plan)
    kim.post(act(kim.user_id, "submit"), {})
    lead.post(act(lead.user_id, "submit"), {})
    assert "week_open" not in needs(kim, plan)
    assert needs(lead, plan)["weeks_to_approve"] == "1 week of hours waits for approval"  # not one's own
    assert needs(boss, plan)["weeks_to_approve"] == "2 weeks of hours wait for approval"
    assert "weeks_to_approve" not in needs(kim, plan)
    lead.post(act(kim.user_id, "reject"), {"comment": "Friday is missing"})
    found = {need["kind"]: need for need in today(kim, plan)["needs"]}
    assert found["week_rejected"] == {
        "kind": "week_rejected", "text": f"Your hours of week {number} were sent back", "count": 1,
        "link": f"/my-time?week={week}",
    }  # fmt: skip
    kim.post(act(kim.user_id, "submit"), {})
    lead.post(act(kim.user_id, "approve"), {"seconds": 8 * 3600})
    assert not {"week_open", "week_rejected"} & needs(kim, plan).keys()
    lead.post(act(kim.user_id, "reopen"), {"comment": "Two tasks mixed up"})
    assert "week_open" in needs(kim, plan)
