"""Productions: the list with progress, starting one, its facts, and deleting it."""

from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from streamlit_app import words
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import confirm, empty, title_line, told
from streamlit_app.components.production_form import production_form
from streamlit_app.components.schedule_files import production_of_file
from streamlit_app.state import api, flash, remember_production, viewer

STATUS = {"active": "Active", "completed": "Completed", "shelved": "Shelved", "disposed": "Disposed", "dead": "Dead"}
cares_about("production", "scene")


@st.dialog("New production", width="medium", icon=":material/movie:")
def new_production() -> None:
    """Start a production."""
    with st.form("new_production", border=False):
        title = st.text_input("Title", key="new_title", max_chars=255)
        director = st.text_input("Director", key="new_director")
        zones = sorted(available_timezones())
        here = st.context.timezone if st.context.timezone in zones else "UTC"
        zone = st.selectbox("Time zone of the shoot", zones, index=zones.index(here), key="new_zone")
        paper = st.segmented_control(
            "Paper", ["a4", "letter"], default="a4", format_func=words.PAPER.__getitem__, key="new_paper"
        )
        if st.form_submit_button("Start", type="primary", width="stretch"):
            with told():
                body = {"title": title, "director": director, "timezone": zone, "paper": paper or "a4"}
                made = api().post("/productions", body)
                remember_production(made["id"])
                flash(f"{made['title']} is started. Bring in the screenplay next.")
                st.rerun()


@st.dialog("Production", width="large", icon=":material/edit:")
def edit_production(production_id: int) -> None:
    """Change the facts of a production."""
    row = api().get(f"/productions/{production_id}")
    changes = production_form(row)
    if changes is not None:
        with told():
            api().patch(f"/productions/{production_id}", changes, match=row["version"])
            flash("Saved.")
            st.rerun()


def delete_production(row: dict[str, Any]) -> None:
    """Ask for the title, then delete; a copy of the database is kept."""

    def gone() -> None:
        api().delete(f"/productions/{row['id']}", {"title": row["title"]})
        flash(f"{row['title']} was deleted. A copy of the database was made before.")

    confirm(
        f"This deletes **{words.plain(row['title'])}** with its script, schedule, call sheets and tasks. "
        "A copy of the whole database is kept first.",
        gone,
        type_this=row["title"],
    )


def card(row: dict[str, Any]) -> None:
    """One production."""
    progress = row["progress"]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            current = viewer().production is not None and viewer().pid == row["id"]
            here = " :green-badge[You are here]" if current else ""
            shelf = f" :gray-badge[{STATUS[row['status']]}]" if row["status"] != "active" else ""
            st.markdown(f"#### {words.plain(row['title'])}{here}{shelf}")
            with st.container(horizontal=True, width="content"):
                if st.button("Open", key=f"open_{row['id']}", type="primary" if not current else "secondary"):
                    remember_production(row["id"])
                    st.switch_page("views/today.py", query_params={"production": str(row["id"])})
                if (
                    current
                    and viewer().may("production.edit")
                    and st.button("Edit", key=f"edit_{row['id']}", icon=":material/edit:")
                ):
                    edit_production(row["id"])
                if (
                    current
                    and viewer().may("production.delete")
                    and st.button("Delete", key=f"delete_{row['id']}", icon=":material/delete:", type="tertiary")
                ):
                    delete_production(row)
        facts = [
            words.PHASE[row["phase"]],
            row["director"] and f"directed by {row['director']}",
            row["company"],
            row["genre"],
        ]
        dates = " – ".join(words.day(d, year=True) for d in (row["start_date"], row["end_date"]) if d)
        st.caption(" · ".join(part for part in [*facts, dates] if part))
        st.progress(
            min(progress["completion_percentage"] / 100, 1.0),
            text=f"{progress['scenes_completed']} of {words.plural(progress['scenes_to_shoot'], 'scene')} shot · "
            f"{words.eighths(progress['eighths'])} pages · {words.plural(progress['shooting_days'], 'shooting day')} · "
            f"{words.plural(progress['members'], 'person', 'people')}",
        )


with title_line("Productions"):
    search = st.text_input(
        "Search", placeholder="Title or director", key="production_q", label_visibility="collapsed", bind="query-params"
    )
    status = st.selectbox(
        "Status",
        [None, *STATUS],
        format_func=lambda s: STATUS.get(s, "All"),
        key="production_status",
        label_visibility="collapsed",
    )
    if st.button("From a schedule", key="from_file", icon=":material/swap_vert:", help="Start from a .uss file"):
        production_of_file()
    if st.button("New production", type="primary", icon=":material/add:", key="new"):
        new_production()
rows = api().every("/productions", search=search, status=status)
for row in rows:
    card(row)
if not rows:
    if search or status:
        empty("Nothing found", "No production matches these filters.", "search_off")
    else:
        empty("No production yet", "Start one, then import its screenplay. Everything else follows from that.", "movie")
