"""My time: the timer, one's day to look at and correct, one's week to hand in."""

import datetime as dt
from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.api.client import ApiError
from streamlit_app.charts.task_colours import colours
from streamlit_app.charts.week_hours import monday_of, title_of
from streamlit_app.components import my_time_forms as forms
from streamlit_app.components.live import cares_about
from streamlit_app.components.my_time_day import day_drawn
from streamlit_app.components.my_time_held import ask_when_finished, held_time
from streamlit_app.components.my_time_tasks import Tasks, choose_task, load_tasks
from streamlit_app.components.my_time_week import states, sums, week_drawn
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.timer import change, chips, running_now, timer, trouble
from streamlit_app.editing.my_time import DAY, clock_of, forgotten, last_used, on_day, worked
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]
cares_about("time", "time week", "task")
BAR: dict[str, Any] = {"label_visibility": "collapsed", "bind": "query-params"}
LATELY = dt.timedelta(days=7)
clock = clock_of(viewer().productions, viewer().zone, st.context.timezone)
me = viewer().me["id"]


def segments(first: dt.date, last: dt.date) -> list[Row]:
    days = {"from": first.isoformat(), "to": last.isoformat()}
    return api().every("/time/segments", user_id=me, zone=clock.zone.key, include_removed=True, **days)


def pick() -> None:
    """Start or change over to what was chosen in the list."""
    if task_id := st.session_state["timer_task"]:
        change(task_id)
    st.session_state["timer_task"] = None


def timer_card(tasks: Tasks, lately: list[Row], used: list[Row], colour: dict[int, int]) -> None:
    running = running_now(viewer())
    with st.container(border=True, key="timer_card"):
        if not tasks.rows and not running:
            no_task()
            return
        ready = used[0] if used and not running else None
        timer(clock, ready, tasks.several, colour, worked(lately, *clock.bounds(clock.today)), key="timer")
        trouble()
        left, right = st.columns([7, 3], vertical_alignment="center")
        with left:
            others = [task for task in used if task is not ready][:5]
            if others:
                chips(others, tasks.several, colour, key="timer_chips")
        with right:
            choose_task(
                "Another task", tasks, key="timer_task", placeholder="Another task: it starts at once",
                on_change=pick, label_visibility="collapsed",
            )  # fmt: skip


def no_task() -> None:
    how = "Time is kept on tasks, and there is none yet in your productions. Ask your supervisor for one."
    with empty("No task to work on", how, "checklist"):
        if viewer().may("tasks.read"):
            st.page_link(navigation.link("tasks"), label="Tasks", icon=":material/checklist:")


def turn(days: int) -> None:
    st.session_state["time_day"] = (st.session_state.get("time_day") or clock.today) + days * DAY


def show_day(day: dt.date) -> None:
    st.session_state["time_day"], st.session_state["time_view"] = day, "Day"


def choose_day(step: int) -> dt.date:
    unit = "day" if step == 1 else "week"
    quiet: dict[str, Any] = {"type": "tertiary", "on_click": turn}
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
        st.button(
            "Earlier",
            key="time_back",
            icon=":material/chevron_left:",
            help=f"The {unit} before",
            args=(-step,),
            **quiet,
        )
        day = st.date_input("Day", clock.today, format="YYYY-MM-DD", key="time_day", width=140, **BAR)
        st.button(
            "Later", key="time_on", icon=":material/chevron_right:", icon_position="right", help=f"The {unit} after",
            args=(step,), **quiet,
        )  # fmt: skip
    return day if isinstance(day, dt.date) else clock.today


def show_today() -> None:
    st.session_state["time_day"] = clock.today


def fill(gap: Row, reason: str) -> None:
    """A whole gap as work on what was done before it."""
    body = {"task_id": gap["before"]["task_id"], "start": gap["start"], "end": gap["end"], "reason": reason}
    try:
        api().post("/time/segments", body)
        flash(f"{words.length(gap['seconds'])} more on {gap['before']['task_title']}: {reason.lower()}.")
    except ApiError as problem:
        st.session_state["_time_trouble"] = problem.words()


