"""Months, ranges and bars: arithmetic that needs no window."""

import ast
import datetime as dt
import time
from pathlib import Path

import pytest

from dcc.desktop import days, figures

DAY = dt.date


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch):
    """Sets this machine's zone."""

    def use(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield use
    monkeypatch.undo()
    time.tzset()


def session(name: str, begin: str, end: str) -> dict[str, str]:
    return {"session_id": name, "started_at": begin, "ended_at": end}


def test_a_month_is_shown_in_whole_weeks_from_monday() -> None:
    weeks = days.month(DAY(2026, 11, 28))
    assert weeks[0][0] == DAY(2026, 10, 26)
    assert weeks[-1][-1] == DAY(2026, 12, 6)
    assert all(len(week) == 7 for week in weeks)


@pytest.mark.parametrize(
    ("day", "steps", "there"),
    [
        (DAY(2026, 12, 31), 1, DAY(2027, 1, 1)),
        (DAY(2026, 1, 31), -1, DAY(2025, 12, 1)),
        (DAY(2026, 5, 7), 0, DAY(2026, 5, 1)),
    ],
)
def test_months_are_turned_also_over_new_year(day: dt.date, steps: int, there: dt.date) -> None:
    assert days.other_month(day, steps) == there


def test_ranges_are_whole_weeks_and_months() -> None:
    today = DAY(2026, 3, 1)  # a Sunday
    assert days.RANGES["This week"](today) == (DAY(2026, 2, 23), DAY(2026, 3, 1))
    assert days.RANGES["Last week"](today) == (DAY(2026, 2, 16), DAY(2026, 2, 22))
    assert days.RANGES["This month"](today) == (DAY(2026, 3, 1), DAY(2026, 3, 31))
    assert days.RANGES["Last month"](today) == (DAY(2026, 2, 1), DAY(2026, 2, 28))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("UTC", [DAY(2026, 11, 28)]),
        ("Europe/Berlin", [DAY(2026, 11, 27), DAY(2026, 11, 28)]),
        ("America/Los_Angeles", [DAY(2026, 11, 28), DAY(2026, 11, 29)]),
    ],
)
def test_a_day_here_is_asked_for_by_the_days_of_utc_it_lies_in(zone, name: str, asked: list[dt.date]) -> None:
    zone(name)
    assert days.utc_days(DAY(2026, 11, 28)) == asked


def test_sessions_of_a_day_here_are_shown_once_and_in_order(zone) -> None:
    zone("Europe/Berlin")
    late = session("late", "2026-11-28T22:30:00Z", "2026-11-28T23:30:00Z")  # over midnight here
    early = session("early", "2026-11-28T08:00:00Z", "2026-11-28T09:00:00Z")
    before = session("before", "2026-11-27T21:00:00Z", "2026-11-27T22:00:00.500000Z")
    after = session("after", "2026-11-28T23:15:00Z", "2026-11-28T23:30:00Z")
    found = days.touching(DAY(2026, 11, 28), [late, before, early, after, late])
    assert [one["session_id"] for one in found] == ["early", "late"]


def test_hours_are_read_as_hours_and_minutes() -> None:
    assert days.clock(0) == "0:00"
    assert days.clock(59.9) == "0:01"
    assert days.clock(36_000) == "10:00"
    assert days.running(3725.9) == "1:02:05"


def test_the_longest_bar_fills_its_room_and_the_others_are_in_proportion() -> None:
    wide, half, none = figures.lying([("a", 7200), ("b", 3600), ("c", 0)], 940)
    assert wide.right == 940 - figures.VALUE
    assert half.right - half.left == pytest.approx((wide.right - wide.left) / 2)
    assert none.right == none.left
    assert [bar.figure for bar in (wide, half, none)] == ["2:00", "1:00", "0:00"]
    assert wide.bottom < half.top


def test_standing_bars_share_the_width_and_stand_on_one_line() -> None:
    bars = figures.standing([("Mon", 3600), ("Tue", 0), ("Wed", 7200)], 300, 200)
    assert len({bar.bottom for bar in bars}) == 1
    assert bars[1].top == bars[1].bottom
    assert bars[1].figure == ""
    assert bars[2].top == figures.HEAD
    assert bars[-1].right <= 300
    assert figures.standing([], 300, 200) == []


def test_a_name_is_shortened_to_the_room_there_is() -> None:
    assert figures.shortened("Lighting SH020", len, 20) == "Lighting SH020"
    assert figures.shortened("Lighting SH020", len, 10) == "Lighting…"


def test_every_source_is_python_3_9() -> None:
    for file in Path(days.__file__).parent.rglob("*.py"):
        ast.parse(file.read_text(), feature_version=(3, 9))
