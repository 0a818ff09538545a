"""The queue against a server that does everything a server can do wrong: nothing is lost, nothing is doubled."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from dcc.backlot_client import http
from dcc.backlot_client.config import Access, Home
from dcc.backlot_client.machine import Pause
from dcc.backlot_client.sender import BATCH, Sender
from dcc.backlot_client.spool import LATEST, Row
from dcc.backlot_client.turns import Alive
from tests.dcc.client.stub_server import Stub, stub_server
from tests.dcc.client.world import FakeClock, FakeHost

LONG = 60.0  # seconds of each segment


class Queue:
    """A spool with rows in it, and its sender against a real server; its clock is moved by hand."""

    def __init__(self, folder: Path, stub: Stub, clock: FakeClock) -> None:
        self.stub, self.clock, self.home = stub, clock, Home(str(folder))
        self.home.make()
        self.pair(5, stub.url)
        self.host, self.alive = FakeHost("blender"), Alive(self.home.alive)
        self.sender = Sender(self.home, self.host, clock, self.alive, lambda: 0.5)  # type: ignore[arg-type]
        self.sender.timeout = 0.25
        self.names: list[str] = []

    def pair(self, user_id: int, server: str) -> None:
        self.home.keep(Access(f"t{user_id}", server, user_id, f"User {user_id}", 1))

    def fill(self, count: int, *, task: int = 1, user_id: int = 5, closed: str | None = "idle") -> None:
        start, rows = self.clock.now() - 6000.0, []
        for n in range(count):
            name = str(uuid.uuid4())
            begin = start + n * 0.01
            rows.append(Row(name, "s", user_id, task, "blender", "4.5", "a.blend", begin, begin + LONG, closed))
            self.names.append(name)
        with self.sender.store.writing():
            self.sender.spool.save(rows)

    def go(self, *, force: bool = True) -> bool:
        return self.sender.go(force=force)

    def drain(self, rounds: int = 40) -> None:
        for _ in range(rounds):
            self.clock.true += 2 * LATEST
            if self.go():
                break
        assert self.left() == 0

    def left(self) -> int:
        return int(self.sender.store.db.execute("SELECT count(*) FROM segment").fetchone()[0])

    def link(self) -> dict:
        return self.sender.store.note("link")

    def all_there_once(self) -> None:
        stored = self.stub.memory.segments
        assert set(stored) == set(self.names)
        assert all(abs(one.end - one.start - LONG) < 1e-3 for one in stored.values())


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    clock = FakeClock()
    with stub_server(clock) as stub:
        made = Queue(tmp_path / "home", stub, clock)
        yield made
        made.sender.end()
        made.alive.end()


@pytest.mark.parametrize(
    "fault", ["hang", "500", "502", "503", "401", "404", "429", "cut", "garbage", "truncated", "moved"]
)
def test_t_b4_whatever_the_server_does_rows_stay_until_they_are_answered(queue: Queue, fault: str) -> None:
    queue.fill(5)
    queue.stub.mode = fault
    assert queue.go() is False
    assert queue.left() == 5
    assert queue.link()["online"] == "no"
    queue.stub.mode = "well"
    queue.drain()
    queue.all_there_once()
    assert queue.link()["online"] == "yes"


def test_t_b4_no_server_at_all(queue: Queue) -> None:
    queue.fill(3)
    queue.pair(5, "http://127.0.0.1:9")
    assert not queue.go()
    assert queue.left() == 3
    assert "does not answer" in queue.link()["message"]
    queue.pair(5, queue.stub.url)
    queue.drain()
    queue.all_there_once()


def test_a_slow_server_is_waited_for(queue: Queue) -> None:
    queue.fill(3)
    queue.stub.mode = "slow"
    assert queue.go()
    queue.all_there_once()


def test_an_answer_byte_by_byte_ends_at_some_time(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "SLOWEST", 0.4)
    queue.fill(2)
    queue.stub.mode = "drip"
    assert not queue.go()
    assert queue.left() == 2


def test_ten_thousand_segments_through_every_fault(queue: Queue) -> None:
    queue.fill(10_000)
    queue.sender.timeout = 3
    chance = random.Random(7)
    faults = ["500", "503", "cut", "garbage", "truncated", "401", "odd", "well"]
    for _ in range(60):
        queue.stub.mode = chance.choice(faults)
        queue.clock.true += chance.choice([1, 30, LATEST])
        queue.go(force=chance.random() < 0.7)
    queue.stub.mode = "well"
    queue.drain(400)
    queue.all_there_once()
    assert max(len(body["items"]) for body in queue.stub.memory.requests) <= BATCH


def test_a_row_the_server_can_never_take_is_kept_apart_and_blocks_nothing(queue: Queue) -> None:
    queue.fill(2)
    queue.fill(1, task=13)
    queue.fill(2)
    queue.stub.memory.refuse = {13: (422, "It ends in the future.")}
    assert queue.go()
    assert queue.left() == 0
    assert len(queue.stub.memory.segments) == 4
    [row] = queue.sender.store.db.execute("SELECT * FROM refused").fetchall()
    assert (row["segment_id"], row["reason"]) == (queue.names[2], "It ends in the future.")
    assert json.loads(row["row"])["end"] - json.loads(row["row"])["start"] == pytest.approx(LONG)
    assert "It ends in the future." in (queue.home.folder / "client.log").read_text()
    sent = len(queue.stub.seen)
    queue.clock.true += 5000
    assert queue.go()
    assert len(queue.stub.seen) == sent, "it is not tried again"


def test_a_row_that_breaks_the_server_is_found_and_the_others_pass(queue: Queue) -> None:
    queue.fill(100)
    queue.fill(1, task=13)
    queue.fill(100)
    breaking = queue.stub.memory._take

    def take(index: int, item: dict, *rest: object) -> dict:
        if item["task_id"] == 13:
            raise ZeroDivisionError
        return breaking(index, item, *rest)

    queue.stub.memory._take = take  # type: ignore[method-assign]
    answer = queue.stub._do
    queue.stub._do = lambda *args: _safely(answer, *args)  # type: ignore[method-assign]
    for _ in range(20):
        queue.clock.true += 5
        queue.go()
    assert len(queue.stub.memory.segments) == 200
    assert queue.left() == 1
    queue.stub.memory._take = breaking  # type: ignore[method-assign]
    queue.drain()
    queue.all_there_once()


def _safely(answer, *args: object):
    try:
        return answer(*args)
    except ZeroDivisionError:
        return 500, None


def test_only_what_was_answered_is_dropped(queue: Queue) -> None:
    queue.fill(7)
    queue.stub.mode = "odd"
    assert queue.go()
    assert queue.left() == 3
    queue.stub.mode = "well"
    queue.drain()
    queue.all_there_once()


def test_waits_grow_to_ten_minutes_and_nothing_is_sent_meanwhile(queue: Queue) -> None:
    queue.fill(1)
    queue.stub.mode = "503"
    waits = []
    for _ in range(10):
        seen, began = len(queue.stub.seen), queue.clock.true
        while len(queue.stub.seen) == seen:
            queue.go(force=False)
            queue.clock.true += 1
        waits.append(queue.clock.true - began)
    assert waits[1:5] == [pytest.approx(wait, abs=1.5) for wait in (5, 10, 20, 40)]
    assert waits[-1] == pytest.approx(LATEST, abs=1.5)


def test_401_asks_for_pairing_and_a_new_token_is_tried_at_once(queue: Queue) -> None:
    queue.fill(2)
    queue.stub.mode = "401"
    for _ in range(6):
        queue.clock.true += LATEST
        queue.go(force=False)
    assert queue.link()["message"].startswith("Pair this program again")
    queue.stub.mode = "well"
    assert not queue.go(force=False)
    queue.home.keep(Access("new", queue.stub.url, 5, "Ada", 2))
    assert queue.go(force=False)
    assert queue.stub.seen[-1][2] == "new"
    queue.all_there_once()


def test_rows_of_another_account_wait_for_its_token(queue: Queue) -> None:
    queue.fill(2)
    queue.fill(3, user_id=6)
    assert queue.go()
    assert queue.left() == 3
    assert len(queue.stub.memory.segments) == 2
    assert {one.user for one in queue.stub.memory.segments.values()} == {"t5"}
    queue.pair(6, queue.stub.url)
    assert queue.go()
    assert queue.left() == 0
    assert sorted(one.user for one in queue.stub.memory.segments.values()) == ["t5", "t5", "t6", "t6", "t6"]


def test_a_redirect_is_not_followed_and_the_token_stays_here(queue: Queue) -> None:
    queue.fill(1)
    queue.stub.mode = "moved"
    assert not queue.go()
    assert "sends programs on to http://127.0.0.1:9/elsewhere" in queue.link()["message"]
    assert len(queue.stub.seen) == 1


def test_a_proxy_of_the_house_is_not_asked(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    queue.fill(1)
    assert queue.go()


def test_a_program_that_may_not_go_online_sends_nothing(queue: Queue) -> None:
    queue.fill(2)
    queue.host.online = False
    assert not queue.go()
    assert queue.stub.seen == []
    queue.host.online = True
    assert queue.go()


def test_a_running_row_is_reported_each_interval_and_ages_are_made_anew_each_time(queue: Queue) -> None:
    queue.fill(1, closed=None)
    assert queue.go()
    assert queue.left() == 1
    queue.clock.true += 30
    assert queue.go()
    assert len(queue.stub.memory.requests) == 1
    queue.clock.true += 31
    assert queue.go()
    first, second = (body["items"][0] for body in queue.stub.memory.requests)
    assert second["end_age"] - first["end_age"] == pytest.approx(61)
    [body] = queue.stub.memory.requests[1:]
    assert body["uptime"] == queue.clock.now()
    assert body["boot"] == queue.clock.boot
    assert body["sent_at"] == queue.clock.wall()


def test_a_program_that_hangs_is_not_spoken_for(queue: Queue) -> None:
    queue.fill(1, closed=None)
    for _ in range(10):
        queue.clock.true += 61
        queue.go()
    assert len(queue.stub.memory.requests) <= 4  # 150 s without a touch


def test_rows_of_an_earlier_boot_go_by_the_wall_clock(queue: Queue) -> None:
    queue.clock.wrong = 3 * 3600
    queue.fill(1)
    start = queue.clock.true - 6000
    queue.sender.store.close()
    queue.clock.true += 500
    queue.clock.reboot()
    other = Sender(queue.home, queue.host, queue.clock, queue.alive, lambda: 0.5)  # type: ignore[arg-type]
    assert other.go()
    other.end()
    [stored] = queue.stub.memory.segments.values()
    assert stored.start == pytest.approx(start)
    assert stored.end - stored.start == pytest.approx(LONG)


@pytest.mark.parametrize("listed", [True, False])
def test_a_gap_that_was_work_is_entered_with_the_servers_own_moments(queue: Queue, listed: bool) -> None:
    now = queue.clock.now()
    queue.sender.gaps.offer(Pause(now - 1500, now - 600, 7), 5)
    [gap] = queue.sender.gaps.listed(5, 0.0)
    queue.stub.gaps = [{"start": "2020-01-01T00:00:00Z", "end": "2020-01-01T01:00:00Z"}]
    begin = "2026-11-18T10:41:41.250000Z"
    if listed:
        queue.stub.gaps.append({"start": _iso(gap.start + 0.3), "end": _iso(gap.end - 0.2)})
    queue.sender.gaps.keep(gap.id, 8, "A meeting ")
    assert queue.sender.gaps.listed(5, 0.0) == ()
    assert queue.sender.fill(gap.id) is None
    [entered] = queue.stub.memory.manual
    assert (entered["task_id"], entered["reason"]) == (8, "A meeting")
    assert len(entered["start"]) == (len(begin) if listed else len("2026-11-18T10:41:41Z"))
    assert not queue.sender.gaps.waits(gap.id)


def test_a_gap_waits_for_the_server_and_a_refusal_is_told(queue: Queue) -> None:
    now = queue.clock.now()
    queue.sender.gaps.offer(Pause(now - 1500, now - 600, 7), 5)
    [gap] = queue.sender.gaps.listed(5, 0.0)
    queue.sender.gaps.keep(gap.id, 8, "")
    queue.stub.mode = "503"
    assert "sent when the server answers" in str(queue.sender.fill(gap.id))
    queue.stub.mode = "well"
    answer = queue.stub._do
    queue.stub._do = lambda *args: (409, None) if args[1] == "/time/segments" else answer(*args)  # type: ignore
    queue.clock.true += 2 * LATEST
    assert str(queue.sender.fill(gap.id)).startswith("Time away was not added")
    assert not queue.sender.gaps.waits(gap.id)
    assert queue.stub.memory.manual == []


def _iso(at: float) -> str:
    import datetime as dt

    return dt.datetime.fromtimestamp(at, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
