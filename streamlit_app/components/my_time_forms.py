"""Time by hand: dialogs that correct a segment, take it out, bring it back, fill a gap, add what nothing measured."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import Wrong
from streamlit_app.components.my_time_tasks import Tasks, choose_task
from streamlit_app.components.page import told
from streamlit_app.components.timer import change
from streamlit_app.editing.my_time import (
    AWAY,
    NO_WORK,
    OTHER,
    WHY_GAP,
    WRONG,
    Clock,
    clashing,
    source_of,
    steps,
    titles_of,
)
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]
HOUR = dt.timedelta(hours=1)


def why(options: Sequence[str], *, key: str, label: str = "Why") -> str:
    """One of the usual reasons by a click, or one's own words; empty while there is none."""
    chosen = st.pills(label, [*options, OTHER], key=f"{key}_why")
    if chosen == OTHER:
        typed: str = st.text_input("In your words", key=f"{key}_words", max_chars=500)
        return typed.strip()
    return chosen or ""


def times(clock: Clock, start: str, end: str, *, key: str) -> tuple[str, str]:
    """Day, begin and end to change; (start, end) as the API takes them, exact to the second where nothing changed."""
    first, last = clock.local(start), clock.local(end)
    with st.container(horizontal=True):
        day = st.date_input("Day", first.date(), format="YYYY-MM-DD", key=f"{key}_day", width=150)
        with st.container(horizontal=True, width="content"):  # side by side also on a phone
            begin = st.time_input("From", _minute(first), step=60, key=f"{key}_from", width=120) or _minute(first)
            until = st.time_input("To", _minute(last), step=60, key=f"{key}_to", width=120) or _minute(last)
    date = day if isinstance(day, dt.date) else first.date()
    if date == first.date() and (begin, until) == (_minute(first), _minute(last)):
        return start, end
    new_start, new_end = clock.moments(date, begin, until)
    if until <= begin:
        st.caption(f"It ends on {words.day(date + dt.timedelta(days=1))}.")
    moved = date != first.date()
    kept_end = until == _minute(last) and not moved and clock.local(new_end).date() == last.date()
    return start if begin == _minute(first) and not moved else new_start, end if kept_end else new_end


@st.dialog("Time", width="medium", icon=":material/schedule:")
def open_segment(row: Row, tasks: Tasks, known: Sequence[Row], clock: Clock) -> None:
    """One segment: correct it, take it out or bring it back; what was measured and what was done to it stand below."""
    day = clock.local(row["started_at"]).date()
    st.markdown(f"**{words.plain(row['task_title'])}** · {words.plain(row['production_title'])}")
    facts = [words.day(day), clock.span(row["started_at"], row["ended_at"], day), words.length(row["seconds"])]
    if row["note"]:
        facts.append(row["note"])
    st.text(" · ".join(facts))
    key = f"time_{row['id']}"
    if row["running"]:
        st.caption("This is running. Stop it to correct it.")
        if st.button("Stop", key=f"{key}_stop", type="primary", icon=":material/stop:"):
            change(None)
            st.rerun()
    elif row["locked"]:
        st.caption(":material/lock: Its week is approved. Whoever approved it can open it again.")
    elif row["removed"]:
        _bring_back(row, key)
    else:
        _correct(row, tasks, clock, key)
    titles = titles_of(tasks.rows.values(), known)
    _measured(row, clock, titles)
    _history(row, clock, titles)


def _correct(row: Row, tasks: Tasks, clock: Clock, key: str) -> None:
    start, end = times(clock, row["started_at"], row["ended_at"], key=key)
    now = (row["task_id"], row["task_title"])
    task_id = choose_task("Task", tasks, key=f"{key}_task", now=now)
    reason = why(WRONG, key=key, label="Why is it corrected")
    changes: Row = {"start": start, "end": end, "task_id": task_id}
    old = {"start": row["started_at"], "end": row["ended_at"], "task_id": row["task_id"]}
    body = {name: value for name, value in changes.items() if value is not None and value != old[name]}
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        save = st.button("Save", key=f"{key}_save", type="primary", icon=":material/check:")
        with st.popover("Remove", icon=":material/delete:", type="tertiary", key=f"{key}_remove"):
            _remove(row, key)
    if save and not body:
        st.rerun()
    if save and said(reason):
        send = lambda: api().patch(f"/time/segments/{row['id']}", {**body, "reason": reason})  # noqa: E731
        stored(send, "Corrected.", clock, start, end, without=row["id"])


def _remove(row: Row, key: str) -> None:
    st.caption("It counts nowhere then. It stays in the list, and you can bring it back.")
    reason = why(NO_WORK, key=f"{key}_gone", label="Why is it removed")
    if st.button("Remove", key=f"{key}_gone", type="primary") and said(reason):
        with told():
            api().delete(f"/time/segments/{row['id']}", {"reason": reason})
            flash("Removed. Open it in the list to bring it back.")
            st.rerun()


def _bring_back(row: Row, key: str) -> None:
    reason = why(("It was work after all",), key=f"{key}_back", label="It was removed. Why bring it back")
    if st.button("Bring back", key=f"{key}_back", type="primary", icon=":material/undo:") and said(reason):
        with told():
            api().post(f"/time/segments/{row['id']}/restore", {"reason": reason})
            flash("It counts again.")
            st.rerun()


