"""The table and the cards: what they draw, the ways out of trouble, and the editor that outlives a rerun."""

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from streamlit_app.components import cards, grid
from streamlit_app.editing.merge import Conflict, Problem
from streamlit_app.editing.sheet import Sheet
from streamlit_app.editing.values import Column
from streamlit_app.words import plain


def page() -> None:
    import streamlit as st

    from streamlit_app.components.grid import Column, edit_rows

    c = st.column_config
    kept = st.session_state.setdefault(
        "db",
        {
            i: {"id": i, "version": 1, "name": f"*P{i}*", "call": None, "status": "W", "car": False, "days": [],
                "age": i, "born": None, "notes": ""}
            for i in range(1, 31)
        },
    )  # fmt: skip

    def save(row: dict, changes: dict) -> dict:
        kept[row["id"]] |= {**changes, "version": row["version"] + 1}
        return dict(kept[row["id"]])

    edit_rows(
        [dict(row) for row in kept.values()],
        key="calls",
        columns={
            "name": Column(c.TextColumn("Cast", required=True)),
            "call": Column(c.TimeColumn("Call", format="HH:mm", step=300)),
            "status": Column(c.SelectboxColumn("Status", options=["W", "H"], required=True)),
            "car": Column(c.CheckboxColumn("Car")),
            "days": Column(c.MultiselectColumn("Days", options=["Mon", "Tue"])),
            "age": Column(c.NumberColumn("Age", step=1)),
            "born": Column(c.DateColumn("Born")),
            "notes": Column(c.TextColumn("Notes"), empty=""),
        },
        save=None if st.session_state.get("reader") else save,
        add=lambda values: save({"id": 99, "version": 0}, {**kept[1], **values, "id": 99}),
        remove=lambda row: kept.pop(row["id"]),
        alt="Cast calls",
    )


@pytest.fixture
def table() -> AppTest:
    return opened()


def opened(**state: Any) -> AppTest:
    test = AppTest.from_function(page, default_timeout=20)
    for name, value in state.items():
        test.session_state[name] = value
    test.run()
    assert not test.exception
    return test


def as_cards(test: AppTest) -> AppTest:
    test.segmented_control(key="calls_as").set_value("Cards").run()
    assert not test.exception
    return test


def sheet(test: AppTest) -> Sheet:
    found: Sheet = test.session_state["_sheet_calls"]
    return found


def test_a_table_says_what_a_new_row_needs(table: AppTest) -> None:
    assert [line.value for line in table.caption] == ["A new row is saved as soon as it has Cast and Status."]
    assert len(table.dataframe) == 1
    assert list(table.dataframe[0].value.columns)[:3] == ["name", "call", "status"]


def test_the_same_rows_keep_the_same_editor(table: AppTest) -> None:
    first = sheet(table).generation
    table.run().run()
    assert sheet(table).generation == first == 1


def test_somebody_elses_change_mounts_a_new_editor(table: AppTest) -> None:
    table.session_state["db"][2] |= {"call": "07:00", "version": 2}
    table.run()
    assert sheet(table).generation == 2


def test_an_editor_that_was_away_starts_again(table: AppTest) -> None:
    sheet(table).cells[0, "call"] = "06:00:00.000"
    as_cards(table).segmented_control(key="calls_as").set_value("Table").run()
    assert sheet(table).cells == {}


def test_a_reader_edits_nothing() -> None:
    test = opened(reader=True)
    assert not test.caption
    assert not [button for button in as_cards(test).button if "edit" in button.key]


def test_a_conflict_offers_both_sides(table: AppTest) -> None:
    sheet(table).conflicts[1] = Conflict("*P1*", {**table.session_state["db"][1], "call": "06:00"}, {"call": "07:00"})
    table.run()
    assert "Call: 06:00 (theirs) → 07:00 (yours)" in [line.value for line in table.text]
    table.button(key="calls_mine_1").click().run()
    assert table.session_state["db"][1]["call"] == "07:00"
    assert not sheet(table).conflicts


def test_theirs_can_be_kept(table: AppTest) -> None:
    sheet(table).conflicts[1] = Conflict("*P1*", dict(table.session_state["db"][1]), {"call": "07:00"})
    table.run().button(key="calls_theirs_1").click().run()
    assert table.session_state["db"][1]["call"] is None
    assert not sheet(table).conflicts


def test_a_refused_value_is_shown_with_its_reason_and_ways_out(table: AppTest) -> None:
    sheet(table).problems[2] = Problem(2, "*P2*", {"age": 900}, "At most 120.")
    table.run()
    assert [line.value for line in table.text] == ["*P2*: At most 120.", "Age: 900"]
    table.button(key="calls_again_2").click().run()
    assert table.session_state["db"][2]["age"] == 900
    sheet(table).problems["new1"] = Problem(None, "Zo", {"name": "Zo"}, "No.")
    table.run().button(key="calls_discard_new1").click().run()
    assert not sheet(table).problems


def test_cards_show_a_page_of_rows_and_open_a_form(table: AppTest) -> None:
    as_cards(table)
    assert len([button for button in table.button if button.key.startswith("calls_edit_")]) == cards.A_PAGE
    assert table.markdown[0].value == f"**{plain('*P1*')}**"
    table.button(key="calls_edit_1").click().run()
    assert not table.exception
    assert {"Cast", "Notes"} <= {field.label for field in table.text_input}
    assert [field.value for field in table.number_input] == [1]


def test_a_form_for_a_new_row_opens_empty(table: AppTest) -> None:
    as_cards(table).button(key="calls_add").click().run()
    assert not table.exception
    assert [field.value for field in table.number_input] == [None]


def test_a_form_sends_only_what_changed_and_says_what_is_missing() -> None:
    columns = {
        "name": Column(st.column_config.TextColumn("Cast", required=True)),
        "call": Column(st.column_config.TimeColumn("Call")),
    }
    mine, sent = Sheet(columns, "name"), []
    row = {"id": 1, "version": 1, "name": "A", "call": "07:00"}

    def save(_row: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
        sent.append(changes)
        return {**row, **changes, "version": 2}

    assert cards._store(mine, row, {"name": "A", "call": "08:00"}, save, None) == ""
    assert sent == [{"call": "08:00"}]
    assert cards._store(mine, None, {"name": None}, save, lambda values: values) == "Cast must be filled in."


def test_phones_see_cards_first(monkeypatch: pytest.MonkeyPatch) -> None:
    class Context:
        headers = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36"}

    monkeypatch.setattr(grid.st, "context", Context())
    assert opened().button(key="calls_add").label == "Add"


def test_somebodys_text_stays_text() -> None:
    assert plain("*a* [b](c)") == r"\*a\* \[b\]\(c\)"
