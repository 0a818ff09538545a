"""Dialogs of shooting days: add some, look at one, change it, move it with its strips, break it, remove it."""

import datetime as dt
from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.components.strip_board import OFF, name_of
from streamlit_app.components.strip_moves import Schedule
from streamlit_app.state import api, flash, viewer

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def locations() -> dict[int | None, str]:
    """Every location's name by id, with a first entry for none."""
    rows = api().every(f"{viewer().path}/locations")
    return {None: "Not decided", **{row["id"]: row["name"] for row in rows}}


@st.dialog("Add shooting days", width="medium", icon=":material/calendar_add_on:")
def add_days(schedule: Schedule) -> None:
    """One day, or several one after the other on the days the company works."""
    places, first = locations(), _next_date(schedule)
    with st.form("add_days", border=False):
        with st.container(horizontal=True):
            start = st.date_input("First day", first, format="YYYY-MM-DD", key="add_first")
            count = int(st.number_input("How many", 1, 366, 1, key="add_count"))
            call = st.time_input("General call", dt.time(7), key="add_call", step=900)
        skip = st.pills(
            "No shooting on", WEEKDAYS, selection_mode="multi", default=_weekly_off(schedule), key="add_skip",
            format_func=lambda day: day[:3].capitalize(),
        )  # fmt: skip
        with st.container(horizontal=True):
            place = st.selectbox("Location", list(places), format_func=lambda i: places[i], key="add_place")
            unit = unit_field(schedule, "add_unit")
        st.caption("Holidays and days off of the board's calendar are left out, and dates that have a day stay.")
        sent = st.form_submit_button("Add", type="primary", width="stretch")
    if sent:
        with told():
            there = {day["id"] for day in schedule["days"]}
            body: dict[str, Any] = {"general_call": clock_of(call), "location_id": place, "unit_id": unit}
            body["board_id"] = schedule["board_id"]
            if count == 1:  # a single day is meant as it was typed, even when it is a Sunday
                made = [api().post(f"{viewer().path}/days", {**body, "date": start.isoformat()})]
            else:
                made = api().post(
                    f"{viewer().path}/days/range", {**body, "first": start.isoformat(), "count": count, "skip": skip}
                )
            new = [day for day in made if day["id"] not in there]
            flash(f"{words.plural(len(new), 'shooting day')} added." if new else "There were shooting days already.")
            st.rerun()


def unit_field(schedule: Schedule, key: str, now: int | None = None) -> int | None:
    """Which unit, when there are several."""
    units: dict[int, str] = {unit["id"]: unit["name"] for unit in schedule["units"] or []}
    if len(units) < 2:
        return now
    return st.selectbox(
        "Unit", list(units), list(units).index(now) if now else 0, format_func=lambda one: units[one], key=key
    )


def _weekly_off(schedule: Schedule) -> list[str]:
    calendar = schedule["calendar"] or {"weekly_off": [5, 6]}
    return [WEEKDAYS[day] for day in calendar["weekly_off"]]


def _next_date(schedule: Schedule) -> dt.date:
    """The first working weekday after the last shooting day; without one, the production's start or tomorrow."""
    if schedule["days"]:
        off = _weekly_off(schedule)
        date = dt.date.fromisoformat(schedule["days"][-1]["date"]) + dt.timedelta(days=1)
        while WEEKDAYS[date.weekday()] in off:
            date += dt.timedelta(days=1)
        return date
    start = (viewer().production or {}).get("start_date")
    return dt.date.fromisoformat(start) if start else dt.datetime.now(viewer().zone).date() + dt.timedelta(days=1)


@st.dialog("Shooting day", width="medium", icon=":material/calendar_view_day:")
def open_day(schedule: Schedule, day: dict[str, Any]) -> None:
    """A day: what it holds, its call sheet, and (for those who plan) its date, call, location and notes."""
    unit = f" · {words.plain(day['unit_name'])}" if len(schedule["units"] or []) > 1 else ""
    st.markdown(f"**Day {day['number']} of {day['of']}**{unit} · {words.day(day['date'], year=True)}")
    if day["off"]:
        st.warning(f"The calendar has this date as {OFF[day['off']]}.", icon=":material/event_busy:")
    if viewer().may("schedule.edit"):
        _edit(schedule, day)
        _other_dates(schedule, day)
    else:
        _facts(day)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _call_sheet(schedule, day)
        if viewer().may("schedule.edit"):
            _delete(day)


def _facts(day: dict[str, Any]) -> None:
    call = f"Call {words.clock(day['general_call'])}" if day["general_call"] else "No call yet"
    parts = [call, day["location_name"] or "Location not decided", f"{words.eighths(day['eighths'])} pages"]
    st.text(" · ".join(parts))
    if day["notes"]:
        st.text(day["notes"])
    for strip in day["strips"]:
        pages = f"  ({words.eighths(strip['eighths'])})" if strip["scene_id"] else ""
        st.text(f"{name_of(strip)}{pages}")
    if not day["strips"]:
        st.caption("No scene is on this day yet.")


