"""Time by hand: entered, corrected, taken out, brought back; what was measured stays, and everybody can see why."""

import pytest

from tests.films import together
from tests.timelogs.clock import HOUR, MINUTE, NINE, FakeTime, Program
from tests.timelogs.shop import Shop


def entry(task: int, start: str = "09:00", end: str = "10:00", **more):
    day = more.pop("day", "2026-11-21")
    return {"task_id": task, "start": f"{day}T{start}:00Z", "end": f"{day}T{end}:00Z", "reason": "A meeting", **more}


def measured(shop: Shop, time: FakeTime, task: int, start: int = NINE, minutes: int = 60, closed: str = "stop") -> int:
    """A measured segment's id."""
    blender = Program(shop.ana, time)
    item = blender.item(task, start, start + minutes * MINUTE, closed=closed)
    blender.send(item)
    return next(row["id"] for row in shop.segments(shop.ana) if row["uid"] == item["segment_id"])


def total(shop: Shop, caller=None) -> tuple[int, int]:
    data = (caller or shop.ana).get("/time/summary?from=2026-11-19&to=2026-11-23&group=user").data["total"]
    return data["seconds"], data["manual_seconds"]


def test_time_is_entered_with_a_reason(shop: Shop, time: FakeTime) -> None:
    task = shop.task()
    time.ms = NINE + 9 * HOUR
    made = shop.ana.post("/time/segments", entry(task, note="with the client"))
    assert made.status == 201
    assert (made.data["source"], made.data["dcc"], made.data["seconds"], made.data["note"]) == (
        "manual", "manual", 3600, "with the client",
    )  # fmt: skip
    assert total(shop) == (3600, 3600)
    (step,) = shop.ana.get(f"/time/segments/{made.data['id']}/history").data
    assert (step["kind"], step["old"], step["reason"], step["by_name"]) == ("create", None, "A meeting", "Ana Artist")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "  "}, "reason"), ({"reason": None}, "reason"), ({"end": "2026-11-21T08:00:00Z"}, "end"),
        ({"end": "2026-11-21T09:00:00Z"}, "end"), ({"end": "2026-11-22T09:00:00Z"}, "end"),
        ({"start": "2025-01-01T09:00:00Z", "end": "2025-01-01T10:00:00Z"}, "start"),
        ({"start": "2026-11-31T09:00:00Z"}, "start"), ({"start": "2026-11-21 09:00"}, "start"),
        ({"start": "2026-11-20T09:00:00Z"}, "end"), ({"task_id": 999_999}, "task_id"),
    ],
)  # fmt: skip
def test_refusals_name_the_field(shop: Shop, time: FakeTime, change: dict, field: str) -> None:
    body = {**entry(shop.task()), **change}
    time.ms = NINE + 9 * HOUR
    refused = shop.ana.post("/time/segments", body)
    assert (refused.status, refused.fields) == (422, [field]), refused.json
    assert shop.segments(shop.ana) == []


def test_time_that_is_there_already_is_not_entered_twice(shop: Shop, time: FakeTime) -> None:
    task = shop.task()
    time.ms = NINE + 9 * HOUR
    measured(shop, time, task)
    for start, end in (("09:30", "09:40"), ("08:30", "09:01"), ("09:59", "11:00"), ("08:00", "12:00")):
        refused = shop.ana.post("/time/segments", entry(task, start, end))
        assert (refused.status, refused.fields) == (422, ["start"])
        assert "Animation" in refused.json["message"]
    assert shop.ana.post("/time/segments", entry(task, "10:00", "11:00")).status == 201
    assert shop.ben.post("/time/segments", entry(task, "09:00", "10:00")).status == 201


def test_sixteen_entries_at_once_store_one(shop: Shop, time: FakeTime) -> None:
    task = shop.task()
    time.ms = NINE + 9 * HOUR
    answers = together([lambda: shop.ana.post("/time/segments", entry(task)).status] * 16)
    assert sorted(answers) == [201] + [422] * 15
    assert total(shop) == (3600, 3600)


