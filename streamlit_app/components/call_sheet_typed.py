"""Times typed by hand: said below a table, because a table is mounted anew when a value in it changes by itself."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.call_sheet_facts import Sheet
from streamlit_app.components.page import told
from streamlit_app.state import api, viewer

Row = dict[str, Any]
STEPS = {
    "pick_up": "pick-up", "makeup": "H/MU", "wardrobe": "wardrobe", "on_set": "on set", "wrap": "leave", "call": "call",
}  # fmt: skip


def by_hand(sheet: Sheet, rows: str, name: Callable[[Row], str]) -> None:
    """Whose times were typed and therefore stay, and the way back to times that follow."""
    typed = [row for row in sheet[rows] if row["typed"]]
    if not typed:
        return
    said = "; ".join(f"{words.plain(name(row))} ({_steps(row)})" for row in typed)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(f":material/back_hand: Typed by hand, so they stay: {said}", width="stretch")
        if st.button("Let them follow again", key=f"follow_{rows}", type="tertiary", icon=":material/auto_mode:"):
            _follow(sheet, rows, {row["id"]: row for row in typed}, name)


def _steps(row: Row) -> str:
    return ", ".join(STEPS.get(step, step) for step in row["typed"])


@st.dialog("Let times follow again", icon=":material/auto_mode:")
def _follow(sheet: Sheet, rows: str, typed: dict[int, Row], name: Callable[[Row], str]) -> None:
    """The times of these people are worked out from the scenes and the call from now on."""
    chosen = st.multiselect(
        "Whose", list(typed), list(typed), format_func=lambda one: f"{name(typed[one])} ({_steps(typed[one])})",
        key=f"follow_{rows}_who",
    )  # fmt: skip
    if st.button("Follow again", key=f"follow_{rows}_yes", type="primary", width="stretch", disabled=not chosen):
        path = f"{viewer().path}/call-sheets/{sheet['id']}"
        with told("They follow again as soon as the times are worked out again."):
            for one in chosen:
                api().patch(f"{path}/{rows}/{one}", {"typed": []}, match=typed[one]["version"])
        st.rerun()
