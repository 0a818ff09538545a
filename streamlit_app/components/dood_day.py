"""Dialogs of the day out of days: what somebody does on a date, and a day of travel, rehearsal or fitting of theirs."""

import datetime as dt
from functools import partial
from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.editing.dood import EVENTS, spelled, titled
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]


@st.dialog("Day", width="medium", icon=":material/event:")
def show_day(row: Row, column: Row) -> None:
    """One person (or thing) on one date: the code in words, the scenes, and the personal day, to add or remove."""
    code = row["codes"].get(column["date"], "")
    st.markdown(f"**{words.plain(_named(row))}** · {words.plain(titled(column))}")
    if code:
        st.markdown(f":blue-badge[{code}] {spelled(code)}")
    for day in column["days"]:
        _scenes(row, api().get(f"{viewer().path}/days/{day['day_id']}"))
    mine = [one for one in _events(row) if one["date"] == column["date"]]
    for one in mine:
        note = f" · {words.plain(one['note'])}" if one["note"] else ""
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"{EVENTS[one['kind']]}{note}", width="content")
            if viewer().may("dood.edit"):
                ask_delete(EVENTS[one["kind"]].lower(), partial(_remove, one), key=f"event_{one['id']}")
    if viewer().may("dood.edit") and not mine:
        with st.form("add_here", border=False):
            kind = _kind("here_kind")
            note = st.text_input("Note", max_chars=255, key="here_note", placeholder="Train 07:10, stage 2 …")
            if st.form_submit_button("Add", type="primary"):
                _add(row, column["date"], kind, note)
    if column["days"] and viewer().may("schedule.read"):
        st.page_link(navigation.link("schedule"), label="Open the schedule", icon=":material/calendar_view_day:")


@st.dialog("Add a travel, rehearsal or fitting day", width="medium", icon=":material/flight_takeoff:")
def add_event(category: int | None, first: dt.date) -> None:
    """A personal day of anybody in the cast, or of anything in a category, whether the board needs them or not."""
    people = _people(category)
    with st.form("add_event", border=False):
        names = {place: _named(row) for place, row in enumerate(people)}
        who = st.selectbox("Who", list(names), None, format_func=names.__getitem__, key="event_who")
        kind = _kind("event_kind")
        date = st.date_input("Date", first, key="event_date", format="DD.MM.YYYY")
        note = st.text_input("Note", max_chars=255, key="event_note", placeholder="Train 07:10, stage 2 …")
        if not st.form_submit_button("Add", type="primary", width="stretch"):
            return
    if who is None or not isinstance(date, dt.date):
        st.error("Choose who and when.", icon=":material/error:")
        return
    _add(people[who], date.isoformat(), kind, note)


def _people(category: int | None) -> list[Row]:
    """Everybody who may have a day, in the words of a row."""
    if category:
        found = api().every(f"{viewer().path}/breakdown/elements", category_id=category)
        return [
            {"cast_member_id": None, "element_id": one["id"], "number": "", "name": one["name"]}
            for one in found
            if one["in_dood"]
        ]
    return [
        {"cast_member_id": one["id"], "element_id": None, "number": str(one["number"]), "name": one["character_name"]}
        for one in api().every(f"{viewer().path}/cast-members")
    ]


def _kind(key: str) -> str:
    chosen: str = st.segmented_control(
        "Kind", list(EVENTS), default="travel", format_func=EVENTS.__getitem__, required=True, key=key
    )
    return chosen


def _named(row: Row) -> str:
    return " ".join(part for part in (row["number"], row["name"]) if part)


def _whose(row: Row) -> Row:
    name = "cast_member_id" if row["cast_member_id"] else "element_id"
    return {name: row[name]}


def _events(row: Row) -> list[Row]:
    return api().every(f"{viewer().path}/dood-events", **_whose(row))


def _add(row: Row, date: str, kind: str, note: str) -> None:
    with told():
        body = {**_whose(row), "date": date, "kind": kind, "note": note}
        api().post(f"{viewer().path}/dood-events", body)
        flash(f"{EVENTS[kind]} of {row['name']} on {words.day(date)} added.")
        st.rerun()


def _remove(one: Row) -> None:
    api().delete(f"{viewer().path}/dood-events/{one['id']}", match=one["version"])
    flash(f"{EVENTS[one['kind']]} on {words.day(one['date'])} removed.")


def _scenes(row: Row, day: Row) -> None:
    """The day's strips this person or thing is in."""
    needed = None
    if row["element_id"]:
        entries = api().every(f"{viewer().path}/breakdown/entries", element_id=row["element_id"])
        needed = {entry["scene_id"] for entry in entries}
    for strip in day["strips"]:
        inside = (
            strip["scene_id"] in needed if needed is not None else row["cast_member_id"] in strip["cast_member_ids"]
        )
        if strip["scene_id"] and inside:
            about = words.plain(words.heading(strip))
            st.markdown(f"**{words.plain(strip['number'])}** {about} · {words.eighths(strip['eighths'])}")
