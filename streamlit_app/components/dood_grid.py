"""The day out of days as a grid: names stay in sight while the dates scroll, a code opens its day."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app.editing.dood import grid

HERE = Path(__file__).parent

_GRID = st.components.v2.component(
    "backlot_dood",
    html='<div class="dood"><div class="scroll"></div></div>',
    css=(HERE / "dood_grid.css").read_text(),
    js=(HERE / "dood_grid.js").read_text(),
)


def dood_grid(
    dood: dict[str, Any],
    rows: Sequence[dict[str, Any]],
    *,
    key: str,
    on_opened: Callable[[dict[str, Any], dict[str, Any]], None],
) -> None:
    """Draw these rows of an answer of `/dood`; `on_opened(row, column)` is called while the grid is drawn."""
    said = _GRID(key=key, data=grid(dood, rows), on_opened_change=_nothing)
    if said.opened is not None:
        row, column = int(said.opened["row"]), int(said.opened["column"])
        if row < len(rows) and column < len(dood["columns"]):  # the board may have changed since the click
            on_opened(rows[row], dood["columns"][column])


def _nothing() -> None:
    """A trigger needs a callback to exist."""
