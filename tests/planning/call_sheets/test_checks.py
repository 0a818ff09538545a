"""What a sheet is checked for before it goes out: every check with a sheet that has it and one that has not."""

import datetime as dt
from datetime import time
from typing import Any

import pytest

from backend.planning.call_sheets.checks import every
from backend.planning.call_sheets.rest import Around, Wrapped
from backend.planning.rules.presets import presets, rules
from backend.planning.rules.values import Rules

RULES: Rules = rules(presets()["us_theatrical"].values)
DAY = dt.date(2026, 11, 24)
SUN = {"sunrise": time(7, 30), "sunset": time(16)}
SCENE: dict[str, Any] = {
    "id": 11, "scene_id": 1, "number": "5", "status": "not_started", "int_ext": "INT", "day_night": "DAY", "banner": "",
    "at": time(9), "minutes": 60, "location_id": 1, "cast_numbers": [3], "cast_member_ids": [9], "eighths": 8,
}  # fmt: skip
PERSON: dict[str, Any] = {
    "id": 21, "cast_member_id": 9, "number": 3, "character_name": "MARA", "name": "Zoë", "code": "W", "born": None,
    "status": "scheduled", "scene_numbers": ["5"], "pick_up": time(7), "makeup": time(7, 45), "wardrobe": time(8, 45),
    "on_set": time(9), "wrap": time(10),
}  # fmt: skip
CREW: dict[str, Any] = {
    "id": 31, "member_id": 4, "name": "Kim", "call": time(8), "on_call": False, "phone": "+44 1", "email": "",
    "wrap": None,
}  # fmt: skip
BANNER: dict[str, Any] = {**SCENE, "id": 12, "scene_id": None, "location_id": None, "number": "", "cast_member_ids": []}
CHILD = dt.date(2018, 5, 1)


def sheet(**more: Any) -> dict[str, Any]:
    """A sheet without any fault, with these fields changed; `scene`, `person` and `member` change its only rows."""
    scene, person, member = (more.pop(name, {}) for name in ("scene", "person", "member"))
    return {
        "date": DAY, "general_call": time(8), "lunch": time(13), "estimated_wrap": time(18), "location_id": 1,
        "location_address": "Quay 1", "parking": "North", "basecamp": "Gate 2", "safety_notes": "",
        "hospital": "St Mary\nHill Road\n+44 1632 960955", "weather": "Dry", "wind": "", "temperature_high": None,
        "temperature_low": None, "rain_percent": None, "sun": SUN,
        "contacts": [{"role": "1st AD", "name": "Ira", "phone": "+44 2"}],
        "scenes": [{**SCENE, **scene}], "cast": [{**PERSON, **person}], "crew": [{**CREW, **member}],
        "changed": {"added": [], "removed": [], "day_gone": False}, "totals": {"scenes": 1, "eighths": 8}, **more,
    }  # fmt: skip


def found(around: Around | None = None, zone: str = "Europe/London", **more: Any) -> list[tuple[str, str]]:
    return [(note["code"], note["message"]) for note in every(sheet(**more), around or Around(), RULES, zone)]


