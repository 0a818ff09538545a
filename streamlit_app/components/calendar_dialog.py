"""The calendar a board goes by, and the units that shoot: weekdays off, holidays, days off, travel."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import told
from streamlit_app.components.strip_moves import Schedule
from streamlit_app.state import api, flash, viewer

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
KINDS = {"holiday": "Holiday", "off": "Day off", "travel": "Company travel", "work": "Worked, though off"}


@st.dialog("Calendar and units", width="medium", icon=":material/calendar_month:")
def calendar_dialog(schedule: Schedule) -> None:
    """When the company works, and who shoots."""
    calendar = schedule["calendar"]
    edit = viewer().may("schedule.edit")
    path = f"{viewer().path}/calendars/{calendar['id']}"
    off = st.pills(
        "Weekdays off", range(7), selection_mode="multi", default=calendar["weekly_off"], key="calendar_week",
        format_func=lambda day: WEEK[day], disabled=not edit,
    )  # fmt: skip
    if edit and sorted(off) != calendar["weekly_off"]:
        if len(off) == 7:
            st.error("One weekday at least is left for shooting.", icon=":material/error:")
        elif st.button("Save weekdays", key="calendar_save", type="primary"):
            with told():
                api().patch(path, {"weekly_off": sorted(off)}, match=calendar["version"])
                flash("Saved.")
                st.rerun()
    st.markdown("**Dates that differ**")
    for one in calendar["dates"]:
        _date(path, one, edit)
    if not calendar["dates"]:
        st.caption("None yet: holidays, days off, travel days, or weekend days that are worked.")
    if edit:
        _add(path)
        _units(schedule)


def _date(path: str, one: dict[str, Any], edit: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        name = f" · {one['name']}" if one["name"] else ""
        st.text(f"{words.day(one['date'], year=True)} · {KINDS[one['kind']]}{name}")
        if edit and st.button(
            "", key=f"date_delete_{one['id']}", icon=":material/close:", type="tertiary", help="As its weekday again"
        ):
            with told():
                api().delete(f"{path}/dates/{one['id']}", match=one["version"])
                st.rerun()


def _add(path: str) -> None:
    with st.form("add_date", border=False, clear_on_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = st.date_input("From", None, format="YYYY-MM-DD", key="date_first")
            last = st.date_input("To, if longer", None, format="YYYY-MM-DD", key="date_last")
            kind = st.selectbox("Kind", list(KINDS), format_func=lambda one: KINDS[one], key="date_kind")
            name = st.text_input("Name", key="date_name", max_chars=255, placeholder="Easter Monday")
        sent = st.form_submit_button("Add dates", width="stretch")
    if sent and first:
        with told():
            until = last.isoformat() if last else None
            api().post(f"{path}/dates", {"date": first.isoformat(), "last": until, "kind": kind, "name": name})
            flash("The calendar has it.")
            st.rerun()


def _units(schedule: Schedule) -> None:
    st.markdown("**Units**")
    units = schedule["units"]
    used = {day["unit_id"] for day in schedule["days"]}
    for unit in units:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.text(unit["name"])
            if (
                len(units) > 1
                and unit["id"] not in used
                and st.button(
                    "",
                    key=f"unit_delete_{unit['id']}",
                    icon=":material/close:",
                    type="tertiary",
                    help="Remove this unit",
                )
            ):
                with told():
                    api().delete(f"{viewer().path}/units/{unit['id']}", match=unit["version"])
                    st.rerun()
    with (
        st.form("add_unit", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("Another unit", key="unit_name", placeholder="Second unit", max_chars=255)
        sent = st.form_submit_button("Add unit")
    if sent and name.strip():
        with told():
            api().post(f"{viewer().path}/units", {"name": name})
            flash(f"{name} can be given days now.")
            st.rerun()
