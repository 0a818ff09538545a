"""Codes of a day out of days, rule by rule."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.planning.dood.columns import columns
from backend.planning.dood.engine import day_out_of_days
from backend.planning.facts import CalendarFacts, DayFacts, StripFacts
from tests.planning.dood.boards import board, november


def codes(work, calendar=None, shoots=(), **terms):
    """What stands in the cells of one person: day → shown."""
    found = day_out_of_days(board({1: work}, calendar, shoots, **terms))
    dates = sorted({*found[0].codes, *found[0].events, *found[0].marks})
    return {(date - november(0)).days: found[0].shown(date) for date in dates}


@pytest.mark.parametrize(
    ("work", "shown"),
    [
        ([2], {2: "SWF"}),
        ([2, 3], {2: "SW", 3: "WF"}),
        ([2, 3, 4], {2: "SW", 3: "W", 4: "WF"}),
        ([2, 5], {2: "SW", 3: "H", 4: "H", 5: "WF"}),
        ([6, 9], {6: "SW", 9: "WF"}),  # Friday and Monday: a gap of weekend only
        ([2, 12], {2: "SW", **dict.fromkeys([3, 4, 5, 6, 9, 10, 11], "H"), 12: "WF"}),  # 9 free days: too short
        ([2, 13], {2: "SWD", 13: "PWF"}),  # 10 free days: the pick-up is 11 days later, more than 10
        ([2, 3, 16], {2: "SW", 3: "WD", 16: "PWF"}),
        ([2, 13, 16], {2: "SWD", 13: "PW", 16: "WF"}),
        ([2, 3, 16, 17, 18], {2: "SW", 3: "WD", 16: "PW", 17: "W", 18: "WF"}),
        # one drop only: the second gap as long is held
        ([2, 13, 24], {2: "SWD", 13: "PW", **dict.fromkeys([16, 17, 18, 19, 20, 23], "H"), 24: "WF"}),
        # the first gap is too short, the second takes the drop
        ([2, 4, 17], {2: "SW", 3: "H", 4: "WD", 17: "PWF"}),
    ],
)
def test_work_hold_and_drop(work, shown):
    assert codes(work) == shown


def test_without_drop_the_gap_is_held_and_without_hold_it_is_blank():
    assert list(codes([2, 13], drop=False).values()) == ["SW", *["H"] * 8, "WF"]
    assert codes([2, 13], hold=False) == {2: "SW", 13: "WF"}


def test_drop_days_are_the_contract_s():
    assert codes([2, 16], drop_days=14)[3] == "H"
    assert codes([2, 17], drop_days=14) == {2: "SWD", 17: "PWF"}
    assert codes([2, 3], drop_days=0) == {2: "SW", 3: "WF"}  # no free day, nothing to drop
    assert codes([2, 4], drop_days=0) == {2: "SWD", 4: "PWF"}


def test_holidays_off_days_and_company_travel_are_not_held():
    calendar = CalendarFacts(
        off=frozenset([november(3)]), holidays=frozenset([november(4)]), travel=frozenset([november(5)])
    )
    assert codes([2, 6], calendar) == {2: "SW", 4: "/", 5: "M", 6: "WF"}
    row = day_out_of_days(board({1: [2, 6]}, calendar))[0]
    assert (row.hold, row.holiday, row.travel, row.paid) == (0, 1, 1, 3)


def test_a_drop_has_neither_hold_nor_marks():
    calendar = CalendarFacts(holidays=frozenset([november(4)]))
    assert codes([2, 13], calendar) == {2: "SWD", 13: "PWF"}


def test_the_company_works_where_its_calendar_says_so_or_the_main_unit_shoots():
    assert codes([6, 9], CalendarFacts(worked=frozenset([november(7)]))) == {6: "SW", 7: "H", 9: "WF"}
    assert codes([6, 9], shoots=[7]) == {6: "SW", 7: "H", 9: "WF"}
    both = board({1: [6, 9]})
    second = DayFacts(key=99, date=november(7), unit=2)
    row = day_out_of_days(replace(both, days=(*both.days, second), units={0: "Main", 2: "Second"}))[0]
    assert november(7) not in row.codes  # the second unit's Saturday holds nobody of the first


def test_two_units_on_one_day_are_one_day_of_work():
    one = board({1: [2, 3]})
    again = DayFacts(key=99, date=november(3), unit=2, strips=(StripFacts(key=9, scene_id=9, subjects=(1,)),))
    row = day_out_of_days(replace(one, days=(*one.days, again), units={0: "Main", 2: "Second"}))[0]
    assert (row.work, row.codes[november(3)]) == (2, "WF")


def test_two_strips_on_one_day_are_one_day_of_work():
    one = board({1: [2]})
    day = replace(one.days[0], strips=one.days[0].strips * 3)
    assert day_out_of_days(replace(one, days=(day,)))[0].work == 1


def test_what_goes_to_the_boneyard_has_no_code():
    one = board({1: [2, 3], 2: [3]})
    row, *rest = day_out_of_days(replace(one, days=one.days[:1], boneyard=one.days[1].strips))
    assert row.codes == {november(2): "SWF"}
    assert not rest  # who works nowhere has no row


def test_events_stand_beside_the_strips():
    events = {november(-3): "travel", november(1): "rehearsal", november(3): "fitting", november(4): "rehearsal"}
    row = day_out_of_days(board({1: [2, 6]}, events=events))[0]
    assert (row.start, row.finish) == (november(2), november(6))  # travel before the first strip is no start
    assert [row.shown(november(day)) for day in (-3, 1, 2, 3, 4, 5, 6)] == ["TR", "R", "SW", "H/FT", "R", "H", "WF"]
    assert (row.work, row.hold, row.travel, row.rehearsal, row.fitting) == (2, 2, 1, 2, 1)
    assert row.paid == 7  # each paid date once: the fitting falls on a day that is held and paid anyway


def test_only_events_make_a_row_without_start():
    row = day_out_of_days(board({1: []}, events={november(2): "fitting"}))[0]
    assert (row.start, row.finish, row.work, row.paid, row.shown(november(2))) == (None, None, 0, 0, "FT")


def test_columns_reach_from_first_to_last_day_and_name_what_each_is():
    calendar = CalendarFacts(holidays=frozenset([november(4)]), travel=frozenset([november(5)]))
    one = board({1: [2, 9]}, calendar, events={november(-40): "fitting"})
    found = columns(one, day_out_of_days(one))
    assert [((column.date - november(0)).days, column.kind) for column in found] == [
        (-40, "work"), (2, "shoot"), (3, "work"), (4, "holiday"), (5, "travel"), (6, "work"), (7, "off"), (8, "off"),
        (9, "shoot"),
    ]  # fmt: skip
    assert [column.after_pause for column in found][:2] == [False, True]
    assert [column.days[0].number for column in found if column.days] == [1, 2]


def test_a_long_pause_of_everybody_is_left_out():
    one = board({1: [2, 60]})
    assert [column.after_pause for column in columns(one, day_out_of_days(one))] == [False, True]
    held = board({1: [2, 60]}, drop=False)
    assert len(columns(held, day_out_of_days(held))) == 59


PEOPLE = st.dictionaries(st.integers(1, 5), st.sets(st.integers(1, 80), max_size=20), min_size=1, max_size=5)
CALENDARS = st.builds(
    CalendarFacts,
    weekly_off=st.frozensets(st.integers(0, 6), max_size=3),
    off=st.frozensets(st.integers(1, 80).map(november), max_size=4),
    holidays=st.frozensets(st.integers(1, 80).map(november), max_size=4),
    travel=st.frozensets(st.integers(1, 80).map(november), max_size=4),
    worked=st.frozensets(st.integers(1, 80).map(november), max_size=4),
)
TERMS = st.fixed_dictionaries(
    {
        "hold": st.booleans(),
        "drop": st.booleans(),
        "drop_days": st.integers(0, 20),
        "events": st.dictionaries(
            st.integers(-20, 100).map(november), st.sampled_from(["travel", "rehearsal", "fitting"]), max_size=5
        ),
    }
)


@given(PEOPLE, CALENDARS, TERMS)
def test_what_holds_of_every_row(work, calendar, terms):
    one = board(work, calendar, **terms)
    rows = {row.subject.key: row for row in day_out_of_days(one)}
    assert set(rows) == {key for key in work if work[key] or terms["events"]}
    for key, row in rows.items():
        dates = {november(day) for day in work[key]}
        said = list(row.codes.items())
        assert {date for date, code in said if "W" in code} == dates  # whatever else, they work when they work
        assert row.work == len(dates)
        assert (row.start, row.finish) == (min(dates, default=None), max(dates, default=None))
        assert [date for date, code in said if "S" in code] == ([row.start] if dates else [])
        assert [date for date, code in said if "F" in code] == ([row.finish] if dates else [])
        held = [date for date, code in said if code == "H"]
        assert row.hold == len(held) == len(said) - row.work
        assert all(row.start < date < row.finish for date in [*held, *row.marks])
        assert all(row.events.get(date) in (None, "FT") for date in held)
        dropped, picked = ([date for date, code in said if letter in code] for letter in "DP")
        assert len(dropped) == len(picked) <= 1
        if dropped:
            assert (picked[0] - dropped[0]).days > terms["drop_days"]
            assert not any(dropped[0] < date < picked[0] for date in [*row.codes, *row.marks])
            assert row.drop == (picked[0] - dropped[0]).days - 1
        assert row.paid == len(
            {*row.codes} | {d for d, c in {**row.marks, **row.events}.items() if c in ("TR", "R", "M")}
        )
        assert row.work + row.hold <= row.paid <= row.work + row.hold + row.travel + row.rehearsal


def walked(dates, calendar, shoots, terms):
    """One person's codes found by walking the calendar a day at a time: another way to the same rules."""
    found, free, dropped, waiting = {}, 0, False, []
    for date in (min(dates) + dt.timedelta(days=n) for n in range((max(dates) - min(dates)).days + 1)):
        if date not in dates:
            free += 1
            called = terms["events"].get(date) in ("travel", "rehearsal")
            waiting += [date] if (date in shoots or calendar.works(date)) and not called else []
            continue
        pick_up = bool(found) and terms["hold"] and terms["drop"] and not dropped and free >= max(terms["drop_days"], 1)
        if pick_up:
            dropped, last = True, max(found)
            found[last] += "D"
        elif terms["hold"]:
            found |= dict.fromkeys(waiting, "H")
        found[date] = "S" * (date == min(dates)) + "P" * pick_up + "W" + "F" * (date == max(dates))
        free, waiting = 0, []
    return found


