"""Editing rows: every report of an editor is stored once, nothing typed is lost, both sides of a clash are kept."""

import datetime as dt
from typing import Any

import pytest
import streamlit as st
from hypothesis import given, settings
from hypothesis import strategies as some

from streamlit_app.api.client import Clash, Refused, Wrong
from streamlit_app.editing.merge import Added, align, contested
from streamlit_app.editing.sheet import QUIET_SECONDS, Sheet
from streamlit_app.editing.values import Column, required_labels

c = st.column_config
COLUMNS = {
    "name": Column(c.TextColumn("Name", required=True)),
    "role": Column(c.TextColumn("Role"), empty=""),
    "call": Column(c.TimeColumn("Call", format="HH:mm")),
    "age": Column(c.NumberColumn("Age", step=1)),
    "total": Column(c.NumberColumn("Total"), editable=False),
}
Row = dict[str, Any]


class Server:
    """Rows with versions, as the API keeps them: a stale change is a Clash, a role with an x is Wrong."""

    def __init__(self, count: int = 3) -> None:
        self.rows = {i: self.row(i) for i in range(1, count + 1)}
        self.calls: list[tuple[Any, ...]] = []

    @staticmethod
    def row(key: int, **values: Any) -> Row:
        return {"id": key, "version": 1, "name": f"P{key}", "role": "", "call": None, "age": 1, "total": 0, **values}

    def list(self) -> list[Row]:
        return [dict(row) for row in self.rows.values()]

    def change(self, key: int, **values: Any) -> Row:
        self.rows[key] |= {**values, "version": self.rows[key]["version"] + 1}
        return dict(self.rows[key])

    def save(self, row: Row, changes: Row) -> Row:
        self.calls.append(("save", row["id"], changes))
        if row["id"] not in self.rows:
            raise Refused(404, "It is not there any more.")
        if self.rows[row["id"]]["version"] != row["version"]:
            raise Clash(409, "Somebody else changed this.", data=dict(self.rows[row["id"]]))
        if "x" in (changes.get("role") or ""):
            raise Wrong(422, "Some fields are wrong.", [{"field": "role", "message": "No x."}])
        return self.change(row["id"], **changes)

    def add(self, values: Row) -> Row:
        self.calls.append(("add", values))
        if values["name"] == "bad":
            raise Wrong(422, "Some fields are wrong.", [{"field": "name", "message": "Bad."}])
        key = max(self.rows, default=0) + 1
        self.rows[key] = self.row(key, **values)
        return dict(self.rows[key])

    def remove(self, row: Row) -> None:
        self.calls.append(("remove", row["id"]))
        if row["id"] == 1:
            raise Refused(403, "Number one stays.")
        del self.rows[row["id"]]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def sheet(server: Server) -> Sheet:
    return opened(server)


def opened(server: Server) -> Sheet:
    sheet = Sheet(COLUMNS, "name")
    sheet.update(server.list(), 0)
    return sheet


def report(sheet: Sheet, server: Server, *, added: Any = (), deleted: Any = (), now: float = 9, **edited: Any) -> None:
    """What an editor reports; `row0={"role": "A"}` is an edit of its first row."""
    delta = {
        "edited_rows": {int(name[3:]): cells for name, cells in edited.items()},
        "added_rows": list(added),
        "deleted_rows": list(deleted),
    }
    sheet.take(delta, server.save, server.add, server.remove, now)


# --- values


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("call", "07:00", dt.time(7)),
        ("call", "07:00:00", dt.time(7)),
        ("call", None, None),
        ("role", "", ""),
        ("role", None, None),
        ("age", 3, 3),
    ],
)
def test_values_become_cells(column: str, value: Any, cell: Any) -> None:
    assert COLUMNS[column].to_cell(value) == cell


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("call", "05:55:00.000", "05:55"),
        ("call", dt.time(5, 55), "05:55"),
        ("call", None, None),
        ("role", None, ""),
        ("name", None, None),
        ("age", 3.0, 3),
        ("age", float("nan"), None),
    ],
)
def test_cells_become_values(column: str, cell: Any, value: Any) -> None:
    assert COLUMNS[column].to_api(cell) == value


