"""All elements of a production: a table to search, open and change many at once; cards on a phone."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import ask_delete, confirm, empty, told
from streamlit_app.components.screen import on_phone
from streamlit_app.editing.breakdown import taking
from streamlit_app.state import api, flash, viewer

Row = Mapping[str, Any]


def element_list(categories: Sequence[Row], elements: Sequence[Row]) -> None:
    """Filter, table, changes to the ticked ones."""
    names = {row["id"]: row["name"] for row in categories}
    with st.container(horizontal=True, vertical_alignment="center"):
        search = st.text_input(
            "Search", key="element_q", type="search", placeholder="Search", label_visibility="collapsed", width=200,
            bind="query-params",
        )  # fmt: skip
        wanted = st.selectbox(
            "Category", list(names), None, format_func=lambda key: names.get(key, ""), key="element_in", width=220,
            placeholder="Every category", label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
    shown = [
        row for row in elements
        if (not wanted or row["category_id"] == wanted)
        and (search or "").casefold() in " ".join([row["name"], *row["aliases"], row["notes"]]).casefold()
    ]  # fmt: skip
    if not shown:
        _nothing(bool(elements))
        return
    st.caption(words.plural(len(shown), "element"))
    ticked = _cards(shown, categories) if on_phone() else _table(shown, categories)
    if ticked and viewer().may("breakdown.edit"):
        with st.bottom:
            _bulk(ticked, categories)


def _nothing(any_element: bool) -> None:
    if any_element:
        empty("Nothing found", "No element has this in its name, and in this category.", "search_off")
    else:
        empty("No elements yet", "Open a scene and accept suggestions, or select words in its text.", "category")


def _table(shown: Sequence[Row], categories: Sequence[Row]) -> list[Row]:
    cells = [
        {
            "category": row["category_name"], "name": row["name"], "scenes": row["scene_count"],
            "in": ", ".join(row["scene_numbers"]), "dood": row["in_dood"], "aliases": ", ".join(row["aliases"]),
            "notes": row["notes"],
        }
        for row in shown
    ]  # fmt: skip
    text = st.column_config.TextColumn
    config = {
        "category": text("Category", width=150), "name": text("Element", width=230),
        "scenes": st.column_config.NumberColumn("Scenes", width=70), "in": text("In", width=220),
        "dood": st.column_config.CheckboxColumn("Day out of days", width=120), "aliases": text("Also", width=160),
        "notes": text("Notes", width=220),
    }  # fmt: skip
    key = f"elements_{hash(tuple((row['id'], row['version']) for row in shown))}"
    said = st.dataframe(
        cells, key=key, hide_index=True, column_config=config, height="content" if len(shown) <= 18 else 640,
        on_select="rerun", selection_mode=["multi-row", "single-cell"], alt="Elements", placeholder="",
    )  # fmt: skip
    cell = said.selection.cells
    opened = (key, cell[0]) if cell else None
    if opened and opened != st.session_state.get("_element_opened"):
        element_dialog(shown[cell[0][0]], categories, shown)
    st.session_state["_element_opened"] = opened
    return [shown[at] for at in said.selection.rows if at < len(shown)]


def _cards(shown: Sequence[Row], categories: Sequence[Row]) -> list[Row]:
    pages = -(-len(shown) // 24)
    page = st.pagination(pages, key="elements_page") if pages > 1 else 1
    for row in shown[(page - 1) * 24 : page * 24]:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{words.plain(row['name'])}** · {words.plain(row['category_name'])}")
            st.caption(f"Scenes {', '.join(row['scene_numbers'])}" if row["scene_numbers"] else "In no scene")
            if st.button("Open", key=f"element_{row['id']}", width="stretch"):
                element_dialog(row, categories, shown)
    return []


def _bulk(ticked: Sequence[Row], categories: Sequence[Row]) -> None:
    ids = [row["id"] for row in ticked]
    names = {row["id"]: row["name"] for row in taking(categories)}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{words.plural(len(ids), 'element')}**")
        category = st.selectbox(
            "Move to", list(names), None, format_func=names.__getitem__, key="bulk_category", width=220,
            placeholder="Move to a category", label_visibility="collapsed",
        )  # fmt: skip
        if st.button("Move", key="bulk_move", disabled=category is None):
            _many({"ids": ids, "category_id": category})
        if st.button("Day out of days", key="bulk_dood", icon=":material/event_available:"):
            _many({"ids": ids, "in_dood": True})
        if st.button("No day out of days", key="bulk_no_dood"):
            _many({"ids": ids, "in_dood": False})
        if st.button("Delete", key="bulk_delete", icon=":material/delete:", type="tertiary"):
            confirm(
                f"{words.plural(len(ids), 'element')} and their places in scenes are deleted.",
                lambda: api().post(f"{viewer().path}/breakdown/elements/bulk-delete", {"ids": ids}), done="Deleted.",
            )  # fmt: skip


def _many(body: dict[str, Any]) -> None:
    with told(f"{words.plural(len(body['ids']), 'element')} changed."):
        api().post(f"{viewer().path}/breakdown/elements/bulk", body)
        st.rerun()


@st.dialog("Element", width="medium")
def element_dialog(row: Row, categories: Sequence[Row], elements: Sequence[Row]) -> None:
    """One element: its facts, and merging, splitting, deleting it."""
    where = ", ".join(row["scene_numbers"])
    st.markdown(f"**{words.plain(row['name'])}** · {f'scenes {words.plain(where)}' if where else 'in no scene'}")
    if not viewer().may("breakdown.edit"):
        st.text(row["notes"] or "No notes.")
        return
    _form(row, categories)
    path = f"{viewer().path}/breakdown/elements/{row['id']}"
    with st.container(horizontal=True):
        with st.popover("Merge into", icon=":material/call_merge:", type="tertiary"):
            _merge(row, elements, path)
        if len(row["scene_numbers"]) > 1:
            with st.popover("Split", icon=":material/call_split:", type="tertiary"):
                _split(row, path)

        def delete() -> None:
            api().delete(path, match=row["version"])
            flash(f"{row['name']} was deleted.")

        ask_delete(f"**{words.plain(row['name'])}**", delete, "It goes out of every scene.", key="element_delete")


def _form(row: Row, categories: Sequence[Row]) -> None:
    names = {one["id"]: one["name"] for one in categories if one["kind"] != "cast"}
    at = list(names).index(row["category_id"])
    with st.form(f"element_{row['id']}_{row['version']}", border=False):
        body: dict[str, Any] = {
            "name": st.text_input("Name", row["name"], max_chars=255),
            "category_id": st.selectbox("Category", list(names), at, format_func=names.__getitem__),
            "aliases": st.multiselect(
                "Other words for it", row["aliases"], row["aliases"], accept_new_options=True,
                placeholder="Words of the script",
            ),
            "notes": st.text_area("Notes", row["notes"]),
        }  # fmt: skip
        first, second = st.columns(2)
        body["quantity"] = first.number_input("Usual quantity", 0, 100_000, row["quantity"])
        body["in_dood"] = second.checkbox("Day out of days", row["in_dood"])
        body["allow_hold"] = first.checkbox("May be held", row["allow_hold"])
        body["allow_drop"] = second.checkbox("May be dropped and picked up", row["allow_drop"])
        body["drop_days"] = first.number_input(
            "Drop after days", 0, 365, row["drop_days"], placeholder="The production's rule"
        )
        if viewer().may("rates.read"):
            minor, currency = row["daily_rate"], (viewer().production or {})["currency"]
            rate = second.number_input(f"Daily rate ({currency})", 0.0, 2e7, None if minor is None else minor / 100)
            body["daily_rate"] = None if rate is None else round(rate * 100)
        if st.form_submit_button("Save", type="primary"):
            with told(f"{body['name']} was saved."):
                api().patch(f"{viewer().path}/breakdown/elements/{row['id']}", body, match=row["version"])
                st.rerun()


def _merge(row: Row, elements: Sequence[Row], path: str) -> None:
    others = {one["id"]: f"{one['name']} · {one['category_name']}" for one in elements if one["id"] != row["id"]}
    into = st.selectbox("Into", list(others), None, format_func=others.__getitem__, key="merge_into")
    st.caption("Its scenes, marks and names go over.")
    if st.button("Merge", key="merge_yes", type="primary", disabled=into is None):
        with told(f"{row['name']} was merged."):
            api().post(f"{path}/merge-into/{into}")
            st.rerun()


def _split(row: Row, path: str) -> None:
    name = st.text_input("New element", key="split_name", max_chars=255)
    numbers = st.multiselect("Takes over scenes", row["scene_numbers"], key="split_scenes")
    if st.button("Split", key="split_yes", type="primary", disabled=not (name and numbers)):
        with told(f"{name} was made."):
            ids = {one["number"]: one["scene_id"] for one in api().every(f"{viewer().path}/breakdown/scenes")}
            api().post(f"{path}/split", {"name": name, "scene_ids": [ids[number] for number in numbers]})
            st.rerun()
