"""The conflict engine: each rule by cases of the trade, all of them by properties."""

import dataclasses
import datetime as dt
import random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.sun import SunTimes
from backend.planning.conflicts.engine import conflicts, unchecked
from backend.planning.conflicts.facts import Around, Clocks, Hours, Sheet
from backend.planning.facts import BoardFacts, CalendarFacts, Subject
from tests.planning.conflicts.boards import US, banner, board, clock, codes, date, day, found, people, scene

BERLIN = "Europe/Berlin"


def sheet(call: str, wrap: str, cast: dict[int, tuple[str, str]] | None = None, **more: Any) -> Sheet:
    clocks = {one: Clocks(None, clock(own[0]), clock(own[1])) for one, own in (cast or {}).items()}
    return Sheet(call=clock(call), wrap=clock(wrap), cast=clocks, **more)


def test_away_tentative_and_hours() -> None:
    cast = people(1, 2, 3)
    cast[1] = dataclasses.replace(cast[1], away=frozenset({date("2027-03-04")}))
    cast[2] = dataclasses.replace(cast[2], maybe=frozenset({date("2027-03-04")}))
    one = day("2027-03-04", scene(1, [1, 2, 3]), scene(2, [1]), call="08:00")
    part = {(("cast", 3), one.date): (Hours(dt.time(9), dt.time(11)),)}
    away, hours, maybe = found(board(one, day("2027-03-06"), subjects=cast), Around(hours=part))
    assert (away.code, away.severity, away.subject, away.strips) == ("cast_away", "error", ("cast", 1), (1, 2))
    assert away.sentence == "PERSON 1 (1) cannot be had on Thu 4 Mar: scenes 1 and 2."
    assert away.to_day == day("2027-03-06").key
    assert (maybe.code, maybe.severity, maybe.strips) == ("tentative", "warning", (1,))
    assert (hours.code, hours.severity) == ("hours_away", "warning")
    free = {(("cast", 3), one.date): (Hours(dt.time(18), dt.time(4)),)}
    assert codes(found(board(one, subjects=people(3)), Around(hours=free))) == []


def test_a_pinned_day_is_no_better_day_and_a_closed_location_closes_it() -> None:
    one = day("2027-03-04", scene(1, [1]))
    cast = {1: Subject(1, "MARA", "1", away=frozenset({one.date}))}
    others = (day("2027-03-05", pinned=True), day("2027-03-06"))
    shut = {1: frozenset({date("2027-03-06")})}
    found_away = found(board(one, *others, subjects=cast, closed=shut))[0]
    assert found_away.to_day is None
    assert found(board(one, *others, subjects=cast))[0].to_day == others[1].key
    pinned = dataclasses.replace(one, pinned=True)
    assert "unpin" in found(board(pinned, *others, subjects=cast))[0].hint
    closed = found(board(one, closed={1: frozenset({one.date})}), Around(places={1: "Pier"}))
    assert [(each.code, each.sentence) for each in closed] == [
        ("location_closed", "Pier is closed on Thu 4 Mar: scene 1.")
    ]


@pytest.mark.parametrize(
    ("wrap", "call", "rest"),
    [("23:30", "11:29", 719), ("23:30", "11:30", None), ("02:00", "13:59", 719), ("02:00", "14:00", None)],
)
def test_rest_counts_from_ones_own_wrap_past_midnight(wrap: str, call: str, rest: int | None) -> None:
    days = day("2027-03-04", scene(1, [1])), day("2027-03-05", scene(2, [1]))
    around = Around(
        sheets={
            days[0].key: sheet("12:00", "20:00", {1: ("13:00", wrap)}, wrapped=True),
            days[1].key: Sheet(call=clock("16:00"), wrap=clock("23:00"), cast={1: Clocks(clock(call), clock("15:30"))}),
        }
    )
    short = [
        one for one in found(board(*days), around, crew_rest_minutes=0, swing_rest_minutes=0) if one.code == "rest"
    ]
    assert [one.facts[1] for one in short] == ([rest] if rest else [])
    if short:
        assert short[0].severity == "error"
        assert "11 h 59 min between" in short[0].sentence