def one_day(day: dt.date, rows: list[Row], tasks: Tasks, known: list[Row], colour: dict[int, int]) -> None:
    gaps = [
        gap for gap in api().get("/time/gaps", day=day.isoformat(), zone=clock.zone.key) if gap["why"] != "forgotten"
    ]
    if text := st.session_state.pop("_time_trouble", ""):
        st.error(text, icon=":material/error:")
    if not rows:
        nothing_on(day)
        return
    day_drawn(
        rows, gaps, day, clock, colour, key="time_of_day",
        on_open=lambda row: forms.open_segment(row, tasks, known, clock),
        on_gap=lambda gap: forms.open_gap(gap, tasks, clock), on_fill=fill,
    )  # fmt: skip


def nothing_on(day: dt.date) -> None:
    date = day.isoformat()
    kept = api().get("/time/summary", group="task", user_id=me, **{"from": date, "to": date})
    if kept["total"]["seconds"]:
        st.caption("The single entries of this day are no longer kept, its sums are:")
        lines = [f"{words.hours(row['seconds'])} {words.plain(row['task_title'])}" for row in kept["rows"]]
        st.markdown("  \n".join(lines))
    elif day > clock.today:
        empty("This day is still to come", "Time is kept as you work, and can be entered when it is over.", "event")
    elif day < clock.today:
        empty("Nothing on this day", "Add time if you worked and nothing measured it.", "event_busy")
    else:
        how = "Start the timer above, or pair Blender, Maya or another program: it then keeps your time by itself."
        with empty("Nothing tracked yet today", how, "timer"):
            st.page_link(navigation.link("dcc_setup"), label="Pair a program", icon=":material/extension:")


def one_week(monday: dt.date, hours: list[Row], colour: dict[int, int]) -> None:
    if hours:
        week_drawn(hours, monday, clock, colour, key="time_of_week", on_day=show_day)
    else:
        empty("Nothing in this week", "Hours appear here as you work.", "date_range")
    states(hours, monday, clock)


def heading(view: str, day: dt.date, rows: list[Row], hours: list[Row]) -> str:
    weekly = view == "Week"
    seconds = sum(row["seconds"] for row in hours) if weekly else worked(rows, *clock.bounds(day))
    title = title_of(monday_of(day)) if weekly else f"{day:%A} {day.day} {day:%B}"
    return f"**{title}** · {words.length(seconds)}" if seconds else f"**{title}**"


def stored() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        about = "Kept about you: task, program, machine, file name, start and end. No keys, no screens, no windows."
        st.caption(about, width="content")
        st.page_link(navigation.link("dcc_setup"), label="What is kept, and by which programs", width="content")


lately = segments(clock.today - LATELY, clock.today)
tasks = load_tasks()
running = running_now(viewer())
used = last_used(
    [row for row in lately if not row["removed"]], tasks.rows, most=6, without=running["task_id"] if running else None
)
with title_line("My time", clock.said):
    add = st.button("Add time", key="time_add", icon=":material/more_time:")
card = st.container()
asked = st.container()
held_time([row for row in api().every("/time/held") if row["user_id"] == me], tasks, clock)
with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    title = st.container(width="content")
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            view = st.segmented_control("Show", ["Day", "Week"], default="Day", required=True, key="time_view", **BAR)
            st.button("Today", key="time_today", on_click=show_today)
        day = choose_day(1 if view == "Day" else 7)
seen = clock.today - LATELY <= day <= clock.today
found = lately if seen else segments(day, day)
rows = on_day(found, clock, day)
hours = sums(monday_of(day)) if view == "Week" else []
colour = colours(row["task_id"] for row in [*lately, *rows, *hours])
title.markdown(heading(str(view), day, rows, hours))
with card:
    timer_card(tasks, lately, used, colour)
with asked:
    ask_when_finished(forgotten({row["id"]: row for row in [*found, *lately]}.values()), clock)
if view == "Day":
    one_day(day, rows, tasks, [*lately, *rows], colour)
else:
    one_week(monday_of(day), hours, colour)
stored()
if add:
    latest = max((row for row in rows if not row["removed"]), key=lambda row: str(row["ended_at"]), default=None)
    forms.add_time(day, rows, (latest["task_id"], latest["task_title"]) if latest else None, tasks, clock)
