"""The days of a schedule file get their dates from its calendar, and the engines their facts."""

import datetime as dt

import pytest

from backend.core.errors import Invalid
from backend.exchange.uss.reading import read
from backend.exchange.uss.shooting import facts
from tests.exchange.uss.story import event, file, story


def day(number: int, month: int = 11) -> dt.date:
    return dt.date(2026, month, number)


def test_days_skip_weekends_and_holidays_and_units_share_them():
    board = facts(read(file()), "Tide plan")
    assert [(d.date, board.units[d.unit], [s.number for s in d.strips]) for d in board.days] == [
        (day(12), "stripboard", ["1", "", "2"]),
        (day(12), "Second unit", ["4PT2"]),
        (day(13), "stripboard", ["3"]),
        (day(17), "stripboard", ["4PT1"]),
    ]
    assert board.calendar.holidays == {day(16)}
    assert board.calendar.weekly_off == {5, 6}
    assert [strip.number for strip in board.boneyard] == ["5"]


def test_a_strip_knows_what_the_scene_is_and_who_is_in_it():
    board = facts(read(file()), "tide PLAN")
    scene, banner = board.days[0].strips[:2]
    assert (scene.int_ext, scene.day_night, scene.set_name, scene.script_day) == ("EXT", "DAY", "QUAY", "1")
    assert (scene.eighths, scene.minutes) == (9, 90)
    assert [board.subjects[key].name for key in scene.subjects] == ["IDA"]
    assert (banner.scene_id, banner.banner, banner.minutes) == (None, "Company move", 30)


def test_people_come_with_hold_drop_events_and_days_off():
    people = {each.name: each for each in facts(read(file()), "Tide plan").subjects.values()}
    assert list(people) == ["IDA", "BO", "ZOË"]
    assert (people["BO"].hold, people["BO"].drop, people["BO"].drop_days) == (False, True, 7)
    assert people["BO"].away == {day(13)}  # its Fridays while the board lasts
    assert people["ZOË"].events == {day(13): "fitting"}
    assert people["ZOË"].away == {day(18)}


def test_any_category_can_be_asked_for():
    board = facts(read(file()), "Tide plan", category="props")
    assert [each.name for each in board.subjects.values()] == ["Rope"]
    assert [len(strip.subjects) for strip in board.days[0].strips] == [1, 0, 0]


def test_who_is_left_out_of_the_day_out_of_days_is_no_subject():
    body = story()
    next(each for each in body["elements"] if each["id"] == "e-bo")["isDood"] = False
    assert [each.name for each in facts(read(file(body)), "Tide plan").subjects.values()] == ["IDA", "ZOË"]


def test_a_bare_strip_among_days_is_a_day_and_a_board_without_days_has_none():
    body = story()
    body["stripboards"][0]["boards"][0]["breakdownIds"] = [["b1"], "b2", [], ["b3"]]
    document = read(file(body))
    main = [d for d in facts(document, "Tide plan").days if d.unit == 0]
    assert [(d.date.day, len(d.strips)) for d in main] == [(12, 1), (13, 1), (17, 0), (18, 1)]
    flat = facts(document, "Script order")
    assert not flat.days
    assert len(flat.boneyard) == 7


@pytest.mark.parametrize(
    ("extra", "dates"),
    [
        (event("dayOff", "dayOff", "2026-11-13"), [12, 17, 18]),
        (event("event", "doodTravel", "2026-11-17"), [12, 13, 18]),
        (event("event", "rehearsal", "2026-11-13"), [12, 13, 17]),
    ],
)
def test_days_off_and_travel_days_are_skipped_and_rehearsals_are_not(extra, dates):
    body = story()
    body["calendars"][0]["events"].append(extra)
    board = facts(read(file(body)), "Tide plan")
    assert [d.date.day for d in board.days if d.unit == 0] == dates


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body.update(calendars=[]), "no calendar with a start"),
        (lambda body: body["calendars"][0].update(events=[]), "no calendar with a start"),
        (lambda body: body["calendars"][0].update(daysOff=list(range(7))), "no working day"),
        (lambda body: body["stripboards"][0].update(name="Script order"), "several boards"),
        (lambda body: body.update(stripboards=[]), "there is no board"),
    ],
)
def test_a_board_that_cannot_be_dated_says_why(change, said):
    body = story()
    change(body)
    with pytest.raises(Invalid, match=said):
        facts(read(file(body)), "Script order" if said == "several boards" else "Tide plan")


def test_the_published_board_is_dated_and_filled_as_its_truth_says(shared_data):
    import json

    truth = json.loads((shared_data / "uss" / "dood_first_pass.json").read_bytes())["First Pass"]
    board = facts(read((shared_data / "uss" / "full_sample_schedule.uss").read_bytes()), "First Pass")
    assert len(board.days) == truth["shoot_days"]
    assert [str(board.days[0].date), str(board.days[-1].date)] == [truth["first"], truth["last"]]
    at_work: dict[str, set[str]] = {}
    for shot in board.days:
        for strip in shot.strips:
            for key in strip.subjects:
                at_work.setdefault(board.subjects[key].name, set()).add(str(shot.date))
    wanted = {name: {date for date, code in row["codes"].items() if code != "H"} for name, row in truth["cast"].items()}
    assert at_work == wanted
