"""Measured time that came too late for its place: put on a task, or said to be none; each with a reason."""

import datetime as dt
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import told
from streamlit_app.editing.approvals import DAY, HELD
from streamlit_app.editing.my_time import Clock
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]


def held_time(week: Row, monday: dt.date) -> None:
    """Every piece of a person's week that waits."""
    st.subheader("Held back", anchor=False)
    clock = Clock(viewer().zone, dt.datetime.now(dt.UTC), "")
    pieces = [
        row for row in api().every("/time/held", production_id=viewer().pid) if _belongs(row, week, monday, clock)
    ]
    if week["locked"]:
        st.caption("This week is approved: reopen it to place what came late, or say that it is no work.")
    tasks = {row["id"]: row["title"] for row in api().every(f"{viewer().path}/tasks")} if pieces else {}
    for row in pieces:
        _piece(row, clock, tasks, may_place=not week["locked"])


def _belongs(row: Row, week: Row, monday: dt.date, clock: Clock) -> bool:
    return row["user_id"] == week["user_id"] and monday <= clock.local(row["started_at"]).date() <= monday + 6 * DAY


def _piece(row: Row, clock: Clock, tasks: dict[int, str], *, may_place: bool) -> None:
    day = clock.local(row["started_at"]).date()
    when = f"{words.day(day)} {clock.span(row['started_at'], row['ended_at'], day)}"
    about = " · ".join(part for part in (row["task_title"], words.program(row["dcc"]), row["file"]) if part)
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{when}** · {words.length(row['seconds'])}  \n:small[{words.plain(about)} · {HELD[row['reason']]}]",
            width="stretch",
        )
        with st.container(horizontal=True, width="content"):
            if may_place:
                _place(row, tasks)
            _discard(row)


def _place(row: Row, tasks: dict[int, str]) -> None:
    with st.popover("Place", icon=":material/playlist_add:", key=f"place_{row['id']}"):
        ids = list(tasks)
        start = ids.index(row["task_id"]) if row["task_id"] in tasks else None
        task = st.selectbox(
            "Task", ids, start, format_func=lambda one: tasks.get(one, ""), key=f"place_task_{row['id']}"
        )
        reason = st.text_input("Reason", key=f"place_reason_{row['id']}", max_chars=500)
        ready = task is not None and bool(reason.strip())
        if st.button("Place", key=f"place_yes_{row['id']}", type="primary", disabled=not ready):
            _settle(f"/time/held/{row['id']}/place", {"task_id": task, "reason": reason}, "The time counts now.")


def _discard(row: Row) -> None:
    with st.popover("Discard", icon=":material/delete:", type="tertiary", key=f"discard_{row['id']}"):
        reason = st.text_input("Why is it no work?", key=f"discard_reason_{row['id']}", max_chars=500)
        if st.button("Discard", key=f"discard_yes_{row['id']}", type="primary", disabled=not reason.strip()):
            _settle(f"/time/held/{row['id']}/discard", {"reason": reason}, "Discarded; it stays on record.")


def _settle(address: str, body: Row, done: str) -> None:
    with told():
        api().post(address, body)
        flash(done)
        st.rerun()
