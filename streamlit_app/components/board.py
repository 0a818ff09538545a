"""A board to drag strips or cards on: shooting days with their strips, or the columns of a task board.

Mouse, touch and keyboard; several at once. The browser moves at once and tells Python; Python stores and draws again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from streamlit_app.api.client import ApiError
from streamlit_app.charts.strips import ink_on, strip_colour
from streamlit_app.state import flash, strip_colours

HERE = Path(__file__).parent
Key = int | str
Layout = Literal["strips", "kanban"]

_BOARD = st.components.v2.component(
    "backlot_board", css=(HERE / "board.css").read_text(), js=(HERE / "board.js").read_text()
)


@dataclass(frozen=True)
class Move:
    """What somebody did on the board.

    ids    the strips in the order they now stand in
    to     the id of the column they went to
    index  where the first of them stands among the strips of that column that did not move (0 = on top)
    rev    the `rev` of the board they looked at
    """

    ids: list[Key]
    to: Key
    index: int
    rev: Key


def strip(
    key: Key, *, number: str, int_ext: str | None, day_night: str | None, heading: str, pages: str,
    cast: str = "", place: str = "", sub: str = "", alert: str = "",
) -> dict[str, Any]:  # fmt: skip
    """One strip: number, INT/EXT, heading, light, pages (`1 2/8`), cast numbers, place, in the production's colours.

    `sub` is a second line (the synopsis), `alert` a warning that is read out and shown by a mark. A narrow board shows
    number, heading and pages.
    """
    background, ink = strip_colour(int_ext, day_night, strip_colours())
    cells = [number, int_ext or "", heading, day_night or "", pages, cast, place]
    return {"id": key, "cells": cells, "sub": sub, "color": background, "fg": ink, "alert": alert}


def banner(key: Key, text: str, *, time: str = "") -> dict[str, Any]:
    """A banner between strips (company move, lunch) with how long it takes, in the colour of what is no scene."""
    colour = strip_colours()["free"]
    return {"id": key, "banner": True, "cells": [text, time], "sub": "", "color": colour, "fg": ink_on(colour)}


def break_line(text: str, colour: str) -> dict[str, str]:
    """A thin line below a day: its break, the end of the week, a holiday. `colour` is a key of the colours."""
    found = strip_colours()[colour]
    return {"text": text, "color": found, "fg": ink_on(found)}


def card(key: Key, *, title: str, sub: str = "", color: str = "") -> dict[str, Any]:
    """One card of a task board; `color` is its left edge (`#rrggbb`)."""
    return {"id": key, "title": title, "sub": sub, "color": color}


def column(
    key: Key, title: str, items: Sequence[dict[str, Any]], *, extra: str = "", alert: str = "", aside: bool = False,
    lines: Sequence[dict[str, str]] = (),
) -> dict[str, Any]:  # fmt: skip
    """One column: a shooting day, the unscheduled scenes, a task status.

    `extra` stands at the right of the heading (`Tue 24 Nov · 4 2/8 pages`), `alert` beside it in the warning colour
    (`over 5 pages`). `aside` puts the column beside the days (below them on a phone): the boneyard. `lines` are drawn
    below it.
    """
    return {
        "id": key, "title": title, "extra": extra, "alert": alert, "aside": aside, "items": list(items),
        "lines": list(lines),
    }  # fmt: skip


def board(
    columns: Sequence[dict[str, Any]],
    *,
    key: str,
    rev: Key,
    layout: Layout = "strips",
    on_moved: Callable[[Move], None] | None = None,
    on_opened: Callable[[Key], None] | None = None,
    on_column: Callable[[Key], None] | None = None,
    on_history: Callable[[str], None] | None = None,
    dense: bool = False,
    readonly: bool = False,
    label: str = "Board",
) -> None:
    """Draw a board of `column(…)`s holding `strip(…)`s or `card(…)`s; ids must be unique on the whole board.

    on_moved   called before the page runs again, so the page reads the new state. An ApiError it raises is told to the
               person, and the board goes back to what the page then draws.
    on_opened  called while the board is drawn (double click, Enter): it may open a dialog or switch pages.
    on_column  the same for a column's heading; without it headings are no buttons.
    on_history called as on_moved, with "undo" or "redo", for the usual keys; `dense` shows one line a strip.
    rev        the server's revision of this board; comes back in Move.rev for the If-Match of the change.
    readonly   nothing can be moved; opening still works.
    """
    move = partial(_moved, key, None if readonly else on_moved)
    data = {
        "columns": list(columns), "rev": rev, "layout": layout, "label": label, "dense": dense,
        "readonly": readonly or on_moved is None,
        "seen": st.session_state.get(_seen(key), 0), "opens": on_opened is not None,
        "show": st.session_state.get(f"_{key}_show"),
        "columnOpens": on_column is not None, "history": on_history is not None and not readonly,
    }  # fmt: skip
    said = _BOARD(
        key=key, data=data, on_moved_change=move, on_opened_change=_nothing, on_column_change=_nothing,
        on_history_change=partial(_asked, key, on_history),
    )  # fmt: skip
    if on_opened and said.opened is not None:
        on_opened(said.opened["id"])
    if on_column and said.column is not None:
        on_column(said.column["id"])


def show_on_board(key: str, column_id: Key, ids: Sequence[Key]) -> None:
    """Let the board of this key scroll to a column and select some of its items, when it is drawn next."""
    name = f"_{key}_show"
    number = st.session_state.get(name, {"n": 0})["n"] + 1
    st.session_state[name] = {"column": column_id, "ids": list(ids), "n": number}


def _seen(key: str) -> str:
    return f"_{key}_seen"


def _moved(key: str, on_moved: Callable[[Move], None] | None) -> None:
    said = st.session_state[key].moved
    st.session_state[_seen(key)] = said["n"]  # the browser waits for this before it sends its next move
    try:
        if on_moved:
            on_moved(Move(said["ids"], said["to"], said["index"], said["rev"]))
    except ApiError as problem:
        flash(problem.words(), ":material/sync_problem:")


def _asked(key: str, on_history: Callable[[str], None] | None) -> None:
    if on_history and (said := st.session_state[key].history):
        on_history(said["what"])


def _nothing() -> None:
    """A trigger needs a callback to exist."""
