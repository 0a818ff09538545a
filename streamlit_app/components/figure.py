"""One figure big enough to read at arm's length before sunrise: a call."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_FIGURE = st.components.v2.component(
    "backlot_figure",
    html='<div class="figure"><div class="label"></div><div class="value"></div><div class="note"></div></div>',
    css=(HERE / "figure.css").read_text(),
    js=(HERE / "figure.js").read_text(),
)


def figure(label: str, value: str, note: str = "", *, key: str) -> None:
    """Draw `value` very large, with a label above and a note below."""
    _FIGURE(key=key, data={"label": label, "value": value, "note": note})
