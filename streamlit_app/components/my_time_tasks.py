"""The tasks one may log time on: fetched once a rerun, described in a line, chosen from a list one can type in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from streamlit_app.state import api

Row = dict[str, Any]
MOST = 300  # in one list; whoever has more searches


@dataclass(frozen=True)
class Tasks:
    """Open tasks by id, one's own first; `more` when there are others that only a search finds."""

    rows: dict[int, Row]
    more: bool = False

    @property
    def several(self) -> bool:
        """Whether they are of more than one production."""
        return len({row["production_id"] for row in self.rows.values()}) > 1


def load_tasks(search: str = "") -> Tasks:
    """Every open task of one's productions, or those whose title has these words."""
    rows, following, _total = api().page("/tasks", all=True, search=search, limit=MOST)
    return Tasks({row["id"]: row for row in rows}, more=following is not None)


def described(task: Row, several: bool) -> str:
    """`Scene 21 · Compositing · The Long Tide`: what tells tasks apart that are called alike."""
    scene = f"Scene {task['scene_number']}" if task["scene_number"] else ""
    return " · ".join(filter(None, (scene, task["category"], task["production_title"] if several else "")))


def choose_task(
    label: str, tasks: Tasks, *, key: str, now: tuple[int, str] | None = None, placeholder: str = "Choose or type",
    on_change: Callable[[], None] | None = None, **more: Any,
) -> int | None:  # fmt: skip
    """A list of tasks to type in; `now` is (id, title) of what is chosen at first, also of a task that is done."""
    found = tasks
    if tasks.more:
        words = st.text_input("Search all tasks", key=f"{key}_search", type="search", placeholder="Part of the title")
        found = load_tasks(words) if words.strip() else tasks
    options = list(found.rows)
    names = {task_id: _option(task, tasks.several) for task_id, task in found.rows.items()}
    if now and now[0] not in names:
        options.insert(0, now[0])
        names[now[0]] = now[1]
    chosen: int | None = st.selectbox(
        label, options, index=options.index(now[0]) if now else None, format_func=lambda one: names.get(one, ""),
        key=key, placeholder=placeholder, on_change=on_change, **more,
    )  # fmt: skip
    return chosen


def _option(task: Row, several: bool) -> str:
    about = described(task, several)
    whose = "" if task["mine"] else " (not yours)"
    return f"{task['title']}{f' · {about}' if about else ''}{whose}"
