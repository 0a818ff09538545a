"""Heartbeats: "segment X of mine now reaches until T", from any number of programs, in any order, any number of times.

A segment's name is made by its program and its ends only ever move outwards, so duplicates, replays and late arrivals
change nothing. What cannot be placed (an approved week, a task that is gone) is held for a person, never dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backend.core.access import me
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


def receive(body: HeartbeatsBody) -> dict[str, Any]:
    """Store a batch in a transaction of its own; answers one result for each item, in their order."""
    received = now_ms()
    identity = me()
    base = received - clocks.wait_of(f"{identity.session_id}:{body.boot}", body.uptime, received)
    skew = base - round(body.sent_at * 1000)
    results: list[Result] = []
    beats: list[tuple[int, Beat]] = []
    for index, item in enumerate(body.items):
        try:
            beats.append((index, read(item, base, received, skew)))
        except BadBeat as bad:
            results.append(Result(index, _name(item), 422, str(bad)))
    if beats:
        results += _store(beats, body.device, received)
    answer: dict[str, Any] = {"server_time": received / 1000, "results": sorted(results), "timer": None}
    if body.timer:
        answer["timer"] = timer.now(identity.user_id)
    return answer


def _store(beats: Sequence[tuple[int, Beat]], machine: str, received: int) -> list[Result]:
    start_writing()
    intake = Intake(me(), machine, received)
    intake.look_up([beat for _index, beat in beats])
    results = [Result(index, beat.uid, *intake.take(beat)) for index, beat in beats]
    db.session.commit()
    return results


def _name(item: Any) -> str:
    name = item.get("segment_id") if isinstance(item, dict) else None
    return name[:45] if isinstance(name, str) else ""
