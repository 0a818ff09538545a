"""What stands behind a figure that was clicked: a drawer with its sums and segments, and the way to filter by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.charts import hours as charts
from streamlit_app.components import team_time_rows as rows
from streamlit_app.components.pickable import colours, figure
from streamlit_app.components.team_time_data import by
from streamlit_app.components.team_time_filters import choose_later
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


def show_what_was_clicked() -> None:
    """Open what `open_later` was told."""
    behind: Behind | None = st.session_state.pop(NEXT, None)
    if behind is not None:
        st.session_state.pop("_team_inside", None)
        st.dialog(words.plain(behind.title), width=900, position="right")(_drawer)(behind)


def open_segment(row: Row, column: str) -> None:
    """A click in the table of segments: its person or task becomes the filter, else all that is known of it."""
    _follow(row, column)
    st.dialog("Session", width="medium", icon=":material/timelapse:")(rows.facts)(row)


def _drawer(behind: Behind) -> None:
    asked = behind.asked
    found = by(asked, "task" if asked.user_id is not None else "user")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        length = words.length(found["total"]["seconds"])
        st.markdown(f"**{length}** :gray[· {days_said(asked.first, asked.last)}]", width="content")
        if behind.filters and st.button(
            "Show only this", key="team_only", icon=":material/filter_alt:", type="tertiary"
        ):
            choose_later(**behind.filters)
            st.rerun(scope="app")
    _parts(behind, found["rows"])
    rows.table(
        asked, key="team_behind", on_open=_inside, empty="No single session is kept of these hours.",
        without={name for name, column in (("who", asked.user_id), ("task", asked.task_id)) if column is not None},
    )  # fmt: skip
    if (opened := st.session_state.get("_team_inside")) is not None:
        with st.container(border=True):
            rows.facts(opened)


def _inside(row: Row, column: str) -> None:
    _follow(row, column)
    st.session_state["_team_inside"] = row


def _follow(row: Row, column: str) -> None:
    """Where a link leads: its person or its task becomes the filter."""
    if column in ("who", "task"):
        choose_later(**({"user_id": row["user_id"]} if column == "who" else {"task_id": row["task_id"]}))
        st.rerun(scope="app")


def _parts(behind: Behind, found: Sequence[Row]) -> None:
    """Of a person their tasks, of everything else its people."""
    key, label = ("task_id", "task_title") if behind.asked.user_id is not None else ("user_id", "user_name")
    seconds = sums(found, lambda row: str(row[key]))
    if len(seconds) < 2:
        return
    top = dict(list(seconds.items())[:MOST])
    drawn = charts.shares(top, colours(), names={str(row[key]): row[label] for row in found})
    figure(drawn, key="team_behind_parts", alt=f"Hours behind {behind.title}")
    if len(seconds) > MOST:
        st.caption(f"and {words.plural(len(seconds) - MOST, 'other')}")


def narrower(asked: Asked, **filters: Any) -> Asked:
    """What is asked for, and only this of it."""
    return replace(asked, **filters)