@pytest.mark.parametrize(
    ("first", "rest"),
    [("2027-03-27", 600), ("2027-10-30", 720), ("2027-06-12", 660)],  # clocks go on, clocks go back, no change
)
def test_rest_over_the_nights_when_clocks_change(first: str, rest: int) -> None:
    """From 22:00 to 09:00 are eleven hours, except in two nights of the year."""
    after = (date(first) + dt.timedelta(days=1)).isoformat()
    days = day(first, scene(1, [1])), day(after, scene(2, [1]))
    around = Around(
        zone=BERLIN,
        sheets={
            days[0].key: sheet("10:00", "22:00", {1: ("10:00", "22:00")}),
            days[1].key: Sheet(clock("09:00"), clock("19:00"), cast={1: Clocks(clock("09:00"), clock("09:00"))}),
        },
    )
    short = found(board(*days), around, cast_rest_minutes=721, crew_rest_minutes=0)
    assert [one.facts[1] for one in short if one.code == "rest"] == [rest]


@settings(max_examples=60, deadline=None)
@given(
    start=st.datetimes(dt.datetime(2027, 1, 1), dt.datetime(2028, 12, 31)),
    worked=st.integers(1, 17 * 60),
    rest=st.integers(0, 24 * 60),
)
def test_rest_is_what_a_stop_watch_would_show(start: dt.datetime, worked: int, rest: int) -> None:
    """Wrap and call are told as wall clocks of Berlin; the rest found is the one that passed, or less by the hour told
    twice."""
    zone = ZoneInfo(BERLIN)
    call = start.replace(second=0, microsecond=0, tzinfo=dt.UTC)
    wrap, again = call + dt.timedelta(minutes=worked), call + dt.timedelta(minutes=worked + rest)
    local = [moment.astimezone(zone) for moment in (call, wrap, again)]
    if local[2].date() == local[0].date():
        return
    days = day(local[0].date().isoformat(), scene(1, [1])), day(local[2].date().isoformat(), scene(2, [1]))
    around = Around(
        zone=BERLIN,
        sheets={
            days[0].key: Sheet(
                local[0].time(), local[1].time(), cast={1: Clocks(None, local[0].time(), local[1].time())}
            ),
            days[1].key: Sheet(local[2].time(), cast={1: Clocks(local[2].time(), local[2].time())}),
        },
    )
    short = [one for one in found(board(*days), around, cast_rest_minutes=2881) if one.code == "rest"]
    told_twice = any(one.replace(fold=0).utcoffset() != one.replace(fold=1).utcoffset() for one in local)
    assert len(short) == 1
    assert short[0].facts[1] == rest or (told_twice and rest - 60 <= short[0].facts[1] <= rest)


def test_without_a_sheet_rest_is_estimated_from_the_board_and_says_so() -> None:
    days = (
        day("2027-03-04", scene(1, [1], minutes=300), scene(2, [2], minutes=240), call="12:00"),
        day("2027-03-05", scene(3, [2], minutes=60), scene(4, [1], minutes=60), call="08:00"),
    )
    cast, crew = (
        [one for one in found(board(*days)) if one.code == code] for code in ("rest", "crew_rest")
    )  # 1 wraps at 17:00 and is picked up at 07:15; 2 wraps at 21:00 and is picked up at 06:15
    assert [(one.subject, one.facts[1], one.severity) for one in cast] == [(("cast", 2), 9 * 60 + 15, "warning")]
    assert "as estimated from the board" in cast[0].sentence
    assert crew == []
    assert unchecked(board(*days, day("2027-03-06", scene(5)))) == [day("2027-03-06").key]


def test_the_crew_rests_too_in_one_line() -> None:
    days = [day(f"2027-03-0{n}", scene(n, minutes=600), call=call) for n, call in ((4, "12:00"), (5, "08:00"))]
    crew = [one for one in found(board(*days)) if one.code == "crew_rest"]
    assert [one.sentence for one in crew] == [
        "The crew of Main unit rests 9 h between Thu 4 Mar 23:00 and Fri 5 Mar 08:00 as estimated from the board; "
        "10 h are due."
    ]
    named = {n: Subject(n, f"Crew {n}") for n in (1, 2, 3)}
    calls = {n: Clocks(None, clock("08:00")) for n in named}
    sheets = {each.key: Sheet(each.call, clock("23:00"), crew=calls) for each in days}
    together = [one for one in found(board(*days), Around(crew=named, sheets=sheets)) if one.code == "crew_rest"]
    assert [(one.severity, one.facts[3], one.facts[5]) for one in together] == [
        ("error", 540, (("crew", 1), ("crew", 2), ("crew", 3)))
    ]