def _measured(row: Row, clock: Clock, titles: Mapping[int, str]) -> None:
    facts = row["measured"]
    day = clock.local(row["started_at"]).date()
    how = {"manual": "First entered", "timer": "By the timer"}.get(row["source"], "Measured")
    title = titles.get(facts["task_id"], "another task")
    program = " ".join(filter(None, (source_of(row), row["file"]))) if row["source"] == "measured" else ""
    parts = (clock.span(facts["started_at"], facts["ended_at"], day), title, program)
    st.caption(f"{how}: {words.plain(' · '.join(filter(None, parts)))}")
    if row["clock_guessed"]:
        st.caption("That machine was restarted before it could tell; the times go by its own clock.")


def _history(row: Row, clock: Clock, titles: Mapping[int, str]) -> None:
    if not (row["corrected"] or row["removed"] or row["source"] == "manual"):
        return
    with told():
        lines = steps(api().get(f"/time/segments/{row['id']}/history"), clock, titles)
        st.caption("  \n".join(["**History**", *map(words.plain, lines)]))


@st.dialog("What was this?", width="medium", icon=":material/hourglass_empty:")
def open_gap(gap: Row, tasks: Tasks, clock: Clock) -> None:
    """A gap, or part of it, as work."""
    day = clock.local(gap["start"]).date()
    span = clock.span(gap["start"], gap["end"], day)
    st.text(f"{words.day(day)} · {span} · {words.length(gap['seconds'])} without time: {WHY_GAP[gap['why']]}")
    before = gap["before"]
    _entry(
        clock, tasks, gap["start"], gap["end"], (before["task_id"], before["task_title"]), key="gap",
        button="It was work", done="It counts as work now.",
    )  # fmt: skip


@st.dialog("Add time", width="medium", icon=":material/more_time:")
def add_time(day: dt.date, rows: Sequence[Row], now: tuple[int, str] | None, tasks: Tasks, clock: Clock) -> None:
    """Time that nothing measured; offered first is the hour after the day's last."""
    start, end = offered(day, rows, clock)
    _entry(clock, tasks, start, end, now, key="add", button="Add", done="Added.")


def offered(day: dt.date, rows: Sequence[Row], clock: Clock) -> tuple[str, str]:
    """An hour after the last of a day, or of the morning; on the present day it ends now at the latest."""
    _begin, midnight = clock.bounds(day)
    last = max((clock.local(row["ended_at"]) for row in rows), default=dt.datetime.combine(day, dt.time(9), clock.zone))
    end = min(last + HOUR, midnight)
    if day == clock.today:
        end = min(end, clock.now.astimezone(clock.zone).replace(second=0, microsecond=0))
    return (last if last < end else end - HOUR).isoformat(), end.isoformat()


def _entry(
    clock: Clock, tasks: Tasks, start: str, end: str, now: tuple[int, str] | None, *, key: str, button: str, done: str
) -> None:
    start, end = times(clock, start, end, key=key)
    task_id = choose_task("Task", tasks, key=f"{key}_task", now=now)
    reason = why(AWAY, key=key, label="What was it")
    note = st.text_input("Note", key=f"{key}_note", max_chars=500, placeholder="Not needed")
    if not st.button(button, key=f"{key}_save", type="primary", icon=":material/check:"):
        return
    if task_id is None:
        st.error("Choose a task.", icon=":material/error:")
    elif said(reason):
        body = {"task_id": task_id, "start": utc(start), "end": utc(end), "reason": reason, "note": note.strip()}
        stored(lambda: api().post("/time/segments", body), done, clock, start, end)


def said(reason: str) -> bool:
    """Whether there is a reason; asks for one where it is missing."""
    if not reason:
        st.error("Say why: choose one or write your own.", icon=":material/error:")
    return bool(reason)


def stored(
    send: Callable[[], object], done: str, clock: Clock, start: str, end: str, *, without: int | None = None
) -> None:
    """Send, say `done` and close; time that is there already is named in the clock of the page."""
    with told():
        try:
            send()
        except Wrong as problem:
            raise _reworded(problem, clock, start, end, without) from problem
        flash(done)
        st.rerun()


def _reworded(problem: Wrong, clock: Clock, start: str, end: str, without: int | None) -> Wrong:
    if not any(error["field"] == "start" for error in problem.errors):
        return problem
    day, last = clock.local(start).date(), clock.local(end).date()
    days = {"from": day.isoformat(), "to": last.isoformat()}
    rows = api().every("/time/segments", user_id=viewer().me["id"], zone=clock.zone.key, **days)
    there = clashing(rows, start, end, without)
    if there is None:
        return problem
    span = clock.span(there["started_at"], there["ended_at"], day)
    return Wrong(problem.status, f"There is time already: {span}, {there['task_title']}.")


def utc(moment: str) -> str:
    """A moment as the API takes it."""
    return dt.datetime.fromisoformat(moment).astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _minute(moment: dt.datetime) -> dt.time:
    return moment.time().replace(second=0, microsecond=0)