def test_dates_choices_and_labels() -> None:
    day, many = Column(c.DateColumn("Day")), Column(c.MultiselectColumn("Days", options=["a", "b"]))
    pick = Column(c.SelectboxColumn(options=[1, 2], format_func="No {}".format))
    assert day.to_api(day.to_cell("2026-11-24")) == "2026-11-24"
    assert (many.to_api(("a", "b")), many.to_api(None), many.say(["a", "b"])) == (["a", "b"], [], "a, b")
    assert (pick.options, pick.say(2), pick.label("page_no")) == ({1: "No 1", 2: "No 2"}, "No 2", "Page no")
    assert (day.say(None), Column(c.CheckboxColumn()).say(True)) == ("empty", "yes")
    assert required_labels(COLUMNS) == ["Name"]


@given(some.times())
def test_times_survive_to_the_minute(time: dt.time) -> None:
    call = COLUMNS["call"]
    assert call.to_cell(call.to_api(f"{time:%H:%M:%S}.000")) == time.replace(second=0, microsecond=0)


# --- edits


def test_an_edit_is_stored_at_once_and_once(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"role": "A"})
    report(sheet, server, row0={"role": "A"})
    report(sheet, server, row0={"role": "A", "call": "06:30:00.000"})
    assert server.calls == [("save", 1, {"role": "A"}), ("save", 1, {"call": "06:30"})]
    assert server.rows[1]["version"] == 3


def test_the_editor_stays_while_it_shows_what_is_stored(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"role": "A", "call": "06:30:00.000"})
    sheet.update(server.list(), 101)
    assert sheet.generation == 1


def test_a_value_the_server_changed_is_shown_at_once(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"role": "A"})
    server.rows[1]["total"] = 9  # follows from the edit: same version
    sheet.update(server.list(), 101)
    assert sheet.generation == 2


def test_a_refused_cell_stays_and_does_not_hold_up_the_others(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"role": "fox", "age": 7}, row1={"role": "B"})
    assert (server.rows[1]["age"], server.rows[2]["role"]) == (7, "B")
    problem = sheet.problems[1]
    assert (problem.values, problem.message) == ({"role": "fox"}, "Some fields are wrong. · role: No x.")
    sheet.update(server.list(), 101)
    assert sheet.generation == 1
    report(sheet, server, row0={"role": "fog", "age": 7}, row1={"role": "B"})
    assert not sheet.problems
    assert server.rows[1]["role"] == "fog"


def test_a_rule_over_two_fields_is_met_by_the_second_one(sheet: Sheet, server: Server) -> None:
    def save(row: Row, changes: Row) -> Row:
        if (changes.get("call") is None) != (changes.get("role") in (None, "")):
            raise Wrong(422, "A role needs a call.")
        return server.save(row, changes)

    sheet.store(1, {"role": "A"}, save)
    assert sheet.problems[1].values == {"role": "A"}
    sheet.store(1, {"call": "07:00"}, save)
    assert not sheet.problems
    assert (server.rows[1]["role"], server.rows[1]["call"]) == ("A", "07:00")


def test_a_refused_value_can_be_tried_again_or_discarded(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"role": "fox"})
    sheet.retry(1, lambda row, changes: server.change(row["id"], **changes), None)
    assert (server.rows[1]["role"], sheet.problems) == ("fox", {})
    report(sheet, server, row1={"role": "fox"})
    sheet.discard(2)
    sheet.update(server.list(), 101)
    assert (sheet.problems, sheet.generation, server.rows[2]["role"]) == ({}, 2, "")


def test_cells_nobody_may_edit_are_never_sent(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"total": 5, "unknown": 1})
    assert server.calls == []


# --- other people


def test_other_peoples_changes_wait_while_somebody_types(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"role": "A"}, now=100)
    server.change(2, role="theirs")
    sheet.update(server.list(), 101)
    assert (sheet.generation, sheet.waiting) == (1, 1)
    sheet.update(server.list(), 101 + QUIET_SECONDS)
    assert (sheet.generation, sheet.waiting) == (2, 0)


def test_a_replaced_editor_may_finish_but_not_repeat_itself(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"role": "Gaffer"})
    old = sheet.generation
    server.change(1, role="Grip")  # somebody else, afterwards
    sheet.update(server.list(), 9 + 2 * QUIET_SECONDS)
    assert sheet.generation == old + 1
    sheet.take_late({"edited_rows": {0: {"role": "Gaffer"}}}, old, server.save)
    assert server.rows[1]["role"] == "Grip", "what was reported before is no edit"
    sheet.take_late({"edited_rows": {0: {"role": "Gaffer"}, 1: {"call": "05:00:00.000"}}}, old, server.save)
    sheet.take_late({"edited_rows": {0: {"role": "Gaffer"}, 1: {"call": "05:00:00.000"}}}, old, server.save)
    assert (server.rows[1]["role"], server.rows[2]["call"]) == ("Grip", "05:00")
    assert [call for call in server.calls if call[1] == 2] == [("save", 2, {"call": "05:00"})]
    sheet.update(server.list(), 99)
    sheet.take_late({"edited_rows": {2: {"call": "06:00:00.000"}}}, old, server.save)
    assert server.rows[3]["call"] is None, "an editor long gone says nothing"


