"""What My time shows, as data: clocks and zones, the line of a day, gaps, what counts, the table of a week, colours."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from streamlit_app import words
from streamlit_app.charts.day_timeline import timeline, window
from streamlit_app.charts.strips import contrast
from streamlit_app.charts.task_colours import FAR_APART, NEAR, colours
from streamlit_app.charts.week_hours import monday_of, name_of, title_of, week
from streamlit_app.editing.my_time import (
    Clock,
    badges,
    clashing,
    clock_of,
    forgotten,
    last_used,
    on_day,
    source_of,
    steps,
    titles_of,
    worked,
)

LONDON = ZoneInfo("Europe/London")
DAY = dt.date(2026, 11, 27)
NOW = dt.datetime(2026, 11, 27, 18, tzinfo=dt.UTC)
CLOCK = Clock(LONDON, NOW, "")
CONFIG = Path(__file__).resolve().parents[2] / "streamlit_app" / ".streamlit" / "config.toml"


def at(time: str, day: dt.date = DAY) -> str:
    return f"{day.isoformat()}T{time}Z"


def row(start: str, end: str, task: int = 1, **more: Any) -> dict[str, Any]:
    """A segment; `id` is the minute it starts at unless it is given."""
    begin, until = (dt.datetime.fromisoformat(one if "T" in one else at(one)) for one in (start, end))
    return {
        "id": begin.hour * 60 + begin.minute, "started_at": begin.isoformat().replace("+00:00", "Z"),
        "ended_at": until.isoformat().replace("+00:00", "Z"), "seconds": round((until - begin).total_seconds()),
        "task_id": task, "task_title": f"Task {task}", "running": False, "removed": False, "corrected": False,
        "closed": "stop", "source": "measured", "dcc": "blender", "machine": "ws12", "clock_guessed": False,
        "locked": False, **more,
    }  # fmt: skip


def test_lengths_in_words() -> None:
    assert [words.hours(n) for n in (0, 29, 30, 3570, 5040, 360_000)] == [
        "0:00",
        "0:00",
        "0:00",
        "1:00",
        "1:24",
        "100:00",
    ]
    assert [words.length(n) for n in (0, 20, 60, 3570, 3600, 5040)] == [
        "0 s",
        "20 s",
        "1 min",
        "1 h",
        "1 h",
        "1 h 24 min",
    ]


def test_the_clock_is_the_productions_or_the_browsers_when_they_differ() -> None:
    one, two = {"timezone": "Europe/London"}, {"timezone": "Asia/Tokyo"}
    assert clock_of([one, one], LONDON, "Asia/Tokyo", NOW).said == "Times in Europe/London"
    both = clock_of([one, two], LONDON, "Asia/Tokyo", NOW)
    assert (both.zone.key, both.today) == ("Asia/Tokyo", dt.date(2026, 11, 28))
    assert "Asia/Tokyo" in both.said
    for odd in (None, "", "Mars/Olympus", "../etc"):
        assert clock_of([one, two], LONDON, odd, NOW).zone == LONDON


def test_times_say_their_day_when_it_is_another() -> None:
    assert CLOCK.span(at("09:04:17"), at("10:12"), DAY) == "09:04 – 10:12"
    assert CLOCK.span("2026-11-26T23:10:00Z", at("01:00"), DAY) == "Thu 23:10 – 01:00"


def test_a_stretch_past_midnight_ends_on_the_next_day() -> None:
    clock = Clock(ZoneInfo("Asia/Tokyo"), NOW, "")
    assert clock.moments(DAY, dt.time(9), dt.time(10)) == ("2026-11-27T00:00:00Z", "2026-11-27T01:00:00Z")
    assert clock.moments(DAY, dt.time(23), dt.time(1))[1] == "2026-11-27T16:00:00Z"


def test_every_moment_counts_once() -> None:
    rows = [row("09:00", "10:00"), row("09:30", "10:30", 2), row("11:00", "12:00", removed=True), row("13:00", "13:00")]
    assert worked(rows, *CLOCK.bounds(DAY)) == 5400
    over_midnight = [row("2026-11-26T23:30:00Z", "2026-11-27T00:30:00Z")]
    assert worked(over_midnight, *CLOCK.bounds(DAY)) == 1800
    assert worked([], *CLOCK.bounds(DAY)) == 0
    halves = [row("2026-11-27T09:00:00.500Z", "2026-11-27T09:00:01Z")]
    assert worked(halves, *CLOCK.bounds(DAY)) in {0, 1}


def test_what_is_shown_of_a_day() -> None:
    rows = [
        row("10:00", "11:00"), row("09:00", "10:00"), row("08:00", "08:00"), row("07:00", "07:00", running=True),
        row("2026-11-26T23:00:00Z", "2026-11-27T00:30:00Z", id=1), row("2026-11-26T22:00:00Z", "2026-11-26T23:00:00Z"),
        row("2026-11-28T00:00:00Z", "2026-11-28T01:00:00Z"),
    ]  # fmt: skip
    assert [one["id"] for one in on_day(rows, CLOCK, DAY)] == [1, 420, 540, 600]


def test_a_forgotten_timer_is_asked_about_until_somebody_told() -> None:
    left = row("09:00", "09:00", closed="forgotten", source="timer")
    assert forgotten([left, row("14:00", "15:00")]) == [left]
    assert forgotten([left, row("09:00", "12:00", source="manual")]) == []
    assert forgotten([{**left, "removed": True}]) == []
    assert forgotten([{**left, "locked": True}]) == []
    assert forgotten([{**left, "seconds": 60}]) == []
    assert forgotten([left, row("09:00", "12:00", removed=True)]) == [left]


def test_one_click_tasks_are_those_used_last_then_ones_own() -> None:
    tasks = {n: {"id": n, "mine": n < 5} for n in range(1, 8)}
    rows = [row("09:00", "10:00", 7), row("10:00", "11:00", 2), row("11:00", "12:00", 7), row("12:00", "13:00", 99)]
    assert [task["id"] for task in last_used(rows, tasks, most=5)] == [7, 2, 1, 3, 4]
    assert [task["id"] for task in last_used(rows, tasks, most=2, without=7)] == [2, 1]


def test_time_that_is_there_already() -> None:
    rows = [row("09:00", "10:00"), row("12:00", "13:00", removed=True)]
    assert clashing(rows, at("09:59"), at("11:00")) == rows[0]
    assert clashing(rows, at("10:00"), at("13:00")) is None
    assert clashing(rows, at("09:30"), at("09:40"), without=rows[0]["id"]) is None


@pytest.mark.parametrize(
    ("more", "source", "marks"),
    [
        ({}, "Blender on ws12", []),
        ({"machine": "", "corrected": True, "clock_guessed": True}, "Blender", ["Corrected", "Guessed clock"]),
        ({"source": "manual", "dcc": "manual", "locked": True}, "", ["By hand", "Locked"]),
        ({"source": "timer", "dcc": "web", "running": True}, "Timer", ["Running"]),
        ({"source": "timer", "dcc": "cli", "removed": True}, "Timer, Command line", ["Removed"]),
    ],
)
def test_where_it_comes_from_and_what_is_special(more: dict[str, Any], source: str, marks: list[str]) -> None:
    segment = row("09:00", "10:00", **more)
    assert source_of(segment) == source
    assert [word for word, _colour, _about in badges(segment)] == marks


def test_history_in_sentences() -> None:
    facts = {"started_at": at("09:00"), "ended_at": at("10:00"), "task_id": 1, "removed": False}
    step = {"by_name": "Ana Artist", "at": at("17:05"), "reason": "Wrong task"}
    moved = {**facts, "ended_at": at("10:30"), "task_id": 2}
    lines = steps(
        [
            {**step, "kind": "create", "old": None, "new": facts},
            {**step, "kind": "change", "old": facts, "new": moved},
            {**step, "kind": "remove", "old": moved, "new": {**moved, "removed": True}, "by_name": None},
            {**step, "kind": "restore", "old": moved, "new": moved},
        ],
        CLOCK,
        titles_of([{"id": 1, "title": "Rig"}], [row("09:00", "10:00", 3)]),
    )
    assert lines[0] == "Entered: 09:00 – 10:00 · Ana Artist, Fri 27 Nov 17:05 · Wrong task"
    assert lines[1].startswith("End 10:00 → 10:30, Task Rig → another task · ")
    assert lines[2].startswith("Removed · Somebody who left, ")
    assert lines[3].startswith("Brought back · ")


def span(*hours: float) -> list[tuple[dt.datetime, dt.datetime]]:
    start = dt.datetime.combine(DAY, dt.time(), LONDON)
    pairs = zip(hours[::2], hours[1::2], strict=True)
    return [(start + dt.timedelta(hours=one), start + dt.timedelta(hours=other)) for one, other in pairs]


@pytest.mark.parametrize(
    ("hours", "reach"),
    [
        ((), (9, 18)), ((9.1, 17.5), (8, 18)), ((10, 11), (9, 17)), ((22, 23.9), (16, 24)), ((-3, 1), (0, 8)),
        ((0.1, 23.9), (0, 24)),
    ],
)  # fmt: skip
def test_the_line_reaches_from_first_to_last_with_some_room(hours: tuple[float, ...], reach: tuple[int, int]) -> None:
    assert window(span(*hours), *CLOCK.bounds(DAY)) == reach


def test_blocks_gaps_and_hours_of_a_line() -> None:
    rows = [row("09:00", "11:00"), row("10:00", "12:00", 2), row("12:00", "13:00", running=True)]
    gaps = [{"start": at("13:00"), "end": at("14:00")}]
    drawn = timeline(rows, gaps, *CLOCK.bounds(DAY), dt.datetime(2026, 11, 27, 15, tzinfo=dt.UTC), {1: 4, 2: 5})
    assert [(block["lane"], block["colour"], block["running"]) for block in drawn["blocks"]] == [
        (0, 4, False), (1, 5, False), (0, 4, True),
    ]  # fmt: skip
    assert drawn["lanes"] == 2
    assert [tick["label"] for tick in drawn["ticks"]] == [f"{hour:02}:00" for hour in range(8, 17)]
    assert (drawn["blocks"][0]["left"], drawn["blocks"][0]["width"]) == (12.5, 25)
    assert drawn["gaps"] == [{"key": at("13:00"), "left": 62.5, "width": 12.5}]
    assert drawn["now"] == 87.5


def test_programs_that_take_turns_share_a_lane() -> None:
    rows = [row("09:00", "10:00"), row("2026-11-27T09:59:40Z", "2026-11-27T11:00:00Z", 2)]
    assert timeline(rows, [], *CLOCK.bounds(DAY), NOW, {})["lanes"] == 1


def test_no_mark_of_now_on_other_days_and_crowded_hours_lose_their_names() -> None:
    drawn = timeline([row("00:10", "23:50")], [], *CLOCK.bounds(DAY), NOW + dt.timedelta(days=3), {})
    assert drawn["now"] is None
    assert [tick["minor"] for tick in drawn["ticks"]] == [bool(hour % 2) for hour in range(24)] + [False]


@pytest.mark.parametrize(("day", "hours"), [(dt.date(2026, 3, 29), 23), (dt.date(2026, 10, 25), 25)])
def test_days_on_which_clocks_change(day: dt.date, hours: int) -> None:
    start, end = CLOCK.bounds(day)
    rows = [row(start.isoformat(), end.isoformat())]
    drawn = timeline(rows, [], start, end, NOW, {})
    assert (drawn["blocks"][0]["left"], drawn["blocks"][0]["width"]) == (0, 100)
    assert len(drawn["ticks"]) == hours + 1
    assert worked(rows, start, end) == hours * 3600


def test_a_week_as_columns_and_table() -> None:
    monday = monday_of(DAY)
    common = {"production_id": 1, "production_title": "Tide", "estimate_minutes": None}
    rows = [
        {"day": "2026-11-23", "task_id": 1, "task_title": "Rig", "seconds": 3600, **common},
        {"day": "2026-11-23", "task_id": 2, "task_title": "Light", "seconds": 10_800, **common},
        {"day": "2026-11-27", "task_id": 2, "task_title": "Light", "seconds": 36_000, **common},
    ]
    drawn = week(rows, monday, DAY, {1: 0, 2: 3})
    assert [day["total"] for day in drawn["days"]] == ["4:00", "", "", "", "10:00", "", ""]
    assert [day["height"] for day in drawn["days"]][::4] == [40, 100]
    assert [(part["colour"], part["share"]) for part in drawn["days"][0]["parts"]] == [(0, 25), (3, 75)]
    assert [day["today"] for day in drawn["days"]].index(True) == 4
    assert [day["ahead"] for day in drawn["days"]] == [False] * 5 + [True] * 2
    assert [(task["title"], task["total"], task["production"]) for task in drawn["tasks"]] == [
        ("Light", "13:00", ""), ("Rig", "1:00", ""),
    ]  # fmt: skip
    assert drawn["tasks"][0]["cells"] == ["3:00", "", "", "", "10:00", "", ""]
    assert drawn["total"] == "14:00"
    two = week([*rows, {**rows[0], "task_id": 9, "production_id": 2, "production_title": "Other"}], monday, DAY, {})
    assert {task["production"] for task in two["tasks"]} == {"Tide", "Other"}


def test_names_of_weeks() -> None:
    assert name_of(dt.date(2027, 1, 3)) == "2026-W53"
    assert title_of(dt.date(2026, 11, 23)) == "Week 48 · 23 – 29 Nov 2026"
    assert title_of(dt.date(2026, 11, 30)) == "Week 49 · 30 Nov – 6 Dec 2026"


def test_tasks_shown_together_have_colours_of_their_own_and_keep_them() -> None:
    assert sorted((*FAR_APART, *NEAR)) == list(range(10))
    assert len(set(colours(range(100, 110)).values())) == 10
    assert colours([3, 17])[3] == colours([3])[3]
    assert set(colours(range(25)).values()) == set(range(10))


def _mixed(colour: str, under: str, share: float) -> str:
    """`color-mix(in srgb, colour share, under)`, as the style sheet of the line does."""
    parts = [round(int(colour[n : n + 2], 16) * share + int(under[n : n + 2], 16) * (1 - share)) for n in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_words_on_blocks_can_be_read_in_both_themes(theme: str) -> None:
    colour = tomllib.loads(CONFIG.read_text())["theme"][theme]
    css = (CONFIG.parents[1] / "components" / "my_time_day.css").read_text()
    assert "color-mix(in srgb, var(--c) 32%, var(--st-background-color))" in css
    for one in colour["chartCategoricalColors"]:
        background = _mixed(one, colour["backgroundColor"], 0.32)
        assert contrast(background, colour["textColor"]) >= 4.5, one
        assert contrast(one, colour["backgroundColor"]) >= 3, one
