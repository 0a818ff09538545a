"""Plotly figures whose bars and cells lead somewhere when they are clicked."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from streamlit_app.charts.palette import Palette, palette

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def colours() -> Palette:
    """Those of the theme the viewer looks at."""
    return palette("light" if st.context.theme.type == "light" else "dark")


def figure(drawn: Any, *, key: str, alt: str, on_pick: Callable[[Any], None] | None = None) -> None:
    """Draw a figure; `on_pick` is called with the `customdata` of what was clicked, before the page runs again.

    Nothing stays selected: the same bar can be clicked again.
    """
    if on_pick is None:
        st.plotly_chart(drawn, key=key, theme=None, config=CONFIG, alt=alt)
        return
    turn = st.session_state.get(f"_{key}_turn", 0)
    st.plotly_chart(
        drawn, key=f"{key}_{turn}", theme=None, config=CONFIG, alt=alt, selection_mode="points",
        on_select=partial(picked, key, on_pick),
    )  # fmt: skip


def picked(key: str, on_pick: Callable[[Any], None]) -> None:
    """What a click does: tell what it was on, and forget the selection with the figure that had it."""
    turn = st.session_state.get(f"_{key}_turn", 0)
    points = st.session_state[f"{key}_{turn}"]["selection"]["points"]
    if points:
        st.session_state[f"_{key}_turn"] = turn + 1
        on_pick(points[0]["customdata"])