def test_weekly_rest() -> None:
    week = [day(f"2027-03-{n:02}", scene(n, [1], minutes=300), call="09:00") for n in range(1, 7)]
    rules = {"cast_rest_minutes": 0, "crew_rest_minutes": 0, "max_day_minutes": 0}
    five = found(board(*week[:5], day("2027-03-08", scene(8, [1]), call="09:00")), **rules)
    assert codes(five) == []
    six = found(board(*week), **rules)
    assert [(one.code, one.subject) for one in six] == [("weekly_rest", ("cast", 1)), ("weekly_rest", None)]
    assert found(board(*week), **rules, weekly_rest_minutes=36 * 60) == []


def test_night_into_day() -> None:
    night = day("2027-03-04", scene(1, minutes=600), call="16:00")
    assert "swing" in codes(found(board(night, day("2027-03-05", scene(2), call="11:00"))))
    assert "swing" not in codes(found(board(night, day("2027-03-05", scene(2), call="16:00"))))
    assert "swing" not in codes(found(board(night, day("2027-03-06", scene(2), call="08:00"))))
    unknown = day("2027-03-04", scene(1, int_ext="EXT", day_night="NIGHT"))
    assert codes(found(board(unknown, day("2027-03-05", scene(2))))) == ["swing"]
    assert codes(found(board(unknown, day("2027-03-05", scene(2, day_night="NIGHT"))))) == []


def test_two_units_share_somebody() -> None:
    first = day("2027-03-04", scene(1, [1], minutes=60), call="08:00")
    apart = found(board(first, day("2027-03-04", scene(2, [1], minutes=60), call="14:00", unit=2)))
    assert [(one.code, one.severity) for one in apart] == [("two_units", "warning")]
    same = found(board(first, day("2027-03-04", scene(2, [1], minutes=60), call="08:30", unit=2)))
    assert [(one.code, one.severity) for one in same] == [("two_places", "error")]
    unknown = found(board(first, day("2027-03-04", scene(2, [1]), unit=2)))
    assert [(one.code, one.strips) for one in unknown] == [("two_units", (1, 2))]
    assert codes(found(board(first, day("2027-03-04", scene(2, [2]), call="08:00", unit=2)))) == []


@pytest.mark.parametrize(
    ("calendar", "severity"),
    [
        (CalendarFacts(weekly_off=frozenset({3})), "warning"),
        (CalendarFacts(frozenset(), off=frozenset({date("2027-03-04")})), "error"),
        (CalendarFacts(frozenset(), holidays=frozenset({date("2027-03-04")})), "error"),
        (CalendarFacts(frozenset(), travel=frozenset({date("2027-03-04")})), "error"),
        (CalendarFacts(frozenset({3}), worked=frozenset({date("2027-03-04")})), None),
    ],
)
def test_scenes_on_days_off(calendar: CalendarFacts, severity: str | None) -> None:
    off = found(board(day("2027-03-04", scene(1)), calendar=calendar))
    assert [one.severity for one in off] == ([severity] if severity else [])
    assert found(board(day("2027-03-04"), calendar=calendar)) == []


def test_pages_and_hours_of_a_day() -> None:
    full = day("2027-03-04", *(scene(n) for n in range(1, 6)), call="08:00")
    assert codes(found(board(full))) == []
    more = day("2027-03-04", *(scene(n) for n in range(1, 7)), scene(7, eighths=1))
    pages, hours = sorted(found(board(more)), key=lambda one: one.code, reverse=True)
    assert pages.sentence == "Thu 4 Mar has 6 1/8 pages; 5 are the most for a day."
    assert hours.sentence.startswith("Thu 4 Mar lasts 13 h 15 min from call to wrap as estimated")


def test_meals_by_everybodys_own_call() -> None:
    late = day(
        "2027-03-04", scene(1, [1], minutes=390), banner(9, "LUNCH", 60), scene(2, [2], minutes=60), call="08:00"
    )
    meal = found(board(late))
    assert [one.code for one in meal] == ["meal"]  # PERSON 1 is called at 07:00, the crew at 08:00
    assert "comes 7 h 30 min after the call of PERSON 1 (1) and the crew" in meal[0].sentence
    fed = Around(sheets={late.key: Sheet(late.call, clock("16:30"), breakfast=clock("09:00"), lunch=clock("14:00"))})
    assert codes(found(board(late), fed)) == []
    long = day("2027-03-04", scene(1, minutes=300), banner(9, "Lunch"), scene(2, minutes=400), call="08:00")
    assert [one.sentence for one in found(board(long), max_day_minutes=0)] == [
        "A second meal is due by 20:00 on Thu 4 Mar; none is planned."
    ]


