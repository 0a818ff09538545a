"""The sums of each day (TimeDay), in which every moment of a person counts once.

A moment covered by several segments of one person counts for the one that started last: whoever goes on in another
program or on another machine has left the first. The rule needs no order of arrival, so replays of an offline machine
give the same sums as if it had been online. Sums are written in the transaction of the change they follow from.
"""

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Date, Integer, String, bindparam, delete, func, insert, select, text

from backend.core.db import db
from backend.productions.productions.models import Production
from backend.timelogs.segments.models import MANUAL, TimeDay, TimeSegment
from backend.timelogs.segments.moments import HOUR, by_day, days_touched, start_of
from backend.timelogs.segments.retention import settled_until

_ONE_DAY = dt.timedelta(days=1)
_REACH = 40 * HOUR  # a day of any zone that touches a moment lies within this distance of it

_ADD = text(
    "INSERT INTO time_day (user_id, day, task_id, dcc, production_id, ms, manual_ms) "
    "VALUES (:user_id, :day, :task_id, :dcc, :production_id, :ms, :manual_ms) "
    "ON CONFLICT (user_id, day, task_id, dcc) DO UPDATE SET ms = time_day.ms + excluded.ms, "
    "manual_ms = time_day.manual_ms + excluded.manual_ms"
).bindparams(
    bindparam("day", type_=Date), bindparam("dcc", type_=String), bindparam("ms", type_=BigInteger),
    bindparam("manual_ms", type_=BigInteger), bindparam("user_id", type_=Integer),
)  # fmt: skip
_OTHERS = text(
    "SELECT 1 FROM time_segment WHERE user_id = :user_id AND end_ms > :start AND start_ms < :end "
    "AND id != :id AND NOT removed LIMIT 1"
)


class Span(NamedTuple):
    """A segment as it counts."""

    id: int
    start_ms: int
    end_ms: int
    production_id: int
    task_id: int
    dcc: str
    manual: bool


def slices(spans: Sequence[Span]) -> Iterator[tuple[int, int, Span]]:
    """The stretches (start, end, whose) of time covered by any span, each for the span that started last."""
    waiting = sorted(spans, key=lambda span: span.start_ms)
    points = sorted({point for span in spans for point in (span.start_ms, span.end_ms)})
    going: list[tuple[int, int, Span]] = []
    at = 0
    for start, end in pairwise(points):
        while at < len(waiting) and waiting[at].start_ms <= start:
            heapq.heappush(going, (-waiting[at].start_ms, -waiting[at].id, waiting[at]))
            at += 1
        while going and going[0][2].end_ms <= start:
            heapq.heappop(going)
        if going:
            yield start, end, going[0][2]


def add(segment: Any, start_ms: int, end_ms: int, zone: str) -> None:
    """Count [start, end) that a segment has grown by. `zone` is its production's.

    Where nothing else of the person lies this is one addition; otherwise the days are worked out anew.
    """
    if end_ms <= start_ms:
        return
    here = {"user_id": segment.user_id, "start": start_ms, "end": end_ms, "id": segment.id}
    connection = db.session.connection()
    if connection.execute(_OTHERS, here).first():
        recount(segment.user_id, start_ms, end_ms)
        return
    values = {name: getattr(segment, name) for name in ("user_id", "task_id", "dcc", "production_id")}
    for day, ms in by_day(start_ms, end_ms, zone):
        manual = ms if segment.source == MANUAL else 0
        connection.execute(_ADD, {**values, "day": day, "ms": ms, "manual_ms": manual})


def recount(user_id: int, start_ms: int, end_ms: int, productions: Collection[int] = ()) -> None:
    """Work out anew every day of the person that [start, end] touches.

    `productions` names those that may have had time there and have none now. Call after the change is flushed.
    """
    spans = spans_between(user_id, start_ms - _REACH, end_ms + _REACH)
    zones = _zones({span.production_id for span in spans} | set(productions))
    days = {one: days_touched(start_ms, end_ms, zone) for one, zone in zones.items()}
    for one in set(days).difference(productions):  # what is forgotten of them keeps its sums
        settled = settled_until(one, zones[one])
        days[one] = [day for day in days[one] if settled is None or day > settled]
    _rewrite(user_id, spans, zones, {one: wanted for one, wanted in days.items() if wanted})


def recount_production(production_id: int, *, pruned: bool) -> None:
    """Work out anew the days of a production after its time zone changed.

    Days whose segments were `pruned` keep their sums: they cannot be worked out again.
    """
    zones, slack = _zones([production_id]), 0 if pruned else 24 * HOUR
    reach = (
        select(TimeSegment.user_id, func.min(TimeSegment.start_ms), func.max(TimeSegment.end_ms))
        .where(TimeSegment.production_id == production_id, ~TimeSegment.removed)
        .group_by(TimeSegment.user_id)
    )
    for user_id, start_ms, end_ms in db.session.execute(reach).all():
        spans = spans_between(user_id, start_ms - _REACH, end_ms + _REACH)
        days = {production_id: days_touched(start_ms - slack, end_ms + slack, zones[production_id])}
        _rewrite(user_id, spans, zones, days)


def _rewrite(user_id: int, spans: Sequence[Span], zones: dict[int, str], days: dict[int, list[dt.date]]) -> None:
    """Replace a person's sums on `days` ({production: its days}, without a hole) by what the spans come to there."""
    sums: dict[tuple[int, dt.date, int, str], list[int]] = defaultdict(lambda: [0, 0])
    for start, end, span in slices(spans):
        if span.production_id not in days:
            continue
        zone, wanted = zones[span.production_id], days[span.production_id]
        first, last = start_of(wanted[0], zone), start_of(wanted[-1] + _ONE_DAY, zone)
        for day, ms in by_day(max(start, first), min(end, last), zone):
            found = sums[span.production_id, day, span.task_id, span.dcc]
            found[0] += ms
            found[1] += ms if span.manual else 0
    for one, wanted in days.items():
        gone = delete(TimeDay).where(
            TimeDay.user_id == user_id, TimeDay.production_id == one, TimeDay.day.between(wanted[0], wanted[-1])
        )
        db.session.execute(gone, execution_options={"synchronize_session": False})
    keys = ("production_id", "day", "task_id", "dcc")
    rows = [
        {**dict(zip(keys, key, strict=True)), "user_id": user_id, "ms": ms, "manual_ms": manual}
        for key, (ms, manual) in sums.items()
    ]
    if rows:
        db.session.execute(insert(TimeDay), rows)


def spans_between(user_id: int, start_ms: int, end_ms: int) -> list[Span]:
    """A person's segments that touch [start, end] and count; one that runs by hand counts when it ends."""
    columns = (
        TimeSegment.id, TimeSegment.start_ms, TimeSegment.end_ms, TimeSegment.production_id, TimeSegment.task_id,
        TimeSegment.dcc, TimeSegment.source,
    )  # fmt: skip
    found = select(*columns).where(
        TimeSegment.user_id == user_id, TimeSegment.end_ms > start_ms, TimeSegment.start_ms < end_ms,
        ~TimeSegment.removed, TimeSegment.end_ms > TimeSegment.start_ms,
    )  # fmt: skip
    return [Span(*row[:6], manual=row.source == MANUAL) for row in db.session.execute(found)]


def _zones(productions: Collection[int]) -> dict[int, str]:
    found = select(Production.id, Production.timezone).where(Production.id.in_(productions))
    return {row.id: row.timezone for row in db.session.execute(found)}
