"""What stands behind a figure that was clicked: a drawer with its sums and segments, and the way to filter by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.charts import hours as charts
from streamlit_app.components import team_time_rows as rows
from streamlit_app.components.pickable import colours, figure
from streamlit_app.components.team_time_filters import choose
from streamlit_app.editing.team_time import Asked, Row, days_said, sums

NEXT = "_team_behind"
MOST = 8  # bars in a drawer


@dataclass(frozen=True)
class Behind:
    """A figure: what is asked for behind it, what it is called, and the filters it would set."""

    asked: Asked
    title: str
    filters: Mapping[str, Any] = field(default_factory=dict)


def open_later(behind: Behind) -> None:
    """Open the drawer when the page is drawn next; for callbacks, in which nothing can be drawn."""
    st.session_state[NEXT] = behind


def show_what_was_clicked(found: Sequence[Row]) -> None:
    """Open what `open_later` was told; `found` are the page's rows by person, task and program."""
    behind: Behind | None = st.session_state.pop(NEXT, None)
    if behind is not None:
        st.dialog(behind.title, width=860, position="right")(_drawer)(behind, list(found))


def open_segment(row: Row, column: str) -> None:
    """A click in the table of segments: its person or task becomes the filter, else all that is known of it."""
    if column in ("who", "task"):
        choose_later(user_id=row["user_id"]) if column == "who" else choose_later(task_id=row["task_id"])
        st.rerun(scope="app")
    st.dialog("Session", width="medium", icon=":material/timelapse:")(rows.facts)(row)


def choose_later(**filters: Any) -> None:
    """Filters for the next run: a widget's value cannot be set once it is drawn."""
    st.session_state["_team_choose"] = filters


def choose_what_was_clicked() -> None:
    """Set the filters that a link asked for; at the top of the page."""
    if filters := st.session_state.pop("_team_choose", None):
        choose(**filters)


def _drawer(behind: Behind, found: Sequence[Row]) -> None:
    asked = behind.asked
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(days_said(asked.first, asked.last), width="content")
        if behind.filters and st.button(
            "Show only this", key="team_only", icon=":material/filter_alt:", type="tertiary"
        ):
            choose_later(**behind.filters)
            st.rerun(scope="app")
    _parts(behind, found)
    rows.table(asked, key="team_behind", on_open=_inside, empty="No single session is kept of these hours.")
    if (opened := st.session_state.get("_team_inside")) and opened[0] == asked:
        with st.container(border=True):
            rows.facts(opened[1])


def _inside(row: Row, column: str) -> None:
    if column in ("who", "task"):
        choose_later(user_id=row["user_id"]) if column == "who" else choose_later(task_id=row["task_id"])
        st.rerun(scope="app")
    st.session_state["_team_inside"] = (st.session_state["_team_behind_pages"][0], row)


def _parts(behind: Behind, found: Sequence[Row]) -> None:
    """Of a person their tasks, of everything else its people; nothing where the rows cannot tell."""
    asked = behind.asked
    if (asked.first, asked.last) != (st.session_state["_team_days"]):
        return
    by = "task" if asked.user_id is not None else "user"
    label = "task_title" if by == "task" else "user_name"
    mine = [row for row in found if all(row[name] == value for name, value in behind.filters.items() if name in row)]
    seconds = sums(mine, lambda row: str(row[f"{by}_id"]))
    if len(seconds) > 1:
        names = {str(row[f"{by}_id"]): row[label] for row in mine}
        top = dict(list(seconds.items())[:MOST])
        drawn = charts.shares(top, colours(), names=names)
        figure(drawn, key="team_behind_parts", alt=f"Hours behind {behind.title}")
        if len(seconds) > MOST:
            st.caption(f"and {words.plural(len(seconds) - MOST, 'other')}")


def narrower(asked: Asked, **filters: Any) -> Asked:
    """What is asked for, and only this of it."""
    return replace(asked, **filters)
