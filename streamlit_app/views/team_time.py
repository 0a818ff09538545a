"""Team time: who works on what now, and what everybody's hours came to, against the bids."""

import streamlit as st

from streamlit_app import navigation
from streamlit_app.components import team_time_figures as figures
from streamlit_app.components import team_time_now as now
from streamlit_app.components import team_time_rows as rows
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.team_time_behind import open_segment, show_what_was_clicked
from streamlit_app.components.team_time_data import Hours, choices, ever, hours, workers
from streamlit_app.components.team_time_export import export
from streamlit_app.components.team_time_filters import choose_what_was_clicked, clear, days_and_productions, narrowed
from streamlit_app.editing.team_time import Asked, bids, days_said
from streamlit_app.state import viewer

cares_about("time", "time week", "task", "member")


def nothing(asked: Asked) -> None:
    """No hours: because of the filters, on these days, or because nobody tracks yet."""
    if asked.narrow:
        with empty("Nothing found", "Nobody has hours that match these filters on these days.", "search_off"):
            st.button("Show all", key="team_nothing_clear", on_click=clear)
        return
    how = "Hours come from the artists’ programs, or from the timer on their My time page; they need tasks to work on."
    with empty("No hours on these days yet", how, "insights"):
        if viewer().may("time.own"):
            st.page_link(
                navigation.link("dcc_setup"), label="Set up Blender, Maya and others", icon=":material/extension:"
            )
        if viewer().may("tasks.read"):
            st.page_link(navigation.link("tasks"), label="Tasks", icon=":material/checklist:")


@st.fragment
def sessions(asked: Asked) -> None:
    """The newest segments; paging through them leaves the figures alone."""
    rows.table(asked, key="team_rows", on_open=open_segment, empty="No single session is kept of these days.")


def drawn(found: Hours) -> None:
    """Charts, bids and sessions."""
    against = bids(found.tasks, ever(found.asked), workers(found.asked))
    figures.numbers(found, against, len(now.working(found.asked)))
    now.strip(found.asked)
    left, right = st.columns(2)
    with left:
        figures.artists(found)
    with right:
        figures.tasks(found, against)
    figures.calendar(found)
    figures.divided(found)
    st.subheader("Bids against hours", anchor=False)
    figures.bid_table(against)
    st.subheader("Sessions", anchor=False)
    sessions(found.asked)


choose_what_was_clicked()
head = st.container()
asked = days_and_productions()
known = choices(asked)
asked = narrowed(asked, known)
with head, title_line("Team time", days_said(asked.first, asked.last)):
    export(asked)
found = hours(asked, known)
if found.people:
    drawn(found)
else:
    now.strip(asked)
    nothing(asked)
show_what_was_clicked()
