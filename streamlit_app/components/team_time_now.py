"""Who is working now: a strip of people, each with task, program and a clock that goes on."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.charts.palette import programs
from streamlit_app.components.pickable import colours
from streamlit_app.components.team_time_filters import choose_later
from streamlit_app.editing.team_time import Asked, Row
from streamlit_app.state import api, viewer

HERE = Path(__file__).parent
_NOW = st.components.v2.component(
    "backlot_working_now", css=(HERE / "team_time_now.css").read_text(), js=(HERE / "team_time_now.js").read_text()
)
FEW = 12  # tiles before "all"
SEEN = "_team_now"


def working(asked: Asked) -> list[Row]:
    """Who is working now, of those the page is about."""
    found = [row for row in api().get("/time/now") if concerns(row, asked)]
    st.session_state[SEEN] = found  # for the strip of this run
    return found


def concerns(row: Row, asked: Asked) -> bool:
    """Whether somebody who works now is among what is asked for; days do not matter."""
    names = ("production_id", "user_id", "task_id", "dcc")
    return all(getattr(asked, name) in (None, row[name]) for name in names)


@st.fragment(run_every=60)
def strip(asked: Asked) -> None:
    """Draw them; asked anew each minute, so that silent programs go although nobody says so."""
    seen: list[Row] | None = st.session_state.pop(SEEN, None)
    people = working(asked) if seen is None else seen
    st.session_state.pop(SEEN, None)
    if not people:
        st.markdown(":gray[○] **Nobody is working now** :gray[· whoever starts a timer shows up here at once]")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":green[●] **{words.plural(len(people), 'person', 'people')} working now**", width="content")
        more = len(people) > FEW and st.toggle("Show all", key="team_now_all")
    shown = people if more else people[:FEW]
    said = _NOW(key="team_now", data={"people": _tiles(shown), "label": "Working now"}, on_picked_change=lambda: None)
    if said.picked is not None:
        choose_later(user_id=int(said.picked["user"]))
        st.rerun()


def _tiles(people: Sequence[Row]) -> list[dict[str, Any]]:
    tones = programs(sorted({row["dcc"] for row in people}), colours())
    return [
        {
            "id": row["user_id"], "name": row["user_name"], "task": row["task_title"], "seconds": row["seconds"],
            "program": words.program(row["dcc"]) + (f" · {row['machine']}" if row["machine"] else ""),
            "since": f"since {_clock(row)}", "colour": tones[row["dcc"]], "title": _title(row),
        }
        for row in people
    ]  # fmt: skip


def _clock(row: Row) -> str:
    return f"{dt.datetime.fromisoformat(row['started_at']).astimezone(viewer().zone):%H:%M}"


def _title(row: Row) -> str:
    parts = (row["user_name"], row["task_title"], row["production_title"], row["file"])
    return " · ".join(part for part in parts if part) + ". Show only their hours"
