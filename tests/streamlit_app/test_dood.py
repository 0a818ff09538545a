"""The pages of the day out of days and of the rules, and what they show of the API's answers."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.core.db import db, start_writing
from backend.planning.rules.presets import presets
from streamlit_app.components import dood_grid
from streamlit_app.editing.dood import amount, chosen, grid, spelled
from streamlit_app.editing.rules import (
    FIELDS,
    Unreadable,
    band_rows,
    changes,
    from_band_rows,
    from_form,
    said,
    to_form,
)
from tests.films import Film, shooting_day
from tests.people import Studio


@pytest.fixture
def film(studio: Studio) -> SimpleNamespace:
    """NELL works on 2 and 5 November 2026, ABEL on the 5th."""
    pid = studio.production(currency="EUR")
    made = Film(studio.app, pid)
    nell, abel = made.cast(1, "NELL", "Ida Ness", daily_rate=40_000), made.cast(2, "ABEL *star*")
    scenes = [made.scene("1", [nell]), made.scene("2", [nell, abel])]
    with studio.app.app_context():
        start_writing(pid)
        for day, scene in zip((2, 5), scenes, strict=True):
            shooting_day(pid, dt.date(2026, 11, day), [scene])
        db.session.commit()
    return SimpleNamespace(pid=pid, nell=nell, abel=abel)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the grid was given, run by run, after a first element whose `clicks` are told to the page, each once."""
    clicks: list[Any] = []
    seen: list[dict[str, Any]] = [{"clicks": clicks}]

    def draw(*, key: str, data: dict[str, Any], on_opened_change: Any) -> SimpleNamespace:
        seen.append(data)
        return SimpleNamespace(opened=clicks.pop() if clicks else None)

    monkeypatch.setattr(dood_grid, "_GRID", draw)
    return seen


def test_grid_shows_codes_totals_and_money_to_the_office(
    open_page: Any, studio: Studio, film: SimpleNamespace, drawn: Any
) -> None:
    page = open_page(studio.member(film.pid, "production_manager"), "dood", production=film.pid)
    shown = drawn[-1]
    assert [row["codes"] for row in shown["rows"]] == [["SW", "H", "H", "WF"], ["", "", "", "SWF"]]
    assert shown["working"] == ["1", "", "", "2"]
    assert shown["totals"] == ["Work", "Hold", "Paid", "Start", "Finish", "Hold cost"]
    assert shown["sums"] == ["3", "2", "5", "", "", "800 EUR"]
    assert "held days cost 800 EUR" in page.caption[1].value


def test_assistant_director_sees_no_money(open_page: Any, studio: Studio, film: SimpleNamespace, drawn: Any) -> None:
    page = open_page(studio.member(film.pid, "assistant_director"), "dood", production=film.pid)
    assert "Hold cost" not in drawn[-1]["totals"]
    assert not any("EUR" in caption.value for caption in page.caption)


def test_a_code_opens_its_day_and_a_rehearsal_is_added_and_removed(
    open_page: Any, studio: Studio, film: SimpleNamespace, drawn: Any
) -> None:
    ad = studio.member(film.pid, "assistant_director")
    page = open_page(ad, "dood", production=film.pid)
    drawn[0]["clicks"].append({"row": 1, "column": 3})
    page.run()
    said_there = " ".join(text.value for text in page.markdown)
    assert "ABEL \\*star\\*" in said_there
    assert "start, work, finish" in said_there
    assert "**2**" in said_there  # the scene they are in, and not the other
    assert "**1**" not in said_there
    page.segmented_control(key="here_kind").set_value("rehearsal")
    page.text_input(key="here_note").set_value("Stage 2")
    next(button for button in page.button if button.label == "Add").click()
    drawn[0]["clicks"].append({"row": 1, "column": 3})  # a dialog is a part of the page that only its opener draws
    page.run()
    assert not page.exception
    assert drawn[-1]["rows"][1]["codes"][3] == "SWF/R"
    event = ad.get(f"/productions/{film.pid}/dood-events").data[0]
    assert (event["kind"], event["note"], event["date"]) == ("rehearsal", "Stage 2", "2026-11-05")
    drawn[0]["clicks"].append({"row": 1, "column": 3})
    page.run()
    page.button(key=f"event_{event['id']}_yes").click()
    drawn[0]["clicks"].append({"row": 1, "column": 3})
    page.run()
    assert ad.get(f"/productions/{film.pid}/dood-events").data == []


def test_filters_narrow_the_rows(open_page: Any, studio: Studio, film: SimpleNamespace, drawn: Any) -> None:
    page = open_page(studio.admin(film.pid), "dood", production=film.pid, dood_who="Held")
    assert [row["name"] for row in drawn[-1]["rows"]] == ["NELL"]
    page.text_input(key="dood_q").set_value("nobody").run()
    assert any("Nobody found" in text.value for text in page.markdown)


