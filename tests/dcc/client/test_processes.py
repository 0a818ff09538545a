"""Real processes on one spool: killed, stopped, and taking over from each other."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dcc.backlot_client.config import Access, Home
from tests.dcc.client.stub_server import Stub
from tests.dcc.client.test_client import soon

ROOT = Path(__file__).resolve().parents[3]
Begin = Callable[..., "subprocess.Popen[str]"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def begin(home: Home, stub: Stub) -> Iterator[Begin]:
    """Starts programs that share a spool."""
    home.keep(Access("t5", stub.url, 5, "Ada", 9))
    began: list[subprocess.Popen[str]] = []

    def start(name: str, task: int = 0) -> subprocess.Popen[str]:
        command = [sys.executable, str(Path(__file__).with_name("a_program.py")), str(home.folder), name, str(task)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        program = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )  # fmt: skip
        began.append(program)
        assert program.stdout.readline() == "ready\n"
        return program

    yield start
    for program in began:
        program.kill()
        program.wait()
        program.stdin.close()
        program.stdout.close()


def rows(home: Home) -> list[dict[str, Any]]:
    db = sqlite3.connect(home.spool)
    db.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in db.execute("SELECT * FROM segment")]
    except sqlite3.OperationalError:
        return []  # not there yet
    finally:
        db.close()


def test_t_b4_kill_9_in_the_middle_of_work_and_the_next_program_tells(begin: Begin, home: Home, stub: Stub) -> None:
    stub.mode = "503"
    program = begin("blender", 7)
    began = time.monotonic()
    time.sleep(1.5)
    program.send_signal(signal.SIGKILL)
    worked = time.monotonic() - began
    program.wait()
    [row] = rows(home)
    assert row["closed"] is None
    stub.mode = "well"
    begin("maya")
    [segment] = soon(lambda: list(stub.memory.segments.values()))
    assert (segment.closed, segment.task_id, segment.dcc) == ("crash", 7, "blender")
    assert worked - 0.6 <= segment.end - segment.start <= worked + 0.6
    soon(lambda: rows(home) == [])


def test_t_b4_kill_9_while_the_answer_is_lost_doubles_nothing(begin: Begin, home: Home, stub: Stub) -> None:
    stub.mode = "cut"
    program = begin("blender", 7)
    time.sleep(1.0)
    program.send_signal(signal.SIGKILL)
    program.wait()
    assert len(stub.memory.segments) == 1, "the server has it, the program does not know"
    stub.mode = "well"
    begin("maya")
    soon(lambda: rows(home) == [])
    [segment] = stub.memory.segments.values()
    assert 0.5 <= segment.end - segment.start <= 1.6


def test_a_program_that_is_asked_to_end_closes_its_segment(begin: Begin, home: Home, stub: Stub) -> None:
    program = begin("blender", 7)
    soon(lambda: stub.memory.segments)
    program.stdin.close()
    assert program.wait(10) == 0
    [segment] = stub.memory.segments.values()
    assert segment.closed == "quit"
    assert rows(home) == []


def test_one_program_sends_for_all_and_another_takes_over_when_it_is_killed(
    begin: Begin, home: Home, stub: Stub
) -> None:
    first = begin("first", 1)
    soon(lambda: stub.memory.segments)
    second = begin("second", 2)
    soon(lambda: 2 in {one.task_id for one in list(stub.memory.segments.values())})
    time.sleep(0.5)
    posts = [agent for agent, seen in zip(stub.agents, stub.seen, strict=True) if seen[1] == "/time/heartbeats"]
    assert set(posts) == {"first"}, "what the second works is sent by the first"
    first.send_signal(signal.SIGKILL)
    first.wait()
    time.sleep(1.0)
    second.stdin.close()
    second.wait(10)
    assert "second" in stub.agents
    assert all(one.closed for one in stub.memory.segments.values())
    assert rows(home) == []


def test_two_processes_never_count_the_same_moment(begin: Begin, home: Home, stub: Stub) -> None:
    stub.mode = "503"
    programs = [begin(f"program{n}", n) for n in (1, 2)]  # both are worked in all the time
    time.sleep(2.5)
    for program in programs:
        program.stdin.close()
    for program in programs:
        program.wait(10)
    spans = sorted((row["start"], row["end"]) for row in rows(home))
    assert len(spans) > 2, "the timer went to and fro"
    assert [pair for pair in itertools.pairwise(spans) if pair[0][1] > pair[1][0]] == []
    assert sum(end - start for start, end in spans) <= 4


def test_a_stopped_process_counts_as_asleep(
    begin: Begin, home: Home, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.dcc.client.memory_server import SETTINGS

    monkeypatch.setitem(SETTINGS, "interval_seconds", 1)
    program = begin("blender", 7)
    soon(lambda: stub.memory.segments)
    time.sleep(1.0)
    program.send_signal(signal.SIGSTOP)
    time.sleep(4.0)
    program.send_signal(signal.SIGCONT)
    [first, *_] = stub.memory.segments.values()
    soon(lambda: first.closed == "sleep")
    assert first.end - first.start < 2.5
    soon(lambda: len(stub.memory.segments) == 2)