def test_a_click_another_filter_or_other_rows_do_not_wait(sheet: Sheet, server: Server) -> None:
    report(sheet, server, row0={"role": "A"}, now=100)
    server.change(2, role="theirs")
    sheet.update(server.list(), 101)
    sheet.show_now()
    sheet.update(server.list(), 101)
    assert sheet.generation == 2
    sheet.update(server.list()[:1], 102, view="a filter")
    assert (sheet.generation, len(sheet.rows)) == (3, 1)
    sheet.update([Server.row(50)], 103, view="a filter")
    assert sheet.generation == 4


def test_changes_of_different_cells_are_merged(sheet: Sheet, server: Server) -> None:
    server.change(1, age=40)
    report(sheet, server, row0={"role": "mine"})
    assert not sheet.conflicts
    assert (server.rows[1]["age"], server.rows[1]["role"]) == (40, "mine")


def test_the_same_cell_is_contested_and_both_sides_are_kept(sheet: Sheet, server: Server) -> None:
    server.change(1, role="theirs")
    report(sheet, server, row0={"role": "mine", "age": 8})
    conflict = sheet.conflicts[1]
    assert (conflict.theirs["role"], conflict.mine, conflict.name) == ("theirs", {"role": "mine"}, "P1")
    assert (server.rows[1]["role"], server.rows[1]["age"]) == ("theirs", 8)
    sheet.update(server.list(), 101)
    assert sheet.conflicts


def test_use_mine_and_keep_theirs(sheet: Sheet, server: Server) -> None:
    server.change(1, role="theirs")
    server.change(2, role="theirs")
    report(sheet, server, row0={"role": "mine"}, row1={"role": "mine"})
    sheet.insist(1, server.save)
    sheet.discard(2)
    sheet.update(server.list(), 101)
    assert not sheet.conflicts
    assert [server.rows[i]["role"] for i in (1, 2)] == ["mine", "theirs"]
    assert [row["role"] for row in sheet.rows[:2]] == ["mine", "theirs"]


def test_use_mine_meets_a_third_version(sheet: Sheet, server: Server) -> None:
    server.change(1, role="theirs")
    report(sheet, server, row0={"role": "mine"})
    server.change(1, role="third")
    sheet.insist(1, server.save)
    assert (sheet.conflicts[1].theirs["role"], sheet.conflicts[1].mine) == ("third", {"role": "mine"})


def test_typing_again_decides_a_conflict(sheet: Sheet, server: Server) -> None:
    server.change(1, role="theirs")
    report(sheet, server, row0={"role": "mine"})
    report(sheet, server, row0={"role": "final"})
    assert not sheet.conflicts
    assert server.rows[1]["role"] == "final"


def test_both_typed_the_same(sheet: Sheet, server: Server) -> None:
    server.change(1, role="same")
    report(sheet, server, row0={"role": "same"})
    assert (sheet.conflicts, sheet.problems, server.rows[1]["version"]) == ({}, {}, 2)


def test_a_row_somebody_deleted_keeps_what_was_typed(sheet: Sheet, server: Server) -> None:
    del server.rows[1]
    report(sheet, server, row0={"role": "mine"})
    sheet.update(server.list(), 200)
    assert sheet.problems[1].values == {"role": "mine"}


def test_a_broken_rule_without_a_newer_row_is_no_conflict(sheet: Sheet, server: Server) -> None:
    def save(row: Row, changes: Row) -> Row:
        raise Clash(409, "That day is locked.")

    sheet.store(1, {"role": "A"}, save)
    assert (sheet.conflicts, sheet.problems[1].message) == ({}, "That day is locked.")


# --- new and deleted rows


def test_a_new_row_is_added_once_it_is_complete_and_goes_on_as_a_row(sheet: Sheet, server: Server) -> None:
    report(sheet, server, added=[{"role": "A"}])
    report(sheet, server, added=[{"role": "A", "name": "Zo"}])
    report(sheet, server, added=[{"role": "B", "name": "Zo"}])
    assert server.calls == [("add", {"role": "A", "name": "Zo"}), ("save", 4, {"role": "B"})]
    sheet.update(server.list(), 101)
    assert sheet.generation == 1


