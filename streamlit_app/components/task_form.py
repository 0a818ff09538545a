"""Tasks: how they read on a card, and the dialog that adds or changes one."""

import datetime as dt
from collections import Counter
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.state import api, flash, viewer

Task = dict[str, Any]
STATUS = {"todo": "To do", "in_progress": "In progress", "done": "Done"}
PRIORITY = {"high": "High", "medium": "Medium", "low": "Low"}
EDGE = {"high": "#fb7185", "medium": "#38bdf8", "low": "#94a3b8"}
OVERDUE = "#fb923c"
BLANK: Task = {
    "title": "", "description": "", "status": "todo", "priority": "medium", "category": "", "due_date": None,
    "estimate_minutes": None, "assignee_ids": [], "assignees": [], "scene_id": None,
}  # fmt: skip


def overdue(task: Task, today: dt.date) -> bool:
    """Due before today and not done."""
    return bool(task["due_date"]) and task["status"] != "done" and task["due_date"] < today.isoformat()


def facts(task: Task, today: dt.date) -> str:
    """`Overdue: Mon 2 Nov · Ana, Kim · scene 12A · 1.5 h · Rigging`."""
    late = "Overdue: " if overdue(task, today) else "Due "
    parts = (
        late + words.day(task["due_date"]) if task["due_date"] else "",
        ", ".join(person["name"] for person in task["assignees"]) or "nobody yet",
        f"scene {task['scene_number']}" if task["scene_number"] else "",
        hours(task["estimate_minutes"]),
        task["category"],
    )
    return " · ".join(filter(None, parts))


def hours(minutes: int | None) -> str:
    """`1.5 h`, or nothing without an estimate."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".") + " h" if minutes else ""


def names(members: list[dict[str, Any]]) -> dict[int, str]:
    """How to call each person, by account and in the order of their names; namesakes with what they do."""
    count = Counter(row["name"] for row in members)
    ordered = sorted(members, key=lambda row: str(row["name"]).casefold())
    return {
        row["user_id"]: f"{row['name']} ({row['position'] or row['email'] or row['user_id']})"
        if count[row["name"]] > 1 else row["name"]
        for row in ordered
    }  # fmt: skip


def mine(task: Task) -> bool:
    """Whether the viewer may say how far it is: their own task, or any with the right to edit tasks."""
    own = viewer().may("tasks.progress") and viewer().me["id"] in task["assignee_ids"]
    return own or viewer().may("tasks.edit")


def move(task: Task, status: str) -> None:
    """Store how far a task is. Raises ApiError."""
    api().patch(f"{viewer().path}/tasks/{task['id']}/status", {"status": status}, match=task["version"])


@st.dialog("Task", width="medium", icon=":material/checklist:")
def open_task(task: Task) -> None:
    """Add a task (`BLANK`), change one, or read it without the right to."""
    if viewer().may("tasks.edit"):
        _edit(task)
        return
    st.markdown(f"**{words.plain(task['title'])}**")
    st.text(facts(task, dt.datetime.now(viewer().zone).date()))
    if task["description"]:
        st.text(task["description"])
    if not mine(task):
        st.caption(f"{STATUS[task['status']]} · {PRIORITY[task['priority']].lower()} priority")
        return
    status = st.segmented_control(
        "How far", list(STATUS), default=task["status"], required=True, format_func=lambda s: STATUS[s], key="my_status"
    )
    if status != task["status"]:
        with told():
            move(task, status)
            flash(f"{task['title']}: {STATUS[status].lower()}.")
            st.rerun()


def _edit(task: Task) -> None:
    with st.form("task", border=False):
        fields = {**_what(task), **_who(task)}
        sent = st.form_submit_button("Save" if task.get("id") else "Add", type="primary", width="stretch")
    if task.get("id"):
        ask_delete("this task", lambda: _gone(task))
    if not sent:
        return
    changes = {name: value for name, value in fields.items() if value != task[name]}
    with told():
        if not task.get("id"):
            api().post(f"{viewer().path}/tasks", changes)
            flash("The task is on the board.")
        elif changes:
            api().patch(f"{viewer().path}/tasks/{task['id']}", changes, match=task["version"])
            flash("Saved.")
        st.rerun()


def _what(task: Task) -> dict[str, Any]:
    fields: dict[str, Any] = {"title": st.text_input("Task", task["title"], key="task_title", max_chars=255)}
    fields["description"] = st.text_area("Details", task["description"], key="task_description", height=90)
    with st.container(horizontal=True):
        fields["status"] = st.selectbox(
            "Status",
            list(STATUS),
            list(STATUS).index(task["status"]),
            format_func=lambda s: STATUS[s],
            key="task_status",
        )
        fields["priority"] = st.selectbox(
            "Priority", list(PRIORITY), list(PRIORITY).index(task["priority"]), format_func=lambda p: PRIORITY[p],
            key="task_priority",
        )  # fmt: skip
        fields["category"] = _category(task)
    return fields


def _category(task: Task) -> str:
    now = [task["category"]] if task["category"] else []
    known = list(dict.fromkeys(now + api().get(f"{viewer().path}/tasks/categories")))
    chosen = st.selectbox(
        "Category", known, 0 if now else None, key="task_category", accept_new_options=True,
        placeholder="Choose or type",
    )  # fmt: skip
    return (chosen or "").strip()


def _who(task: Task) -> dict[str, Any]:
    left = {person["user_id"]: f"{person['name']} (left)" for person in task["assignees"]}
    people = left | names(api().every(f"{viewer().path}/members"))
    scenes = {None: "No scene"}
    for row in api().every(f"{viewer().path}/scenes"):
        scenes[row["id"]] = f"{row['number']} {words.heading(row)}"
    who = st.multiselect(
        "Who", list(people), task["assignee_ids"], format_func=lambda i: people[i], key="task_who", max_selections=50,
        placeholder="Nobody yet",
    )  # fmt: skip
    with st.container(horizontal=True):
        due = dt.date.fromisoformat(task["due_date"]) if task["due_date"] else None
        date = st.date_input("Due", due, format="YYYY-MM-DD", key="task_due", width=145)
        estimate = None if task["estimate_minutes"] is None else task["estimate_minutes"] / 60
        hours = st.number_input(
            "Estimate, hours", 0.0, 10_000.0, estimate, step=0.5, format="%g", key="task_hours", width=145
        )
        scene = st.selectbox(
            "Scene", list(scenes), list(scenes).index(task["scene_id"]), format_func=lambda i: scenes[i],
            key="task_scene",
        )  # fmt: skip
    return {
        "assignee_ids": who,
        "due_date": date.isoformat() if date else None,
        "estimate_minutes": None if hours is None else round(hours * 60),
        "scene_id": scene,
    }


def _gone(task: Task) -> None:
    api().delete(f"{viewer().path}/tasks/{task['id']}", match=task["version"])
    flash("The task is gone.")
