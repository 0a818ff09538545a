"""Scenes: the list with filters and changes to many at once, and the page of each scene."""

import streamlit as st

from streamlit_app import navigation
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.scene_detail import scene_detail
from streamlit_app.components.scene_form import add_scene
from streamlit_app.components.scene_list import scene_list
from streamlit_app.components.scene_rows import load_rows
from streamlit_app.state import api, viewer

cares_about("scene", "cast member", "strip", "shooting day", "shot", "location", "draft")
path = viewer().path
rows = load_rows(api(), path)
cast = api().every(f"{path}/cast-members") if viewer().may("cast.read") else []
wanted = st.query_params.get("scene", "")
chosen = next((row for row in rows if str(row["id"]) == wanted), None)
if chosen:
    scene_detail(chosen, rows, cast)
else:
    with title_line("Scenes", (viewer().production or {})["title"]):
        if viewer().may("scenes.edit") and st.button("Add scene", icon=":material/add:", key="add"):
            add_scene(rows)
        if viewer().may("script.import") and not rows:
            st.page_link(navigation.link("script_import"), label="Import the screenplay", icon=":material/upload_file:")
    if rows:
        scene_list(rows, cast)
    else:
        empty("No scenes yet", "Import the screenplay, or add scenes by hand.", "movie")
