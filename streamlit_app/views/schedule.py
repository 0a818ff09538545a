"""The stripboard: shooting days with their strips in order, dragged between days, and the boneyard; several boards."""

import datetime as dt

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.board import Key, Move, board, show_on_board
from streamlit_app.components.board_dialogs import boards, chosen_board
from streamlit_app.components.board_tools import board_tools
from streamlit_app.components.conflict_list import conflict_list, conflicts_button, read_conflicts
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.papers import print_menu
from streamlit_app.components.schedule_files import schedule_file_button
from streamlit_app.components.screen import on_phone
from streamlit_app.components.shooting_days import add_days, open_day
from streamlit_app.components.strip_board import ORDERS, boneyard_column, day_columns, holds, ordered, totals
from streamlit_app.components.strip_dialogs import open_strip, put_on_day
from streamlit_app.components.strip_moves import UNSCHEDULED, clash_line, history_buttons, lay, moved, turn
from streamlit_app.editing.conflicts import alerts
from streamlit_app.state import api, viewer

cares_about("schedule", "board", "shooting day", "strip", "scene", "cast member", "location", "call sheet", "calendar",
            "calendar date", "unit", "availability", "order lock", "planning rules")  # fmt: skip
BOARD = "stripboard"
may_edit = viewer().may("schedule.edit")
phone = on_phone()  # no room to drag on: a tap opens "Put on a day" instead
every_board = boards()
heading = st.container()
bar = st.container(horizontal=True, vertical_alignment="center")
with bar:
    shown_board = chosen_board(every_board)
schedule = api().get(f"{viewer().path}/schedule", board_id=shown_board)
days, unscheduled = schedule["days"], schedule["unscheduled"]
against = read_conflicts(schedule["board_id"]) if days else None


def store(move: Move) -> None:
    moved(schedule, move)


def history(what: str) -> None:
    turn(schedule, what)


def open_one(key: Key) -> None:
    open_strip(schedule, int(key))


def open_column(chosen: Key) -> None:
    day = next((day for day in days if day["id"] == chosen), None)
    if day:
        open_day(schedule, day)
    elif chosen == UNSCHEDULED and may_edit:
        put_on_day(schedule)


def jump(day_id: int, keys: list[int]) -> None:
    show_on_board(BOARD, day_id, keys)


def settle(keys: list[int], day_id: int) -> None:
    lay(schedule, keys, day_id, None, schedule["version"])


with heading, title_line("Stripboard", totals(schedule) if days or unscheduled else ""):
    if not schedule["board_id"]:  # later it is among the tools
        schedule_file_button()
    if may_edit and st.button("Add days", key="add_days_button", type="primary", icon=":material/calendar_add_on:"):
        add_days(schedule)
if may_edit:
    clash_line(schedule)

shown, order, find = days, "script", ""
with bar:
    if may_edit and schedule["board_id"]:
        history_buttons(schedule)  # here no toast covers them
    if days and unscheduled and may_edit and st.button("Put on a day", key="put", icon=":material/event:"):
        put_on_day(schedule)
    if days:
        print_menu(schedule["board_id"])
    if len(days) > 1 and viewer().may("schedule.suggest"):
        st.page_link(navigation.link("suggest"), label="Suggest an order", icon=":material/low_priority:")
    beside = bool(against) and bool(st.session_state.get("panel")) and not phone
    if against and not beside:
        conflicts_button(against, days, schedule["board_id"], jump, settle)
    tools = st.container(width="content")
    view = st.popover("View", icon=":material/tune:", key="view") if days or unscheduled else None
if view:
    with view:
        st.toggle("Compact", key="dense", bind="query-params")
        if against and not phone:
            st.toggle("Conflicts beside the board", key="panel", bind="query-params")
        today = dt.datetime.now(viewer().zone).date().isoformat()
        past = any(day["date"] < today for day in days)
        if past and st.toggle("Only from today on", key="ahead", bind="query-params"):
            shown = [day for day in days if day["date"] >= today]
    with view if phone else bar:
        if unscheduled:
            order = st.selectbox(
                "Boneyard", list(ORDERS), key="strip_order", width=230, label_visibility="collapsed",
                bind="query-params", format_func=lambda by: f"Boneyard {ORDERS[by]}",
            )  # fmt: skip
            find = st.text_input(
                "Find in the boneyard", key="strip_find", width=210, label_visibility="collapsed",
                placeholder="Find in the boneyard", icon=":material/search:", bind="query-params",
            )  # fmt: skip
if schedule["board_id"]:
    lying = [one for one in ordered(unscheduled, order) if holds(one, find)]
    with tools:
        board_tools(schedule, every_board, lying)
if not days and not unscheduled:
    how = "Import the screenplay or a schedule file; the scenes become the strips of this board."
    with empty("Nothing to schedule yet", how, "calendar_view_day"):
        if viewer().may("script.import"):
            st.page_link(navigation.link("script_import"), label="Import the screenplay", icon=":material/upload_file:")
elif not days:
    what = words.plural(len(unscheduled), "scene")
    advice = f"Add the days you shoot on; then drag the {what} onto them." if may_edit else f"{what} wait for a day."
    empty("No shooting day yet", advice, "calendar_add_on")
if days or unscheduled:
    several = len({day["unit_id"] for day in days}) > 1
    on_strip, on_day = alerts(against) if against else ({}, {})
    columns = day_columns(shown, schedule["calendar"], several_units=several, strips=on_strip, warned=on_day)
    if unscheduled or may_edit:
        columns.append(boneyard_column(unscheduled, order, find))
    left, right = st.columns([3, 1], gap="small") if beside else (st.container(), None)
    with left:
        board(
            columns, key=BOARD, rev=schedule["version"], label="Stripboard", dense=bool(st.session_state.get("dense")),
            readonly=phone or not may_edit, on_moved=store, on_opened=open_one if may_edit else None,
            on_column=open_column, on_history=history,
        )  # fmt: skip
    if right and against:
        with right:
            conflict_list(against, days, board_id=schedule["board_id"], on_jump=jump, on_move=settle)
