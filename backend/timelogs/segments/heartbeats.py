"""Heartbeats: "segment X of mine now reaches until T", from any number of programs, in any order, any number of times.

A segment's name is made by its program and its ends only ever move outwards, so duplicates, replays and late arrivals
change nothing. What cannot be placed (an approved week, a task that is gone) is held for a person, never dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.core.access import Actor, Identity, acting
from backend.core.db import db, start_writing
from backend.timelogs.segments import clocks, timer
from backend.timelogs.segments.beats import BadBeat, Beat, read
from backend.timelogs.segments.intake import Intake
from backend.timelogs.segments.moments import now_ms
from backend.timelogs.segments.schemas import HeartbeatsBody


@dataclass(frozen=True, order=True)
class Result:
    """What became of one item, as the contract answers it."""

    index: int
    segment_id: str
    status: int
    reason: str


@dataclass
class Report:
    """One request of one person: what could be read of it, and what became of each item."""

    identity: Identity
    machine: str
    received: int
    wants_timer: bool
    beats: list[tuple[int, Beat]] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)


def receive(identity: Identity, body: HeartbeatsBody) -> dict[str, Any]:
    """Store one request in a transaction of its own; answers one result for each item, in their order."""
    report = read_in(identity, body)
    store([report])
    return answered(report)


def read_in(identity: Identity, body: HeartbeatsBody) -> Report:
    """Judge every item of a request that has just arrived; stores nothing."""
    received = now_ms()
    base = received - clocks.wait_of(f"{identity.session_id}:{body.boot}", body.uptime, clocks.steady_ms())
    skew = base - round(body.sent_at * 1000)
    report = Report(identity, body.device, received, body.timer)
    for index, item in enumerate(body.items):
        try:
            report.beats.append((index, read(item, base, received, skew)))
        except BadBeat as bad:
            report.results.append(Result(index, _name(item), 422, str(bad)))
    return report


def store(reports: Sequence[Report]) -> None:
    """Store requests, in the order in which they came, in one transaction."""
    reports = [report for report in reports if report.beats]
    if not reports:
        return
    start_writing()
    for report in reports:
        with acting(Actor(identity=report.identity)):
            intake = Intake(report.identity, report.machine, report.received)
            intake.look_up([beat for _index, beat in report.beats])
            report.results += [Result(index, beat.uid, *intake.take(beat)) for index, beat in report.beats]
    db.session.commit()


def answered(report: Report) -> dict[str, Any]:
    """A stored request as the contract answers it."""
    return {
        "server_time": report.received / 1000,
        "results": sorted(report.results),
        "timer": timer.now(report.identity.user_id) if report.wants_timer else None,
    }


def _name(item: Any) -> str:
    name = item.get("segment_id") if isinstance(item, dict) else None
    return name[:45] if isinstance(name, str) else ""
