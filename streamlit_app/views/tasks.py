"""Tasks: a board by status to drag on, or a list with what is due next on top."""

import datetime as dt
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.board import Key, Move, board, card, column
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.task_form import (
    BLANK,
    EDGE,
    OVERDUE,
    PRIORITY,
    STATUS,
    Task,
    facts,
    mine,
    move,
    names,
    open_task,
    overdue,
)
from streamlit_app.state import api, flash, viewer

cares_about("task", "member", "scene")
today = dt.datetime.now(viewer().zone).date()
DUE = {"overdue": ("Overdue", 0), "week": ("Due within 7 days", 7), "month": ("Due within 30 days", 30)}
WHOSE = {"mine": "My tasks", "all": "Everybody's"}
BAR: dict[str, Any] = {"label_visibility": "collapsed", "bind": "query-params"}
# who gives tasks out looks at all of them first, who does them at their own
START = "mine" if viewer().may("tasks.progress") and not viewer().may("tasks.edit") else "all"


def filters() -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        whose = st.segmented_control("Whose", list(WHOSE), default=START, required=True, key="task_whose",
                                     format_func=lambda w: WHOSE[w], width="content", **BAR)  # fmt: skip
        who = None
        if whose == "all":
            people = names(api().every(f"{viewer().path}/members"))
            who = st.selectbox("Who", list(people), None, key="task_of", placeholder="Anybody",
                               format_func=lambda i: people[i], **BAR)  # fmt: skip
        search = st.text_input("Search", key="task_q", placeholder="Title or details", **BAR)
        used = api().get(f"{viewer().path}/tasks/categories", suggest=False)
        category = st.selectbox("Category", used, None, key="task_kind", placeholder="Any category", **BAR)
        priority = st.selectbox("Priority", list(PRIORITY), None, key="task_urgency", placeholder="Any priority",
                                format_func=lambda p: f"{PRIORITY[p]} priority", **BAR)  # fmt: skip
        due = st.selectbox("Due", list(DUE), None, key="task_when", placeholder="Due any time",
                           format_func=lambda d: DUE[d][0], **BAR)  # fmt: skip
    before = (today + dt.timedelta(days=DUE[due][1])).isoformat() if due else None
    return {
        "mine": whose == "mine" or None, "assignee_id": who, "search": search, "category": category,
        "priority": priority, "due_before": before,
    }  # fmt: skip


def task_board(rows: list[Task]) -> None:
    known = {row["id"]: row for row in rows}

    def store(moved: Move) -> None:
        for task in [known[one] for one in moved.ids if known[one]["status"] != moved.to]:
            move(task, str(moved.to))

    def show(chosen: Key) -> None:
        if chosen in known:
            open_task(known[int(chosen)])

    columns = []
    for status, title in STATUS.items():
        held = [row for row in rows if row["status"] == status]
        late = sum(overdue(row, today) for row in held)
        cards = [card(row["id"], title=row["title"], sub=facts(row, today), color=edge(row)) for row in held]
        columns.append(column(status, title, cards, extra=str(len(held)), alert=f"{late} overdue" if late else ""))
    may_move = viewer().may("tasks.edit") or any(mine(row) for row in rows)
    rev = max((row["updated_at"] for row in rows), default="")
    board(
        columns, key="task_board", rev=rev, layout="kanban", label="Tasks", on_opened=show,
        on_moved=store if may_move else None,
    )  # fmt: skip


def edge(row: Task) -> str:
    return OVERDUE if overdue(row, today) else EDGE[row["priority"]]


def progress(row: Task, key: str) -> None:
    try:
        move(row, st.session_state[key])
    except ApiError as problem:
        st.session_state[key] = row["status"]
        flash(problem.words(), ":material/sync_problem:")


def task_list(rows: list[Task]) -> None:
    for row in sorted(rows, key=lambda task: task["status"] == "done"):  # else as they come: the next due first
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            late = " :orange-badge[Overdue]" if overdue(row, today) else ""
            high = " :red-badge[High]" if row["priority"] == "high" and row["status"] != "done" else ""
            text = f"**{words.plain(row['title'])}**{late}{high}  \n:small[{words.plain(facts(row, today))}]"
            st.markdown(text, width="stretch")
            key = f"status_{row['id']}_{row['version']}"
            st.selectbox(
                "Status", list(STATUS), list(STATUS).index(row["status"]), format_func=lambda s: STATUS[s], key=key,
                width=150, disabled=not mine(row), label_visibility="collapsed", on_change=progress, args=(row, key),
            )  # fmt: skip
            if st.button("Open", key=f"open_{row['id']}", icon=":material/open_in_new:", type="tertiary"):
                open_task(row)


with title_line("Tasks", (viewer().production or {})["title"]):
    shown = st.segmented_control(
        "Show as", ["Board", "List"], default="Board", required=True, key="task_view", label_visibility="collapsed",
        bind="query-params",
    )  # fmt: skip
    if viewer().may("tasks.edit") and st.button("Add task", type="primary", icon=":material/add_task:", key="add"):
        open_task(BLANK)
wanted = filters()
rows = api().every(f"{viewer().path}/tasks", **wanted)
if wanted["due_before"]:  # what is done is not due
    rows = [row for row in rows if row["status"] != "done"]
narrowed = any(value for name, value in wanted.items() if name != "mine")
if not rows and narrowed:
    empty("Nothing found", "No task matches these filters.", "search_off")
elif not rows and wanted["mine"]:
    empty("No task is yours", "What somebody gives you to do appears here, the next due first.", "task_alt")
elif not rows:
    how = "Write down what must be done, who does it and by when; it then waits on their Today page."
    empty("No task yet", how, "checklist")
elif shown == "Board":
    task_board(rows)
else:
    task_list(rows)
