"""A day as a line of blocks: segments by task, gaps between them, the hours below; places in percent of its width."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]
HOUR = dt.timedelta(hours=1)
PADDING = dt.timedelta(minutes=20)
SHORTEST = 8  # hours shown at least, so that an hour looks like one
USUAL = (9, 18)  # of a day without anything
SLACK = dt.timedelta(minutes=1)  # programs that take turns overlap by seconds
MANY = 12  # hours from which only every second is named


def window(spans: Sequence[tuple[dt.datetime, dt.datetime]], start: dt.datetime, end: dt.datetime) -> tuple[int, int]:
    """From which to which hour of the day [start, end) a line reaches that holds these spans: (8, 18)."""
    inside = [(max(one, start), min(other, end)) for one, other in spans if other > start and one < end]
    hours = round((_utc(end) - _utc(start)) / HOUR)
    if not inside:
        return USUAL
    first = int((max(_utc(min(inside)[0]) - PADDING, _utc(start)) - _utc(start)) / HOUR)
    reach = min(_utc(max(until for _, until in inside)) + PADDING, _utc(end)) - _utc(start)
    last = -(-reach // HOUR)
    last = max(last, min(first + SHORTEST, hours))
    return max(0, min(first, last - SHORTEST)), last


def timeline(
    segments: Iterable[Row], gaps: Iterable[Row], start: dt.datetime, end: dt.datetime, now: dt.datetime,
    colour: Mapping[int, int],
) -> Row:  # fmt: skip
    """What a page draws of the day [start, end).

    blocks  {id, left, width, lane, colour, label, running, removed}, of segments (`id`, `started_at`, `ended_at`,
            `task_id`, `task_title`, `running`, `removed`); those that overlap lie in lanes below each other
    gaps    {key, left, width}, of `start` and `end`
    ticks   {left, label, minor}; now: place of this moment, or None
    """
    blocks, holes = list(segments), list(gaps)
    spans = [(_at(row["started_at"]), _at(row["ended_at"])) for row in blocks]
    spans += [(_at(row["start"]), _at(row["end"])) for row in holes]
    if start <= now < end:
        spans.append((now, now + PADDING))
    first, last = window(spans, start, end)
    left, right = _utc(start) + first * HOUR, _utc(start) + last * HOUR

    def place(one: dt.datetime, other: dt.datetime) -> Row:
        begin, until = max(left, _utc(one)), min(right, _utc(other))
        return {"left": _percent(begin - left, right - left), "width": _percent(until - begin, right - left)}

    lanes = _lanes(spans[: len(blocks)])
    return {
        "blocks": [
            {
                "id": row["id"], **place(*spans[n]), "lane": lanes[n], "colour": colour.get(row["task_id"], 0),
                "label": row["task_title"], "running": row["running"], "removed": row["removed"],
            }
            for n, row in enumerate(blocks)
        ],
        "lanes": max(lanes, default=0) + 1,
        "gaps": [{"key": row["start"], **place(_at(row["start"]), _at(row["end"]))} for row in holes],
        "ticks": [_tick(left + n * HOUR, left, right, start) for n in range(last - first + 1)],
        "now": _percent(_utc(now) - left, right - left) if left <= now <= right and start <= now < end else None,
    }  # fmt: skip


def _tick(at: dt.datetime, left: dt.datetime, right: dt.datetime, day: dt.datetime) -> Row:
    local = at.astimezone(day.tzinfo)
    crowded = (right - left) / HOUR > MANY and local.hour % 2 == 1
    return {"left": _percent(at - left, right - left), "label": f"{local:%H:%M}", "minor": crowded}


def _lanes(spans: Sequence[tuple[dt.datetime, dt.datetime]]) -> list[int]:
    """The first lane that is free where each span begins; spans in the order of their beginning."""
    ends: list[dt.datetime] = []
    found = []
    for begin, until in spans:
        lane = next((n for n, end in enumerate(ends) if end <= begin + SLACK), len(ends))
        ends[lane : lane + 1] = [until]
        found.append(lane)
    return found


def _percent(part: dt.timedelta, whole: dt.timedelta) -> float:
    return round(100 * part / whole, 3)


def _at(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment)


def _utc(moment: dt.datetime) -> dt.datetime:
    """Lengths are those of UTC: wall clocks jump when summer time begins and ends."""
    return moment.astimezone(dt.UTC)