def test_children() -> None:
    child = {1: Subject(1, "LIV", "1", born=date("2018-03-05"))}  # eight years old until the fifth

    def of(*days: Any, **more: Any) -> list[Any]:
        return [one for one in found(board(*days, subjects=child, **more)) if one.code.startswith("minor")]

    short = day("2027-03-04", scene(1, [1], minutes=360), call="08:00")
    assert of(short) == []
    long = day("2027-03-04", scene(1, [1], minutes=500), call="08:00")
    assert [one.code for one in of(long)] == ["minor_hours"]  # 8 h 20 min and an hour's make-up against 8 h
    assert [one.code for one in of(dataclasses.replace(long, date=date("2027-03-05")))] == ["minor_hours"]
    assert of(day("2027-03-05", scene(1, [1], minutes=470), call="08:00")) == []  # nine years old: 9 h
    assert [one.code for one in of(day("2027-03-04", scene(1, [1], minutes=90), call="21:00"))] == ["minor_night"]
    assert [one.code for one in of(day("2027-03-04", scene(1, [1], minutes=90), call="05:30"))] == ["minor_call"]
    assert [one.code for one in of(day("2027-03-04", scene(1, [1], int_ext="EXT", day_night="NIGHT")))] == [
        "minor_night"
    ]
    assert all("8" not in one.sentence.split(",")[0] for one in of(long))  # nobody reads a child's age here


def test_order_locks() -> None:
    early, late = day("2027-03-04", scene(1), scene(2)), day("2027-03-05", scene(3), scene(4, part=1, key=40))
    lock = {"locks": ((1, 2), (1, 3))}
    assert found(board(early, late, **lock)) == []
    same = found(board(early, late, locks=((2, 1),)))
    assert [(one.code, one.sentence) for one in same] == [
        ("order", "Scene 2 must be shot before scene 1, but 1 is on Thu 4 Mar before it.")
    ]
    parts = found(board(early, late, day("2027-03-06", scene(4, part=2, key=41)), locks=((4, 3),)))
    assert parts[0].sentence == "Scene 4 must be shot before scene 3, but 3 is on Fri 5 Mar before it."
    assert set(parts[0].strips) == {3, 40, 41}
    assert found(board(early, locks=((3, 1),))) == []  # scene 3 has no day yet


def test_the_sun() -> None:
    sun = {(1, date("2027-03-04")): SunTimes(None, dt.time(6, 30), dt.time(17, 45), None)}
    around = Around(sun=sun)
    days = [
        day("2027-03-04", scene(1, minutes=600), scene(2, int_ext="EXT", minutes=60), call="08:00"),
        day("2027-03-04", scene(1, int_ext="EXT", day_night="NIGHT", minutes=60), call="15:00"),
        day("2027-03-04", scene(1, int_ext="EXT", minutes=60), scene(2, int_ext="INT", minutes=300), call="15:00"),
        day("2027-03-04", scene(1, int_ext="EXT", day_night="NIGHT", minutes=240), call="20:00"),
    ]
    assert [codes(found(board(each), around)) for each in days] == [["dark"], ["daylight"], [], []]
    assert found(board(days[0])) == []  # nothing is known of the sun


def test_cut_scenes_and_scenes_without_a_place() -> None:
    lost = day("2027-03-04", scene(1, [1], location_id=None), scene(2, [1]), location_id=None)
    cast = {1: Subject(1, "MARA", away=frozenset({lost.date}))}
    cut, homeless = found(board(lost, subjects=cast), Around(cut=frozenset({2})))[1:]
    assert (cut.code, cut.strips) == ("cut", (2,))
    assert (homeless.code, homeless.severity, homeless.strips) == ("no_location", "notice", (1,))


def test_a_fingerprint_stays_until_the_facts_change() -> None:
    one = day("2027-03-04", scene(1, [1]))
    cast = {1: Subject(1, "MARA", away=frozenset({one.date, date("2027-03-05")}))}
    first = found(board(one, subjects=cast))[0].fingerprint
    redrawn = dataclasses.replace(one, key=77, strips=(scene(1, [1], key=900),))
    assert found(board(redrawn, subjects=cast))[0].fingerprint == first
    moved = dataclasses.replace(one, date=date("2027-03-05"))
    assert found(board(moved, subjects=cast))[0].fingerprint != first
    more = dataclasses.replace(one, strips=(scene(1, [1]), scene(2, [1])))
    assert found(board(more, subjects=cast))[0].fingerprint != first


