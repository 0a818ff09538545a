"""Breakdown: each scene's words with what they mean for the departments, the sheet beside them, and all elements."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from streamlit_app import navigation
from streamlit_app.api.client import Refused
from streamlit_app.components.breakdown_categories import categories_dialog
from streamlit_app.components.breakdown_elements import element_list
from streamlit_app.components.breakdown_reader import breakdown_reader
from streamlit_app.components.breakdown_sheet import sheet
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line, told
from streamlit_app.components.screen import on_phone
from streamlit_app.editing.breakdown import first_open, neighbours, progress
from streamlit_app.state import api, viewer

cares_about("scene", "draft", "cast member", "element", "breakdown entry", "breakdown category", "breakdown sheet")
path = f"{viewer().path}/breakdown"
may_edit = viewer().may("breakdown.edit")


def looked_at() -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The scene in the address, else the first that is not done; and how far every scene is. One call where it can."""
    wanted = st.query_params.get("scene", "")
    with suppress(Refused):
        if wanted.isdecimal():
            scene: dict[str, Any] = api().get(f"{path}/scenes/{wanted}", states="true")
            return scene, scene["scenes"]
    states = api().every(f"{path}/scenes")
    first = first_open(states)
    return (None if first is None else api().get(f"{path}/scenes/{first}")), states


chosen, states = looked_at()
categories = api().every(f"{path}/categories", archived=True)
elements = api().every(f"{path}/elements")


def open_scene(scene_id: int | None) -> None:
    if scene_id is not None:
        st.query_params["scene"] = str(scene_id)


def decide(word: str, said: Mapping[str, Any]) -> None:
    body = {key: said[key] for key in ("scene_id", "key", "everywhere", "category_id") if key in said}
    api().post(f"{path}/suggestions/{word}", body)


def mark(said: Mapping[str, Any]) -> None:
    body = {key: said[key] for key in ("paragraph", "start", "end", "category_id")}
    api().post(f"{path}/scenes/{said['scene_id']}/marks", body)


def files() -> None:
    person, address, title = api(), f"{viewer().path}/breakdown-sheets", (viewer().production or {})["title"]
    with st.popover("Print", icon=":material/print:"):
        one = chosen and chosen["scene_id"]
        st.download_button(
            "This scene as PDF", data=lambda: person.file(f"{address}/pdf", scene_id=one), mime="application/pdf",
            file_name=f"{title} - breakdown sheet.pdf", key="pdf_one", on_click="ignore", disabled=one is None,
        )  # fmt: skip
        st.download_button(
            "All sheets as PDF", data=lambda: person.file(f"{address}/pdf"), mime="application/pdf",
            file_name=f"{title} - breakdown.pdf", key="pdf_all", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "All elements as Excel", data=lambda: person.file(f"{address}/excel"), key="excel_all", on_click="ignore",
            file_name=f"{title} - breakdown.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )  # fmt: skip


def one_scene(scene: dict[str, Any]) -> None:
    printed = api().get(f"{viewer().path}/breakdown-sheets/{scene['scene_id']}")
    before, after = neighbours(states, scene["scene_id"])
    text, beside = st.columns([7, 3], gap="medium")
    with text:
        breakdown_reader(
            scene, states, categories, key="breakdown_reader", editable=may_edit,
            acts={
                "open": lambda said: open_scene(said["scene_id"]), "mark": mark,
                "unmark": lambda said: api().delete(f"{path}/marks/{said['id']}"),
                "accept": lambda said: decide("accept", said), "refuse": lambda said: decide("refuse", said),
            },
        )  # fmt: skip
    with beside:
        with st.container(horizontal=True, wrap=False):
            st.button(
                "Previous", key="scene_before", icon=":material/chevron_left:", disabled=before is None,
                on_click=open_scene, args=(before,), width="stretch", help=None if on_phone() else "Alt + ←",
            )  # fmt: skip
            st.button(
                "Next", key="scene_after", icon=":material/chevron_right:", disabled=after is None,
                on_click=open_scene, args=(after,), width="stretch", help=None if on_phone() else "Alt + →",
            )  # fmt: skip
        if may_edit:
            finish(scene, after)
        sheet(scene, printed, categories, elements)


def finish(scene: dict[str, Any], after: int | None) -> None:
    if scene["done"]:
        label, icon = "Not done yet", ":material/undo:"
    else:
        label, icon = "Done, next", ":material/done:"
    if st.button(
        label, key="scene_done", icon=icon, width="stretch", type="secondary" if scene["done"] else "primary",
        shortcut=None if on_phone() else "Alt+Enter",
    ):  # fmt: skip
        with told():
            body = {"done": not scene["done"]}
            api().patch(f"{path}/scenes/{scene['scene_id']}", body, match=scene["version"])
            if not scene["done"]:
                open_scene(after)
            st.rerun()


with title_line("Breakdown", progress(states) if states else (viewer().production or {})["title"]):
    if states:
        shown = st.segmented_control(
            "Show", ["Scenes", "Elements"], default="Scenes", key="breakdown_show", label_visibility="collapsed",
            required=True, bind="query-params",
        )  # fmt: skip
        files()
    if may_edit and st.button("Categories", icon=":material/palette:", key="categories"):
        categories_dialog()
if chosen is None:
    with empty("No scenes yet", "Import the screenplay, or add scenes by hand.", "movie"):
        if viewer().may("script.import"):
            st.page_link(navigation.link("script_import"), label="Import the screenplay", icon=":material/upload_file:")
elif shown == "Elements":
    element_list(categories, elements)
else:
    one_scene(chosen)
