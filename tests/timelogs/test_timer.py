"""The timer by hand: one a person, never doubled, never forgotten for good."""

from tests.films import together
from tests.timelogs.clock import HOUR, MINUTE, NINE, FakeTime, Program
from tests.timelogs.shop import Shop


def start(caller, task: int, **more):
    return caller.post("/time/timer/start", {"task_id": task, **more})


def test_start_switch_stop(shop: Shop, time: FakeTime) -> None:
    task, other = shop.task(), shop.task("Lighting")
    assert shop.ana.get("/time/timer").data["running"] is None
    running = start(shop.ana, task, note="dailies").data["running"]
    assert (running["task_title"], running["source"], running["dcc"]) == ("Animation", "timer", "web")
    time.pass_(30)
    assert start(shop.ana, task).data["running"]["seconds"] == 1800  # starting again changes nothing
    assert start(shop.ana, other).data["running"]["task_title"] == "Lighting"
    time.pass_(15)
    stopped = shop.ana.post("/time/timer/stop").data
    assert (stopped["running"], stopped["seconds_today"]) == (None, 45 * 60)
    time.pass_(60)
    assert shop.ana.post("/time/timer/stop").data["seconds_today"] == 45 * 60
    assert [(row["seconds"], row["closed"]) for row in shop.segments(shop.ana)] == [(1800, "superseded"), (900, "stop")]


def test_it_counts_while_it_runs_and_ends_when_a_program_begins(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    start(shop.ana, task)
    time.pass_(20)
    assert shop.today(shop.ana) == 1200
    blender.send(blender.item(task, time.ms, time.ms))
    assert shop.ana.get("/time/timer").data["running"]["dcc"] == "blender"
    assert shop.today(shop.ana) == 1200


def test_a_timer_by_hand_ends_a_measured_one(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    item = blender.item(task, NINE, NINE)
    blender.send(item)
    time.pass_(1)
    blender.send(blender.aged(item, NINE, time.ms))
    start(shop.ana, task)
    time.pass_(1)
    assert blender.beat(blender.aged(item, NINE, time.ms)) == [(409, "superseded")]
    assert shop.today(shop.ana) == 120


def test_a_forgotten_timer_counts_nothing_and_is_offered(shop: Shop, time: FakeTime) -> None:
    task = shop.task()
    start(shop.ana, task)
    time.pass_(11 * 60)
    assert shop.ana.post("/time/timer/stop").data["running"] is None
    assert shop.hours(shop.ana) == [0]
    (gap,) = shop.ana.get("/time/gaps?day=2026-11-21").data
    assert (gap["why"], gap["before"]["task_title"]) == ("forgotten", "Animation")
    filled = {"task_id": task, "start": gap["start"], "end": "2026-11-21T12:30:00Z", "reason": "Went home at half past"}
    assert shop.ana.post("/time/segments", filled).data["seconds"] == 3.5 * 3600


def test_a_program_that_begins_the_next_morning_does_not_credit_the_night(shop: Shop, time: FakeTime) -> None:
    """Also when nothing swept meanwhile: the laptop with the server slept as well."""
    task, blender = shop.task(), Program(shop.ana, time)
    start(shop.ana, task)
    time.pass_(15 * 60)
    blender.send(blender.item(task, time.ms, time.ms))
    assert [(row["seconds"], row["closed"]) for row in shop.segments(shop.ana)] == [(0, "forgotten"), (0, None)]


def test_a_production_with_hours_can_be_deleted_with_everything(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    time.pass_(60)
    blender.send(blender.item(task, NINE, time.ms, closed="stop"))
    seen = shop.boss.get(shop.path)
    gone = shop.boss.request("DELETE", shop.path, {"title": seen.data["title"]}, match=seen.etag)
    assert gone.status == 200
    assert shop.ana.get("/time/segments").data == []


def test_sixteen_starts_at_once_leave_one(shop: Shop, time: FakeTime) -> None:
    tasks = [shop.task(f"Task {n}") for n in range(4)]
    answers = together([lambda n=n: start(shop.ana, tasks[n % 4]).status for n in range(16)])
    assert set(answers) == {200}
    assert sum(row["running"] for row in shop.ana.get("/time/segments").data) == 1


def test_tasks_of_others_are_refused_like_none(shop: Shop, time: FakeTime) -> None:
    other = shop.studio.production("Other")
    theirs = shop.studio.admin(other).post(f"/productions/{other}/tasks", {"title": "Secret"}).data["id"]
    words = set()
    for task in (theirs, 999_999):
        refused = start(shop.ana, task)
        assert (refused.status, refused.fields) == (422, ["task_id"])
        words.add(refused.json["message"])
    assert len(words) == 1
    viewer = shop.studio.member(shop.id, "viewer")
    assert start(viewer, shop.task()).status == 422


def test_the_sweep_ends_what_is_silent_and_nothing_else(app, shop: Shop, time: FakeTime) -> None:
    from backend.jobs import run_job

    task, hers, his = shop.task(), Program(shop.ana, time), Program(shop.ben, time)
    one, two = hers.item(task, NINE, NINE), his.item(task, NINE, NINE)
    hers.send(one)
    his.send(two)
    time.pass_(2)
    his.send(his.aged(two, NINE, time.ms))
    time.pass_(1)
    run_job(app, "timers")
    assert shop.ana.get("/time/timer").data["running"] is None
    assert shop.ben.get("/time/timer").data["running"]["seconds"] == 120
    assert shop.segments(shop.ana)[0]["closed"] == "stale"


def test_a_production_with_a_slow_interval_is_given_more_silence(app, shop: Shop, time: FakeTime) -> None:
    from backend.jobs import run_job

    assert shop.boss.patch(f"{shop.path}/time/settings", {"interval_seconds": 300}, match=0).status == 200
    blender = Program(shop.ana, time)
    blender.send(blender.item(shop.task(), NINE, NINE))
    time.pass_(12)
    run_job(app, "timers")
    assert shop.ana.get("/time/timer").data["running"]
    time.ms += 40 * MINUTE + HOUR
    run_job(app, "timers")
    assert shop.ana.get("/time/timer").data["running"] is None
