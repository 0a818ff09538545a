"""People and places × days: cells are selected by mouse, touch or keyboard and painted with a state."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app.api.client import ApiError
from streamlit_app.editing.availability import FREE
from streamlit_app.state import flash

HERE = Path(__file__).parent

_GRID = st.components.v2.component(
    "backlot_availability",
    css=(HERE / "availability_grid.css").read_text(),
    js=(HERE / "availability_grid.js").read_text(),
)


@dataclass(frozen=True)
class Painted:
    """What somebody painted: rows by their keys, first and last day, the state or None for free again."""

    rows: list[str]
    first: str
    last: str
    state: str | None


def availability_grid(
    data: dict[str, Any],
    *,
    key: str,
    on_painted: Callable[[Painted], None],
    on_opened: Callable[[str, str], None],
) -> None:
    """Draw what `editing.availability.grid` made.

    on_painted  called before the page runs again; an ApiError it raises is told to the person
    on_opened   called with a row's key and a date while the grid is drawn (double click, Enter): it may open a dialog
    """
    data = {**data, "seen": st.session_state.get(_seen(key), 0)}
    paint = partial(_painted, key, on_painted)
    said = _GRID(key=key, data=data, on_painted_change=paint, on_opened_change=_nothing)
    if said.opened is not None:
        on_opened(str(said.opened["row"]), str(said.opened["date"]))


def _seen(key: str) -> str:
    return f"_{key}_seen"


def _painted(key: str, on_painted: Callable[[Painted], None]) -> None:
    said = st.session_state[key].painted
    if said is None:
        return
    st.session_state[_seen(key)] = said["n"]  # the browser waits for this before it sends what was painted next
    state = None if said["state"] == FREE else said["state"]
    try:
        on_painted(Painted(list(said["rows"]), said["first"], said["last"], state))
    except ApiError as problem:
        flash(problem.words(), ":material/error:")


def _nothing() -> None:
    """A trigger needs a callback to exist."""
