"""The calendar: shooting days, holidays, rehearsals, travel and due tasks, as a month or as a list."""

import datetime as dt

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.live import cares_about
from streamlit_app.components.month import month_grid, subscribe
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.screen import on_phone
from streamlit_app.editing.month import by_date, month_of, moved, span
from streamlit_app.state import api, viewer

cares_about("schedule", "shooting day", "board", "calendar date", "personal day", "task", "call sheet", "production")
ICONS = {
    "shoot": "videocam", "holiday": "celebration", "off": "weekend", "travel": "local_shipping", "work": "engineering",
    "personal": "person", "task": "checklist", "milestone": "flag",
}  # fmt: skip
today = dt.datetime.now(viewer().zone).date()
month = month_of(st.query_params.get("month"), today)


def turn(to: dt.date) -> None:
    st.query_params["month"] = f"{to:%Y-%m}"


def open_entry(key: str) -> None:
    kind, _, row_id = key.partition(":")
    if kind == "task":
        st.switch_page(navigation.link("tasks"), query_params={"production": str(viewer().pid)})
    entry = next((one for one in entries if one["kind"] == "shoot" and str(one["id"]) == row_id), None)
    query = {"production": str(viewer().pid)}
    if entry and entry["call_sheet_id"] and viewer().may("call_sheets.read"):
        st.switch_page(navigation.link("call_sheets"), query_params={**query, "sheet": str(entry["call_sheet_id"])})
    st.switch_page(navigation.link("schedule"), query_params=query)


with title_line("Calendar", f"{month:%B} {month.year}"):
    st.button("Before", key="month_before", icon=":material/chevron_left:", on_click=turn, args=(moved(month, -1),))
    st.button("This month", key="month_now", on_click=turn, args=(today.replace(day=1),))
    st.button("After", key="month_after", icon=":material/chevron_right:", on_click=turn, args=(moved(month, 1),))
    if st.button("Subscribe", key="subscribe", type="primary", icon=":material/rss_feed:"):
        subscribe()
looks = {"month": "Month", "agenda": "Agenda"}
look = st.segmented_control(
    "View", list(looks), default="agenda" if on_phone() else "month", required=True, format_func=looks.__getitem__,
    key="calendar_view", label_visibility="collapsed", bind="query-params",
)  # fmt: skip
first, last = span(month)
if look == "agenda":
    first, last = month, moved(month, 1) - dt.timedelta(days=1)
entries = api().get(f"{viewer().path}/calendar", first=first.isoformat(), last=last.isoformat())
if look == "month":
    month_grid(month, today, entries, key="month_grid", on_open=open_entry)
elif not entries:
    empty("Nothing this month", "Shooting days, holidays, rehearsals and due tasks appear here by themselves.", "event")
else:
    for date, on_day in by_date(entries).items():
        with st.container(border=True, gap="xsmall"):
            now = " · :primary-badge[Today]" if date == today.isoformat() else ""
            st.markdown(f"**{words.day(date, year=True)}**{now}")
            for entry in on_day:
                detail = f"  \n:small[{words.plain(entry['detail'])}]" if entry["detail"] else ""
                st.markdown(f":material/{ICONS[entry['kind']]}: {words.plain(entry['title'])}{detail}")
                if entry["call_sheet_id"] and viewer().may("call_sheets.read"):
                    st.page_link(
                        navigation.link("call_sheets"), label="Call sheet", icon=":material/assignment:",
                        query_params={"production": str(viewer().pid), "sheet": str(entry["call_sheet_id"])},
                    )  # fmt: skip
