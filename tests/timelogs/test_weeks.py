"""Weeks: their names, what is locked, and their way from the person who worked to the lead who approves."""

import datetime as dt
from typing import Any

import pytest

from backend.core import clock
from backend.core.db import db, start_writing
from backend.core.errors import Invalid
from backend.timelogs.segments.moments import HOUR
from backend.timelogs.weeks import iso, locks
from backend.timelogs.weeks.models import STATES, TimeWeek
from backend.timelogs.weeks.service import NEXT
from tests.people import Caller, Reply, Studio
from tests.timelogs.rows import Hours

MONDAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-23", "2026-W48"), ("2026-11-29", "2026-W48"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"),
    ],
)  # fmt: skip
def test_a_week_is_named_after_the_year_most_of_it_lies_in(day: str, name: str) -> None:
    date = dt.date.fromisoformat(day)
    assert iso.week_name(date) == name
    assert iso.monday_named(name) == iso.monday_of(date)
    assert date in iso.days_of(iso.monday_of(date))


@pytest.mark.parametrize(
    "name",
    ["", "2026-48", "2026-W54", "2025-W53", "2026-W00", "2026-W4", "26-W48", "2026-w48", "2026-W48\n", "٢٠٢٦-W48"],
)
def test_what_is_no_week(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        iso.monday_named(name)
    assert refused.value.errors[0]["field"] == "week"


def test_days_of_approved_weeks_are_locked_for_that_person_in_that_production(studio: Studio) -> None:
    pid, other = studio.production(), studio.production("Other")
    kim, lee = studio.member(pid).user_id, studio.member(pid).user_id
    before = MONDAY - dt.timedelta(7)
    with studio.app.app_context():
        start_writing()
        db.session.add_all([
            TimeWeek(production_id=pid, user_id=kim, monday=MONDAY, state="approved"),
            TimeWeek(production_id=pid, user_id=kim, monday=before, state="submitted"),
            TimeWeek(production_id=other, user_id=kim, monday=before, state="approved"),
            TimeWeek(production_id=pid, user_id=lee, monday=before, state="approved"),
        ])  # fmt: skip
        db.session.commit()
        days = iso.days_of(before) + iso.days_of(MONDAY)
        assert locks.locked_days(pid, kim, days) == set(iso.days_of(MONDAY))
        assert locks.locked_days(pid, lee, [MONDAY, before]) == {before}
        assert locks.locked_days(pid, kim, []) == set()
        assert locks.approved_weeks(kim, MONDAY + dt.timedelta(6)) == {(pid, MONDAY)}
        assert locks.approved_weeks(kim, before) == {(pid, MONDAY), (other, before)}


WEEK = "2026-W47"
BODIES: dict[str, dict[str, Any]] = {
    "submit": {}, "withdraw": {}, "approve": {"seconds": 0}, "reject": {"comment": "Friday is missing"},
    "reopen": {"comment": "Two tasks mixed up"},
}  # fmt: skip


@pytest.fixture
def pid(studio: Studio) -> int:
    return studio.production(timezone="Europe/Berlin")


@pytest.fixture
def hours(studio: Studio, pid: int) -> Hours:
    return Hours(studio.app, pid)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wednesday, two minutes to midnight in Berlin."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 25, 22, 58, tzinfo=dt.UTC))


def weeks(caller: Caller, pid: int, query: str = f"week={WEEK}") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = caller.get(f"/productions/{pid}/time/weeks?{query}").data
    return found


def act(caller: Caller, pid: int, person: Caller, action: str, body: Any = None, week: str = WEEK) -> Reply:
    path = f"/productions/{pid}/time/weeks/{person.user_id}/{week}/{action}"
    return caller.post(path, BODIES[action] if body is None else body)


def test_a_week_has_days_tasks_and_what_was_planned(studio: Studio, pid: int, hours: Hours) -> None:
    kim = studio.member(pid, "vfx_artist", name="Kim")
    comp, roto = hours.task("SH020 comp", estimate_minutes=120), hours.task("SH010 roto")
    hours.day(kim.user_id, comp, "2026-11-16", ms=1499)
    hours.day(kim.user_id, comp, "2026-11-17", ms=1499, dcc="nuke")
    hours.day(kim.user_id, roto, "2026-11-22", ms=HOUR, manual_ms=HOUR // 2)
    hours.day(kim.user_id, comp, "2026-11-23", 2)
    hours.held(kim.user_id, "2026-11-15T23:00", 5)
    hours.held(kim.user_id, "2026-11-15T22:59", 5)
    hours.held(kim.user_id, "2026-11-18T10:00", 5, settled_at=clock.now())
    (week,) = weeks(kim, pid)
    assert [day["date"] for day in week.pop("days")][::6] == ["2026-11-16", "2026-11-22"]
    assert week.pop("tasks") == [
        {"task_id": roto, "task_title": "SH010 roto", "seconds": 3600, "estimate_minutes": None, "total_seconds": 3600},
        {"task_id": comp, "task_title": "SH020 comp", "seconds": 3, "estimate_minutes": 120, "total_seconds": 7203},
    ]
    assert week == {
        "user_id": kim.user_id, "user_name": "Kim", "week": WEEK, "state": "open", "version": 0, "seconds": 3603,
        "manual_seconds": 1800, "planned_seconds": 144_000, "comment": "", "submitted_at": None, "decided_at": None,
        "decided_by_name": None, "locked": False, "held": 1, "cost_minor": None,
    }  # fmt: skip


def test_days_and_tasks_come_to_the_week(studio: Studio, pid: int, hours: Hours) -> None:
    kim, tasks = studio.member(pid, "vfx_artist"), [hours.task() for _ in range(3)]
    for step, task in enumerate(tasks):
        for day in range(16, 23):
            hours.day(kim.user_id, task, f"2026-11-{day}", ms=500 + 333 * step + day)
    (week,) = weeks(kim, pid)
    assert sum(day["seconds"] for day in week["days"]) == week["seconds"]
    assert sum(task["seconds"] for task in week["tasks"]) == week["seconds"]


def test_who_stands_in_the_grid(studio: Studio, pid: int, hours: Hours) -> None:
    lead, kim = studio.member(pid, "vfx_supervisor", name="lea"), studio.member(pid, "vfx_artist", name="Kim")
    gone, watcher = studio.member(pid, "vfx_artist", name="Bo"), studio.member(pid, "viewer", name="Zoe")
    task = hours.task(estimate_minutes=60)
    for one in (lead, kim, gone):
        hours.day(one.user_id, task, "2026-11-17", 1)
    gone.post(f"/productions/{pid}/members/leave")
    assert [week["user_name"] for week in weeks(lead, pid)] == ["Bo", "Kim", "lea"]
    assert [week["user_name"] for week in weeks(lead, pid, "week=2026-W01")] == ["Kim", "lea"]
    assert [week["user_name"] for week in weeks(lead, pid, f"week={WEEK}&user_id={kim.user_id}")] == ["Kim"]
    assert [week["user_name"] for week in weeks(kim, pid)] == ["Kim"]
    assert weeks(kim, pid, f"week={WEEK}&user_id={lead.user_id}") == []
    assert (weeks(lead, pid)[1]["tasks"][0]["total_seconds"], weeks(kim, pid)[0]["tasks"][0]["total_seconds"]) == (
        10800, 3600,
    )  # fmt: skip
    assert watcher.get(f"/productions/{pid}/time/weeks").status == 403
    assert studio.user().get(f"/productions/{pid}/time/weeks").status == 404
    assert gone.get(f"/productions/{pid}/time/weeks").status == 404


def test_this_week_is_that_of_the_productions_own_zone(studio: Studio, pid: int) -> None:
    kim = studio.member(pid, "vfx_artist")
    assert weeks(kim, pid, "")[0]["week"] == "2026-W48"
    assert kim.get(f"/productions/{pid}/time/weeks?week=2026-W54").fields == ["week"]
    assert kim.get(f"/productions/{pid}/time/weeks?week=2025-W53").fields == ["week"]


def test_cost_of_a_week_is_for_those_who_see_rates(studio: Studio, pid: int, hours: Hours) -> None:
    boss, kim = studio.member(pid, "producer"), studio.member(pid, "vfx_artist")
    lead, task = studio.member(pid, "vfx_supervisor"), hours.task()
    hours.rate(kim.user_id, "2026-11-17", 4000)
    hours.rate(kim.user_id, "2026-11-18", 5000)
    for day in (16, 17, 18):
        hours.day(kim.user_id, task, f"2026-11-{day}", 1.5)
    query = f"week={WEEK}&user_id={kim.user_id}"
    assert weeks(boss, pid, query)[0]["cost_minor"] == 13500
    assert weeks(lead, pid, query)[0]["cost_minor"] is None
    assert weeks(boss, pid, f"week=2026-W46&user_id={kim.user_id}")[0]["cost_minor"] is None


def test_a_week_is_handed_in_approved_and_locked(studio: Studio, pid: int, hours: Hours) -> None:
    lead, kim = studio.member(pid, "vfx_supervisor", name="Lea"), studio.member(pid, "vfx_artist", name="Kim")
    hours.day(kim.user_id, hours.task(), "2026-11-17", 8)
    handed = act(kim, pid, kim, "submit", {"comment": " Two late nights "})
    assert (handed.data["state"], handed.data["comment"], handed.data["version"]) == ("submitted", "Two late nights", 1)
    assert handed.data["submitted_at"] == "2026-11-25T22:58:00Z"
    approved = act(lead, pid, kim, "approve", {"seconds": 8 * 3600})
    assert (approved.data["state"], approved.data["locked"], approved.data["decided_by_name"]) == (
        "approved",
        True,
        "Lea",
    )
    assert approved.data == weeks(lead, pid)[0]
    with studio.app.app_context():
        assert locks.locked_days(pid, kim.user_id, [dt.date(2026, 11, 17)])
        assert db.session.query(TimeWeek.approved_ms).scalar() == 8 * HOUR
    opened = act(lead, pid, kim, "reopen")
    assert (opened.data["state"], opened.data["locked"], opened.data["comment"]) == (
        "reopened", False, "Two tasks mixed up",
    )  # fmt: skip
    again = act(kim, pid, kim, "submit")
    assert (again.data["state"], again.data["decided_at"], again.data["decided_by_name"]) == ("submitted", None, None)


def test_only_what_was_seen_is_approved(studio: Studio, pid: int, hours: Hours) -> None:
    lead, kim, task = studio.member(pid, "vfx_supervisor"), studio.member(pid, "vfx_artist"), hours.task()
    hours.day(kim.user_id, task, "2026-11-17", 8)
    act(kim, pid, kim, "submit")
    hours.day(kim.user_id, task, "2026-11-18", 0.5)
    late = act(lead, pid, kim, "approve", {"seconds": 8 * 3600})
    assert (late.status, late.fields) == (409, ["seconds"])
    assert "8:30" in late.json["message"]
    assert weeks(kim, pid)[0]["state"] == "submitted"
    assert act(lead, pid, kim, "approve", {"seconds": 8 * 3600 + 1800}).status == 200


@pytest.mark.parametrize("action", BODIES)
@pytest.mark.parametrize("state", STATES)
def test_what_can_be_done_to_a_week(studio: Studio, pid: int, hours: Hours, state: str, action: str) -> None:
    lead, kim = studio.member(pid, "vfx_supervisor"), studio.member(pid, "vfx_artist")
    monday = iso.monday_named(WEEK)
    hours.add(TimeWeek(production_id=pid, user_id=kim.user_id, monday=monday, state=state))
    reply = act(kim if action in {"submit", "withdraw"} else lead, pid, kim, action)
    after = NEXT.get((state, action))
    if after:
        assert (reply.status, reply.data["state"]) == (200, after)
    else:
        assert reply.status == 409
        assert weeks(kim, pid)[0]["state"] == state


def test_a_week_nobody_touched_is_open(studio: Studio, pid: int) -> None:
    lead, kim = studio.member(pid, "vfx_supervisor"), studio.member(pid, "vfx_artist")
    for action in ("approve", "reject", "reopen"):
        assert act(lead, pid, kim, action).status == 409
    assert act(kim, pid, kim, "withdraw").status == 409
    assert act(kim, pid, kim, "submit", week="2026-W48").data["state"] == "submitted"  # of the running week, too
    assert act(kim, pid, kim, "withdraw", week="2026-W48").data["submitted_at"] is None
    early = act(kim, pid, kim, "submit", week="2026-W49")
    assert (early.status, early.fields) == (422, ["week"])


def test_everybody_hands_in_their_own_hours_and_nobody_approves_them(studio: Studio, pid: int) -> None:
    lead, other = studio.member(pid, "vfx_supervisor"), studio.member(pid, "producer")
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist")
    assert act(lead, pid, kim, "submit").status == 403
    assert act(boss, pid, kim, "withdraw").status == 403
    act(kim, pid, kim, "submit")
    assert act(kim, pid, kim, "approve").status == 403
    assert act(studio.member(pid, "director"), pid, kim, "approve").status == 403
    assert act(studio.member(pid, "vfx_artist", level="parent"), pid, kim, "approve").status == 200
    act(lead, pid, lead, "submit")
    assert act(lead, pid, lead, "approve").status == 403
    assert act(other, pid, lead, "approve").status == 200
    act(boss, pid, boss, "submit")
    assert act(boss, pid, boss, "approve").status == 200


def test_weeks_of_strangers_and_elsewhere_are_not_there(studio: Studio, pid: int, hours: Hours) -> None:
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist")
    elsewhere = studio.production("Elsewhere")
    stranger = studio.admin(elsewhere)
    assert act(boss, pid, stranger, "approve").status == 404
    assert act(stranger, pid, kim, "approve").status == 404
    assert act(stranger, elsewhere, kim, "approve").status == 404
    for week in ("2026-W54", "2026-48", "now"):
        assert act(kim, pid, kim, "submit", week=week).fields == ["week"]
    hours.day(kim.user_id, hours.task(), "2026-11-17", 1)
    act(kim, pid, kim, "submit")
    kim.post(f"/productions/{pid}/members/leave")
    assert act(boss, pid, kim, "approve", {"seconds": 3600}).status == 200
    owner = studio.owner()
    assert act(owner, pid, kim, "reopen").data["state"] == "reopened"
    assert act(owner, pid, owner, "submit").status == 404  # runs the studio, but has no hours here


@pytest.mark.parametrize("action", ["reject", "reopen"])
def test_what_goes_back_says_why(studio: Studio, pid: int, action: str) -> None:
    lead, kim = studio.member(pid, "vfx_supervisor"), studio.member(pid, "vfx_artist")
    for body in ({}, {"comment": ""}, {"comment": " \n "}):
        reply = act(lead, pid, kim, action, body)
        assert (reply.status, reply.fields) == (422, ["comment"])
    assert act(lead, pid, kim, "approve", {}).fields == ["seconds"]


def test_the_activity_log_tells_who_reopened_whose_week_and_why(studio: Studio, pid: int) -> None:
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist", name="Kim")
    act(kim, pid, kim, "submit")
    act(boss, pid, kim, "approve")
    act(boss, pid, kim, "reopen")
    newest = boss.get(f"/productions/{pid}/activity").data[0]
    assert (newest["kind"], newest["label"], newest["action"]) == ("time week", "Kim, week 47 of 2026", "update")
    assert newest["fields"]["state"] == ["approved", "reopened"]
    assert newest["fields"]["comment"] == ["", "Two tasks mixed up"]


def test_two_leads_at_once_decide_one_after_the_other(studio: Studio, pid: int) -> None:
    from tests.films import together

    leads, kim = [studio.member(pid, "vfx_supervisor") for _ in range(4)], studio.member(pid, "vfx_artist")
    act(kim, pid, kim, "submit")
    replies = together([lambda lead=lead: act(lead, pid, kim, "approve") for lead in leads])
    assert sorted(reply.status for reply in replies) == [200, 409, 409, 409]


def test_the_weeks_that_wait_are_named_for_whoever_decides(studio: Studio, pid: int, hours: Hours) -> None:
    lead, kim, bo = (studio.member(pid, role) for role in ("vfx_supervisor", "vfx_artist", "vfx_artist"))
    for person, week in ((kim, WEEK), (bo, WEEK), (kim, "2026-W45"), (lead, "2026-W44")):
        assert act(person, pid, person, "submit", {}, week).status == 200
    path = f"/productions/{pid}/time/weeks/waiting"
    assert lead.get(path).data == [{"week": "2026-W45", "people": 1}, {"week": WEEK, "people": 2}]
    assert studio.admin(pid).get(path).data[0] == {"week": "2026-W44", "people": 1}
    assert kim.get(path).status == 403
