"""Categories of a production in a dialog: names, colours, order, presets, merging, words that are not suggested."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.editing.breakdown import taking
from streamlit_app.state import api, flash, viewer

Row = Mapping[str, Any]


@st.dialog("Categories", width="large")
def categories_dialog() -> None:
    """The list, one category to change, a preset, and refused words."""
    path = f"{viewer().path}/breakdown"
    rows = api().every(f"{path}/categories", archived=True)
    change, order, start, refused = st.tabs(["Change", "Order", "Presets", "Refused words"])
    with change:
        _change(rows, path)
    with order:
        _order(rows, path)
    with start:
        _presets(path)
    with refused:
        _refused(path)


def _change(rows: Sequence[Row], path: str) -> None:
    names = {0: "A new category"} | {
        row["id"]: f"{row['name']}{' (archived)' if row['archived'] else ''}" for row in rows
    }
    chosen = st.selectbox("Category", list(names), format_func=names.__getitem__, key="category_chosen")
    row = next((one for one in rows if one["id"] == chosen), None)
    with st.form(f"category_{chosen}_{row['version'] if row else 0}", border=False):
        first, second, third = st.columns([3, 1, 2], vertical_alignment="bottom")
        body: dict[str, Any] = {
            "name": first.text_input("Name", row["name"] if row else "", max_chars=100),
            "colour": second.color_picker("Colour", row["colour"] if row else "#757575"),
            "mark": third.text_input("Mark on paper", row["mark"] if row else "", max_chars=40),
        }
        if row is None or row["kind"] != "cast":
            people = first.checkbox("Counts people (background)", bool(row and row["kind"] == "background"))
            body["kind"] = "background" if people else "elements"
        body["day_out_of_days"] = third.checkbox("Day out of days", bool(row and row["day_out_of_days"]))
        if row:
            body["archived"] = first.checkbox("Archived: no longer offered", row["archived"])
        if st.form_submit_button("Save" if row else "Add", type="primary"):
            with told(f"{body['name']} was saved."):
                if row:
                    api().patch(f"{path}/categories/{row['id']}", body, match=row["version"])
                else:
                    api().post(f"{path}/categories", body)
                st.rerun()
    if row and row["kind"] != "cast":
        _leave(row, rows, path)


def _leave(row: Row, rows: Sequence[Row], path: str) -> None:
    others = {one["id"]: one["name"] for one in taking(rows) if one["id"] != row["id"]}
    with st.container(horizontal=True):
        with st.popover("Merge into", icon=":material/call_merge:", type="tertiary"):
            into = st.selectbox("Into", list(others), None, format_func=others.__getitem__, key="category_into")
            if st.button("Merge", key="category_merge", type="primary", disabled=into is None):
                with told(f"{row['name']} was merged."):
                    api().post(f"{path}/categories/{row['id']}/merge-into/{into}")
                    st.rerun()

        def delete() -> None:
            api().delete(f"{path}/categories/{row['id']}", match=row["version"])
            flash(f"{row['name']} was deleted.")

        ask_delete(f"**{words.plain(row['name'])}**", delete, "Only an empty category can go.", key="category_delete")


def _order(rows: Sequence[Row], path: str) -> None:
    """Each category with a step up and down."""
    for at, row in enumerate(rows):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{at + 1}. {words.plain(row['name'])}", width="stretch")
            for sign, icon, other in (("up", "arrow_upward", at - 1), ("down", "arrow_downward", at + 1)):
                there = 0 <= other < len(rows)
                if st.button(
                    f"Move {row['name']} {sign}", key=f"{sign}_{row['id']}", icon=f":material/{icon}:", type="tertiary",
                    disabled=not there,
                ):  # fmt: skip
                    ids = [one["id"] for one in rows]
                    ids[at], ids[other] = ids[other], ids[at]
                    with told():
                        api().put(f"{path}/categories/order", {"ids": ids})
                        st.rerun(scope="fragment")


def _presets(path: str) -> None:
    st.caption("Takes the names, colours and order of a list. Categories that hold elements stay, at the end.")
    for preset in api().get(f"{path}/presets"):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{preset['name']}** · {words.plural(len(preset['categories']), 'category', 'categories')}")
            st.caption(preset["about"])
            st.caption(", ".join(row["name"] for row in preset["categories"]))
            if st.button("Use this list", key=f"preset_{preset['key']}"):
                with told(f"The categories are now those of “{preset['name']}”."):
                    api().put(f"{path}/categories/preset", {"preset": preset["key"]})
                    st.rerun()


def _refused(path: str) -> None:
    rows, _cursor, total = api().page(f"{path}/refusals", limit=100)
    if not rows:
        st.caption("No word was refused. Refused words are not suggested again.")
        return
    numbers = {row["scene_id"]: row["number"] for row in api().every(f"{path}/scenes")}
    st.caption(f"{words.plural(total, 'word')} not suggested; the newest first.")
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            where = f"scene {numbers.get(row['scene_id'], '?')}" if row["scene_id"] else "everywhere"
            st.markdown(f"{words.plain(row['label'])} · {words.plain(where)}", width="stretch")
            if st.button("Offer again", key=f"lift_{row['id']}", type="tertiary"):
                with told():
                    api().delete(f"{path}/refusals/{row['id']}")
                    st.rerun(scope="fragment")
