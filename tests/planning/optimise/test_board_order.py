import datetime as dt
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from backend.planning.dood.engine import day_out_of_days
from backend.planning.facts import BoardFacts, CalendarFacts, DayFacts, StripFacts, Subject
from backend.planning.optimise.board.bound import least_held
from backend.planning.optimise.board.energy import Energy
from backend.planning.optimise.board.model import SCALE, Problem
from backend.planning.optimise.board.options import Options
from backend.planning.optimise.board.plan import rearranged, suggest

START = dt.date(2026, 11, 23)  # a Monday
CALENDAR = CalendarFacts(holidays=frozenset({dt.date(2026, 12, 8)}), travel=frozenset({dt.date(2026, 12, 3)}))


def working_dates(count):
    found, date = [], START
    while len(found) < count:
        if CALENDAR.works(date):
            found.append(date)
        date += dt.timedelta(days=1)
    return found


def board(*casts, units=1, people=None, **facts):
    """A board of one day per entry; an entry names the subjects of its one scene."""
    dates = working_dates(-(-len(casts) // units))
    days = tuple(
        DayFacts(
            key=100 + place,
            date=dates[place // units],
            unit=place % units,
            strips=(StripFacts(place, place + 1, str(place + 1), set_name=f"SET {place}", subjects=tuple(cast)),),
        )
        for place, cast in enumerate(casts)
    )
    keys = sorted({key for cast in casts for key in cast})
    subjects = people or {key: Subject(key, f"P{key}") for key in keys}
    return BoardFacts(
        "Board", days, subjects=subjects, calendar=CALENDAR, units={u: f"Unit {u}" for u in range(units)}, **facts
    )


def random_board(seed, days=24, units=1):
    chance = random.Random(seed)
    casts = [chance.sample(range(6), chance.randint(0, 4)) for _ in range(days)]
    people = {
        key: Subject(
            key, f"P{key}", hold=chance.random() < 0.8, drop=chance.random() < 0.7, drop_days=chance.choice((0, 3, 10)),
            rate=chance.choice((1, 7)), events={START + dt.timedelta(days=chance.randint(0, 30)): "rehearsal"},
        )
        for key in range(6)
    }  # fmt: skip
    return board(*casts, units=units, people=people)


@pytest.mark.parametrize("seed", range(8))
def test_held_days_are_counted_as_by_the_day_out_of_days(seed):
    facts = random_board(seed, units=1 + seed % 2)
    problem = Problem(facts, Options(move_weight=0, rest=False))
    orders = np.array([np.random.default_rng(seed + i).permutation(problem.free) for i in range(6)])
    energy = Energy(problem)
    rates = dict(zip((who.key for who in problem.people), problem.rates, strict=True))
    for order, paid in zip(orders, energy.of(orders).paid, strict=True):
        rows = day_out_of_days(rearranged(problem, energy.filled(order[None, :])[0]))
        assert paid == SCALE * sum(row.hold * rates[row.subject.key] for row in rows if row.codes)
        assert least_held(problem, available=False) <= sum(row.hold for row in rows)


def test_a_small_board_gets_its_best_order_for_certain():
    found = suggest(board([1], [2], [1], [2], [1]), Options(move_weight=0))
    assert (found.before.hold, found.after.hold, found.certain) == (3 + 1 - 1, 0, True)
    assert sorted(date for _, date in found.days) == [str(date) for date in working_dates(5)]
    assert "none is cheaper" in " ".join(found.messages)


def test_pinned_days_stay_and_the_bound_knows_them():
    facts = board([1], [2], [2], [2], [1])
    days = tuple(replace(day, pinned=place in (0, 4)) for place, day in enumerate(facts.days))
    found = suggest(replace(facts, days=days), Options())
    assert {(100, str(facts.days[0].date)), (104, str(facts.days[4].date))} <= set(found.days)
    assert found.bound == found.after.hold == 3


def test_all_pinned_changes_nothing_and_says_so():
    facts = board([1], [2], [1])
    facts = replace(facts, days=tuple(replace(day, pinned=True) for day in facts.days))
    found = suggest(facts, Options())
    assert found.days == [(day.key, str(day.date)) for day in facts.days]
    assert "nothing to re-order" in found.messages[0]


def test_nobody_is_called_while_away_and_locks_hold():
    dates = working_dates(6)
    people = {1: Subject(1, "ANA", away=frozenset(dates[:4])), 2: Subject(2, "BO")}
    facts = board([1, 2], [1, 2], [2], [2], [2], [2], people=people, locks=((3, 4), (5, 4)))
    found = suggest(facts, Options())
    at = dict(found.days)
    assert not found.after.broken
    assert len(found.before.broken) == 3
    assert {at[100], at[101]} == {str(dates[4]), str(dates[5])}
    assert max(at[102], at[104]) < at[103]


def test_what_cannot_be_kept_is_said_with_names():
    dates = working_dates(3)
    away = Subject(1, "ANA", away=frozenset(dates))
    found = suggest(board([1], [2], [2], people={1: away, 2: Subject(2, "BO")}), Options())
    assert any("ANA cannot be had on any date for scene 1" in message for message in found.messages)
    scarce = Subject(1, "ANA", away=frozenset(dates[1:]))
    found = suggest(board([1], [1], [2], people={1: scarce, 2: Subject(2, "BO")}), Options())
    assert any("2 days that need ANA have only 1 dates" in message for message in found.messages)


def test_nobody_is_put_into_two_units_on_one_date():
    facts = board([1], [1], [2], [2], [1], [1], units=2)
    found = suggest(facts, Options())
    assert len(found.before.broken) == 3
    assert found.after.broken == ["P1 is needed by two units on Fri 27 Nov."] or len(found.after.broken) < 3
    assert found.after.broken


def test_a_night_outside_is_not_followed_by_a_day():
    facts = board([1], [1], [1], [1])
    night = [replace(facts.days[0].strips[0], int_ext="EXT", day_night="NIGHT")]
    facts = replace(facts, days=(replace(facts.days[0], strips=tuple(night)), *facts.days[1:]))
    found = suggest(facts, Options())
    assert (len(found.before.broken), found.after.broken) == (1, [])
    assert dict(found.days)[100] == str(working_dates(4)[3])


def test_a_long_board_is_answered_in_time_and_is_cheaper():
    chance = random.Random(4)
    facts = board(*[chance.sample(range(30), 5) for _ in range(200)])
    seen = []
    found = suggest(facts, Options(seconds=2), lambda done, hold: seen.append((done, hold)) is None)
    assert found.seconds < 8
    assert found.after.hold < found.before.hold
    assert not found.certain
    assert seen[0][1] >= seen[-1][1] >= found.after.hold > 0


@pytest.mark.parametrize("seed", range(6))
def test_rules_are_kept_and_told_as_counted_from_the_days(seed):
    chance = random.Random(seed)
    facts = random_board(seed, days=16, units=1 + seed % 2)
    dates = sorted({day.date for day in facts.days})
    people = {
        key: replace(who, away=frozenset(chance.sample(dates, chance.randint(0, 2))))
        for key, who in facts.subjects.items()
    }
    days = tuple(replace(day, pinned=chance.random() < 0.2) for day in facts.days)
    scenes = [strip.scene_id for day in days for strip in day.strips]
    facts = replace(facts, days=days, subjects=people, locks=tuple(chance.sample(scenes, 2) for _ in range(3)))
    facts = replace(facts, locks=tuple(map(tuple, facts.locks)))
    found = suggest(facts, Options(seconds=0.4))
    assert sorted(key for key, _ in found.days) == sorted(day.key for day in days)
    at = {key: dt.date.fromisoformat(date) for key, date in found.days}
    for unit in facts.units:
        assert sorted(at[day.key] for day in days if day.unit == unit) == [d.date for d in days if d.unit == unit]
    assert all(at[day.key] == day.date for day in days if day.pinned)
    moved = tuple(sorted((replace(day, date=at[day.key]) for day in days), key=lambda day: (day.date, day.unit)))
    assert len(found.before.broken) == broken(facts)
    assert len(found.after.broken) == broken(replace(facts, days=moved)) <= broken(facts)
    assert found.after.hold == sum(row.hold for row in day_out_of_days(replace(facts, days=moved)))
    assert found.bound <= found.after.hold


def broken(facts):
    """Days on which somebody needed is away, locks shot the wrong way round, people in two units on one date."""
    called = [(day, set().union(*(strip.subjects for strip in day.strips))) for day in facts.days]
    away = sum(any(day.date in facts.subjects[key].away for key in keys) for day, keys in called)
    shot = {strip.scene_id: day.date for day in facts.days for strip in day.strips}
    twice = Counter((key, day.date) for day, keys in called for key in keys)
    return away + sum(shot[one] > shot[two] for one, two in set(facts.locks)) + sum(n > 1 for n in twice.values())


def test_orders_that_could_all_be_tried_are_not_when_the_time_is_short():
    found = suggest(random_board(3, days=9), Options(seconds=0.05))
    assert found.seconds < 2
    assert not found.certain
    assert found.tried < 362_880
    assert found.after.hold <= found.before.hold


def test_a_search_can_be_stopped():
    found = suggest(random_board(1), Options(seconds=60), lambda _done, _hold: False)
    assert found.seconds < 10
    assert found.after.hold <= found.before.hold


def test_a_board_without_days():
    found = suggest(BoardFacts("Empty", ()), Options())
    assert (found.days, found.after.hold) == ([], 0)


def test_the_published_board_gets_cheaper_without_breaking_a_rule(shared_data):
    from backend.exchange.uss.reading import read
    from backend.exchange.uss.shooting import facts

    board = facts(read((shared_data / "uss" / "full_sample_schedule.uss").read_bytes()), "First Pass")
    found = suggest(board, Options(seconds=6))
    assert found.before.hold == 369
    assert found.after.hold <= 130  # 20 seconds reach less than 80; benchmarks.optimise measures it
    assert found.after.broken == []
    assert found.bound <= found.after.hold
    assert sorted(date for _, date in found.days) == [str(day.date) for day in board.days]
