"""Heartbeats: any number of times, in any order, from any clock; nothing lost, nothing doubled."""

import math
import uuid

import pytest

from tests.films import together
from tests.timelogs.clock import HOUR, MINUTE, NINE, FakeTime, Program
from tests.timelogs.shop import Shop


def test_a_segment_grows_and_is_closed(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    item = blender.item(task, NINE, NINE)
    assert blender.beat(item) == [(201, "")]
    time.pass_(10)
    assert blender.beat(blender.aged(item, NINE, time.ms)) == [(200, "")]
    running = shop.ana.get("/time/timer").data["running"]
    assert (running["task_title"], running["dcc"], running["seconds"]) == ("Animation", "blender", 600)
    time.pass_(1)
    assert blender.beat(blender.aged(item, NINE, time.ms - MINUTE, closed="idle")) == [(200, "")]
    assert shop.ana.get("/time/timer").data["running"] is None
    (row,) = shop.segments(shop.ana)
    assert (row["seconds"], row["closed"], row["running"], row["file"]) == (600, "idle", False, "sh010.blend")
    assert row["started_at"] == "2026-11-21T09:00:00Z"


def test_duplicates_reordering_and_replays_change_nothing(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    item = blender.item(task, NINE, NINE)
    time.pass_(30)
    long, short = blender.aged(item, NINE, NINE + 20 * MINUTE), blender.aged(item, NINE, NINE + 10 * MINUTE)
    for batch in ([long, long], [short], [long], [short, long, short]):
        blender.send(*batch)
    assert shop.hours(shop.ana) == [20]
    assert shop.ana.get("/time/summary?from=2026-11-21&to=2026-11-21&group=user").data["total"]["seconds"] == 1200


def test_sixteen_replays_at_once_store_each_segment_once(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    time.pass_(120)
    items = [
        blender.item(task, NINE + n * HOUR // 2, NINE + n * HOUR // 2 + 10 * MINUTE, closed="idle") for n in range(3)
    ]
    answers = together([lambda: blender.beat(*items)] * 16)
    assert sorted(status for answer in answers for status, _ in answer) == [200] * 45 + [201] * 3
    assert shop.hours(shop.ana) == [10, 10, 10]


def test_a_wrong_wall_clock_changes_nothing(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time, ahead=3 * 3600)
    time.pass_(5)
    blender.send(blender.item(task, NINE, time.ms))
    (row,) = shop.segments(shop.ana)
    assert (row["started_at"], row["seconds"], row["clock_guessed"]) == ("2026-11-21T09:00:00Z", 300, False)


def test_rows_of_an_earlier_boot_go_by_the_wall_clock_and_say_so(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time, ahead=600)
    time.pass_(60)
    item = blender.item(task, NINE, NINE)
    for name in ("start_age", "end_age"):
        del item[name]
    item |= {"start_at": NINE / 1000 + 600, "end_at": NINE / 1000 + 600 + 1800}
    assert blender.beat(item) == [(201, "")]
    (row,) = shop.segments(shop.ana)
    assert (row["started_at"], row["seconds"], row["clock_guessed"]) == ("2026-11-21T09:00:00Z", 1800, True)
    assert row["closed"] == "crash"


def test_a_request_that_waited_credits_no_time(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    item = blender.item(task, NINE, NINE)
    blender.send(item)
    time.pass_(10)
    made = blender.aged(item, NINE, time.ms, closed="stop")
    time.ms += 20_000  # it lay in a busy server
    blender.send(made, late=20)
    assert shop.hours(shop.ana) == [10]


def test_setting_the_servers_clock_is_no_wait(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    blender.send(blender.item(task, NINE, NINE, closed="stop"))
    time.pass_(10)
    time.wrong = HOUR  # the laptop with the server found out what time it is
    time.ms += HOUR
    blender.send(blender.item(task, time.ms - 5 * MINUTE, time.ms, closed="stop"))
    row = shop.segments(shop.ana)[1]
    assert (row["started_at"], row["seconds"]) == ("2026-11-21T10:05:00Z", 300)


def test_items_are_judged_one_by_one(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    time.pass_(60)
    good = blender.item(task, NINE, NINE + MINUTE, closed="stop")
    bad = [
        "nonsense", None, 7, {}, {**good, "segment_id": "x"}, {**good, "task_id": True}, {**good, "task_id": 2**31},
        {**good, "start_age": -1}, {**good, "end_age": None}, {**good, "start_age": "60"},
        {**good, "start_age": 1, "end_age": 2}, {**good, "start_age": 90_000}, {**good, "closed": "stale"},
        {**good, "dcc": ""}, {**good, "dcc": 5}, {**good, "start_age": 1e300},
    ]  # fmt: skip
    results = blender.beat(*bad, good)
    assert [status for status, _ in results] == [422] * len(bad) + [201]
    assert all(reason for status, reason in results if status == 422)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none(shop: Shop, time: FakeTime, number: str) -> None:
    text = '{"boot": "b", "uptime": 1, "sent_at": 1, "items": [{"segment_id": "%s", "start_age": %s}]}'
    headers = {"Content-Type": "application/json"}
    reply = shop.ana.request("POST", "/time/heartbeats", data=text % (uuid.uuid4(), number), headers=headers)
    assert reply.status in {200, 400, 422}
    if reply.status == 200:
        assert reply.data["results"][0]["status"] == 422
    assert math.isfinite(shop.today(shop.ana))


def test_the_frame_of_a_request_is_refused_as_a_whole(shop: Shop, time: FakeTime) -> None:
    blender = Program(shop.ana, time)
    body = {"boot": "b", "uptime": 1.0, "sent_at": 1.0, "items": []}
    assert shop.ana.post("/time/heartbeats", body).data["results"] == []
    for field, value in (("items", {}), ("uptime", -1), ("boot", "a b"), ("sent_at", "now"), ("device", 3)):
        refused = shop.ana.post("/time/heartbeats", {**body, field: value})
        assert (refused.status, refused.fields) == (422, [field])
    too_many = shop.ana.post("/time/heartbeats", {**body, "items": [1] * 501})
    assert (too_many.status, too_many.fields) == (422, ["items"])
    assert shop.studio.anonymous().post("/time/heartbeats", body).status == 401
    assert blender.beat() == []


def test_a_newer_segment_takes_over_and_time_counts_once(shop: Shop, time: FakeTime) -> None:
    task, other = shop.task(), shop.task("Lighting")
    blender, maya = Program(shop.ana, time), Program(shop.ana, time, "maya")
    first = blender.item(task, NINE, NINE)
    blender.send(first)
    time.pass_(30)
    blender.send(blender.aged(first, NINE, time.ms))
    second = maya.item(other, time.ms, time.ms)
    assert maya.beat(second) == [(201, "")]
    time.pass_(30)
    maya.send(maya.aged(second, NINE + 30 * MINUTE, time.ms))
    assert blender.beat(blender.aged(first, NINE, time.ms)) == [(409, "superseded")]
    assert shop.ana.get("/time/timer").data["running"]["dcc"] == "maya"
    assert shop.today(shop.ana) == 3600
    rows = {row["task_title"]: row["seconds"] for row in summary(shop, "task")["rows"]}
    assert rows == {"Animation": 1800, "Lighting": 1800}


def test_two_machines_that_were_offline_count_once_in_any_order(shop: Shop, time: FakeTime) -> None:
    task, other = shop.task(), shop.task("Lighting")
    one, two = Program(shop.ana, time), Program(shop.ana, time, "maya")
    time.pass_(180)
    first = one.item(task, NINE, NINE + HOUR, closed="stop")
    second = two.item(other, NINE + HOUR // 2, NINE + 2 * HOUR, closed="stop")
    two.send(second)
    one.send(first)
    rows = {row["task_title"]: row["seconds"] for row in summary(shop, "task")["rows"]}
    assert rows == {"Animation": 1800, "Lighting": 5400}
    assert summary(shop, "user")["total"]["seconds"] == 7200


def test_a_silent_program_ends_at_its_last_heartbeat_and_may_come_back(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    item = blender.item(task, NINE, NINE)
    blender.send(item)
    time.pass_(5)
    blender.send(blender.aged(item, NINE, time.ms))
    time.pass_(20)
    assert shop.ana.post("/time/timer/stop").status == 200
    (row,) = shop.segments(shop.ana)
    assert (row["seconds"], row["closed"]) == (300, "stale")
    blender.send(blender.aged(item, NINE, time.ms))  # it was only offline
    assert shop.ana.get("/time/timer").data["running"]["seconds"] == 25 * 60
    assert shop.today(shop.ana) == 25 * 60


def test_thinking_is_no_silence(shop: Shop, time: FakeTime) -> None:
    """Heartbeats whose end does not move keep a segment running."""
    task, blender = shop.task(), Program(shop.ana, time)
    item = blender.item(task, NINE, NINE)
    blender.send(item)
    for _ in range(9):
        time.pass_(1)
        blender.send(blender.aged(item, NINE, NINE))
    assert shop.ana.get("/time/timer").data["running"]["seconds"] == 0


def test_others_cannot_touch_a_segment(shop: Shop, time: FakeTime) -> None:
    task, hers, his = shop.task(), Program(shop.ana, time), Program(shop.ben, time)
    item = hers.item(task, NINE, NINE)
    hers.send(item)
    time.pass_(5)
    assert his.beat(his.aged(item, NINE, time.ms))[0][0] == 403
    assert shop.hours(shop.ana) == [0]


def test_what_finds_no_place_is_held_and_placed(shop: Shop, time: FakeTime) -> None:
    gone, task = shop.task("Gone"), shop.task()
    other = shop.studio.production("Other")
    foreign = shop.studio.admin(other).post(f"/productions/{other}/tasks", {"title": "Theirs"}).data["id"]
    blender = Program(shop.ana, time)
    made = shop.boss.get(f"{shop.path}/tasks/{gone}")
    assert shop.boss.delete(f"{shop.path}/tasks/{gone}", match=made.etag).status == 200
    assert shop.task("A new one") != gone  # ids are never used twice
    time.ms += 40 * 24 * HOUR
    now = time.ms
    items = [
        blender.item(gone, now - HOUR, now - HOUR // 2, closed="stop"),
        blender.item(foreign, now - HOUR // 2, now - HOUR // 4, closed="stop"),
        blender.item(task, NINE, NINE + HOUR, closed="stop"),
    ]
    reasons = [(409, "task_gone"), (409, "not_member"), (409, "too_old")]
    assert blender.beat(*items) == reasons
    assert blender.beat(*items) == reasons
    assert shop.segments(shop.ana) == []
    held = shop.ana.get("/time/held").data
    assert sorted(row["reason"] for row in held) == ["not_member", "task_gone", "too_old"]
    assert shop.ben.get("/time/held").data == []
    assert [row["reason"] for row in shop.lead.get("/time/held").data] == ["too_old"]
    first = next(row for row in held if row["reason"] == "task_gone")
    assert shop.ben.post(f"/time/held/{first['id']}/place", {"task_id": task, "reason": "x"}).status == 404
    placed = shop.ana.post(f"/time/held/{first['id']}/place", {"task_id": task, "reason": "It was this one"})
    assert placed.status == 200
    assert shop.hours(shop.ana) == [30]
    assert blender.beat(blender.aged(items[0], now - HOUR, now - HOUR // 2, closed="stop")) == [(200, "")]
    theirs = next(row for row in held if row["reason"] == "not_member")
    assert shop.ana.post(f"/time/held/{theirs['id']}/discard", {"reason": "A test"}).status == 200
    assert len(shop.ana.get("/time/held").data) == 1


def test_a_file_opened_after_the_start_is_the_segments(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    item = blender.item(task, NINE, NINE, file="")
    blender.send(item)
    time.pass_(1)
    blender.send(blender.aged(item, NINE, time.ms, file="sh010.blend"))
    time.pass_(1)
    blender.send(blender.aged(item, NINE, time.ms, file=""))
    assert shop.segments(shop.ana)[0]["file"] == "sh010.blend"


def test_file_names_are_kept_only_where_the_production_keeps_them(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    path = "C:\\jobs\\secret client\\sh010_anim_v003.blend"
    blender.send(blender.item(task, NINE, NINE, closed="stop", file=path))
    assert shop.segments(shop.ana)[0]["file"] == "sh010_anim_v003.blend"
    assert shop.boss.patch(f"{shop.path}/time/settings", {"keep_file_names": False}, match=0).status == 200
    time.pass_(1)
    blender.send(blender.item(task, time.ms, time.ms, closed="stop", file=path))
    assert shop.segments(shop.ana)[1]["file"] == ""


def summary(shop: Shop, group: str, day: str = "2026-11-21") -> dict:
    return shop.ana.get(f"/time/summary?from={day}&to={day}&group={group}").data
