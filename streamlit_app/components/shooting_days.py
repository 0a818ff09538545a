"""Dialogs of the schedule: add days, look at a day and change it, put scenes on a day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.components.strip_moves import Schedule, lay
from streamlit_app.state import api, flash, viewer

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKEND = ["saturday", "sunday"]


def locations() -> dict[int | None, str]:
    """Every location's name by id, with a first entry for none."""
    rows = api().every(f"{viewer().path}/locations")
    return {None: "Not decided", **{row["id"]: row["name"] for row in rows}}


@st.dialog("Add shooting days", width="medium", icon=":material/calendar_add_on:")
def add_days(schedule: Schedule) -> None:
    """One day, or several one after the other that leave out the weekdays nobody works."""
    places, first = locations(), _next_date(schedule)
    with st.form("add_days", border=False):
        with st.container(horizontal=True):
            start = st.date_input("First day", first, format="YYYY-MM-DD", key="add_first")
            count = int(st.number_input("How many", 1, 366, 1, key="add_count"))
            call = st.time_input("General call", dt.time(7), key="add_call", step=900)
        skip = st.pills(
            "No shooting on", WEEKDAYS, selection_mode="multi", default=WEEKEND, key="add_skip",
            format_func=lambda day: day[:3].capitalize(),
        )  # fmt: skip
        place = st.selectbox("Location", list(places), format_func=lambda i: places[i], key="add_place")
        st.caption("Dates that already have a shooting day stay as they are.")
        sent = st.form_submit_button("Add", type="primary", width="stretch")
    if sent:
        with told():
            there = {day["date"] for day in schedule["days"]}
            # a single day is meant as it was typed, even when it is a Sunday
            body = {"first": start.isoformat(), "count": count, "skip": skip if count > 1 else []}
            body |= {"general_call": _clock(call), "location_id": place}
            made = api().post(f"{viewer().path}/days/range", body)
            new = [day for day in made if day["date"] not in there]
            flash(f"{words.plural(len(new), 'shooting day')} added." if new else "There were shooting days already.")
            st.rerun()


def _next_date(schedule: Schedule) -> dt.date:
    """The first weekday after the last shooting day; without one, the production's start or tomorrow."""
    if schedule["days"]:
        date = dt.date.fromisoformat(schedule["days"][-1]["date"]) + dt.timedelta(days=1)
        while date.weekday() > 4:
            date += dt.timedelta(days=1)
        return date
    start = (viewer().production or {}).get("start_date")
    return dt.date.fromisoformat(start) if start else dt.datetime.now(viewer().zone).date() + dt.timedelta(days=1)


@st.dialog("Shooting day", width="medium", icon=":material/calendar_view_day:")
def open_day(day: dict[str, Any]) -> None:
    """A day: what it holds, its call sheet, and (for those who plan) its date, call, location and notes."""
    st.markdown(f"**Day {day['number']} of {day['of']}** · {words.day(day['date'], year=True)}")
    if viewer().may("schedule.edit"):
        _edit(day)
    else:
        _facts(day)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _call_sheet(day)
        if viewer().may("schedule.edit"):
            _delete(day)


def _facts(day: dict[str, Any]) -> None:
    call = f"Call {words.clock(day['general_call'])}" if day["general_call"] else "No call yet"
    parts = [call, day["location_name"] or "Location not decided", f"{words.eighths(day['eighths'])} pages"]
    st.text(" · ".join(parts))
    if day["notes"]:
        st.text(day["notes"])
    for scene in day["strips"]:
        st.text(f"{scene['number']}  {words.heading(scene)}  ({words.eighths(scene['eighths'])})")
    if not day["strips"]:
        st.caption("No scene is on this day yet.")


