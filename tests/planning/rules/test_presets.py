"""Presets are complete, and every value says where it comes from."""

import datetime as dt

import pytest

from backend.planning.rules.presets import RULES, STRIPS, presets, rules, strip_presets
from backend.planning.rules.schemas import PresetKey, RuleChanges, RuleValues, StripColours, StripKey


@pytest.mark.parametrize("key", presets())
def test_preset_says_every_rule_and_where_it_is_from(key):
    preset = presets()[key]
    assert set(preset.values) == set(preset.sources) == set(RULES)
    assert all(text.strip() for text in preset.sources.values())
    rules(preset.values)
    accepted = RuleChanges.model_validate(dict(preset.values))  # whatever a preset says could have been typed
    assert accepted.model_fields_set == set(RULES)


@pytest.mark.parametrize("key", strip_presets())
def test_strip_preset_has_every_colour(key):
    assert set(strip_presets()[key].colours) == set(STRIPS) == set(StripColours.model_fields)


def test_schemas_know_the_same_rules_and_presets():
    assert set(RuleValues.model_fields) == set(RULES)
    assert set(PresetKey.__args__) == set(presets())
    assert set(StripKey.__args__) == set(strip_presets())


@pytest.mark.parametrize(
    ("preset", "days"), [("us_theatrical", 10), ("us_television", 14), ("eu_uk", 14), ("student", 10)]
)
def test_drop_days_differ_by_agreement(preset, days):
    assert rules(presets()[preset].values).drop_days == days


@pytest.mark.parametrize(
    ("born", "on", "under"),
    [
        (dt.date(2017, 6, 1), dt.date(2026, 5, 31), 9),
        (dt.date(2017, 6, 1), dt.date(2026, 6, 1), 16),  # nine today
        (dt.date(2020, 2, 29), dt.date(2026, 2, 28), 6),
        (dt.date(2020, 2, 29), dt.date(2026, 3, 1), 9),
        (dt.date(2008, 1, 1), dt.date(2026, 1, 1), None),  # eighteen today
        (None, dt.date(2026, 1, 1), None),
    ],
)
def test_band_of_a_minor_goes_by_the_age_on_the_day(born, on, under):
    band = rules(presets()["us_theatrical"].values).band(born, on)
    assert (band.under_age if band else None) == under


@pytest.mark.parametrize(
    ("preset", "late", "cents"),
    [
        ("us_theatrical", 0, 0),
        ("us_theatrical", 12, 0),  # grace
        ("us_theatrical", 13, 2500),
        ("us_theatrical", 31, 6000),
        ("us_theatrical", 121, 2500 + 3500 + 3 * 5000),
        ("student", 61, 7500),
        ("eu_uk", 61, 0),
    ],
)
def test_meal_penalty_grows_by_the_half_hour(preset, late, cents):
    assert rules(presets()[preset].values).meal_penalty(late) == cents
