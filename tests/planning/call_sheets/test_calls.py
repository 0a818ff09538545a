"""The arithmetic of a shooting day."""

import datetime as dt
from datetime import time

import pytest

from backend.planning.call_sheets.calls import cast_times, later, minutes_from, plan, shooting_minutes, work_code
from backend.planning.call_sheets.checks import warnings


def test_scenes_follow_each_other_with_lunch_in_between() -> None:
    day = plan(time(7), [180, 180, 60])
    assert day.starts == (time(7), time(10), time(14))  # the third waits for lunch at 13:00
    assert (day.lunch, day.wrap) == (time(13), time(15))
    assert plan(time(7), [60]).wrap == time(8)


def test_a_night_runs_past_midnight_and_no_call_gives_no_times() -> None:
    night = plan(time(20), [300, 120])
    assert (night.starts[1], night.lunch, night.wrap) == (time(1), time(2), time(4))
    empty = plan(None, [60, 60])
    assert (empty.starts, empty.lunch, empty.wrap) == ((None, None), None, None)


def test_a_performer_is_fetched_then_made_up_then_on_set() -> None:
    assert cast_times(time(8)) == {"pick_up": time(6, 15), "makeup": time(7), "on_set": time(8)}
    assert cast_times(time(0, 30))["pick_up"] == time(22, 45)
    assert set(cast_times(None).values()) == {None}
    assert later(time(23, 50), 20) == time(0, 10)


def test_an_estimate_counts_before_the_length() -> None:
    assert shooting_minutes(10, None) == 150
    assert shooting_minutes(10, 45) == 45
    assert shooting_minutes(10, 0) == 0


@pytest.mark.parametrize(
    ("call", "clock", "minutes"),
    [
        (time(7), time(7), 0), (time(7), time(5, 15), -105), (time(7), time(20), 780), (time(18), time(2), 480),
        (time(0, 30), time(22, 45), -105), (time(18), time(7, 30), 810),
    ],
)  # fmt: skip
def test_minutes_from_the_call(call: time, clock: time, minutes: int) -> None:
    assert minutes_from(call, clock) == minutes


def test_the_code_of_a_day() -> None:
    days = [dt.date(2026, 11, day) for day in (24, 25, 27)]
    assert [work_code(days, day) for day in days] == ["SW", "W", "WF"]
    assert work_code([days[0]], days[0]) == "SWF"
    assert work_code([], days[0]) == "SWF"
    assert work_code(days, dt.date(2026, 11, 30)) == "WF"  # put on the sheet by hand after the last strip


def sheet(call: time, scene: dict, **more) -> dict:
    sun = {"sunrise": time(7, 30), "sunset": time(16)}
    row = {"scene_id": 1, "number": "5", "status": "not_started", "int_ext": "EXT", "day_night": "DAY", "minutes": 60}
    row |= {"cast_numbers": [], "cast_member_ids": [], **scene}
    return {
        "date": dt.date(2026, 11, 24), "location_id": 1, "hospital": "St Mary", "general_call": call, "sun": sun,
        "scenes": [row], "cast": [], **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("call", "scene", "words"),
    [
        (time(8), {"at": time(9)}, []),
        (time(8), {"at": time(15, 30)}, ["after sunset"]),
        (time(5), {"at": time(6)}, ["before sunrise"]),
        (time(18), {"at": time(19)}, ["after sunset"]),
        (time(22), {"at": time(8)}, []),
        (time(18), {"at": time(19), "day_night": "NIGHT"}, []),
        (time(18), {"at": time(19), "int_ext": "INT"}, []),
        (time(18), {"at": time(19), "int_ext": "INT/EXT", "day_night": "Day (later)"}, ["after sunset"]),
        (time(18), {"at": None}, []),
        (time(8), {"at": time(9), "status": "omitted"}, ["omitted"]),
        (time(8), {"at": time(9), "cast_numbers": [3], "cast_member_ids": [9]}, ["not called"]),
    ],
)
def test_a_scene_is_warned_of(call: time, scene: dict, words: list[str]) -> None:
    found = [note["message"] for note in warnings(sheet(call, scene), None, "UTC")]
    assert len(found) == len(words)
    assert all(word in message for word, message in zip(words, found, strict=True))


def test_short_rest_is_measured_on_the_wall_clock_of_the_place() -> None:
    def rest(wrap: dt.datetime, call: time, date: dt.date) -> list[str]:
        notes = warnings(sheet(call, {"at": None}, date=date), wrap, "Europe/London")
        return [note["message"] for note in notes]

    assert rest(dt.datetime(2026, 11, 23, 20), time(7), dt.date(2026, 11, 24)) == []
    assert "10 h 59 min" in rest(dt.datetime(2026, 11, 23, 20), time(6, 59), dt.date(2026, 11, 24))[0]
    # The night clocks go forward is an hour short, the night they go back an hour long.
    assert "10 h 00 min" in rest(dt.datetime(2026, 3, 28, 20), time(7), dt.date(2026, 3, 29))[0]
    assert rest(dt.datetime(2026, 10, 24, 21), time(7), dt.date(2026, 10, 25)) == []
