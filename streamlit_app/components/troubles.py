"""What could not be saved, below a table or cards: each with what was typed, why not, and the ways out."""

import streamlit as st

from streamlit_app.editing.merge import Conflict, Problem
from streamlit_app.editing.sheet import Add, Save, Sheet


def show_troubles(sheet: Sheet, *, key: str, save: Save, add: Add | None) -> None:
    """Refused values (try again, discard) and contested ones (keep theirs, use mine). Data is shown as plain text."""
    for row, conflict in list(sheet.conflicts.items()):
        with st.container(border=True, gap="xsmall", key=f"{key}_conflict_{row}"):
            _conflict(sheet, row, conflict, key, save)
    for which, problem in list(sheet.problems.items()):
        with st.container(border=True, gap="xsmall", key=f"{key}_problem_{which}"):
            _problem(sheet, which, problem, key, save, add)


def _conflict(sheet: Sheet, row: int, conflict: Conflict, key: str, save: Save) -> None:
    st.markdown(":material/sync_problem: **Somebody else changed this first**")
    st.text(conflict.name)
    for field, mine in conflict.mine.items():
        column = sheet.columns[field]
        theirs = column.say(conflict.theirs.get(field))
        st.text(f"{column.label(field)}: {theirs} (theirs) → {column.say(mine)} (yours)")
    with st.container(horizontal=True):
        st.button("Keep theirs", key=f"{key}_theirs_{row}", on_click=sheet.discard, args=(row,))
        st.button("Use mine", key=f"{key}_mine_{row}", on_click=sheet.insist, args=(row, save))


def _problem(sheet: Sheet, which: int | str, problem: Problem, key: str, save: Save, add: Add | None) -> None:
    st.markdown(f":material/error: **{'Not saved' if problem.values else 'Not removed'}**")
    st.text(f"{problem.name}: {problem.message}")
    for field, value in problem.values.items():
        column = sheet.columns[field]
        st.text(f"{column.label(field)}: {column.say(value)}")
    with st.container(horizontal=True):
        if problem.values:
            st.button("Try again", key=f"{key}_again_{which}", on_click=sheet.retry, args=(which, save, add))
        way_out = "Discard" if problem.values else "Close"
        st.button(way_out, key=f"{key}_discard_{which}", on_click=sheet.discard, args=(which,))