def test_a_sheet_without_a_fault_has_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("code", "words", "more"),
    [
        ("general_call_missing", "general call", {"general_call": None}),
        (
            "no_scenes",
            "scene",
            {"totals": {"scenes": 0, "eighths": 0}, "scenes": [], "person": {"scene_numbers": [], "code": "H"}},
        ),
        ("day_gone", "schedule", {"changed": {"added": [], "removed": [], "day_gone": True}}),
        ("location_missing", "where to go", {"location_id": None}),
        ("address_missing", "no address", {"location_address": " "}),
        ("parking_missing", "parks", {"parking": ""}),
        ("basecamp_missing", "basecamp", {"basecamp": ""}),
        ("hospital_missing", "hospital", {"hospital": " \n"}),
        ("hospital_incomplete", "no phone", {"hospital": "St Mary\nHill Road"}),
        ("hospital_incomplete", "no address", {"hospital": "St Mary\n+44 1632 960955"}),
        ("first_ad_phone_missing", "Ira", {"contacts": [{"role": "1st AD", "name": "Ira", "phone": ""}]}),
        ("crew_contact_missing", "Kim", {"member": {"phone": ""}}),
        ("weather_missing", "weather", {"weather": ""}),
        (
            "schedule_differs",
            "Scene 8 is on the schedule",
            {"changed": {"added": [{"number": "8"}], "removed": [], "day_gone": False}},
        ),
        (
            "schedule_differs",
            "Scene 5 is not on",
            {"changed": {"added": [], "removed": [{"number": "5"}], "day_gone": False}},
        ),
        ("scene_done", "completed already", {"scene": {"status": "completed"}}),
        ("scene_done", "omitted", {"scene": {"status": "omitted"}}),
        ("cast_not_called", "Cast 4 is in scene 5", {"scene": {"cast_numbers": [3, 4], "cast_member_ids": [9, 10]}}),
        ("call_without_scene", "no scene of the sheet", {"person": {"scene_numbers": []}}),
        ("cast_without_time", "no time", {"person": {"on_set": None}}),
        ("performer_missing", "no performer", {"person": {"name": ""}}),
        ("light", "EXT DAY but would be shot after sunset", {"scene": {"int_ext": "EXT", "at": time(15, 30)}}),
        ("light", "before sunrise", {"scene": {"int_ext": "EXT", "at": time(7)}}),
        ("light", "INT/EXT DAY", {"scene": {"int_ext": "INT/EXT", "day_night": "Day (later)", "at": time(17)}}),
        ("light", "EXT NIGHT but would be shot before sunset", {"scene": {"int_ext": "EXT", "day_night": "NIGHT"}}),
        ("light", "after sunrise", {"scene": {"int_ext": "EXT", "day_night": "NIGHT", "at": time(7), "minutes": 60}}),
        ("lunch_missing", "lunch", {"lunch": None}),
        ("meal_late", "6 h 30 min after the call of Cast 3 (MARA)", {"lunch": time(13, 30)}),
        ("day_too_long", "14 h 00 min", {"estimated_wrap": time(22)}),
        ("load", "6 1/8 pages", {"totals": {"scenes": 1, "eighths": 49}}),
        (
            "night_before",
            "before midnight",
            {
                "general_call": time(1),
                "lunch": time(5),
                "estimated_wrap": time(9),
                "scene": {"at": time(1)},
                "person": {
                    "pick_up": time(23),
                    "makeup": time(0, 30),
                    "wardrobe": None,
                    "on_set": time(1),
                    "wrap": time(2),
                },
                "member": {"call": time(1)},
            },
        ),
        ("minor_hours", "at most 8 h 00 min", {"person": {"born": CHILD, "wrap": time(16)}}),
        (
            "minor_hours",
            "before 05:00",
            {
                "general_call": time(6),
                "lunch": time(10),
                "person": {"born": CHILD, "pick_up": time(4, 30), "wrap": time(10)},
                "member": {"call": time(6)},
            },
        ),
        (
            "minor_hours",
            "after 22:00",
            {
                "general_call": time(15),
                "lunch": time(19),
                "estimated_wrap": time(23),
                "scene": {"at": time(15)},
                "person": {
                    "born": CHILD,
                    "pick_up": None,
                    "makeup": None,
                    "wardrobe": None,
                    "on_set": time(16),
                    "wrap": time(22, 30),
                },
                "member": {"call": time(15)},
            },
        ),
    ],
)
def test_every_fault_is_found_alone(code: str, words: str, more: dict[str, Any]) -> None:
    notes = found(**more)
    assert {one for one, _ in notes} == {code}
    assert any(words in message for _, message in notes)


@pytest.mark.parametrize(
    "more",
    [
        {"scene": {"int_ext": "EXT", "at": time(9)}},
        {"scene": {"int_ext": "EXT", "day_night": "NIGHT", "at": time(16, 30)}},
        {"scene": {"int_ext": "EXT", "at": None}},
        {"lunch": None, "estimated_wrap": time(12)},
        {"person": {"born": dt.date(1990, 1, 1), "wrap": time(18)}},
        {"person": {"born": CHILD, "wrap": time(14, 45)}},
        {
            "person": {"code": "H", "scene_numbers": [], "on_set": None},
            "scene": {"cast_numbers": [], "cast_member_ids": []},
        },
        {"member": {"on_call": True, "call": None}},
        {"temperature_high": 0, "weather": ""},
    ],
)
def test_what_is_right_is_left_alone(more: dict[str, Any]) -> None:
    assert found(**more) == []


