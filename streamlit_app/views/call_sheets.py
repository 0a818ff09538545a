"""Call sheets: the days and their sheets; one sheet to edit, or to read on the way to set."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import Refused
from streamlit_app.components import call_sheet_flow as flow
from streamlit_app.components import call_sheet_head as head
from streamlit_app.components import call_sheet_history as history
from streamlit_app.components import call_sheet_list as listed
from streamlit_app.components import call_sheet_more as more
from streamlit_app.components import call_sheet_rows as rows
from streamlit_app.components.call_sheet_confirm import mine
from streamlit_app.components.call_sheet_defaults import defaults_dialog
from streamlit_app.components.call_sheet_facts import OPEN, Sheet, badge, day_of
from streamlit_app.components.call_sheet_pdf import download, preview
from streamlit_app.components.call_sheet_read import read
from streamlit_app.components.call_sheet_send import panel
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.state import api, viewer

PARTS = (
    "Scenes", "Cast", "Crew", "Departments", "Places and notes", "Unit information", "Preview", "Editions", "Send",
)  # fmt: skip
cares_about(
    "call sheet", "call sheet scene", "cast call", "crew call", "background call", "department note", "scene",
    "unit information", "signature", "call sheet edition", "call sheet defaults", "shooting day", "schedule", "strip",
    "location", "cast member", "production", "call sheet recipient",
)  # fmt: skip
may_edit = viewer().may("call_sheets.edit")
path = f"{viewer().path}/call-sheets"


def wanted(name: str) -> int | None:
    """A number from the address."""
    text = st.query_params.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def one_sheet(sheet: Sheet) -> None:
    """A sheet: its title line, then the editor or the page to read."""
    about = day_of(sheet) or "No longer a shooting day"
    with (
        title_line(words.day(sheet["date"]), about),
        st.container(horizontal=True, vertical_alignment="center", width="content"),
    ):
        st.markdown(badge(sheet), width="content")
        listed.back()
        download(sheet)
        if may_edit:
            flow.buttons(sheet)
    if may_edit and sheet["status"] in OPEN:
        editor(sheet)
    elif viewer().may("call_sheets.send") and sheet["edition"]:
        for tab, part in zip(st.tabs(["The sheet", "Who knows it"]), (read, panel), strict=True):
            with tab:
                part(sheet)
    else:
        mine(sheet)
        read(sheet)


def editor(sheet: Sheet) -> None:
    """Times on top, then the lists and texts one tab at a time: only the open one is drawn."""
    places: dict[int | None, str] = {sheet["location_id"]: sheet["location_name"] or "", None: "Not decided"}
    top = st.container()
    tabs = dict(zip(PARTS, st.tabs(list(PARTS), key="part", on_change="rerun", bind="query-params"), strict=True))
    if tabs["Places and notes"].open:
        places |= {row["id"]: row["name"] for row in api().every(f"{viewer().path}/locations")}
    edits = head.edits_of(sheet, places)
    head.follow(sheet, edits)
    with top:
        flow.schedule_moved(sheet)
        flow.outdated(sheet)
        head.times(sheet, edits)
        for name in rows.undecided(sheet):
            if not tabs[name].open:
                st.warning(
                    f"Something you typed on {name} is not stored yet. Decide there.", icon=":material/sync_problem:"
                )
        flow.checks(sheet)
        flow.unpublished(sheet)
    drawn: dict[str, Any] = {
        "Scenes": lambda: rows.scenes(sheet),
        "Cast": lambda: rows.cast(sheet),
        "Crew": lambda: rows.crew(sheet),
        "Departments": lambda: more.departments(sheet),
        "Places and notes": lambda: head.details(sheet, edits, places),
        "Unit information": lambda: more.information(sheet),
        "Editions": lambda: history.editions(sheet),
        "Preview": lambda: preview(sheet),
        "Send": lambda: panel(sheet),
    }
    for name, tab in tabs.items():
        if tab.open:
            with tab:
                flow.looked_for()
                drawn[name]()


def day_page(day_id: int) -> None:
    """A day's sheet, or the offer to make it."""
    try:
        day = api().get(f"{viewer().path}/days/{day_id}")
    except Refused:
        the_list()
        return
    sheets = api().every(path)
    sheet = next((row for row in sheets if row["day_id"] == day_id), None)
    if sheet:
        listed.go_to(sheet["id"])
        st.rerun()
    with title_line("Call sheets"):
        listed.back()
    listed.offer(day)


def the_list() -> None:
    """Every day for who makes the sheets; the published sheets for who reads them."""
    sheets = api().every(path)
    days = api().get(f"{viewer().path}/schedule")["days"] if may_edit else []
    first = listed.current(sheets)
    if not may_edit and first and "all" not in st.query_params:
        one_sheet(api().get(f"{path}/{first['id']}"))
        return
    made = sum(row["status"] != "cancelled" for row in sheets)
    about = f"{made} of {words.plural(len(days), 'shooting day')} with a call sheet" if days else ""
    with title_line("Call sheets", about):
        if may_edit and st.button("Defaults", key="sheet_defaults", icon=":material/tune:"):
            defaults_dialog()
    listed.show(sheets, days)


if sheet_id := wanted("sheet"):
    try:
        found = api().get(f"{path}/{sheet_id}")
    except Refused:
        with title_line("Call sheets"):
            pass
        with empty("This call sheet is not here", "It was deleted, or it is not published yet.", "search_off"):
            listed.back()
    else:
        one_sheet(found)
elif day_id := wanted("day"):
    day_page(day_id)
else:
    the_list()
