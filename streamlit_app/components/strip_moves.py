"""Moving strips: each move stored against the board it was made on, taken back, or made again after somebody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError, Clash
from streamlit_app.components.board import Move
from streamlit_app.state import api, flash, viewer

UNSCHEDULED = "unscheduled"
"""The id of the board's column of scenes without a day."""

Schedule = dict[str, Any]
Ids = list[int]


@dataclass(frozen=True)
class Undo:
    """How the board was before the last move: `days` in their old order, `off` without a day; good for one version."""

    production: int
    version: int
    days: dict[int, Ids]
    off: Ids
    what: str


def remembered() -> Undo | None:
    """What the last move of this session can be taken back to (nothing once the board has moved on)."""
    undo: Undo | None = st.session_state.get("_undo_strips")
    return undo if undo and undo.production == viewer().pid else None


def before(seen: Schedule, scene_ids: Sequence[int]) -> tuple[dict[int, Ids], Ids]:
    """Where scenes stood: the whole order of each day they came from, and those that had no day."""
    moved = set(scene_ids)
    days = {day["id"]: [strip["scene_id"] for strip in day["strips"]] for day in seen["days"]}
    days = {day_id: order for day_id, order in days.items() if moved & set(order)}
    return days, [one for one in scene_ids if not any(one in order for order in days.values())]


def lay(seen: Schedule, scene_ids: Sequence[int], day_id: int | None, position: int | None, version: int) -> None:
    """Store a move made on the board `seen`. Raises ApiError; a Clash can be made again (`clash_line`)."""
    body = {"scene_ids": list(scene_ids), "day_id": day_id, "position": position}
    days, off = before(seen, scene_ids)
    what = _what(seen, scene_ids, day_id)
    try:
        answer = api().post(f"{viewer().path}/strips/move", body, match=version)
    except Clash:
        st.session_state["_refused_move"] = (viewer().pid, body, what)
        raise
    st.session_state.pop("_refused_move", None)
    if answer["version"] != version:
        st.session_state["_undo_strips"] = Undo(viewer().pid, answer["version"], days, off, what)


def moved(seen: Schedule, move: Move) -> None:
    """Store what somebody dragged; a clash is told above the board, not lost in a toast."""
    day_id = None if move.to == UNSCHEDULED else int(move.to)
    try:
        lay(seen, [int(one) for one in move.ids], day_id, move.index, int(move.rev))
    except Clash:
        return


def undo_button(version: int) -> None:
    """Take back the last move, as long as nobody has changed the board since."""
    undo = remembered()
    if undo is None or undo.version != version:
        return
    st.button(
        "Undo",
        key="undo_move",
        icon=":material/undo:",
        help=f"Take back: {undo.what}",
        on_click=_take_back,
        args=(undo,),
    )


def _take_back(undo: Undo) -> None:
    version, path = undo.version, viewer().path
    st.session_state.pop("_undo_strips", None)
    try:
        for day_id, order in undo.days.items():
            answer = api().put(f"{path}/days/{day_id}/strips", {"scene_ids": order}, match=version)
            version = answer["version"]
        if undo.off:
            api().post(f"{path}/strips/move", {"scene_ids": undo.off, "day_id": None}, match=version)
    except ApiError as problem:
        flash(problem.words(), ":material/sync_problem:")
    else:
        flash(f"Taken back: {undo.what}", ":material/undo:")


def clash_line(board: Schedule) -> None:
    """Say that a move met somebody else's, and offer to make it on the board as it is now."""
    production, body, what = st.session_state.get("_refused_move", (None, None, ""))
    if production != viewer().pid:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="clash"):
        st.markdown(
            f":orange[:material/sync_problem:] **Not stored:** {words.plain(what)}. Somebody else moved strips at the "
            "same moment; this is the board as it is now.",
            width="stretch",
        )
        if st.button("Move again", key="move_again", type="primary"):
            try:
                lay(board, body["scene_ids"], body["day_id"], body["position"], board["version"])
            except Clash:
                st.rerun()
            except ApiError as problem:
                st.session_state.pop("_refused_move", None)
                flash(problem.words(), ":material/error:")
            st.rerun()
        if st.button("Leave it", key="leave_it"):
            st.session_state.pop("_refused_move", None)
            st.rerun()


def _what(seen: Schedule, scene_ids: Sequence[int], day_id: int | None) -> str:
    """`scenes 4, 7A to day 3 (Tue 24 Nov)`."""
    strips = [strip for day in seen["days"] for strip in day["strips"]] + (seen["unscheduled"] or [])
    numbers = {strip["scene_id"]: strip["number"] for strip in strips}
    named = [numbers.get(one, "?") for one in scene_ids]
    listed = ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")
    day = next((day for day in seen["days"] if day["id"] == day_id), None)
    to = f"day {day['number']} ({words.day(day['date'])})" if day else "the unscheduled"
    return f"{'scene' if len(named) == 1 else 'scenes'} {listed} to {to}"
