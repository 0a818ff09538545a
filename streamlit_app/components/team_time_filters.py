"""The filter bar of team time: days, productions, person, task, category, program; all of it in the address."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.editing.team_time import NOBODY, NOTHING, PERIODS, Asked, Row, labels, period
from streamlit_app.state import api, viewer

EVERYWHERE = "All my productions"
KEYS = {
    "user_id": "team_artist", "task_id": "team_task", "category": "team_category", "dcc": "team_program",
    "department": "team_department",
}  # fmt: skip
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


def narrowed(asked: Asked, rows: Iterable[Row], members: Iterable[Row]) -> Asked:
    """The second line: what to choose from are the people and things with hours on these days, and who is here."""
    known = list(rows)
    people = labels(
        {row["user_id"]: row["name"] for row in members} | {row["user_id"]: row["user_name"] for row in known}
    )
    tasks = labels(_tasks(asked, known))
    with st.container(horizontal=True, vertical_alignment="center"):
        user_id = _choice("Artist", "user_id", people, "Everybody", 185)
        task_id = _choice("Task", "task_id", tasks, "Any task", 200)
        category = _choice("Category", "category", _texts("category", known, NOTHING), "Any category", 145)
        dcc = _choice("Program", "dcc", _programs(known), "Any program", 140)
        department = _choice("Department", "department", _departments(members), "Any department", 165)
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


def _choice(label: str, name: str, options: Mapping[Any, str], placeholder: str, width: int) -> Any:
    return st.selectbox(
        label, list(options), None, key=KEYS[name], placeholder=placeholder, width=width,
        format_func=lambda one: options.get(one, str(one)), **BAR,
    )  # fmt: skip


def _tasks(asked: Asked, rows: Iterable[Row]) -> dict[int, str]:
    """Titles by id; of several productions with theirs. A task in the address stays although nobody worked on it."""
    titles = {one["id"]: one["title"] for one in viewer().productions}
    found = {
        row["task_id"]: row["task_title"]
        if asked.production_id
        else f"{row['task_title']} · {titles.get(row['production_id'], '')}"
        for row in rows
    }
    wanted = st.session_state.get(KEYS["task_id"]) or st.query_params.get(KEYS["task_id"], "")
    if not wanted or wanted in found or wanted in labels(found).values():
        return found
    return found | _asked_for(wanted)


def _asked_for(wanted: int | str) -> dict[int, str]:
    title, _, number = str(wanted).rpartition(" #")
    search = title if number.isdecimal() and title else str(wanted)
    if isinstance(wanted, int):
        rows = [api().get(f"{viewer().path}/tasks/{wanted}")]
    else:
        rows = api().page(f"{viewer().path}/tasks", search=search[:255], limit=20)[0]
    return {row["id"]: row["title"] for row in rows if wanted in (row["id"], row["title"]) or number == str(row["id"])}


def _texts(name: str, rows: Iterable[Row], nothing: str) -> dict[str, str]:
    """The texts in a column, each its own label; the chosen one stays while nobody has hours in it."""
    chosen = st.session_state.get(KEYS[name])
    found = {row[name] for row in rows} | ({chosen} if chosen is not None else set())
    if (asked := st.query_params.get(KEYS[name])) and asked != nothing:
        found.add(asked)
    return {one: one or nothing for one in sorted(found, key=lambda one: (not one, str(one).casefold()))}


def _programs(rows: Iterable[Row]) -> dict[str, str]:
    chosen = st.session_state.get(KEYS["dcc"])
    found = {row["dcc"] for row in rows} | ({chosen} if chosen else set())
    return {one: words.program(one) for one in sorted(found)}


def _departments(members: Iterable[Row]) -> dict[str, str]:
    found = {row["department"] for row in members} | {""}
    if (chosen := st.session_state.get(KEYS["department"])) is not None:
        found.add(chosen)
    return {one: one or NOBODY for one in sorted(found, key=lambda one: (not one, one.casefold()))}
