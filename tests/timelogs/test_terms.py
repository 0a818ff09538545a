"""How time is tracked on a production, and what hours cost, over the API."""

from typing import Any

import pytest

from backend.timelogs.terms.service import settings_of
from tests.people import Caller, Studio

DEFAULTS = {
    "version": 0, "idle_minutes": 10, "interval_seconds": 60, "max_hours": 16, "hand_timer_hours": 10,
    "week_hours": 40, "retention_days": 0, "keep_file_names": True, "count_renders": False,
}  # fmt: skip


@pytest.fixture
def pid(studio: Studio) -> int:
    return studio.production()


def settings(pid: int) -> str:
    return f"/productions/{pid}/time/settings"


def rates(pid: int, *parts: Any) -> str:
    return "/".join([f"/productions/{pid}/time/rates", *map(str, parts)])


def test_a_production_that_changed_nothing_has_the_defaults(studio: Studio, pid: int) -> None:
    reply = studio.member(pid, "vfx_artist").get(settings(pid))
    assert reply.data == DEFAULTS
    assert reply.etag == '"0"'
    with studio.app.app_context():
        found = settings_of(pid)
        assert (found.production_id, found.idle_minutes, found.count_renders) == (pid, 10, False)


def test_settings_are_changed_one_by_one_and_put_back_as_a_whole(studio: Studio, pid: int) -> None:
    boss = studio.admin(pid)
    first = boss.patch(settings(pid), {"idle_minutes": 7, "retention_days": 60}, match=0)
    assert first.data == {**DEFAULTS, "version": 1, "idle_minutes": 7, "retention_days": 60}
    second = boss.patch(settings(pid), {"count_renders": True}, match=first.etag)
    assert (second.data["idle_minutes"], second.data["count_renders"], second.data["version"]) == (7, True, 2)
    with studio.app.app_context():
        assert settings_of(pid).idle_minutes == 7
    third = boss.put(settings(pid), {"week_hours": 35}, match=second.etag)
    assert third.data == {**DEFAULTS, "version": 3, "week_hours": 35}
    assert studio.member(pid).get(settings(pid)).data == third.data
    assert studio.admin(studio.production("Other")).get(settings(pid)).status == 404


def test_two_who_change_settings_at_once_are_told(studio: Studio, pid: int) -> None:
    boss = studio.admin(pid)
    assert boss.patch(settings(pid), {"idle_minutes": 7}).status == 428
    boss.patch(settings(pid), {"idle_minutes": 7}, match=0)
    late = boss.put(settings(pid), {"idle_minutes": 5}, match=0)
    assert (late.status, late.json["data"]["idle_minutes"]) == (409, 7)
    early = boss.put(settings(studio.production("Other")), {}, match=3)
    assert early.status == 404


def test_a_stale_first_change_answers_the_defaults(studio: Studio, pid: int) -> None:
    late = studio.admin(pid).patch(settings(pid), {"idle_minutes": 5}, match=3)
    assert (late.status, late.json["data"]) == (409, DEFAULTS)


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("idle_minutes", (1, 60), (0, 61)),
        ("interval_seconds", (15, 300), (14, 301)),
        ("max_hours", (1, 24), (0, 25)),
        ("hand_timer_hours", (1, 24), (0, 25)),
        ("week_hours", (0, 100), (-1, 101)),
        ("retention_days", (0, 60, 3650), (-1, 1, 59, 3651)),
        ("keep_file_names", (False,), (0, "no", None)),
        ("count_renders", (True,), (1, None)),
    ],
)
def test_limits_of_settings(studio: Studio, pid: int, field: str, good: tuple[Any], bad: tuple[Any]) -> None:
    boss = studio.admin(pid)
    for version, value in enumerate(good):
        assert boss.patch(settings(pid), {field: value}, match=version).data[field] == value
    for value in bad:
        reply = boss.patch(settings(pid), {field: value}, match=len(good))
        assert (reply.status, reply.fields) == (422, [field])


