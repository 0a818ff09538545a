"""Old segments are forgotten where a production wants that, and nothing that anybody adds up changes."""

import datetime as dt
from typing import Any

import pytest

from backend.core import clock
from backend.core.db import db, start_writing
from backend.jobs import run_job
from backend.timelogs.segments import counting, retention
from backend.timelogs.segments.models import TimeCorrection, TimeDay, TimeHeld, TimeSegment
from backend.timelogs.segments.moments import HOUR, to_ms
from tests.people import Caller, Studio
from tests.timelogs.rows import Hours

NOW = dt.datetime(2026, 11, 25, 23, 30, tzinfo=dt.UTC)  # the 26th in Berlin: 60 days before is the 27th of September


@pytest.fixture
def pid(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return studio.production(timezone="Europe/Berlin")


@pytest.fixture
def hours(studio: Studio, pid: int) -> Hours:
    return Hours(studio.app, pid)


def keep(boss: Caller, pid: int, days: int) -> None:
    path = f"/productions/{pid}/time/settings"
    assert boss.patch(path, {"retention_days": days}, match=boss.get(path).etag).status == 200


def count(studio: Studio, model: Any) -> int:
    with studio.app.app_context():
        return db.session.query(model).count()


def recounted(studio: Studio, user_id: int, *starts: str) -> None:
    """Count segments that were stored uncounted."""
    with studio.app.app_context():
        start_writing()
        for start in starts:
            at = to_ms(dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC))
            counting.recount(user_id, at, at + HOUR)
        db.session.commit()


def figures(boss: Caller) -> list[Any]:
    asked = ("user", "day", "task,dcc")
    return [boss.get(f"/time/summary?from=2026-09-01&to=2026-11-30&group={group}").data for group in asked]


def test_the_summary_is_the_same_before_and_after(studio: Studio, pid: int, hours: Hours) -> None:
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist").user_id
    elsewhere = Hours(studio.app, studio.production("Elsewhere"))
    task = hours.task()
    starts = ("2026-09-10T08:00", "2026-09-26T20:00", "2026-09-26T21:30", "2026-09-27T08:00", "2026-11-20T08:00")
    ids = [hours.segment(kim, task, start, 60) for start in starts]  # the third lies over the midnight of Berlin
    hours.segment(kim, task, "2026-09-11T08:00", 30, removed=True)
    other = elsewhere.segment(kim, elsewhere.task(), "2026-09-10T10:00", 60)
    hours.add(TimeCorrection(segment_id=ids[0], kind="change", new={}, reason="Wrong task", by_id=kim))
    hours.held(kim, "2026-09-10T08:00", 5)
    recounted(studio, kim, *starts, "2026-09-10T10:00")
    before = figures(boss)
    run_job(studio.app, "time-retention")
    assert count(studio, TimeSegment) == 7  # nobody asked for it
    keep(boss, pid, 60)
    run_job(studio.app, "time-retention")
    with studio.app.app_context():
        left = {row.id: row for row in db.session.query(TimeSegment)}
    assert set(left) == {*ids[2:], other}
    midnight = to_ms(dt.datetime(2026, 9, 26, 22, tzinfo=dt.UTC))
    assert (left[ids[2]].start_ms, left[ids[2]].measured_start_ms) == (midnight, midnight)
    assert (count(studio, TimeCorrection), count(studio, TimeHeld)) == (0, 1)
    assert figures(boss) == before
    assert before[0]["total"]["seconds"] == 5 * 3600
    run_job(studio.app, "time-retention")
    assert figures(boss) == before


def test_many_are_forgotten_a_few_at_a_time(
    studio: Studio, pid: int, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss, task = studio.admin(pid), hours.task()
    for minute in range(10):
        hours.segment(boss.user_id, task, f"2026-09-10T08:{minute:02}", 1)
    keep(boss, pid, 60)
    monkeypatch.setattr(retention, "BATCH", 5)
    with studio.app.app_context():
        assert retention.prune() == 10
        assert retention.prune() == 0


def test_a_day_without_its_segments_keeps_its_sum_for_ever(studio: Studio, pid: int, hours: Hours) -> None:
    """Also when somebody writes into the same day on a production that keeps everything."""
    boss, kim, task = studio.admin(pid), studio.member(pid, "vfx_artist").user_id, hours.task()
    elsewhere = Hours(studio.app, studio.production("Elsewhere"))
    starts = ("2026-09-26T08:00", "2026-09-27T08:00")
    for start in starts:
        hours.segment(kim, task, start, 60)
    recounted(studio, kim, *starts)
    keep(boss, pid, 60)
    run_job(studio.app, "time-retention")
    elsewhere.segment(kim, elsewhere.task(), "2026-09-26T12:00", 60)
    recounted(studio, kim, "2026-09-26T12:00", "2026-09-27T08:00")
    with studio.app.app_context():
        rows = db.session.query(TimeDay).filter_by(production_id=pid).order_by(TimeDay.day)
        assert [(row.day.isoformat(), row.ms) for row in rows] == [("2026-09-26", HOUR), ("2026-09-27", HOUR)]
        assert retention.settled_until(pid, "Europe/Berlin") == dt.date(2026, 9, 26)
        assert retention.settled_until(elsewhere.production_id, "UTC") is None


def test_nothing_is_written_into_what_is_forgotten(studio: Studio, pid: int, hours: Hours) -> None:
    """Also when the production keeps segments for longer from now on."""
    boss, kim, task = studio.admin(pid), studio.member(pid, "vfx_artist"), hours.task()
    starts = ("2026-09-20T08:00", "2026-11-20T08:00")
    for start in starts:
        hours.segment(kim.user_id, task, start, 60)
    recounted(studio, kim.user_id, *starts)
    keep(boss, pid, 60)
    run_job(studio.app, "time-retention")
    keep(boss, pid, 0)
    before = figures(boss)
    entry = {"task_id": task, "start": "2026-09-20T12:00:00Z", "end": "2026-09-20T13:00:00Z", "reason": "Meeting"}
    assert kim.post("/time/segments", entry).status == 409
    own = kim.get("/time/segments").data[0]
    earlier = {"start": "2026-09-20T21:00:00Z", "end": "2026-09-20T22:00:00Z", "reason": "Wrong day"}
    assert kim.patch(f"/time/segments/{own['id']}", earlier).status == 409
    item = {"session_uid": "s", "task_id": task, "closed": "stop", "guessed": False, "dcc": "maya", "dcc_version": "",
            "machine": "", "file": ""}  # fmt: skip
    held = hours.held(kim.user_id, "2026-09-20T15:00", 30, reason="too_old", item=item)
    assert kim.post(f"/time/held/{held}/place", {"task_id": task, "reason": "Found"}).status == 409
    assert figures(boss) == before
    entry |= {"start": "2026-11-20T12:00:00Z", "end": "2026-11-20T13:00:00Z"}
    assert kim.post("/time/segments", entry).status == 201
    assert figures(boss)[0]["total"]["seconds"] == 3 * 3600
