"""Locations: where to go, whom to call, when the sun rises, and the nearest hospital."""

import datetime as dt
from collections import defaultdict
from typing import Any

import streamlit as st

from streamlit_app.components.live import cares_about
from streamlit_app.components.location_cards import BLANK, card, edit_location
from streamlit_app.components.location_pictures import pictures
from streamlit_app.components.page import empty, title_line
from streamlit_app.state import api, viewer

cares_about("location", "location photo", "scene")
may_edit = viewer().may("locations.edit")
path = f"{viewer().path}/locations"
A_PAGE = 24


def sun_today(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["latitude"] is None:
        return None
    today = dt.datetime.now(viewer().zone).date()
    found: dict[str, Any] = api().get(f"{path}/{row['id']}/sun", date=today.isoformat())
    return found


with title_line("Locations", (viewer().production or {})["title"]):
    search = st.text_input(
        "Search", placeholder="Name or address", key="location_q", label_visibility="collapsed", bind="query-params"
    )
    if may_edit and st.button("Add location", type="primary", icon=":material/add_location_alt:", key="add"):
        edit_location(BLANK)
rows = api().every(path, search=search)
scenes: dict[int, list[dict[str, Any]]] = defaultdict(list)
for scene in api().every(f"{viewer().path}/scenes") if rows else []:
    if scene["location_id"]:
        scenes[scene["location_id"]].append(scene)

pages = -(-len(rows) // A_PAGE)
page = st.pagination(pages, key="page") if pages > 1 else 1
with st.grid(min_column_width=320) as cells:
    for row in rows[(page - 1) * A_PAGE : page * A_PAGE]:
        with cells.container(border=True, gap="xsmall", height="stretch"):
            card(row, scenes[row["id"]], sun_today(row))
if not rows and search:
    empty("Nothing found", "No location has this in its name or address.", "search_off")
elif not rows:
    empty(
        "No location yet",
        "Add the places you shoot at; call sheets take address, hospital and sun from here.",
        "location_on",
    )

wanted = st.session_state.pop("_open_location", None)
chosen = next((row for row in rows if row["id"] == wanted), None)
if chosen and may_edit:
    edit_location(chosen)
looked_at = st.session_state.pop("_pictures_of", None)
for row in rows:
    if row["id"] == looked_at:
        pictures(row)