@pytest.mark.parametrize(
    ("job_role", "level", "reads", "changes", "sees_rates"),
    [
        ("viewer", "child", False, False, False),
        ("vfx_artist", "child", True, False, False),
        ("vfx_supervisor", "child", True, False, False),
        ("vfx_supervisor", "parent", True, True, False),
        ("director", "child", True, False, False),
        ("production_manager", "child", True, True, True),
        ("producer", "child", True, True, True),
        ("viewer", "admin", True, True, True),
    ],
)
def test_who_may_see_and_change_terms(
    studio: Studio, pid: int, job_role: str, level: str, reads: bool, changes: bool, sees_rates: bool
) -> None:
    someone = studio.member(pid, job_role, level=level)
    body = {"valid_from": "2026-11-01", "hourly_minor": 4500}

    def status(granted: bool) -> int:
        return 200 if granted else 403

    assert someone.get(settings(pid)).status == status(reads)
    assert someone.patch(settings(pid), {"idle_minutes": 7}, match=0).status == status(changes)
    assert someone.get(rates(pid)).status == status(sees_rates)
    assert someone.put(rates(pid, someone.user_id), body).status == status(sees_rates)
    assert someone.delete(rates(pid, someone.user_id, "2026-11-01")).status == status(sees_rates)


def test_rates_have_a_history_that_can_be_corrected(studio: Studio, pid: int) -> None:
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist", name="Kim")

    def put(day: str, minor: int) -> list[tuple[str, int]]:
        reply = boss.put(rates(pid, kim.user_id), {"valid_from": day, "hourly_minor": minor})
        assert (reply.data["user_id"], reply.data["user_name"]) == (kim.user_id, "Kim")
        return [(rate["valid_from"], rate["hourly_minor"]) for rate in reply.data["rates"]]

    assert put("2026-11-01", 4500) == [("2026-11-01", 4500)]
    assert put("2026-01-01", 4000) == [("2026-01-01", 4000), ("2026-11-01", 4500)]
    assert put("2026-11-01", 5000) == [("2026-01-01", 4000), ("2026-11-01", 5000)]
    gone = boss.delete(rates(pid, kim.user_id, "2026-11-01"))
    assert [rate["valid_from"] for rate in gone.data["rates"]] == ["2026-01-01"]
    assert boss.delete(rates(pid, kim.user_id, "2026-11-01")).status == 404
    assert boss.delete(rates(pid, kim.user_id, "yesterday")).status == 404


def test_the_list_has_everybody_by_name_and_whoever_left_with_a_rate(studio: Studio, pid: int) -> None:
    boss = studio.member(pid, "producer", level="admin", name="Zoe")
    studio.member(pid, "vfx_artist", name="anna")
    gone = studio.member(pid, "vfx_artist", name="Bo")
    boss.put(rates(pid, gone.user_id), {"valid_from": "2026-11-01", "hourly_minor": 0})
    assert gone.post(f"/productions/{pid}/members/leave").status == 200
    found = boss.get(rates(pid)).data
    assert [(row["user_name"], len(row["rates"])) for row in found] == [("anna", 0), ("Bo", 1), ("Zoe", 0)]


def test_strangers_have_no_rate_and_bad_rates_are_refused(studio: Studio, pid: int) -> None:
    boss, stranger = studio.admin(pid), studio.admin(studio.production("Other"))
    body = {"valid_from": "2026-11-01", "hourly_minor": 4500}
    assert boss.put(rates(pid, stranger.user_id), body).status == 404
    assert stranger.put(rates(pid, boss.user_id), body).status == 404
    for field, value in (("valid_from", "2026-02-30"), ("hourly_minor", -1), ("hourly_minor", 45.5)):
        reply = boss.put(rates(pid, boss.user_id), {**body, field: value})
        assert (reply.status, reply.fields) == (422, [field])


def test_the_activity_log_names_the_person_and_hides_the_money(studio: Studio, pid: int) -> None:
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist", name="Kim")
    boss.put(rates(pid, kim.user_id), {"valid_from": "2026-11-01", "hourly_minor": 4500})
    boss.patch(settings(pid), {"idle_minutes": 7}, match=0)
    log = entries(boss, pid)
    assert log["time rate"]["label"] == "Kim, rate from 2026-11-01"
    assert "4500" not in str(log["time rate"])
    assert log["time settings"]["action"] == "create"


def entries(caller: Caller, pid: int) -> dict[str, Any]:
    return {entry["kind"]: entry for entry in caller.get(f"/productions/{pid}/activity").data}
