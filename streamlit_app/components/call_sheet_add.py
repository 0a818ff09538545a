"""Dialogs that bring something onto a call sheet: a scene or banner, cast members, members of the crew."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.call_sheet_facts import Sheet, line_title
from streamlit_app.components.page import told
from streamlit_app.state import api, flash, viewer

BANNERS = ("Lunch", "Company move", "Safety briefing", "Tea break", "Rehearsal", "Estimated wrap")


@st.dialog("Add to the scene list", width="medium", icon=":material/playlist_add:")
def add_line(sheet: Sheet) -> None:
    """A banner between scenes, or a scene that the schedule does not have on this day."""
    kind = st.segmented_control("What", ["Banner", "Scene"], default="Banner", required=True, key="line_kind")
    body = _banner() if kind == "Banner" else _scene(sheet)
    places = [None, *range(len(sheet["scenes"]))]
    before = st.selectbox("Before", places, format_func=lambda at: _place(sheet, at), key="line_before")
    if st.button("Add", type="primary", key="line_add", width="stretch", disabled=body is None) and body:
        with told():
            api().post(f"{viewer().path}/call-sheets/{sheet['id']}/scenes", {**body, "position": before})
            flash("Added to the scene list.")
            st.rerun()


def _banner() -> dict[str, Any] | None:
    hint = "Choose or type"
    said = st.selectbox("Words", BANNERS, None, accept_new_options=True, key="line_banner", placeholder=hint)
    with st.container(horizontal=True):
        at = st.time_input("At", None, key="line_at", step=dt.timedelta(minutes=5))
        minutes = st.number_input("Minutes", 0, 1440, None, step=5, key="line_minutes")
    if not said or not str(said).strip():
        return None
    return {"banner": str(said), "at": f"{at:%H:%M}" if at else None, "minutes": minutes}


def _scene(sheet: Sheet) -> dict[str, Any] | None:
    there = {row["scene_id"] for row in sheet["scenes"]}
    rows = {row["id"]: row for row in api().every(f"{viewer().path}/scenes") if row["id"] not in there}
    chosen = st.selectbox(
        "Scene", list(rows), None, key="line_scene", placeholder="Choose a scene",
        format_func=lambda one: f"{rows[one]['number']} {words.heading(rows[one])}",
    )  # fmt: skip
    st.caption("The scene is only added here; the schedule stays as it is.")
    return {"scene_id": chosen} if chosen else None


def _place(sheet: Sheet, at: int | None) -> str:
    if at is None:
        return "Nothing: at the end"
    row = sheet["scenes"][at]
    return f"{row['number']} {line_title(row)}".strip()


@st.dialog("Call cast", width="medium", icon=":material/theater_comedy:")
def call_cast(sheet: Sheet) -> None:
    """Cast members who are not on the sheet; their times are proposed from their first scene."""
    called = {row["cast_member_id"] for row in sheet["cast"]}
    rows = {row["id"]: row for row in api().every(f"{viewer().path}/cast-members") if row["id"] not in called}

    def say(one: int) -> str:
        played = f" ({rows[one]['name']})" if rows[one]["name"] else ""
        return f"{rows[one]['number']} {rows[one]['character_name']}{played}"

    _call(sheet, "cast", "cast_member_id", rows, say, "Everybody of the cast is called already.")


@st.dialog("Call crew", width="medium", icon=":material/groups:")
def call_crew(sheet: Sheet) -> None:
    """Members of the production who are not on the sheet; day players are typed into the table."""
    called = {row["member_id"] for row in sheet["crew"]}
    members = api().every(f"{viewer().path}/members")
    rows = {row["id"]: row for row in members if row["id"] not in called and row["job_role"] != "cast"}

    def say(one: int) -> str:
        what = rows[one]["position"] or words.role(rows[one]["job_role"])
        return f"{rows[one]['name']}, {what}"

    _call(sheet, "crew", "member_id", rows, say, "Everybody on the team is called already.")
    st.caption("Somebody who is not on the team? Type them into the last line of the table.")


def _call(
    sheet: Sheet, rows: str, field: str, people: dict[int, Any], say: Callable[[int], str], nobody: str
) -> None:  # fmt: skip
    if not people:
        st.markdown(nobody)
        return
    chosen = st.multiselect("Who", list(people), format_func=say, key=f"call_{rows}_who")
    if st.button("Call", type="primary", key=f"call_{rows}_yes", width="stretch", disabled=not chosen):
        with told():
            for one in chosen:
                api().post(f"{viewer().path}/call-sheets/{sheet['id']}/{rows}", {field: one})
            flash(f"{words.plural(len(chosen), 'person', 'people')} called.")
            st.rerun()