CLOCKS = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def boards(draw: st.DrawFn) -> tuple[BoardFacts, Around]:
    """Any board of two units, with scenes in parts, locks, closed places, half of it with call sheets."""
    dates = [date("2027-03-24") + dt.timedelta(days=n) for n in range(8)]
    number, days, sheets = 0, [], {}
    for unit in (1, 2):
        for on in draw(st.lists(st.sampled_from(dates), unique=True, max_size=5)):
            strips = []
            for _ in range(draw(st.integers(0, 4))):
                number += 1
                strips.append(
                    scene(
                        number,
                        draw(st.lists(st.integers(1, 5), unique=True, max_size=4)),
                        int_ext=draw(st.sampled_from(["INT", "EXT", "INT/EXT", None])),
                        day_night=draw(st.sampled_from(["DAY", "NIGHT", None])),
                        location_id=draw(st.sampled_from([1, 2, None])),
                        minutes=draw(st.none() | st.integers(0, 300)),
                    )
                )
            one = day(on.isoformat(), *strips, unit=unit)
            days.append(dataclasses.replace(one, call=draw(CLOCKS)))
            if draw(st.booleans()):
                own = st.builds(Clocks, CLOCKS, CLOCKS, CLOCKS)
                sheets[one.key] = Sheet(
                    call=draw(CLOCKS), wrap=draw(CLOCKS), lunch=draw(CLOCKS), breakfast=draw(CLOCKS),
                    cast=draw(st.dictionaries(st.integers(1, 5), own)),
                    crew=draw(st.dictionaries(st.integers(1, 3), own)),
                )  # fmt: skip
    cast = people(1, 2, 3, 4, 5)
    cast[5] = dataclasses.replace(cast[5], born=date("2019-03-26"))
    locks = draw(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=3))
    closed = {2: frozenset(draw(st.lists(st.sampled_from(dates), max_size=3)))}
    crew = {n: Subject(n, f"Crew {n}") for n in (1, 2, 3)}
    made = board(*days, subjects=cast, locks=tuple(locks), closed=closed)
    return made, Around(zone=BERLIN, sheets=sheets, crew=crew)


@settings(max_examples=40, deadline=None)
@given(boards())
def test_one_more_day_away_is_exactly_one_more_conflict(given_board: tuple[BoardFacts, Around]) -> None:
    made, around = given_board
    before = {one.fingerprint for one in conflicts(made, US, around)}
    for each in made.days:
        for person in sorted({one for strip in each.strips for one in strip.subjects}):
            away = dataclasses.replace(made.subjects[person], away=frozenset({each.date}))
            after = conflicts(dataclasses.replace(made, subjects={**made.subjects, person: away}), US, around)
            new = [one for one in after if one.fingerprint not in before]
            units = [one for one in made.days if one.date == each.date and person in _cast(one)]
            assert [(one.code, one.subject, one.date) for one in new] == [
                ("cast_away", ("cast", person), each.date) for _ in units
            ]
            assert before <= {one.fingerprint for one in after}


@settings(max_examples=40, deadline=None)
@given(boards(), st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_changes_nothing(
    given_board: tuple[BoardFacts, Around], dice: random.Random
) -> None:
    made, around = given_board
    days, cast, locks, sheets = (
        list(made.days),
        list(made.subjects.items()),
        list(made.locks),
        list(around.sheets.items()),
    )
    for each in (days, cast, locks, sheets):
        dice.shuffle(each)
    other = dataclasses.replace(made, days=tuple(days), subjects=dict(cast), locks=tuple(locks))
    assert conflicts(other, US, dataclasses.replace(around, sheets=dict(sheets))) == conflicts(made, US, around)


def test_an_empty_board_has_nothing_against_it() -> None:
    away = people(1, 2, away=frozenset({date("2027-03-04")}))
    empty = board(
        day("2027-03-04", call="06:00"), day("2027-03-05", call="04:00"), subjects=away, calendar=CalendarFacts(),
        boneyard=(scene(1, [1, 2]),), locks=((1, 2),),
    )  # fmt: skip
    assert found(empty, Around(zone=BERLIN)) == []
    assert found(board()) == []


def _cast(each: Any) -> set[int]:
    return {one for strip in each.strips for one in strip.subjects}