def _edit(schedule: Schedule, day: dict[str, Any]) -> None:
    places = locations()
    with st.form("edit_day", border=False):
        with st.container(horizontal=True):
            date = st.date_input("Date", dt.date.fromisoformat(day["date"]), format="YYYY-MM-DD", key="day_date")
            call = st.time_input("General call", _time(day["general_call"]), key="day_call", step=900)
            at = list(places).index(day["location_id"])
            place = st.selectbox("Location", list(places), at, format_func=lambda i: places[i], key="day_place")
            unit = unit_field(schedule, "day_unit", day["unit_id"])
        notes = st.text_area("Notes", day["notes"], key="day_notes", height=90)
        pinned = st.checkbox("Pinned to this date", day["pinned"], key="day_pinned", help="Nothing moves it away.")
        sent = st.form_submit_button("Save", type="primary", width="stretch")
    if not sent:
        return
    fields = {"date": date.isoformat(), "general_call": clock_of(call), "location_id": place, "notes": notes}
    fields |= {"pinned": pinned, "unit_id": unit}
    now = {**day, "general_call": words.clock(day["general_call"]) or None}
    changes = {name: value for name, value in fields.items() if value != now[name]}
    with told():
        if changes:
            api().patch(f"{viewer().path}/days/{day['id']}", changes, match=day["version"])
            flash("Saved.")
        st.rerun()


def _other_dates(schedule: Schedule, day: dict[str, Any]) -> None:
    """Swap, shift and break: what happens to more days than this one."""
    path, version = f"{viewer().path}/days/{day['id']}", schedule["version"]
    with st.container(horizontal=True):
        others = {one["id"]: day_label(one) for one in schedule["days"] if one["id"] != day["id"] and not one["pinned"]}
        with st.popover("Swap", icon=":material/swap_horiz:", disabled=not others or day["pinned"], key="swap_ask"):
            other = st.selectbox("Change dates with", list(others), format_func=lambda i: others[i], key="swap_with")
            if st.button("Swap", key="swap_yes", type="primary"):
                _done(f"{path}/swap", {"with_id": other}, version, "The two days changed dates.")
        with st.popover("Shift", icon=":material/start:", disabled=day["pinned"], key="shift_ask"):
            by = int(st.number_input("Working days later (earlier: negative)", -60, 60, 1, key="shift_by"))
            st.caption("This day and every day of the unit after it; pinned days stay.")
            if st.button("Shift", key="shift_yes", type="primary", disabled=not by):
                _done(f"{path}/shift", {"by": by}, version, "The days were shifted.")
        strips = day["strips"]
        with st.popover("Day break", icon=":material/horizontal_rule:", disabled=len(strips) < 2, key="break_ask"):
            at = st.selectbox(
                "The day ends before", range(1, len(strips)), format_func=lambda n: name_of(strips[n]), key="break_at"
            )
            st.caption("The rest goes to a new day; days in the way move on.")
            if st.button("Insert", key="break_yes", type="primary"):
                _done(f"{path}/break", {"position": at}, version, "The day is two days now.")


def _done(path: str, body: dict[str, Any], version: int, said: str) -> None:
    with told():
        api().post(path, body, match=version)
        flash(said)
        st.rerun()


def _call_sheet(schedule: Schedule, day: dict[str, Any]) -> None:
    if not viewer().may("call_sheets.read") or not schedule["active"]:
        return
    sheet = day["call_sheet_status"]
    if sheet is None and not viewer().may("call_sheets.edit"):
        return
    label = f"Call sheet ({words.SHEET_STATUS[sheet].lower()})" if sheet else "Make call sheet"
    query = {"day": str(day["id"]), "production": str(viewer().pid)}
    st.page_link(navigation.link("call_sheets"), label=label, icon=":material/assignment:", query_params=query)


def _delete(day: dict[str, Any]) -> None:
    strips = words.plural(len(day["strips"]), "strip")

    def gone() -> None:
        api().delete(f"{viewer().path}/days/{day['id']}", match=day["version"])
        flash(f"{words.day(day['date'])} is no shooting day any more.")

    ask_delete("this day", gone, f"Its {strips} will go to the boneyard." if day["strips"] else "")


def day_label(day: dict[str, Any]) -> str:
    """A day in a list."""
    return f"Day {day['number']} · {words.day(day['date'])} · {words.eighths(day['eighths'])} pages"


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def clock_of(time: dt.time | None) -> str | None:
    """`07:00`, as the API takes it."""
    return f"{time:%H:%M}" if time else None
