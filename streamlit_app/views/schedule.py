"""The schedule: shooting days, and the scenes on them in shooting order, dragged between days."""

import datetime as dt

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.board import Key, Move, board
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.schedule_files import schedule_file_button
from streamlit_app.components.screen import on_phone
from streamlit_app.components.shooting_days import add_days, open_day, put_on_day
from streamlit_app.components.strip_board import ORDERS, day_column, totals, unscheduled_column
from streamlit_app.components.strip_moves import UNSCHEDULED, clash_line, moved, undo_button
from streamlit_app.state import api, viewer

cares_about("schedule", "shooting day", "strip", "scene", "cast member", "location", "call sheet")
may_edit = viewer().may("schedule.edit")
schedule = api().get(f"{viewer().path}/schedule")
days, unscheduled = schedule["days"], schedule["unscheduled"]
phone = on_phone()  # no room to drag on: a tap opens "Put on a day" instead


def store(move: Move) -> None:
    moved(schedule, move)


def open_scene(scene: Key) -> None:
    put_on_day(schedule, [int(scene)])


def open_column(chosen: Key) -> None:
    day = next((day for day in days if day["id"] == chosen), None)
    if day:
        open_day(day)
    elif chosen == UNSCHEDULED and may_edit:
        put_on_day(schedule)


with title_line("Schedule", totals(schedule) if days or unscheduled else ""):
    schedule_file_button()
    if may_edit:
        undo_button(schedule["version"])
        if days and unscheduled and st.button("Put on a day", key="put", icon=":material/event:"):
            put_on_day(schedule)
        if st.button("Add days", key="add_days_button", type="primary", icon=":material/calendar_add_on:"):
            add_days(schedule)
if may_edit:
    clash_line(schedule)

shown = days
order = "script"
if days:
    with st.container(horizontal=True, vertical_alignment="center"):
        today = dt.datetime.now(viewer().zone).date().isoformat()
        past = any(day["date"] < today for day in days)
        if past and st.toggle("Only from today on", key="ahead", bind="query-params"):
            shown = [day for day in days if day["date"] >= today]
        if unscheduled:
            order = st.selectbox(
                "Unscheduled scenes", list(ORDERS), key="strip_order", width=280,
                format_func=lambda by: f"Unscheduled {ORDERS[by]}", label_visibility="collapsed", bind="query-params",
            )  # fmt: skip
if not days and not unscheduled:
    how = "Import the screenplay; its scenes become the strips of this board."
    with empty("Nothing to schedule yet", how, "calendar_view_day"):
        if viewer().may("script.import"):
            st.page_link(navigation.link("script_import"), label="Import the screenplay", icon=":material/upload_file:")
elif not days:
    what = words.plural(len(unscheduled), "scene")
    advice = f"Add the days you shoot on; then drag the {what} onto them." if may_edit else f"{what} wait for a day."
    empty("No shooting day yet", advice, "calendar_add_on")
if days or unscheduled:
    columns = [day_column(day) for day in shown]
    if unscheduled or may_edit:
        columns.append(unscheduled_column(unscheduled, order))
    board(
        columns, key="schedule_board", rev=schedule["version"], label="Schedule", readonly=phone or not may_edit,
        on_moved=store, on_opened=open_scene if may_edit else None, on_column=open_column,
    )  # fmt: skip