def test_a_correction_keeps_what_was_measured(shop: Shop, time: FakeTime) -> None:
    task, other = shop.task(), shop.task("Lighting")
    time.ms = NINE + 9 * HOUR
    one = f"/time/segments/{measured(shop, time, task)}"
    before = shop.ana.get(one).data
    body = {"task_id": other, "start": "2026-11-21T08:45:00Z", "reason": "Was on lighting, and began earlier"}
    changed = shop.ana.patch(one, body).data
    assert (changed["task_title"], changed["seconds"], changed["corrected"]) == ("Lighting", 75 * 60, True)
    assert changed["measured"] == before["measured"] == {
        "started_at": "2026-11-21T09:00:00Z", "ended_at": "2026-11-21T10:00:00Z", "task_id": task,
    }  # fmt: skip
    assert total(shop) == (75 * 60, 0)
    assert shop.ana.delete(one, json={"reason": "Not mine"}).data["removed"]
    assert total(shop) == (0, 0)
    assert shop.segments(shop.ana) == []
    assert [row["removed"] for row in shop.segments(shop.ana, include_removed="true")] == [True]
    assert not shop.ana.post(f"{one}/restore", {"reason": "It was"}).data["removed"]
    assert total(shop) == (75 * 60, 0)
    steps = shop.lead.get(f"{one}/history").data
    assert [step["kind"] for step in steps] == ["change", "remove", "restore"]
    assert (steps[0]["old"]["task_id"], steps[0]["new"]["started_at"]) == (task, "2026-11-21T08:45:00+00:00")


