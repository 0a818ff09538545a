"""Working rules and strip colours of a production."""

import pytest

from tests.films import together


@pytest.fixture
def pid(studio):
    return studio.production()


@pytest.fixture
def ad(studio, pid):
    return studio.member(pid, "assistant_director")


def address(pid):
    return f"/productions/{pid}/rules"


def test_starts_with_a_preset(ad, pid):
    found = ad.get(address(pid))
    assert found.data["preset"] == "us_theatrical"
    assert found.data["values"]["drop_days"] == 10
    assert found.data["values"]["minors"][0]["earliest_call"] == "05:00"
    assert found.data["changed"] == []
    assert "SAG-AFTRA" in found.data["sources"]["cast_rest_minutes"]
    assert found.data["strip_colours"]["day_ext"] == "#ffe45c"
    assert found.etag == '"0"'


def test_change_is_marked_and_goes_back(ad, pid):
    changed = ad.patch(address(pid), {"values": {"cast_rest_minutes": 660, "drop_days": 10}}, match=0)
    assert changed.data["changed"] == ["cast_rest_minutes"]  # ten drop days are the preset's own
    assert (changed.data["values"]["cast_rest_minutes"], changed.data["preset_values"]["cast_rest_minutes"]) == (
        660,
        720,
    )
    back = ad.patch(address(pid), {"values": {"cast_rest_minutes": None}}, match=changed.etag)
    assert back.data["changed"] == []
    assert back.data["values"]["cast_rest_minutes"] == 720


def test_another_preset_keeps_what_the_production_changed(ad, pid):
    first = ad.patch(address(pid), {"values": {"max_eighths_per_day": 64, "meal_minutes": 45}}, match=0)
    now = ad.patch(address(pid), {"preset": "us_television"}, match=first.etag).data
    assert now["values"]["drop_days"] == 14
    assert now["values"]["meal_minutes"] == 45
    assert now["changed"] == ["meal_minutes"]  # 64 eighths are what television says anyway


def test_minors_are_kept_youngest_first(ad, pid):
    bands = [
        {"under_age": 16, "max_at_work_minutes": 540, "earliest_call": "07:00", "latest_wrap": "00:30"},
        {"under_age": 9, "max_at_work_minutes": 300, "earliest_call": "08:00", "latest_wrap": "19:00", "source": "law"},
    ]
    found = ad.patch(address(pid), {"values": {"minors": bands}}, match=0).data["values"]["minors"]
    assert [(band["under_age"], band["latest_wrap"], band["source"]) for band in found] == [
        (9, "19:00", "law"),
        (16, "00:30", ""),
    ]


def test_colours_of_the_production(ad, pid):
    now = ad.patch(
        address(pid), {"strip_preset": "green_night", "strip_colours": {"dawn": "#FFC0CB", "dusk": "#ffb057"}}, match=0
    ).data
    assert now["strip_colours"]["night_int"] == "#157347"
    assert now["strip_colours"]["dawn"] == "#ffc0cb"
    assert now["strip_changed"] == ["dawn"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"values": {"cast_rest_minutes": -1}}, "values.cast_rest_minutes"),
        ({"values": {"cast_rest_minutes": "720"}}, "values.cast_rest_minutes"),
        ({"values": {"nap_minutes": 20}}, "values.nap_minutes"),
        ({"values": {"penalty_currency": "dollars"}}, "values.penalty_currency"),
        ({"values": {"meal_deduct_minutes": 10}}, "values.meal_deduct_minutes"),
        (
            {
                "values": {
                    "minors": [
                        {"under_age": 9, "max_at_work_minutes": 1, "earliest_call": "07:00", "latest_wrap": "19:00"}
                    ]
                    * 2
                }
            },
            "values.minors",
        ),
        ({"strip_colours": {"dawn": "pink"}}, "strip_colours.dawn"),
        ({"preset": "mars"}, "preset"),
    ],
)
def test_refuses_what_cannot_be(ad, pid, body, field):
    answer = ad.patch(address(pid), body, match=0)
    assert answer.status == 422
    assert answer.fields == [field]
    assert ad.get(address(pid)).data["version"] == 0


def test_second_change_sees_the_first(ad, pid):
    answers = together(
        [
            lambda hours=hours: ad.patch(address(pid), {"values": {"cast_rest_minutes": hours}}, match=0)
            for hours in (600, 660)
        ]
    )
    assert sorted(answer.status for answer in answers) == [200, 409]
    stale = next(answer for answer in answers if answer.status == 409)
    assert stale.json["data"]["values"]["cast_rest_minutes"] in (600, 660)
    assert stale.json["data"]["version"] == 1


def test_crew_reads_and_planners_change(studio, ad, pid):
    crew = studio.member(pid, "crew")
    assert crew.get(address(pid)).status == 200
    assert crew.patch(address(pid), {}, match=0).status == 403
    assert studio.user().get(address(pid)).status == 404


def test_presets_are_offered_with_their_sources(ad, pid):
    found = ad.get(f"{address(pid)}/presets").data
    assert [one["key"] for one in found["rules"]] == ["us_theatrical", "us_television", "eu_uk", "student"]
    assert found["rules"][1]["sources"]["drop_days"].startswith("SAG-AFTRA")
    assert found["strips"][0]["colours"]["night_int"] == "#1f5fc4"
