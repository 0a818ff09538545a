"""Shots: what is to be filmed of each scene, how, and how far it is."""

from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.screen import on_phone
from streamlit_app.components.shot_form import STATUS, TYPE, Shot, add_shot, open_shot
from streamlit_app.components.shot_list import by_scene, choose, chosen, table
from streamlit_app.state import api, viewer

cares_about("shot", "scene")
BAR: dict[str, Any] = {"label_visibility": "collapsed", "bind": "query-params"}
may_edit = viewer().may("shots.edit")
phone = on_phone()
scenes = {row["id"]: f"{row['number']} {words.heading(row)}" for row in api().every(f"{viewer().path}/scenes")}


def filters() -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="center"):
        search = st.text_input("Search", key="shot_q", placeholder="Number, name", width=180, **BAR)
        scene = st.selectbox("Scene", list(scenes), None, key="shot_of", width=260, placeholder="All scenes",
                             format_func=lambda i: scenes.get(i, ""), **BAR)  # fmt: skip
        status = st.selectbox("Status", list(STATUS), None, key="shot_status", width=150, placeholder="Any status",
                              format_func=lambda s: STATUS[s], **BAR)  # fmt: skip
        size = st.selectbox("Size", list(TYPE), None, key="shot_size", width=170, placeholder="Any size",
                            format_func=lambda t: TYPE[t], **BAR)  # fmt: skip
        vfx = st.toggle("VFX only", key="shot_vfx", bind="query-params")
    return {"search": search, "scene_id": scene, "status": status, "shot_type": size, "vfx_required": vfx or None}


def jump(rows: list[Shot]) -> None:
    """Find a shot by typing, and open it."""
    names = {row["id"]: f"{row['scene_number']} / {row['number']} {row['name']}".strip() for row in rows}

    def found() -> None:
        choose(st.session_state["shot_jump"])
        st.session_state["shot_jump"] = None

    st.selectbox(
        "Open a shot", list(names), None, key="shot_jump", format_func=lambda i: names.get(i, ""), on_change=found,
        placeholder="Open a shot", label_visibility="collapsed", width=220,
    )  # fmt: skip


with title_line("Shots", (viewer().production or {})["title"]):
    shown = st.segmented_control(
        "Show as", ["Table", "By scene"], default="By scene" if phone else "Table", required=True, key="shot_view",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    add = may_edit and scenes and st.button("Add shot", type="primary", icon=":material/video_call:", key="add")
wanted = filters()
if add:
    add_shot(scenes, wanted["scene_id"])
rows = api().every(f"{viewer().path}/shots", **wanted)
done = sum(row["status"] in ("completed", "approved") for row in rows)
if rows:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(f"{words.plural(len(rows), 'shot')} · {done} in the can", width="content")
        if shown == "Table":
            jump(rows)
if not scenes:
    with empty("No scene yet", "Import the screenplay first; every shot belongs to a scene.", "movie"):
        if viewer().may("script.import"):
            st.page_link(navigation.link("script_import"), label="Import the screenplay", icon=":material/upload_file:")
elif not rows and any(value for name, value in wanted.items() if name != "scene_id"):
    empty("Nothing found", "No shot matches these filters.", "search_off")
elif not rows and not (wanted["scene_id"] and may_edit and shown == "Table"):
    empty("No shot yet", "Plan the shots of a scene; tick them off on set.", "videocam")
elif shown == "Table":
    table(rows, wanted["scene_id"], tuple(wanted.values()))
else:
    by_scene(rows, scenes)
opened = chosen()
shot = next((row for row in rows if row["id"] == opened), None)
if shot:
    open_shot(shot)
