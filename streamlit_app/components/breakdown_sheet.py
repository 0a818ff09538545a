"""The sheet beside the words: cast, elements by category, adding and changing them, and the sheet's own fields."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.page import ask_delete, told
from streamlit_app.editing.breakdown import boxes, taking
from streamlit_app.state import api, flash, viewer

Row = Mapping[str, Any]


def sheet(scene: Row, printed: Row, categories: Sequence[Row], elements: Sequence[Row]) -> None:
    """The sheet of one scene; `printed` is the sheet as the API puts it together, `elements` all of the production."""
    editable = viewer().may("breakdown.edit")
    with st.container(border=True, gap="xsmall"):
        _head(scene, printed, editable)
    if editable:
        _add(scene, categories, elements)
    cast: list[Row] = next((box["needs"] for box in printed["boxes"] if box["kind"] == "cast"), [])
    if cast:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**Cast** · {len(cast)}")
            for person in cast:
                performer = f" · {words.plain(person['notes'])}" if person["notes"] else ""
                st.markdown(f"**{person['number']}** {words.plain(person['name'])}{performer}")
    for category, rows in boxes(scene["entries"], categories):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{words.plain(category['name'])}** · {sum(row['quantity'] for row in rows)}")
            for row in rows:
                _entry(scene, row, editable)
    if not scene["entries"]:
        st.caption("Nothing yet: accept a suggestion, select words in the text, or add an element by name.")


def _head(scene: Row, printed: Row, editable: bool) -> None:
    number = f"Sheet {printed['number']}" if printed["number"] else "Omitted"
    day = f" · day {printed['script_day']}" if printed["script_day"] else ""
    st.markdown(f"**{number}** · script page {printed['page']} · {printed['pages']} pages{words.plain(day)}")
    facts = [printed["location"], scene["sequence"], scene["unit"]]
    if any(facts):
        st.caption(words.plain(" · ".join(fact for fact in facts if fact)))
    if printed["synopsis"]:
        st.text(printed["synopsis"])
    if scene["comments"]:
        st.text(scene["comments"])
    if editable and st.button("Sequence, unit, comments", key="sheet_fields", icon=":material/edit:", type="tertiary"):
        _fields(scene)


@st.dialog("Breakdown sheet")
def _fields(scene: Row) -> None:
    with st.form("sheet_form", border=False):
        sequence = st.text_input("Sequence", scene["sequence"], key="sheet_sequence", max_chars=100)
        unit = st.text_input("Unit", scene["unit"], key="sheet_unit", max_chars=100, placeholder="Main")
        comments = st.text_area("Comments", scene["comments"], key="sheet_comments")
        if st.form_submit_button("Save", type="primary"):
            with told("The sheet was saved."):
                body = {"sequence": sequence or "", "unit": unit or "", "comments": comments or ""}
                api().patch(f"{_path()}/scenes/{scene['scene_id']}", body, match=scene["version"])
                st.rerun()


def _add(scene: Row, categories: Sequence[Row], elements: Sequence[Row]) -> None:
    """An element of the production by name, or a new one in a category."""
    names = {row["id"]: f"{row['name']} · {row['category_name']}" for row in elements}
    there = {row["element_id"] for row in scene["entries"]}
    key = f"add_element_{scene['scene_id']}_{len(there)}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Add an element", [one for one in names if one not in there], None, key=key, format_func=names.__getitem__,
            placeholder="Add an element", label_visibility="collapsed",
            on_change=lambda: _link(scene, st.session_state[key]),
        )  # fmt: skip
        if st.button("New", key="new_element", icon=":material/add:"):
            _new(scene, categories)


@st.dialog("New element")
def _new(scene: Row, categories: Sequence[Row]) -> None:
    names = {row["id"]: row["name"] for row in taking(categories)}
    with st.form("element_form", border=False):
        name = st.text_input("Name", key="element_name", max_chars=255)
        category = st.selectbox("Category", list(names), format_func=names.__getitem__, key="element_category")
        quantity = st.number_input("Quantity", 0, 100_000, 1, key="element_quantity")
        notes = st.text_input("Notes for this scene", key="element_notes")
        if st.form_submit_button("Add to the scene", type="primary"):
            with told(f"{name} was added."):
                made = api().post(f"{_path()}/elements", {"category_id": category, "name": name or ""})
                body = {"quantity": quantity, "notes": notes or ""}
                api().put(f"{_path()}/scenes/{scene['scene_id']}/elements/{made['id']}", body)
                st.rerun()


def _entry(scene: Row, row: Row, editable: bool) -> None:
    many = f"**{row['quantity']} ×** " if row["quantity"] != 1 else ""
    said = f"{many}{words.plain(row['name'])}"
    if not editable:
        st.markdown(said)
    elif st.button(said, key=f"entry_{row['id']}", type="tertiary", help="Quantity, notes, take out"):
        _change(scene, row)
    if row["notes"]:
        st.caption(words.plain(row["notes"]))


@st.dialog("In this scene")
def _change(scene: Row, row: Row) -> None:
    address = f"{_path()}/scenes/{scene['scene_id']}/elements/{row['element_id']}"
    st.markdown(f"**{words.plain(row['name'])}**")
    with st.form("entry_form", border=False):
        quantity = st.number_input("Quantity", 0, 100_000, row["quantity"], key=f"entry_quantity_{row['id']}")
        notes = st.text_area("Notes for this scene", row["notes"], key=f"entry_notes_{row['id']}")
        if st.form_submit_button("Save", type="primary"):
            with told(f"{row['name']} was changed."):
                api().put(address, {"quantity": quantity, "notes": notes or ""})
                st.rerun()

    def take_out() -> None:
        api().delete(address)
        flash(f"{row['name']} was taken out.")

    ask_delete(
        f"**{words.plain(row['name'])}** from this scene", take_out, "Its words are not suggested here again.",
        key=f"entry_out_{row['id']}",
    )  # fmt: skip


def _link(scene: Row, element_id: int | None) -> None:
    if element_id is None:
        return
    try:
        api().put(f"{_path()}/scenes/{scene['scene_id']}/elements/{element_id}", {})
    except ApiError as problem:
        flash(problem.words(), ":material/error:")


def _path() -> str:
    return f"{viewer().path}/breakdown"
