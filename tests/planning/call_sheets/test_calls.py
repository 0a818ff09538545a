"""The arithmetic of a shooting day."""

import datetime as dt
from datetime import time

import pytest

from backend.planning.call_sheets.calls import (
    Offsets,
    Pace,
    Stretch,
    cast_times,
    later,
    minutes_from,
    moment,
    plan,
    shooting_minutes,
)


def scenes(*minutes: int) -> list[Stretch]:
    return [Stretch(one) for one in minutes]


def test_scenes_follow_each_other_with_lunch_in_between() -> None:
    day = plan(time(7), scenes(180, 180, 60))
    assert day.starts == (time(7), time(10), time(14))  # the third waits for lunch at 13:00
    assert (day.lunch, day.wrap) == (time(13), time(15))
    assert plan(time(7), scenes(60)).wrap == time(8)
    assert plan(time(7), scenes(360)).wrap == time(13)
    over_lunch = plan(time(7), scenes(300, 120, 60))
    assert (over_lunch.ends, over_lunch.wrap) == ((time(12), time(15), time(16)), time(16))


def test_a_night_runs_past_midnight_and_no_call_gives_no_times() -> None:
    night = plan(time(20), scenes(300, 120))
    assert (night.starts[1], night.lunch, night.wrap) == (time(1), time(2), time(4))
    empty = plan(None, scenes(60, 60))
    assert (empty.starts, empty.lunch, empty.wrap) == ((None, None), None, None)


def test_the_shooting_call_or_the_set_up_starts_the_day() -> None:
    assert plan(time(7), scenes(60, 60), first_shot=time(8, 30)).starts == (time(8, 30), time(9, 30))
    assert plan(time(7), scenes(60), Pace(setup=45)).starts == (time(7, 45),)


def test_a_typed_start_is_kept_and_what_follows_follows_it() -> None:
    day = plan(
        time(7), [Stretch(60), Stretch(60, typed=time(10)), Stretch(60), Stretch(60, typed=time(15)), Stretch(30)]
    )
    assert day.starts == (time(7), time(10), time(11), time(15), time(16))
    assert day.wrap == time(16, 30)


def test_a_lunch_banner_is_the_lunch() -> None:
    day = plan(time(7), [Stretch(300), Stretch(45, meal=True), Stretch(400)])
    assert (day.lunch, day.starts[2], day.wrap) == (time(12), time(12, 45), time(19, 25))
    assert day.second_meal == time(18, 45)
    assert plan(time(7), [Stretch(300), Stretch(45, meal=True), Stretch(60)]).second_meal is None


def test_a_performer_is_fetched_made_up_dressed_then_on_set() -> None:
    assert cast_times(time(8)) == {
        "pick_up": time(6, 15), "makeup": time(7), "wardrobe": time(7, 45), "on_set": time(8),
    }  # fmt: skip
    assert cast_times(time(0, 30))["pick_up"] == time(22, 45)
    assert set(cast_times(None).values()) == {None}
    assert later(time(23, 50), 20) == time(0, 10)
    long = cast_times(time(8), Offsets(travel=90, makeup=120, wardrobe=30))
    assert [long[step] for step in ("pick_up", "makeup", "wardrobe")] == [time(4), time(5, 30), time(7, 30)]


def test_the_steps_lead_up_to_what_was_typed() -> None:
    own = cast_times(time(8), typed={"makeup": time(5)})
    assert (own["pick_up"], own["makeup"], own["wardrobe"], own["on_set"]) == (
        time(4, 15),
        time(5),
        time(7, 45),
        time(8),
    )
    drives = cast_times(time(8), typed={"pick_up": None})
    assert (drives["pick_up"], drives["makeup"]) == (None, time(7))
    bare = cast_times(time(8), typed={"makeup": None})  # made up on set: still fetched for wardrobe
    assert (bare["makeup"], bare["pick_up"]) == (None, time(7))


def test_an_estimate_counts_before_the_length() -> None:
    assert shooting_minutes(10, None) == 150
    assert shooting_minutes(10, 45) == 45
    assert shooting_minutes(10, 0) == 0
    assert shooting_minutes(10, None, 8) == 80


@pytest.mark.parametrize(
    ("call", "clock", "minutes"),
    [
        (time(7), time(7), 0), (time(7), time(5, 15), -105), (time(7), time(20), 780), (time(18), time(2), 480),
        (time(0, 30), time(22, 45), -105), (time(18), time(7, 30), 810),
    ],
)  # fmt: skip
def test_minutes_from_the_call(call: time, clock: time, minutes: int) -> None:
    assert minutes_from(call, clock) == minutes


def test_a_clock_is_a_moment_of_its_day() -> None:
    day = dt.date(2026, 11, 24)
    assert moment(day, time(20), time(4)) == dt.datetime(2026, 11, 25, 4)
    assert moment(day, time(0, 30), time(22, 45)) == dt.datetime(2026, 11, 23, 22, 45)
    assert moment(day, None, time(9)) == dt.datetime(2026, 11, 24, 9)