def test_a_refused_new_row_is_kept_until_decided(sheet: Sheet, server: Server) -> None:
    report(sheet, server, added=[{"name": "bad", "role": "A"}])
    ((key, problem),) = sheet.problems.items()
    assert (problem.row, problem.values) == (None, {"name": "bad", "role": "A"})
    report(sheet, server, added=[{"name": "good", "role": "A"}])
    assert (sheet.problems, server.rows[4]["name"]) == ({}, "good")
    report(sheet, server, added=[{"name": "good", "role": "A"}, {"name": "bad"}])
    (key,) = sheet.problems
    sheet.retry(key, server.save, server.add)
    (again,) = sheet.problems
    sheet.discard(again)
    assert not sheet.problems


def test_a_deleted_row_goes_and_a_refused_deletion_comes_back(sheet: Sheet, server: Server) -> None:
    report(sheet, server, deleted=[1])
    report(sheet, server, deleted=[0, 1])
    assert server.calls == [("remove", 2), ("remove", 1)]
    sheet.update(server.list(), 101)
    assert [row["id"] for row in sheet.rows] == [1, 3]
    assert sheet.problems[1].message == "Number one stays."


def test_a_new_row_can_be_deleted_again(sheet: Sheet, server: Server) -> None:
    report(sheet, server, added=[{"name": "A"}, {"name": "B"}])
    report(sheet, server, added=[{"name": "B"}])
    assert server.calls[2:] == [("remove", 4)]
    assert set(server.rows) == {1, 2, 3, 5}


def test_a_deletion_that_cannot_be_told_apart_deletes_nothing(sheet: Sheet, server: Server) -> None:
    report(sheet, server, added=[{"name": "A"}, {"name": "B"}])
    report(sheet, server, added=[{"name": "C"}])
    sheet.update(server.list(), 101)
    assert set(server.rows) == {1, 2, 3, 4, 5}
    assert (sheet.generation, len(sheet.rows)) == (2, 5)


@given(some.lists(some.sampled_from("abc"), max_size=6), some.data())
def test_what_is_left_of_new_rows_is_found_again(names: list[str], data: some.DataObject) -> None:
    before = [Added({"name": name}, id=at) for at, name in enumerate(names)]
    kept = [one for one in before if data.draw(some.booleans())]
    aligned = align(before, [one.cells for one in kept])
    assert aligned is not None
    assert [one.cells for one in aligned[0]] == [one.cells for one in kept]
    assert sorted(one.id for one in aligned[0] + aligned[1]) == list(range(len(names)))


# --- anything in any order

VALUES = {"role": some.sampled_from(["", "A", "B", "fox"]), "age": some.integers(0, 3)}
CELL = some.sampled_from(sorted(VALUES)).flatmap(lambda name: some.tuples(some.just(name), VALUES[name]))
STEP = some.tuples(some.booleans(), some.integers(0, 2), CELL)


@given(some.lists(STEP, max_size=25))
@settings(max_examples=150, deadline=None)
def test_every_typed_value_is_stored_refused_or_contested(steps: list[tuple[bool, int, tuple[str, Any]]]) -> None:
    server = Server()
    sheet = opened(server)
    reported: dict[int, Row] = {}
    for mine, at, (name, value) in steps:
        if not mine:
            server.change(at + 1, **{name: value})
            continue
        reported.setdefault(at, {})[name] = value
        key, before = at + 1, server.rows[at + 1][name]
        repeated = sheet.cells.get((at, name), None) == value and (at, name) in sheet.cells
        for _twice in range(2):
            report(sheet, server, **{f"row{row}": dict(cells) for row, cells in reported.items()})
        kept = {**(sheet.problems[key].values if key in sheet.problems else {})}
        kept |= sheet.conflicts[key].mine if key in sheet.conflicts else {}
        assert repeated or server.rows[key][name] == value or kept.get(name) == value
        assert server.rows[key][name] in (value, before)


@given(
    some.dictionaries(some.sampled_from("abc"), some.integers(0, 2)),
    some.dictionaries(some.sampled_from("abc"), some.integers(0, 2)),
    some.dictionaries(some.sampled_from("abc"), some.integers(0, 2), min_size=1),
)
def test_only_what_both_changed_differently_is_contested(base: Row, theirs: Row, wanted: Row) -> None:
    both = contested(base, theirs, wanted, {})
    assert both == {n for n, v in wanted.items() if theirs.get(n) != base.get(n) and theirs.get(n) != v}