def test_a_night_shoot_reaches_the_next_sunrise() -> None:
    night = {"general_call": time(18), "lunch": time(23), "estimated_wrap": time(3), "member": {"call": time(18)}}
    person = {"pick_up": None, "makeup": None, "wardrobe": None, "on_set": time(19), "wrap": time(3)}
    assert found(**night, person=person, scene={"int_ext": "EXT", "day_night": "NIGHT", "at": time(19)}) == []
    assert found(**night, person=person, scene={"int_ext": "EXT", "at": time(19)})[0][0] == "light"
    late = found(**night, person=person, scene={"int_ext": "EXT", "day_night": "NIGHT", "at": time(7)})
    assert "after sunrise" in late[0][1]


def test_no_call_and_no_scenes_block_and_the_rest_warns() -> None:
    notes = every(sheet(general_call=None, totals={"scenes": 0, "eighths": 0}, hospital=""), Around(), RULES, "UTC")
    graves = {note["code"]: note["severity"] for note in notes}
    assert graves["general_call_missing"] == graves["no_scenes"] == "blocks"
    assert graves["hospital_missing"] == "warns"
    assert all(note["section"] in {"head", "scenes", "cast", "crew", "places"} for note in notes)


def test_the_company_moves_with_a_banner() -> None:
    here, there = (
        {**SCENE, "cast_numbers": [], "cast_member_ids": []},
        {**SCENE, "id": 13, "number": "6", "location_id": 2},
    )
    move = {**BANNER, "banner": "COMPANY MOVE to the quay"}
    tea = {**BANNER, "banner": "Tea"}
    nowhere = {**here, "location_id": None}
    assert found(scenes=[here, move, there]) == []
    for lines in ([here, there], [here, tea, there], [here, nowhere, there]):
        assert [code for code, _ in found(scenes=lines)] == ["move_missing"]
    assert found(scenes=[here, here, nowhere]) == []


def test_dangers_need_a_word_about_safety() -> None:
    around = Around(dangers={1: ["high fall (stunts)"]})
    assert [code for code, _ in found(around)] == ["safety_missing"]
    assert found(around, safety_notes="Briefing at 07:45") == []


def test_nobody_is_on_two_sheets() -> None:
    around = Around(elsewhere={"cast:9": "the sheet of Quay", "member:4": "another sheet"})
    assert [message for _, message in found(around)] == [
        "Cast 3 (MARA) is on the sheet of Quay the same day.", "Kim is on another sheet the same day.",
    ]  # fmt: skip


def rested(at: dt.datetime, date: dt.date = DAY, key: str = "cast:9") -> list[str]:
    around = Around(wraps={key: Wrapped(at)})
    return [message for code, message in found(around, date=date) if code == "rest"]


def test_rest_is_from_own_wrap_to_own_first_call_on_the_wall_clock_there() -> None:
    assert rested(dt.datetime(2026, 11, 23, 19)) == []  # 12 h to the pick-up at 07:00
    assert "11 h 59 min" in rested(dt.datetime(2026, 11, 23, 19, 1))[0]
    assert "3 h 00 min" in rested(dt.datetime(2026, 11, 24, 4))[0]  # a night that ended this morning
    # The night clocks go forward is an hour short, the night they go back an hour long.
    assert "11 h 00 min" in rested(dt.datetime(2026, 3, 28, 19), dt.date(2026, 3, 29))[0]
    assert rested(dt.datetime(2026, 10, 24, 20), dt.date(2026, 10, 25)) == []
    assert rested(dt.datetime(2026, 11, 23, 22), key="member:4") == []  # crew: ten hours to 08:00
    assert "9 h 59 min of rest before the call of Kim" in rested(dt.datetime(2026, 11, 23, 22, 1), key="member:4")[0]
