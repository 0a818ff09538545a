"""Plain sessions: start, pause, resume, heartbeat, stop; whatever was wrong with them elsewhere is right here."""

import uuid

from tests.timelogs.clock import HOUR, FakeTime
from tests.timelogs.shop import Shop


def begin(shop: Shop, task: int, **more) -> str:
    body = {"task_id": task, "dcc": "maya", "file": "C:/jobs/sh010.ma", **more}
    return shop.ana.post("/time/sessions", body).data["session_id"]


def call(shop: Shop, session: str, what: str, **body):
    return shop.ana.post(f"/time/sessions/{session}/{what}", body)


def work(shop: Shop, time: FakeTime, session: str, minutes: int) -> None:
    for _ in range(minutes):
        time.pass_(1)
        assert call(shop, session, "heartbeat").status == 200


def test_t_a1_start_pause_resume_heartbeat_stop_logs_and_events(shop: Shop, time: FakeTime) -> None:
    task = shop.task()
    session = begin(shop, task)
    work(shop, time, session, 10)
    assert call(shop, session, "pause").data["state"] == "paused"
    time.pass_(30)
    assert call(shop, session, "resume").data["state"] == "active"
    work(shop, time, session, 5)
    stopped = call(shop, session, "stop").data
    assert (stopped["seconds"], stopped["paused_seconds"], stopped["state"]) == (900, 1800, "stopped")
    (logged,) = shop.ana.get("/time/sessions?day=2026-11-21").data
    assert logged == stopped
    assert shop.ana.get("/time/sessions?day=2026-11-20").data == []
    events = shop.ana.get(f"/time/sessions/{session}/events").data
    assert [(event["kind"], event["at"][11:16]) for event in events] == [
        ("start", "09:00"), ("pause", "09:10"), ("resume", "09:40"), ("stop", "09:45"),
    ]  # fmt: skip


def test_t_e3_a_session_tells_all_that_is_known_of_it(shop: Shop, time: FakeTime) -> None:
    session = begin(shop, shop.task())
    work(shop, time, session, 1)
    found = shop.ana.get(f"/time/sessions/{session}").data
    assert (found["user_name"], found["task_title"], found["dcc"], found["file"]) == (
        "Ana Artist", "Animation", "maya", "sh010.ma",
    )  # fmt: skip
    assert found["production_title"] == "The Long Tide"
    assert (found["started_at"], found["ended_at"]) == ("2026-11-21T09:00:00Z", "2026-11-21T09:01:00Z")
    (segment,) = shop.segments(shop.ana)
    assert segment["session_id"] == session


def test_t_e4_events_say_what_happened_when_and_why(shop: Shop, time: FakeTime) -> None:
    session = begin(shop, shop.task())
    work(shop, time, session, 3)
    time.pass_(60)
    assert shop.ana.post("/time/timer/stop").status == 200
    assert [(event["kind"], event["why"]) for event in shop.ana.get(f"/time/sessions/{session}/events").data] == [
        ("start", ""), ("pause", "stale"),
    ]  # fmt: skip


def test_t_b3_a_pause_never_counts_and_nothing_extends_what_is_over(shop: Shop, time: FakeTime) -> None:
    """Pause then stop; stop twice; idle counted from when it began."""
    session = begin(shop, shop.task())
    work(shop, time, session, 6)
    assert call(shop, session, "pause").status == 200
    time.pass_(14 * 60)
    assert call(shop, session, "stop").data["seconds"] == 360
    time.pass_(10)
    for what in ("stop", "pause", "stop"):
        assert call(shop, session, what).data["seconds"] == 360
    assert call(shop, session, "resume").status == 409
    assert call(shop, session, "heartbeat").status == 409
    other = begin(shop, shop.task("Lighting"))
    work(shop, time, other, 1)
    time.pass_(2)
    assert call(shop, other, "pause", idle_seconds=90).data["seconds"] == 90


def test_t_b4_a_session_whose_program_died_keeps_what_it_had(shop: Shop, time: FakeTime) -> None:
    session = begin(shop, shop.task())
    work(shop, time, session, 20)
    time.pass_(14 * 60)
    assert call(shop, session, "stop").data["seconds"] == 1200
    (logged,) = shop.ana.get("/time/sessions?day=2026-11-21").data
    assert logged["seconds"] == 1200


def test_t_b6_a_second_session_and_a_return_after_silence_work(shop: Shop, time: FakeTime) -> None:
    first = begin(shop, shop.task())
    work(shop, time, first, 5)
    second = begin(shop, shop.task("Lighting"))
    work(shop, time, second, 5)
    assert [row["seconds"] for row in shop.ana.get("/time/sessions?day=2026-11-21").data] == [300, 300]
    time.pass_(30)
    back = call(shop, second, "heartbeat").data
    assert (back["state"], back["seconds"], back["paused_seconds"]) == ("active", 300, 1800)


def test_sessions_of_others_cannot_be_touched_and_unknown_ones_are_not_there(shop: Shop, time: FakeTime) -> None:
    session = begin(shop, shop.task())
    for caller in (shop.ben, shop.lead):
        for what in ("heartbeat", "pause", "stop", "resume"):
            assert caller.post(f"/time/sessions/{session}/{what}", {}).status == 404
    assert shop.ben.get(f"/time/sessions/{session}").status == 404
    assert shop.lead.get(f"/time/sessions/{session}").status == 200
    assert shop.lead.get(f"/time/sessions?day=2026-11-21&user_id={shop.ana.user_id}").data
    assert shop.ben.get(f"/time/sessions?day=2026-11-21&user_id={shop.ana.user_id}").data == []
    assert call(shop, str(uuid.uuid4()), "heartbeat").status == 404


def test_a_session_goes_over_midnight(shop: Shop, time: FakeTime) -> None:
    time.ms += 14 * HOUR + HOUR // 2
    session = begin(shop, shop.task())
    work(shop, time, session, 60)
    assert call(shop, session, "stop").status == 200
    assert [len(shop.ana.get(f"/time/sessions?day=2026-11-{day}").data) for day in (20, 21, 22, 23)] == [0, 1, 1, 0]
