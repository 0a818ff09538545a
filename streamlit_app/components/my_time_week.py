"""One's week: hours by day and task, and for each production how far its approval is."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import Refused
from streamlit_app.charts.week_hours import name_of, title_of, week
from streamlit_app.components.page import told
from streamlit_app.components.timer import running_now
from streamlit_app.editing.my_time import Clock
from streamlit_app.state import api, flash, viewer

HERE = Path(__file__).parent
Row = dict[str, Any]
STATE = {
    "open": ("Not handed in", "gray"), "submitted": ("Handed in", "blue"), "approved": ("Approved", "green"),
    "rejected": ("Sent back", "red"), "reopened": ("Open again", "orange"),
}  # fmt: skip

_WEEK = st.components.v2.component(
    "backlot_my_week", css=(HERE / "my_time_week.css").read_text(), js=(HERE / "my_time_week.js").read_text()
)


def sums(monday: dt.date) -> list[Row]:
    """One's hours of a week by day and task."""
    sunday = monday + dt.timedelta(days=6)
    days = {"from": monday.isoformat(), "to": sunday.isoformat()}
    rows: list[Row] = api().get("/time/summary", group="day,task,production", user_id=viewer().me["id"], **days)["rows"]
    return rows


def week_drawn(
    rows: Sequence[Row], monday: dt.date, clock: Clock, colour: Mapping[int, int], *, key: str,
    on_day: Callable[[dt.date], None],
) -> None:  # fmt: skip
    """Draw a week; `on_day` is called with the day that was clicked, before the page runs again."""

    def opened() -> None:
        if said := st.session_state[key].opened:
            on_day(dt.date.fromisoformat(said["date"]))

    data = {**week(rows, monday, clock.today, colour), "label": title_of(monday)}
    _WEEK(key=key, data=data, on_opened_change=opened)


def states(rows: Sequence[Row], monday: dt.date, clock: Clock) -> None:
    """A line for each production with hours that week, and for the one that is looked at: its state and one button."""
    titles = {row["id"]: row["title"] for row in viewer().productions}
    worked = dict.fromkeys(row["production_id"] for row in rows)
    wanted = dict.fromkeys([viewer().pid, *worked])
    for production_id in wanted:
        title = titles.get(production_id) or next(
            r["production_title"] for r in rows if r["production_id"] == production_id
        )
        path = f"/productions/{production_id}/time/weeks"
        try:
            found = api().get(path, week=name_of(monday), user_id=viewer().me["id"])
        except Refused:  # no longer on it, or no hours of one's own there
            continue
        for row in found:
            with st.container(border=True, key=f"week_{production_id}"):
                _state(row, title, f"{path}/{viewer().me['id']}/{name_of(monday)}", monday, clock, production_id)


def _state(row: Row, title: str, path: str, monday: dt.date, clock: Clock, production_id: int) -> None:
    word, colour = STATE[row["state"]]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        planned = f" of {words.length(row['planned_seconds'])}" if row["planned_seconds"] else ""
        lock = ":material/lock: " if row["locked"] else ""
        st.markdown(
            f"**{words.plain(title)}** · {words.length(row['seconds'])}{planned} :{colour}-badge[{lock}{word}]",
            width="content",
        )
        _button(row, title, path, monday, clock, production_id)
    if row["planned_seconds"]:
        st.progress(min(1.0, row["seconds"] / row["planned_seconds"]))
    if row["comment"] and row["state"] == "rejected":
        st.error(
            f"**{words.plain(row['decided_by_name'] or 'Your lead')}:** {words.plain(row['comment'])}",
            icon=":material/undo:",
        )
    if about := _about(row, clock):
        st.caption(about)


def _button(row: Row, title: str, path: str, monday: dt.date, clock: Clock, production_id: int) -> None:
    state = row["state"]
    if state == "submitted":
        if st.button("Take back", key=f"withdraw_{production_id}", icon=":material/undo:"):
            with told():
                api().post(f"{path}/withdraw", {})
                flash("Taken back; change what you like and hand it in again.")
                st.rerun()
    elif state != "approved":
        begun = monday <= clock.today
        label = "Hand in again" if state in ("rejected", "reopened") else "Hand in"
        why_not = None if begun else "This week has not begun."
        if st.button(
            label,
            key=f"submit_{production_id}",
            type="primary",
            icon=":material/send:",
            disabled=not begun,
            help=why_not,
        ):
            hand_in(row, title, path, monday, clock, production_id)


def _about(row: Row, clock: Clock) -> str:
    """What happened last, in a sentence."""
    who = words.plain(row["decided_by_name"] or "a lead")
    said = f" “{words.plain(row['comment'])}”" if row["comment"] else ""
    if row["state"] == "submitted":
        return f"Since {_when(row['submitted_at'], clock)}; it waits for approval.{said}"
    if row["state"] == "approved":
        return f"By {who}, {_when(row['decided_at'], clock)}. Nothing in it can be changed any more.{said}"
    if row["state"] == "rejected":
        return f"{_when(row['decided_at'], clock)}. Correct it and hand it in again."
    if row["state"] == "reopened":
        return f"Opened again by {who}, {_when(row['decided_at'], clock)}.{said}"
    return ""


def _when(moment: str, clock: Clock) -> str:
    at = clock.local(moment)
    return f"{words.day(at.date())} {at:%H:%M}"


@st.dialog("Hand in the week", width="small", icon=":material/send:")
def hand_in(row: Row, title: str, path: str, monday: dt.date, clock: Clock, production_id: int) -> None:
    """Ask once more, with what deserves a look, and take a word to go with it."""
    st.markdown(f"**{words.plain(title)}** · {title_of(monday)} · {words.length(row['seconds'])}")
    for warning in _before(row, monday, clock, production_id):
        st.caption(f":material/info: {warning}")
    comment = st.text_area(
        "A word to your lead", key="hand_in_comment", max_chars=2000, height=80, placeholder="Not needed"
    )
    if st.button("Hand in", key="hand_in", type="primary", icon=":material/send:"):
        with told():
            api().post(f"{path}/submit", {"comment": comment.strip()})
            flash("Handed in.")
            st.rerun()


def _before(row: Row, monday: dt.date, clock: Clock, production_id: int) -> list[str]:
    running = running_now(viewer())
    over = clock.today > monday + dt.timedelta(days=6)
    here = running is not None and running["production_id"] == production_id
    found = {
        "The timer runs: what it adds afterwards is in the week too.": here and not over,
        "The week is not over. You can take it back until it is approved.": not over,
        f"{words.plural(row['held'], 'piece')} of time still found no place.": row["held"] > 0,
    }
    return [text for text, is_so in found.items() if is_so]
