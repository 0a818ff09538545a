"""What asks for an answer: a timer that was left running, and measured time that found no place."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.my_time_forms import said, stored, why
from streamlit_app.components.my_time_tasks import Tasks, choose_task
from streamlit_app.components.page import told
from streamlit_app.editing.my_time import FINISHED, NO_WORK, NOTHING, WHY_HELD, Clock, source_of
from streamlit_app.state import api, flash

Row = dict[str, Any]
SHOWN = 3


def ask_when_finished(rows: Sequence[Row], clock: Clock) -> None:
    """Timers by hand that ran on: when was it over? Nothing counts before somebody says."""
    for row in rows:
        key = f"forgotten_{row['id']}"
        start = clock.local(row["started_at"])
        with st.container(border=True, key=key):
            st.markdown(
                f":material/timer_off: **When did you finish?** The timer for **{words.plain(row['task_title'])}** ran "
                f"on from {words.day(start.date())}, {start:%H:%M}. Nothing of it counts yet."
            )
            with st.container(horizontal=True, vertical_alignment="bottom"):
                end = st.time_input("Finished at", None, step=300, key=f"{key}_at", width=140)
                file = st.button("File this time", key=f"{key}_file", type="primary", icon=":material/check:")
                nothing = st.button("It was no work", key=f"{key}_none", type="tertiary")
            if file and end is None:
                st.error("Choose the time at which you finished.", icon=":material/error:")
            elif file and end is not None:
                _file(row, clock, start, end)
            elif nothing:
                with told():
                    api().delete(f"/time/segments/{row['id']}", {"reason": NOTHING})
                    flash("Nothing was counted.")
                    st.rerun()


def _file(row: Row, clock: Clock, start: dt.datetime, end: dt.time) -> None:
    _begin, until = clock.moments(start.date(), start.time(), end)
    body = {
        "task_id": row["task_id"],
        "start": row["started_at"],
        "end": until,
        "reason": FINISHED,
        "note": row["note"],
    }
    stored(lambda: api().post("/time/segments", body), "Filed.", clock, row["started_at"], until)


def held_time(rows: Sequence[Row], tasks: Tasks, clock: Clock) -> None:
    """Time that was measured and has no place, each with a way to place or discard it; nothing when there is none."""
    if not rows:
        return
    with st.container(border=True, key="held"):
        pieces = words.plural(len(rows), "piece")
        st.markdown(
            f":material/inventory_2: **{pieces} of time found no place.** Put each on a task, or say that it is none."
        )
        for row in rows[:SHOWN]:
            _held(row, tasks, clock)
        if rows[SHOWN:]:
            with st.expander(f"{len(rows) - SHOWN} more", key="held_more"):
                for row in rows[SHOWN:]:
                    _held(row, tasks, clock)


def _held(row: Row, tasks: Tasks, clock: Clock) -> None:
    left, right = st.columns([7, 2], vertical_alignment="center")
    left.markdown(_line(row, clock))
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Place", key=f"place_{row['id']}", icon=":material/move_item:"):
            place(row, tasks, clock)
        if st.button("Discard", key=f"discard_{row['id']}", type="tertiary"):
            discard(row, clock)


def _line(row: Row, clock: Clock) -> str:
    program = source_of({"source": "measured", "machine": "", **row})
    about = " · ".join(filter(None, (row["task_title"], program, row["file"])))
    why_not = f":gray[{WHY_HELD[row['reason']]}]"
    return f"{_when(row, clock)} · **{words.length(row['seconds'])}** · {words.plain(about)} · {why_not}"


def _when(row: Row, clock: Clock) -> str:
    day = clock.local(row["started_at"]).date()
    return f"{words.day(day)} {clock.span(row['started_at'], row['ended_at'], day)}"


@st.dialog("Place this time", width="medium", icon=":material/move_item:")
def place(row: Row, tasks: Tasks, clock: Clock) -> None:
    """Put held time on a task."""
    st.markdown(_line(row, clock))
    task_id = choose_task("Task", tasks, key="place_task")
    reason = why(("It was this task",), key="place")
    if not st.button("Place", key="place_save", type="primary", icon=":material/check:"):
        return
    if task_id is None:
        st.error("Choose a task.", icon=":material/error:")
    elif said(reason):
        with told():
            api().post(f"/time/held/{row['id']}/place", {"task_id": task_id, "reason": reason})
            flash("Placed.")
            st.rerun()


@st.dialog("Discard this time", width="small", icon=":material/delete:")
def discard(row: Row, clock: Clock) -> None:
    """Say that held time is none; it stays stored but counts nowhere."""
    st.markdown(_line(row, clock))
    reason = why(NO_WORK, key="discard")
    if st.button("Discard", key="discard_save", type="primary") and said(reason):
        with told():
            api().post(f"/time/held/{row['id']}/discard", {"reason": reason})
            flash("Discarded.")
            st.rerun()
