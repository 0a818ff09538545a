"""Hours added up over the API: figures, who sees which, what they cost, and that everything agrees."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import event

from backend.accounts.auth.sessions import open_session
from backend.core import clock
from backend.core.db import db, start_writing
from backend.timelogs.amounts import rounded, seconds_of, shared
from backend.timelogs.segments.models import TimeDay
from backend.timelogs.segments.moments import HOUR, now_ms
from backend.timelogs.terms.models import TimeSettings
from tests.people import Caller, Reply, Studio
from tests.timelogs.many import fill, workdays
from tests.timelogs.rows import Hours

WEEK = "from=2026-11-23&to=2026-11-29"
GROUPS = ("user", "task", "production", "department", "category", "dcc", "day", "week", "month")


@pytest.fixture
def pid(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def hours(studio: Studio, pid: int) -> Hours:
    return Hours(studio.app, pid)


def ask(caller: Caller, group: str = "user", days: str = WEEK, **filters: Any) -> Reply:
    more = "".join(f"&{name}={value}" for name, value in filters.items())
    return caller.get(f"/time/summary?{days}&group={group}{more}")


def sums(reply: Reply, *keys: str) -> dict[Any, int]:
    """{key or keys: seconds}."""
    return {
        row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys): row["seconds"]
        for row in reply.data["rows"]
    }


def test_t_a2_figures_by_date_range_and_artist(studio: Studio, pid: int, hours: Hours) -> None:
    """Total per artist, per application, per task; by dates and artist; and the sessions behind them."""
    boss = studio.member(pid, "vfx_supervisor")
    kim, ana = (
        studio.member(pid, "vfx_artist", name="Kim").user_id,
        studio.member(pid, "vfx_artist", name="ana").user_id,
    )
    comp, roto = hours.task("SH010 comp", estimate_minutes=600), hours.task("SH010 roto")
    hours.day(kim, comp, "2026-11-23", 3)
    hours.day(kim, comp, "2026-11-24", 1, dcc="nuke")
    hours.day(ana, comp, "2026-11-24", 2)
    hours.day(ana, roto, "2026-11-25", 0.5, dcc="manual", manual_ms=HOUR // 2)
    hours.day(ana, roto, "2026-12-01", 4)

    per_artist = ask(boss)
    assert [(row["user_name"], row["seconds"]) for row in per_artist.data["rows"]] == [("ana", 9000), ("Kim", 14400)]
    assert per_artist.data["total"]["seconds"] == 23400
    assert per_artist.data["total"]["manual_seconds"] == 1800
    assert (per_artist.data["from"], per_artist.data["to"]) == ("2026-11-23", "2026-11-29")
    assert sums(ask(boss, "dcc"), "dcc") == {"blender": 18000, "nuke": 3600, "manual": 1800}
    per_task = ask(boss, "task").data["rows"]
    assert per_task[0] == {
        "task_id": comp, "task_title": "SH010 comp", "estimate_minutes": 600, "production_id": pid, "category": "",
        "seconds": 21600, "manual_seconds": 0, "cost_minor": None, "currency": None,
    }  # fmt: skip
    assert (per_task[1]["task_title"], per_task[1]["seconds"]) == ("SH010 roto", 1800)
    assert sums(ask(boss, "user,day", user_id=kim), "user_id", "day") == {
        (kim, "2026-11-23"): 10800,
        (kim, "2026-11-24"): 3600,
    }
    assert sums(ask(boss, "user", "from=2026-11-25&to=2026-12-01"), "user_id") == {ana: 16200}

    hours.segment(kim, comp, "2026-11-23T09:00", 180)
    latest = hours.segment(kim, comp, "2026-11-24T09:00", 60, dcc="nuke")
    hours.segment(ana, comp, "2026-11-24T10:00", 120)
    recent = boss.get(f"/time/segments?{WEEK}&user_id={kim}").data
    assert [(row["dcc"], row["seconds"]) for row in recent] == [("nuke", 3600), ("blender", 10800)]
    assert recent[0]["id"] == latest
    (session,) = boss.get(f"/time/sessions?day=2026-11-23&user_id={kim}").data
    assert (session["user_name"], session["task_title"], session["seconds"]) == ("Kim", "SH010 comp", 10800)


def test_groups_of_the_calendar(studio: Studio, pid: int, hours: Hours) -> None:
    boss, task = studio.admin(pid), hours.task()
    for day, length in (("2026-12-31", 1), ("2027-01-01", 2), ("2027-01-03", 3), ("2027-01-04", 4), ("2027-02-01", 5)):
        hours.day(boss.user_id, task, day, length)
    days = "from=2026-12-01&to=2027-03-01"
    assert sums(ask(boss, "week", days), "week") == {"2026-W53": 21600, "2027-W01": 14400, "2027-W05": 18000}
    assert sums(ask(boss, "month", days), "month") == {"2026-12": 3600, "2027-01": 32400, "2027-02": 18000}
    assert list(sums(ask(boss, "day", days), "day"))[:2] == ["2026-12-31", "2027-01-01"]
    assert sums(ask(boss, "month,week", days), "month", "week")["2026-12", "2026-W53"] == 3600


def test_departments_are_those_of_the_person_on_that_production(studio: Studio, pid: int, hours: Hours) -> None:
    boss, kim, gone = studio.admin(pid), studio.member(pid, "vfx_artist"), studio.member(pid, "vfx_artist")
    task = hours.task(category="Comp")
    other = hours.task(category="")
    hours.department(kim.user_id, "Lighting")
    hours.department(gone.user_id, "Roto")
    hours.day(kim.user_id, task, "2026-11-23", 1)
    hours.day(gone.user_id, other, "2026-11-23", 2)
    gone.post(f"/productions/{pid}/members/leave")
    assert sums(ask(boss, "department"), "department") == {"": 7200, "Lighting": 3600}
    assert sums(ask(boss, "category,department"), "category", "department") == {
        ("", ""): 7200, ("Comp", "Lighting"): 3600,
    }  # fmt: skip
    assert sums(ask(boss, "user", department="Lighting"), "user_id") == {kim.user_id: 3600}
    assert sums(ask(boss, "user", department=""), "user_id") == {gone.user_id: 7200}
    assert sums(ask(boss, "user", category="Comp"), "user_id") == {kim.user_id: 3600}
    assert sums(ask(boss, "user", category="Comp", department=""), "user_id") == {}


def test_filters_combine(studio: Studio, pid: int, hours: Hours) -> None:
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist")
    comp, roto = hours.task(), hours.task()
    for user in (boss.user_id, kim.user_id):
        for task in (comp, roto):
            for dcc in ("blender", "maya"):
                hours.day(user, task, "2026-11-23", 1, dcc=dcc)
    one = ask(boss, "user,task,dcc", user_id=kim.user_id, task_id=roto, dcc="maya", production_id=pid)
    assert sums(one, "user_id", "task_id", "dcc") == {(kim.user_id, roto, "maya"): 3600}
    assert ask(boss, "dcc", dcc="krita").data["rows"] == []
    assert ask(boss, "user,user").data == ask(boss, "user").data


def test_one_sees_oneself_and_the_teams_one_may_see(studio: Studio, pid: int, hours: Hours) -> None:
    elsewhere = studio.production("Elsewhere")
    others = Hours(studio.app, elsewhere)
    lead, kim, boss = studio.member(pid, "vfx_supervisor"), studio.member(pid, "vfx_artist"), studio.admin(elsewhere)
    here, there = hours.task(), others.task()
    for user in (lead.user_id, kim.user_id):
        hours.day(user, here, "2026-11-23", 1)
        others.day(user, there, "2026-11-23", 2)
    keys = ("production_id", "user_id")
    assert sums(ask(lead, "production,user"), *keys) == {
        (pid, lead.user_id): 3600, (pid, kim.user_id): 3600, (elsewhere, lead.user_id): 7200,
    }  # fmt: skip
    assert sums(ask(lead, "user"), "user_id") == {lead.user_id: 10800, kim.user_id: 3600}
    assert sums(ask(kim, "user"), "user_id") == {kim.user_id: 10800}
    assert sums(ask(kim, "user", user_id=lead.user_id), "user_id") == {}
    assert sums(ask(boss, "user"), "user_id") == {lead.user_id: 7200, kim.user_id: 7200}
    assert ask(boss, production_id=pid).status == 404
    assert ask(boss, production_id=99999).status == 404
    assert ask(boss, task_id=here).data["rows"] == []
    assert sums(ask(kim, "user", production_id=elsewhere), "user_id") == {kim.user_id: 7200}  # gone, the hours stay
    assert ask(studio.owner(), "production").data["total"]["seconds"] == 21600
    assert ask(studio.user()).data["rows"] == []
    assert studio.anonymous().get(f"/time/summary?{WEEK}").status == 401


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("to=2026-11-29", "from"),
        ("from=2026-11-29", "to"),
        ("from=2026-11-29&to=2026-11-28", "to"),
        ("from=2026-01-01&to=2027-02-06", "to"),
        ("from=2026-01-01&to=2026-02-30", "to"),
        (f"{WEEK}&group=nobody", "group"),
        (f"{WEEK}&group=", "group"),
        (f"{WEEK}&group=user,", "group"),
        (f"{WEEK}&group=user,task,dcc,day", "group"),
        (f"{WEEK}&user_id=0", "user_id"),
        (f"{WEEK}&colour=red", "colour"),
    ],
)
def test_what_a_summary_does_not_take(studio: Studio, query: str, field: str) -> None:
    reply = studio.user().get(f"/time/summary?{query}")
    assert (reply.status, reply.fields) == (422, [field])


def test_the_longest_range(studio: Studio) -> None:
    assert studio.user().get("/time/summary?from=2026-01-01&to=2027-02-05").data["rows"] == []


def test_cost_is_the_rate_of_the_day(studio: Studio, pid: int, hours: Hours) -> None:
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist")
    task = hours.task()
    hours.rate(kim.user_id, "2026-11-24", 4500)
    hours.rate(kim.user_id, "2026-11-26", 6000)
    for day in ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"):
        hours.day(kim.user_id, task, day, 2)
    by_day = ask(boss, "day").data
    assert [row["cost_minor"] for row in by_day["rows"]] == [None, 9000, 9000, 12000, 12000]
    assert {row["currency"] for row in by_day["rows"]} == {"EUR"}
    assert by_day["total"] == {
        "seconds": 36000, "manual_seconds": 0, "cost_minor": 42000, "currency": "EUR", "unrated_seconds": 7200,
    }  # fmt: skip
    for group in GROUPS:
        assert ask(boss, group).data["total"] == by_day["total"]
    assert ask(boss, "user", days="from=2026-11-23&to=2026-11-23").data["total"]["cost_minor"] is None


@pytest.mark.parametrize(
    ("job_role", "level", "sees"),
    [
        ("producer", "child", True),
        ("vfx_supervisor", "parent", False),
        ("director", "child", False),
        ("crew", "admin", True),
    ],
)
def test_who_sees_what_hours_cost(
    studio: Studio, pid: int, hours: Hours, job_role: str, level: str, sees: bool
) -> None:
    someone, task = studio.member(pid, job_role, level=level), hours.task()
    hours.rate(someone.user_id, "2026-01-01", 4500)
    hours.day(someone.user_id, task, "2026-11-23", 2)
    found = ask(someone, "user").data
    assert [row["cost_minor"] for row in found["rows"]] == [9000 if sees else None]
    assert found["total"]["cost_minor"] == (9000 if sees else None)
    assert found["total"]["unrated_seconds"] == (0 if sees else None)


def test_money_of_several_currencies_or_hidden_rates_is_not_added_up(studio: Studio, pid: int, hours: Hours) -> None:
    abroad, hidden = studio.production("Abroad", currency="SEK"), studio.production("Hidden")
    owner, kim = studio.owner(), studio.member(pid, "producer")
    for one, rate in ((pid, 4500), (abroad, 50000), (hidden, 9900)):
        there = Hours(studio.app, one)
        there.rate(kim.user_id, "2026-01-01", rate)
        there.day(kim.user_id, there.task(), "2026-11-23", 1)
    found = ask(owner, "production").data
    costs = {row["production_id"]: (row["cost_minor"], row["currency"]) for row in found["rows"]}
    assert costs == {pid: (4500, "EUR"), abroad: (50000, "SEK"), hidden: (9900, "EUR")}
    assert (found["total"]["cost_minor"], found["total"]["currency"]) == (None, None)
    (one,) = ask(owner, "user").data["rows"]
    assert (one["cost_minor"], one["currency"]) == (None, None)
    own = ask(kim, "production").data
    costs = {row["production_id"]: row["cost_minor"] for row in own["rows"]}
    assert costs == {pid: 4500, abroad: None, hidden: None}
    assert own["total"]["cost_minor"] is None
    assert ask(kim, "production", production_id=pid).data["total"]["cost_minor"] == 4500


def test_great_sums_and_small_remainders_are_exact(studio: Studio, pid: int, hours: Hours) -> None:
    boss, task = studio.admin(pid), hours.task()
    hours.rate(boss.user_id, "2026-01-01", 1_000_000_000)
    start = dt.date(2026, 1, 1)
    hours.add(*(
        TimeDay(user_id=boss.user_id, day=start + dt.timedelta(n), task_id=task, dcc="blender", production_id=pid,
                ms=24 * HOUR - 1, manual_ms=0)
        for n in range(400)
    ))  # fmt: skip
    total = ask(boss, "dcc", days="from=2026-01-01&to=2027-02-05").data["total"]
    exact = 400 * (24 * HOUR - 1) * 1_000_000_000
    assert total["cost_minor"] == rounded(exact, HOUR)


def test_t_b7_totals_agree_and_json_has_no_nan(studio: Studio, pid: int, hours: Hours) -> None:
    """Per task, per artist, per anything: one total, and no number that JSON does not know."""
    boss = studio.admin(pid)
    empty = boss.get(f"/time/summary?{WEEK}&group=task")
    assert empty.data["rows"] == []
    assert empty.data["total"]["seconds"] == 0
    tasks = [hours.task(category=name) for name in ("Comp", "", "Roto")]
    people = [studio.member(pid, "vfx_artist").user_id for _ in range(3)]
    hours.rate(people[0], "2026-11-25", 3333)
    for place, user in enumerate(people):
        for step, task in enumerate(tasks):
            ms = 1499 + 7 * place + step
            hours.day(user, task, dt.date(2026, 11, 23 + place + step), ms=ms, dcc="maya", manual_ms=ms // (place + 1))
    totals = {group: ask(boss, group) for group in (*GROUPS, "user,task", "task,day,dcc")}
    assert len({json.dumps(reply.data["total"]) for reply in totals.values()}) == 1
    for reply in totals.values():
        json.loads(reply.body, parse_constant=pytest.fail)
        assert_adds_up(reply.data)


def assert_adds_up(found: dict[str, Any]) -> None:
    for name in ("seconds", "manual_seconds"):
        assert sum(row[name] for row in found["rows"]) == found["total"][name]
    assert all(0 <= row["manual_seconds"] <= row["seconds"] for row in found["rows"])
    if found["total"]["cost_minor"] is not None:
        assert sum(row["cost_minor"] or 0 for row in found["rows"]) == found["total"]["cost_minor"]


ROW = st.tuples(
    st.integers(0, 2), st.integers(0, 2), st.sampled_from(["blender", "maya", "manual"]), st.integers(0, 40),
    st.integers(1, 5_000_000), st.floats(0, 1),
)  # fmt: skip


@pytest.mark.usefixtures("clean")
def test_t_b7_totals_agree_whatever_the_rows(app: Any) -> None:
    studio = Studio(app)
    pid = studio.production()
    hours, boss = Hours(app, pid), studio.admin(pid)
    people = [studio.member(pid, "vfx_artist").user_id for _ in range(3)]
    for user, department in zip(people, ("Comp", "Comp", ""), strict=True):
        hours.department(user, department)
    hours.rate(people[0], "2026-11-10", 4567)
    hours.rate(people[1], "2026-01-01", 1)
    tasks = [hours.task(category=name) for name in ("Comp", "Comp", "")]
    query = "from=2026-11-01&to=2026-12-31"

    @hypothesis_settings(max_examples=15, deadline=None)
    @given(st.lists(ROW, max_size=25, unique_by=lambda row: row[:4]), st.permutations(GROUPS))
    def agree(rows: list[Any], groups: list[str]) -> None:
        with app.app_context():
            start_writing()
            db.session.query(TimeDay).delete()
            for who, what, dcc, day, ms, part in rows:
                date = dt.date(2026, 11, 1) + dt.timedelta(day)
                db.session.add(TimeDay(
                    user_id=people[who], task_id=tasks[what], dcc=dcc, day=date, production_id=pid, ms=ms,
                    manual_ms=round(ms * part),
                ))  # fmt: skip
            db.session.commit()
        asked = [*groups, ",".join(groups[:2]), ",".join(groups[:3])]
        found = [boss.get(f"/time/summary?{query}&group={group}").data for group in asked]
        for one in found:
            assert_adds_up(one)
            assert one["total"] == found[0]["total"]
        assert found[0]["total"]["seconds"] == rounded(sum(row[4] for row in rows))

    agree()


@given(st.lists(st.tuples(st.integers(0, 10_000), st.floats(0, 1)), max_size=30))
def test_rounding_shares_what_is_left(parts: list[tuple[int, float]]) -> None:
    amounts, manual = [ms for ms, _ in parts], [round(ms * part) for ms, part in parts]
    whole = shared(amounts)
    assert sum(whole) == rounded(sum(amounts))
    assert all(abs(one - amount / 1000) < 1 for one, amount in zip(whole, amounts, strict=True))
    seconds, by_hand = seconds_of(amounts, manual)
    assert (sum(seconds), sum(by_hand)) == (rounded(sum(amounts)), rounded(sum(manual)))
    for all_, hand, ms in zip(seconds, by_hand, manual, strict=True):
        assert 0 <= hand <= all_
        assert abs(hand - ms / 1000) < 1


def test_who_is_working_now(studio: Studio, pid: int, hours: Hours) -> None:
    elsewhere = studio.production("Elsewhere")
    lead, kim = studio.member(pid, "vfx_supervisor", name="Lea"), studio.member(pid, "vfx_artist", name="Kim")
    silent, stranger = studio.member(pid, "vfx_artist"), studio.member(elsewhere, "vfx_artist")
    task, at = hours.task("SH010 comp"), now_ms()
    begin = (clock.now() - dt.timedelta(minutes=30)).replace(tzinfo=None).isoformat()
    running = {"closed": None, "seen_ms": at}
    hours.segment(kim.user_id, task, begin, 29, **running)
    hours.segment(lead.user_id, task, begin, 0, **running, source="timer", dcc="web", machine="", file="")
    hours.segment(silent.user_id, task, begin, 20, closed=None, seen_ms=at - 200_000)
    others = Hours(studio.app, elsewhere)
    others.segment(stranger.user_id, others.task(), begin, 29, **running)
    found = lead.get("/time/now").data
    assert [row["user_name"] for row in found] == ["Kim", "Lea"]
    shown = ("task_title", "production_title", "dcc", "machine", "file", "source")
    assert tuple(found[0][name] for name in shown) == (
        "SH010 comp", "The Long Tide", "blender", "ws12", "sh010_comp_v003.blend", "measured",
    )  # fmt: skip
    assert found[0]["seconds"] == 29 * 60
    assert 30 * 60 <= found[1]["seconds"] < 31 * 60
    assert [row["user_id"] for row in kim.get("/time/now").data] == [kim.user_id]
    assert [row["user_id"] for row in stranger.get("/time/now").data] == [stranger.user_id]
    hours.add(TimeSettings(production_id=pid, interval_seconds=300))
    assert len(lead.get("/time/now").data) == 3  # programs there may be silent for longer
    assert studio.anonymous().get("/time/now").status == 401


def test_t_b9_a_dashboard_of_a_hundred_thousand_segments_is_small(
    app: Any, studio: Studio, pid: int, hours: Hours
) -> None:
    """Sums come, never the rows: 20 artists on 100 tasks for 250 days."""
    boss, artists = studio.admin(pid), [studio.member(pid, "vfx_artist").user_id for _ in range(20)]
    tasks = [hours.task() for _ in range(100)]
    for one in artists:
        hours.rate(one, "2026-01-01", 4500)
    with app.app_context():
        start_writing()
        count = fill(db.session.connection(), pid, artists, tasks, workdays(dt.date(2026, 1, 5), 250), 20)
        db.session.commit()
    assert count == 100_000
    year = "from=2026-01-01&to=2026-12-31"
    figures = [ask(boss, group, year, production_id=pid) for group in ("user", "task", "dcc", "user,month", "week")]
    assert all(len(reply.body) < 50_000 for reply in figures)
    assert len({reply.data["total"]["seconds"] for reply in figures}) == 1
    assert figures[0].data["total"]["seconds"] > 30_000 * 3600
    assert len(boss.get("/time/segments?limit=50").body) < 50_000
    refused = ask(boss, "task,dcc,day", year)
    assert (refused.status, refused.fields) == (422, ["group"])


def test_sums_are_read_from_the_covering_index(app: Any, studio: Studio, pid: int, hours: Hours) -> None:
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        return  # the other database plans by statistics that an empty table has not
    boss = studio.admin(pid)
    hours.day(boss.user_id, hours.task(), "2026-11-23", 1)
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "FROM time_day" in statement:
            asked.append((statement, parameters))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        for group in GROUPS:
            ask(boss, group, production_id=pid)
            ask(boss, group)
        event.remove(db.engine, "before_cursor_execute", note)
        with db.engine.connect() as connection:
            plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", args).all() for one, args in asked]
    covered = "USING COVERING INDEX ix_time_day_production_day (production_id=? AND day>? AND day<?)"
    assert len(plans) == 2 * len(GROUPS)
    for plan in plans:
        steps = [row[3] for row in plan]
        assert any(step.startswith("SEARCH time_day") and covered in step for step in steps), steps
        assert not any("SCAN time_day" in step for step in steps), steps


def test_a_paired_program_shows_its_person_and_no_money(app: Any, studio: Studio, pid: int, hours: Hours) -> None:
    boss, kim, task = studio.admin(pid), studio.member(pid, "vfx_artist"), hours.task()
    for one in (boss, kim):
        hours.rate(one.user_id, "2026-01-01", 4500)
        hours.day(one.user_id, task, "2026-11-23", 1)
    with app.app_context():
        start_writing()
        _session, token = open_session(boss.user_id, "device")
        db.session.commit()
    program = Caller(app, token)
    found = ask(program, "user").data
    assert [(row["user_id"], row["cost_minor"]) for row in found["rows"]] == [(boss.user_id, None)]
    assert (found["total"]["seconds"], found["total"]["cost_minor"]) == (3600, None)
    assert program.get(f"/time/export?{WEEK}").status == 403
