"""Every moment of a person counts once: the stored sums against a second way of counting, and days of the calendar."""

import datetime as dt
import uuid
from collections import defaultdict
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.timelogs.segments import counting
from backend.timelogs.segments.counting import Span
from tests.people import Studio
from tests.timelogs.clock import HOUR, MINUTE, NINE, FakeTime, Program
from tests.timelogs.shop import Shop

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(1, 3), st.sampled_from(["blender", "maya"])),
    max_size=12,
)


def by_the_minute(found: list[Span]) -> dict[int, int]:
    """{minute: id of the span it counts for}: asked of every minute alone."""
    owners = {}
    for minute in range(100):
        here = [span for span in found if span.start_ms <= minute < span.end_ms]
        if here:
            owners[minute] = max(here, key=lambda span: (span.start_ms, span.id)).id
    return owners


@given(spans)
def test_slices_are_disjoint_and_belong_to_whoever_started_last(rows: list[tuple[int, int, int, str]]) -> None:
    found = [Span(n, start, start + length, 1, task, dcc, False) for n, (start, length, task, dcc) in enumerate(rows)]
    owners: dict[int, int] = {}
    for start, end, span in counting.slices(found):
        for minute in range(start, end):
            assert minute not in owners
            owners[minute] = span.id
    assert owners == by_the_minute(found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=spans, order=st.randoms(use_true_random=False))
def test_stored_sums_do_not_depend_on_the_order_of_arrival(shop: Shop, time: FakeTime, rows, order) -> None:
    """Sent in any order, extended by halves, doubled: the sums of the day are those of the minutes."""
    person = shop.studio.member(shop.id, "vfx_artist", name=f"P{uuid.uuid4()}")
    tasks = [shop.task(f"Task {n}") for n in range(3)]
    time.ms = NINE + 3 * HOUR
    programs = {dcc: Program(person, time, dcc) for dcc in ("blender", "maya")}
    items = [
        (
            programs[dcc],
            NINE + start * MINUTE,
            length * MINUTE,
            programs[dcc].item(tasks[task - 1], 0, 0, closed="idle"),
        )
        for start, length, task, dcc in rows
    ]
    sent = [(one, part) for one in items for part in (2, 1)]
    order.shuffle(sent)
    for (program, start, length, item), part in sent + sent[:3]:
        program.send(program.aged(item, start, start + length // part))
    found = [
        Span(n, start, start + length, 1, item["task_id"], program.dcc, False)
        for n, (program, start, length, item) in enumerate(items)
    ]
    expected: dict[int, int] = defaultdict(int)
    by_start = sorted(found, key=lambda span: span.start_ms)
    if len({span.start_ms for span in by_start}) == len(by_start):  # else arrival decides between equals
        for minute in range(0, 100 * MINUTE, MINUTE):
            here = [span for span in found if span.start_ms <= NINE + minute < span.end_ms]
            if here:
                expected[max(here, key=lambda span: span.start_ms).task_id] += 60
        assert sums(person, "task_id", "task") == expected
    covered = {m for span in found for m in range(span.start_ms, span.end_ms, MINUTE)}
    assert sum(sums(person, "dcc", "dcc").values()) == 60 * len(covered)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "UTC"])
def test_days_are_those_of_the_production(studio: Studio, time: FakeTime, zone: str) -> None:
    shop = Shop(studio, timezone=zone)
    task, blender = shop.task(), Program(shop.ana, time)
    start = NINE
    time.pass_(14 * 60)
    blender.send(blender.item(task, start, time.ms, closed="stop"))
    place = ZoneInfo(zone)
    expected: dict[str, int] = defaultdict(int)
    for ms in range(start, time.ms, MINUTE):
        expected[dt.datetime.fromtimestamp(ms / 1000, place).date().isoformat()] += 60
    assert sums(shop.ana, "day", "day") == expected


def test_a_day_on_which_clocks_change_has_its_own_length(studio: Studio, time: FakeTime) -> None:
    shop = Shop(studio, timezone="Europe/London")
    time.ms = 1_792_886_400_000  # Sunday 25 October 2026, 00:00 UTC: 01:00 in London, clocks go back at 02:00
    task, blender, start = shop.task(), Program(shop.ana, time), time.ms - 2 * HOUR
    time.ms += 24 * HOUR
    first = blender.item(task, start, start + 14 * HOUR, closed="stop")
    second = blender.item(task, start + 14 * HOUR, start + 26 * HOUR, closed="stop")
    blender.send(first, second)
    days = sums(shop.ana, "day", "day", first="2026-10-24", last="2026-10-26")
    assert days == {"2026-10-24": 3600, "2026-10-25": 25 * 3600}


def test_a_new_time_zone_moves_the_hours_to_their_days(shop: Shop, time: FakeTime) -> None:
    task, blender = shop.task(), Program(shop.ana, time)
    time.ms = NINE + 16 * HOUR
    blender.send(blender.item(task, NINE + 13 * HOUR, NINE + 16 * HOUR, closed="stop"))
    assert sums(shop.ana, "day", "day") == {"2026-11-21": 7200, "2026-11-22": 3600}
    seen = shop.boss.get(shop.path)
    assert shop.boss.patch(shop.path, {"timezone": "America/New_York"}, match=seen.etag).status == 200
    assert sums(shop.ana, "day", "day") == {"2026-11-21": 3 * 3600}


def sums(caller, key: str, group: str, first: str = "2026-11-19", last: str = "2026-11-24") -> dict:
    rows = caller.get(f"/time/summary?from={first}&to={last}&group={group}").data["rows"]
    return {row[key]: row["seconds"] for row in rows}