def test_late_heartbeats_extend_what_was_measured_but_not_what_was_corrected(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    item = blender.item(task, NINE, NINE)
    time.pass_(60)
    blender.send(blender.aged(item, NINE, NINE + 30 * MINUTE, closed="crash"))
    (row,) = shop.segments(shop.ana)
    body = {"end": "2026-11-21T09:20:00Z", "reason": "Left early"}
    assert shop.ana.patch(f"/time/segments/{row['id']}", body).data["seconds"] == 1200
    blender.send(blender.aged(item, NINE, NINE + 40 * MINUTE, closed="crash"))
    (row,) = shop.segments(shop.ana)
    assert (row["seconds"], row["measured"]["ended_at"]) == (1200, "2026-11-21T09:40:00Z")
    assert total(shop) == (1200, 0)


def test_a_correction_moves_time_to_another_production(shop: Shop, time: FakeTime) -> None:
    other = shop.studio.production("Other")
    boss = shop.studio.admin(other)
    theirs = boss.post(f"/productions/{other}/tasks", {"title": "Comp"}).data["id"]
    time.ms = NINE + 9 * HOUR
    one = f"/time/segments/{measured(shop, time, shop.task())}"
    assert shop.ana.patch(one, {"task_id": theirs, "reason": "x"}).fields == ["task_id"]
    members = f"/productions/{other}/members"
    assert boss.post(members, {"name": "Ana", "email": shop.ana.email, "job_role": "vfx_artist"}).status == 201
    assert shop.ana.patch(one, {"task_id": theirs, "reason": "Wrong show"}).data["production_id"] == other
    assert total(shop, shop.lead) == (0, 0)
    assert total(shop, boss) == (3600, 0)
    assert total(shop) == (3600, 0)


def test_who_may_touch_whose_hours(shop: Shop, time: FakeTime) -> None:
    time.ms = NINE + 9 * HOUR
    one = f"/time/segments/{measured(shop, time, shop.task())}"
    reason = {"reason": "Because"}
    assert shop.ben.get(one).status == 404
    assert shop.ben.patch(one, {"start": "2026-11-21T08:00:00Z", **reason}).status == 404
    assert shop.ben.delete(one, json=reason).status == 404
    sees = shop.studio.member(shop.id, "director")
    assert sees.get(one).status == 200
    assert sees.patch(one, {"start": "2026-11-21T08:00:00Z", **reason}).status == 403
    assert shop.lead.patch(one, {"start": "2026-11-21T08:00:00Z", **reason}).data["seconds"] == 7200
    for_ben = {**entry(shop.task()), "user_id": shop.ben.user_id}
    assert shop.ana.post("/time/segments", for_ben).status == 403
    assert sees.post("/time/segments", for_ben).status == 403
    assert shop.lead.post("/time/segments", for_ben).data["user_name"] == "Ben Artist"
    stranger = {**entry(shop.task()), "user_id": shop.studio.user().user_id}
    assert shop.lead.post("/time/segments", stranger).fields == ["user_id"]


def test_nobody_corrects_what_runs(shop: Shop, time: FakeTime) -> None:
    blender = Program(shop.ana, time)
    blender.send(blender.item(shop.task(), NINE, NINE))
    time.pass_(1)
    one = f"/time/segments/{shop.segments(shop.ana)[0]['id']}"
    assert shop.ana.patch(one, {"end": "2026-11-21T09:01:00Z", "reason": "x"}).status == 409
    assert shop.ana.delete(one, json={"reason": "x"}).status == 409


def test_an_approved_week_is_locked_and_late_time_waits_for_the_lead(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    time.ms = NINE + 9 * HOUR
    one = f"/time/segments/{measured(shop, time, task)}"
    week = f"{shop.path}/time/weeks/{shop.ana.user_id}/2026-W47"
    assert shop.ana.post(f"{week}/submit", {}).status == 200
    assert shop.ana.delete(one, json={"reason": "x"}).status == 409  # handed in: its person waits
    assert shop.lead.patch(one, {"end": "2026-11-21T09:50:00Z", "reason": "Lunch"}).status == 200  # a lead may
    assert shop.lead.post(f"{week}/approve", {"seconds": 3000}).status == 200
    assert shop.segments(shop.ana)[0]["locked"]
    for caller in (shop.ana, shop.lead, shop.boss):
        assert caller.patch(one, {"end": "2026-11-21T09:40:00Z", "reason": "x"}).status == 409
        assert caller.delete(one, json={"reason": "x"}).status == 409
    assert shop.ana.post("/time/segments", entry(task, "12:00", "13:00")).status == 409
    late = blender.item(task, NINE + 2 * HOUR, NINE + 3 * HOUR, closed="stop")
    assert blender.beat(late, late) == [(409, "locked")] * 2
    assert total(shop) == (3000, 0)
    (held,) = shop.lead.get("/time/held").data
    assert (held["user_name"], held["seconds"], held["task_title"]) == ("Ana Artist", 3600, "Animation")
    place = {"task_id": task, "reason": "Really worked"}
    assert shop.lead.post(f"/time/held/{held['id']}/place", place).status == 409
    assert shop.lead.post(f"{week}/reopen", {"comment": "An hour came late"}).status == 200
    assert shop.lead.post(f"/time/held/{held['id']}/place", place).status == 200
    assert total(shop) == (6600, 0)
    assert shop.lead.get("/time/held").data == []


def test_gaps_are_offered_back_and_gone_once_filled(shop: Shop, time: FakeTime) -> None:
    task = shop.task()
    time.ms = NINE + 9 * HOUR
    measured(shop, time, task, NINE, 30, "idle")
    measured(shop, time, task, NINE + HOUR, 30, "stop")
    measured(shop, time, task, NINE + 2 * HOUR, 30, "sleep")
    measured(shop, time, task, NINE + 3 * HOUR, 30, "idle")
    gaps = shop.ana.get("/time/gaps?day=2026-11-21").data
    assert [(gap["start"][11:16], gap["seconds"], gap["why"]) for gap in gaps] == [
        ("09:30", 1800, "idle"), ("11:30", 1800, "sleep"),
    ]  # fmt: skip
    first = gaps[0]
    filled = {"task_id": first["before"]["task_id"], "start": first["start"], "end": first["end"], "reason": "Meeting"}
    assert shop.ana.post("/time/segments", filled).status == 201
    assert [gap["why"] for gap in shop.ana.get("/time/gaps?day=2026-11-21").data] == ["sleep"]
    assert shop.ben.get("/time/gaps?day=2026-11-21").data == []
    assert total(shop) == (2.5 * 3600, 1800)


def test_the_list_is_filtered_and_paged(shop: Shop, time: FakeTime) -> None:
    tasks = [shop.task(), shop.task("Lighting")]
    time.ms = NINE + 9 * HOUR
    for n in range(8):
        measured(shop, time, tasks[n % 2], NINE + n * HOUR, 30)
    first = shop.lead.get("/time/segments?limit=5")
    assert first.json["page"]["total"] == 8
    rest = shop.lead.get(f"/time/segments?limit=5&cursor={first.json['page']['next']}").data
    starts = [row["started_at"] for row in first.data + rest]
    assert starts == sorted(starts, reverse=True)
    assert len(set(starts)) == 8
    assert len(shop.segments(shop.lead, task_id=tasks[0])) == 4
    assert len(shop.segments(shop.lead, dcc="maya")) == 0
    assert len(shop.segments(shop.lead, user_id=shop.ben.user_id)) == 0
    assert len(shop.segments(shop.lead, production_id=shop.id, from_="2026-11-21", to="2026-11-21")) == 8
    assert len(shop.segments(shop.lead, from_="2026-11-22")) == 0
    assert len(shop.segments(shop.ana, zone="Pacific/Auckland", from_="2026-11-22")) == 6
    assert shop.ana.get("/time/segments?zone=Nowhere/Land").fields == ["zone"]
    assert shop.studio.user().get(f"/time/segments?production_id={shop.id}").status == 404