@given(PEOPLE, CALENDARS, TERMS)
def test_codes_are_those_of_a_walk_over_the_calendar(work, calendar, terms):
    one = board(work, calendar, **terms)
    shoots = {day.date for day in one.days}
    for row in day_out_of_days(one):
        dates = {november(day) for day in work[row.subject.key]}
        assert row.codes == (walked(dates, calendar, shoots, terms) if dates else {})


@given(PEOPLE, CALENDARS, TERMS, st.data())
def test_a_day_laid_aside_only_takes_that_day_s_work(work, calendar, terms, data):
    one = board(work, calendar, **terms)
    if not one.days:
        return
    gone = data.draw(st.sampled_from(one.days))
    after = replace(one, days=tuple(day for day in one.days if day is not gone), boneyard=gone.strips)
    before = {row.subject.key: row for row in day_out_of_days(one)}
    rows = {row.subject.key: row for row in day_out_of_days(after)}
    for key, row in before.items():
        left = {date for date, code in row.codes.items() if "W" in code} - {gone.date}
        now = {date for date, code in rows[key].codes.items() if "W" in code} if key in rows else set()
        assert now == left


@given(PEOPLE, CALENDARS, TERMS)
def test_every_code_has_a_column_in_order(work, calendar, terms):
    one = board(work, calendar, **terms)
    rows = day_out_of_days(one)
    found = columns(one, rows)
    dates = [column.date for column in found]
    assert dates == sorted(set(dates))
    assert set(dates) >= {date for row in rows for date in (*row.codes, *row.events)} | {day.date for day in one.days}
    for before, after in pairwise(found):
        assert after.after_pause == (after.date - before.date > dt.timedelta(days=1))