def test_rules_are_changed_marked_and_brought_back(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    ad = studio.member(pid, "assistant_director")
    page = open_page(ad, "rules", production=pid)
    page.number_input(key="rule_cast_rest_minutes").set_value(11.0)
    page.text_input(key="rule_meal_penalties").set_value("30, 40")
    next(button for button in page.button if button.label == "Save rules").click()
    page.run()
    assert not page.exception
    found = ad.get(f"/productions/{pid}/rules").data
    assert found["changed"] == ["cast_rest_minutes", "meal_penalties"]
    assert (found["values"]["cast_rest_minutes"], found["values"]["meal_penalties"]) == (660, [3000, 4000])
    assert any("The preset says 12 h" in caption.value for caption in page.caption)
    page.button(key="back_rules").click().run()
    page.button(key="back_rules").click()
    page.button(key="confirm_yes").click().run()
    assert ad.get(f"/productions/{pid}/rules").data["changed"] == []


def test_rules_that_cannot_be_read_are_told(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    page = open_page(studio.admin(pid), "rules", production=pid)
    page.text_input(key="rule_reminder_hours").set_value("soon")
    next(button for button in page.button if button.label == "Save rules").click()
    page.run()
    assert "Reminders" in page.error[0].value


def test_strip_colours_are_stored_at_once(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    ad = studio.member(pid, "assistant_director")
    page = open_page(ad, "rules", production=pid, rules_part="Strip colours")
    page.color_picker(key="colour_dawn_#ffb8cf").set_value("#ff0000").run()
    assert ad.get(f"/productions/{pid}/rules").data["strip_colours"]["dawn"] == "#ff0000"
    page.selectbox(key="strips_1").set_value("green_night").run()
    found = ad.get(f"/productions/{pid}/rules").data
    assert (found["strip_preset"], found["strip_changed"]) == ("green_night", ["dawn"])


def test_crew_reads_rules(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    page = open_page(studio.member(pid, "crew"), "rules", production=pid)
    assert all(field.disabled for field in page.number_input)
    assert not [button for button in page.button if button.label == "Save rules" and not button.disabled]


@pytest.mark.parametrize("preset", presets())
def test_the_form_gives_back_what_it_was_given(preset: str) -> None:
    values = {**presets()[preset].values}
    form = {name: to_form(name, values[name]) for name in FIELDS}
    assert changes(form, values) == {}
    assert from_band_rows(band_rows(values["minors"])) == values["minors"]
    assert all(said(name, values[name]) for name in FIELDS)


@given(some.integers(0, 10_080))
def test_hours_come_back_to_the_minute(minutes: int) -> None:
    assert from_form("weekly_rest_minutes", to_form("weekly_rest_minutes", minutes)) == minutes


def test_half_a_band_is_told() -> None:
    with pytest.raises(Unreadable):
        from_band_rows([{"under_age": 9, "hours": float("nan"), "earliest_call": None, "latest_wrap": None}])
    assert from_band_rows([{"under_age": float("nan"), "hours": None, "source": "law"}]) == []


def test_words_of_codes_and_money() -> None:
    assert spelled("SWD") == "start, work, drop"
    assert spelled("H/FT") == "hold, fitting"
    assert spelled("/") == "holiday"
    assert amount(125_050, "EUR") == "1\u202f250.50 EUR"


def test_totals_nobody_has_are_left_out() -> None:
    row = {
        "number": "1", "name": "NELL", "performer": "", "codes": {}, "work": 1, "hold": 0, "drop": 0, "travel": 2,
        "rehearsal": 0, "fitting": 0, "holiday": 0, "paid": 3, "start": None, "finish": None, "hold_cost": None,
    }  # fmt: skip
    answer = {"category": "Cast", "currency": "EUR", "columns": [], "totals": {"hold_cost": None}}
    assert grid(answer, [row])["totals"] == ["Work", "Hold", "Travel", "Paid", "Start", "Finish"]
    assert chosen([row], "one_day", "1 ne") == [row]
    assert chosen([row], "held") == []


@pytest.mark.parametrize(("job_role", "sees"), [("production_manager", True), ("assistant_director", False)])
def test_daily_rates_are_typed_by_the_office(open_page: Any, studio: Studio, job_role: str, sees: bool) -> None:
    pid = studio.production(currency="EUR")
    office = studio.member(pid, "producer")
    page = open_page(studio.member(pid, job_role), "cast", production=pid)
    page.button(key="add").click().run()
    assert [field.label for field in page.number_input if field.key == "member_rate"] == (
        ["Daily rate (EUR)"] if sees else []
    )
    page.text_input(key="member_character").set_value("NELL")
    page.number_input(key="member_drop_days").set_value(14)
    if sees:
        page.number_input(key="member_rate").set_value(450.5)
    next(button for button in page.button if button.label == "Add").click()
    page.button(key="add").click().run()
    assert not page.exception
    made = office.get(f"/productions/{pid}/cast-members").data[0]
    assert (made["drop_days"], made["daily_rate"]) == (14, 45_050 if sees else None)
