"""The filter bar of team time: days, productions, person, task, category, program; all of it in the address."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import Refused
from streamlit_app.components.team_time_data import Choices
from streamlit_app.editing.team_time import NOBODY, NOTHING, PERIODS, Asked, Row, labels, period
from streamlit_app.state import api, viewer

EVERYWHERE = "All my productions"
KEYS = {
    "user_id": "team_artist", "task_id": "team_task", "category": "team_category", "dcc": "team_program",
    "department": "team_department",
}  # fmt: skip
LATER = "_team_choose"
BAR: dict[str, Any] = {"label_visibility": "collapsed", "bind": "query-params"}


def today() -> dt.date:
    """The day on the production's clock."""
    return dt.datetime.now(viewer().zone).date()


def days_and_productions() -> Asked:
    """The first line: which days, and whether of this production or of all of mine."""
    with st.container(horizontal=True, vertical_alignment="center"):
        name = st.segmented_control("Days", PERIODS, default=PERIODS[0], required=True, key="team_days", **BAR)
        custom: Any = ()
        if name == "Custom":
            custom = st.date_input(
                "From and to", period(PERIODS[2], today()), key="team_dates", width=230, format="YYYY-MM-DD", **BAR
            )
        everywhere = False
        if len(viewer().productions) > 1:
            places = ["This production", EVERYWHERE]
            everywhere = st.selectbox("Productions", places, key="team_where", width=190, **BAR) == EVERYWHERE
    first, last = period(name, today(), custom if isinstance(custom, tuple) else (custom,))
    return Asked(first, last, None if everywhere else viewer().pid)


def narrowed(asked: Asked, known: Choices) -> Asked:
    """The second line: what to choose from are the people and things with hours on these days, and who is here."""
    people, tasks = labels(known.people), labels(_tasks(asked, known.tasks))
    categories = {row["category"] for row in known.tasks.values()}
    departments = {row["department"] for row in known.members} | {""}
    with st.container(horizontal=True, vertical_alignment="center"):
        user_id = _choice("Artist", "user_id", people, "Everybody", 185)
        task_id = _choice("Task", "task_id", tasks, "Any task", 200)
        category = _choice("Category", "category", _texts("category", categories, NOTHING), "Any category", 145)
        dcc = _choice("Program", "dcc", _texts("dcc", known.programs), "Any program", 140)
        department = _choice(
            "Department", "department", _texts("department", departments, NOBODY), "Any department", 165
        )
        found = Asked(asked.first, asked.last, asked.production_id, user_id, task_id, dcc, category, department)
        if found.narrow:
            st.button("Show all", key="team_clear", icon=":material/filter_alt_off:", type="tertiary", on_click=clear)
    return found


def choose(**values: Any) -> None:
    """Set filters from elsewhere on the page; call it before the bar is drawn again."""
    for name, value in values.items():
        st.session_state[KEYS[name]] = value


def clear() -> None:
    """Filter nothing but the days and productions."""
    choose(**dict.fromkeys(KEYS))


def choose_later(**filters: Any) -> None:
    """Filters for the next run: a widget's value cannot be set once it is drawn."""
    st.session_state[LATER] = filters


def choose_what_was_clicked() -> None:
    """Set the filters that a link asked for; at the top of the page."""
    if filters := st.session_state.pop(LATER, None):
        choose(**filters)


def _choice(label: str, name: str, options: Mapping[Any, str], placeholder: str, width: int) -> Any:
    return st.selectbox(
        label, list(options), None, key=KEYS[name], placeholder=placeholder, width=width,
        format_func=lambda one: options.get(one, str(one)), **BAR,
    )  # fmt: skip


def _tasks(asked: Asked, rows: Mapping[int, Row]) -> dict[int, str]:
    """Titles by id; of several productions with theirs. A task in the address stays although nobody worked on it."""
    titles = {one["id"]: one["title"] for one in viewer().productions}
    found = {
        task: row["task_title"] if asked.production_id else f"{row['task_title']} · {titles.get(row['production_id'])}"
        for task, row in rows.items()
    }
    wanted = st.session_state.get(KEYS["task_id"]) or st.query_params.get(KEYS["task_id"], "")
    if not wanted or wanted in found or wanted in labels(found).values():
        return found
    return found | _asked_for(wanted)


def _asked_for(wanted: int | str) -> dict[int, str]:
    """A task by its id or by what it is called in the address; nothing when it is not one of this production."""
    title, _, number = str(wanted).rpartition(" #")
    search = title if number.isdecimal() and title else str(wanted)
    try:
        if isinstance(wanted, int):
            rows = [api().get(f"{viewer().path}/tasks/{wanted}")]
        else:
            rows = api().page(f"{viewer().path}/tasks", search=search[:255], limit=20)[0]
    except Refused:
        return {}
    return {row["id"]: row["title"] for row in rows if wanted in (row["id"], row["title"]) or number == str(row["id"])}


def _texts(name: str, there: Iterable[str], nothing: str = "") -> dict[str, str]:
    """Texts to choose from; what is chosen, here or in the address, stays while nobody has hours in it."""
    found = {one: _called(name, one) or nothing for one in there}
    if (chosen := st.session_state.get(KEYS[name])) is not None:
        found.setdefault(chosen, _called(name, chosen) or nothing)
    asked = st.query_params.get(KEYS[name], "")
    if asked and asked not in found.values():
        found[asked.lower() if name == "dcc" else asked] = asked
    return dict(sorted(found.items(), key=lambda item: (not item[0], item[1].casefold())))


def _called(name: str, value: str) -> str:
    return words.program(value) if name == "dcc" else value
