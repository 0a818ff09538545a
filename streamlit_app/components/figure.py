"""One figure big enough to read at arm's length: a call before sunrise, a code to type on another screen."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_FIGURE = st.components.v2.component(
    "backlot_figure",
    html='<div class="figure"><div class="label"></div><div class="value"></div><div class="note"></div></div>',
    css=(HERE / "figure.css").read_text(),
    js=(HERE / "figure.js").read_text(),
)


def figure(
    label: str, value: str, note: str = "", *, key: str, seconds: float | None = None, code: bool = False
) -> None:
    """Draw `value` very large, with a label above and a note below.

    `seconds`: counted down in the browser where the note says `{left}`. `code`: every sign as wide as the next.
    """
    more = {**({} if seconds is None else {"seconds": seconds}), **({"code": True} if code else {})}
    _FIGURE(key=key, data={"label": label, "value": value, "note": note, **more})