def _edit(day: dict[str, Any]) -> None:
    places = locations()
    with st.form("edit_day", border=False):
        with st.container(horizontal=True):
            date = st.date_input("Date", dt.date.fromisoformat(day["date"]), format="YYYY-MM-DD", key="day_date")
            call = st.time_input("General call", _time(day["general_call"]), key="day_call", step=900)
            at = list(places).index(day["location_id"])
            place = st.selectbox("Location", list(places), at, format_func=lambda i: places[i], key="day_place")
        notes = st.text_area("Notes", day["notes"], key="day_notes", height=90)
        sent = st.form_submit_button("Save", type="primary", width="stretch")
    if not sent:
        return
    fields = {"date": date.isoformat(), "general_call": _clock(call), "location_id": place, "notes": notes}
    now = {**day, "general_call": words.clock(day["general_call"]) or None}
    changes = {name: value for name, value in fields.items() if value != now[name]}
    with told():
        if changes:
            api().patch(f"{viewer().path}/days/{day['id']}", changes, match=day["version"])
            flash("Saved.")
        st.rerun()


def _call_sheet(day: dict[str, Any]) -> None:
    if not viewer().may("call_sheets.read"):
        return
    sheet = day["call_sheet_status"]
    if sheet is None and not viewer().may("call_sheets.edit"):
        return
    label = f"Call sheet ({words.SHEET_STATUS[sheet].lower()})" if sheet else "Make call sheet"
    query = {"day": str(day["id"]), "production": str(viewer().pid)}
    st.page_link(navigation.link("call_sheets"), label=label, icon=":material/assignment:", query_params=query)


def _delete(day: dict[str, Any]) -> None:
    scenes = words.plural(len(day["strips"]), "scene")

    def gone() -> None:
        api().delete(f"{viewer().path}/days/{day['id']}", match=day["version"])
        flash(f"{words.day(day['date'])} is no shooting day any more.")

    ask_delete("this day", gone, f"Its {scenes} will be unscheduled." if day["strips"] else "")


@st.dialog("Put on a day", width="medium", icon=":material/event:")
def put_on_day(schedule: Schedule, chosen: Sequence[int] = ()) -> None:
    """Choose scenes and the day they go to: what dragging does, for a phone or for many scenes at once."""
    scenes = {one["scene_id"]: one for one in schedule["unscheduled"]}
    scenes |= {one["scene_id"]: one for day in schedule["days"] for one in day["strips"]}
    days = {None: "Unscheduled", **{day["id"]: _day_label(day) for day in schedule["days"]}}
    if len(chosen) == 1:
        _scene_facts(scenes[chosen[0]])
    with st.form("put_on_day", border=False):
        ids = st.multiselect(
            "Scenes, in shooting order", list(scenes), list(chosen), key="put_scenes",
            format_func=lambda i: f"{scenes[i]['number']} {words.heading(scenes[i])}",
        )  # fmt: skip
        now = _current(schedule, chosen)
        day_id = st.selectbox("Day", list(days), now, format_func=lambda i: days[i], key="put_day")
        where = st.segmented_control("Where", ["Last", "First"], default="Last", required=True, key="put_where")
        sent = st.form_submit_button("Put there", type="primary", width="stretch")
    if sent and ids:
        with told():
            lay(schedule, ids, day_id, 0 if where == "First" else None, schedule["version"])
            flash(f"{words.plural(len(ids), 'scene')} moved.")
            st.rerun()


def _scene_facts(scene: dict[str, Any]) -> None:
    st.markdown(f"**{words.plain(scene['number'])}** {words.plain(words.heading(scene))}")
    cast = ", ".join(map(str, scene["cast_numbers"]))
    facts = [f"{words.eighths(scene['eighths'])} pages", cast and f"cast {cast}", scene["location_name"]]
    st.text(" · ".join(part for part in [*facts, scene["synopsis"]] if part))


def _current(schedule: Schedule, chosen: Sequence[int]) -> int:
    """Which entry of the day list a scene is on now; else the next shooting day."""
    today = dt.datetime.now(viewer().zone).date().isoformat()
    places = list(enumerate(schedule["days"], 1))
    for place, day in places:
        if len(chosen) == 1 and chosen[0] in {one["scene_id"] for one in day["strips"]}:
            return place
    return next((place for place, day in places if day["date"] >= today), len(places))


def _day_label(day: dict[str, Any]) -> str:
    return f"Day {day['number']} · {words.day(day['date'])} · {words.eighths(day['eighths'])} pages"


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _clock(time: dt.time | None) -> str | None:
    return f"{time:%H:%M}" if time else None
