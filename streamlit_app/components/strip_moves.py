"""Moving strips: each move stored against the board it was made on, taken back, or made again after somebody else's."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError, Clash
from streamlit_app.components.board import Move
from streamlit_app.state import api, flash, viewer

UNSCHEDULED = "unscheduled"
"""The id of the board's column of strips without a day."""

FEW = 4
Schedule = dict[str, Any]


def lay(seen: Schedule, keys: Sequence[int], day_id: int | None, position: int | None, version: int) -> None:
    """Store a move made on the board `seen`. Raises ApiError; a Clash can be made again (`clash_line`)."""
    body = {"keys": list(keys), "day_id": day_id, "position": position, "board_id": seen["board_id"]}
    try:
        api().post(f"{viewer().path}/strips/move", body, match=version)
    except Clash:
        st.session_state["_refused_move"] = (viewer().pid, body, _what(seen, keys, day_id), seen)
        raise
    st.session_state.pop("_refused_move", None)


def moved(seen: Schedule, move: Move) -> None:
    """Store what somebody dragged; a clash is told above the board, not lost in a toast."""
    day_id = None if move.to == UNSCHEDULED else int(move.to)
    try:
        lay(seen, [int(one) for one in move.ids], day_id, move.index, int(move.rev))
    except Clash:
        return


def turn(schedule: Schedule, what: str) -> None:
    """Take the last step of this board back ("undo"), or make it again ("redo"), if there is one of one's own."""
    about = schedule[what]
    if about is None:
        flash("There is nothing of yours to take back." if what == "undo" else "There is nothing to make again.")
        return
    try:
        api().post(f"{viewer().path}/boards/{schedule['board_id']}/{what}", match=schedule["version"])
    except ApiError as problem:
        flash(problem.words(), ":material/sync_problem:")
    else:
        flash(f"{'Taken back' if what == 'undo' else 'Made again'}: {about}", f":material/{what}:")


def history_buttons(schedule: Schedule) -> None:
    """Undo and redo, with what they would do."""
    for what, label in (("undo", "Undo"), ("redo", "Redo")):
        about = schedule[what]
        st.button(
            label, key=f"{what}_step", icon=f":material/{what}:", disabled=about is None, type="tertiary",
            help=words.plain(about) if about else None, on_click=turn, args=(schedule, what),
        )  # fmt: skip


def clash_line(board: Schedule) -> None:
    """Say that a move met somebody else's, what they did, and offer to make it on the board as it is now."""
    production, body, what, seen = st.session_state.get("_refused_move", (None, {}, "", {}))
    if production != viewer().pid or body["board_id"] != board["board_id"]:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="clash"):
        theirs = changes(seen, board)
        st.markdown(
            f":orange[:material/sync_problem:] **Not stored:** {words.plain(what)}. Somebody else changed the board at "
            f"the same moment{': ' + words.plain(theirs) if theirs else ''}. This is the board as it is now.",
            width="stretch",
        )
        if st.button("Move again", key="move_again", type="primary"):
            try:
                lay(board, body["keys"], body["day_id"], body["position"], board["version"])
            except Clash:
                st.rerun()
            except ApiError as problem:
                st.session_state.pop("_refused_move", None)
                flash(problem.words(), ":material/error:")
            st.rerun()
        if st.button("Leave it", key="leave_it"):
            st.session_state.pop("_refused_move", None)
            st.rerun()


def changes(seen: Schedule, now: Schedule) -> str:
    """What lies elsewhere than it did: `scene 5 to day 2 (Tue 3 Mar), scene 6 to the boneyard`."""
    before, after = _places(seen), _places(now)
    names = {one["key"]: _name(one) for one in _strips(now)}
    days = {day["id"]: day for day in now["days"]}
    found = [
        f"{names[key]} to {_where(days.get(place)) if place else 'the boneyard'}"
        for key, place in after.items()
        if before.get(key, 0) != place
    ]
    more = f" and {len(found) - FEW} more" if len(found) > FEW else ""
    return ", ".join(found[:FEW]) + more


def _places(schedule: Schedule) -> dict[int, int | None]:
    places: dict[int, int | None] = {one["key"]: None for one in schedule["unscheduled"]}
    return places | {one["key"]: day["id"] for day in schedule["days"] for one in day["strips"]}


def _strips(schedule: Schedule) -> list[dict[str, Any]]:
    return [*(strip for day in schedule["days"] for strip in day["strips"]), *schedule["unscheduled"]]


def _name(one: dict[str, Any]) -> str:
    return one["banner"] or f"scene {one['number']}" + (f" part {one['part']}" if one["part"] else "")


def _where(day: dict[str, Any] | None) -> str:
    return f"day {day['number']} ({words.day(day['date'])})" if day else "another day"


def _what(seen: Schedule, keys: Sequence[int], day_id: int | None) -> str:
    """`scenes 4, 7A to day 3 (Tue 24 Nov)`."""
    known = {one["key"]: one for one in _strips(seen)}
    named = [known[one]["banner"] or known[one]["number"] if one in known else "?" for one in keys]
    listed = ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")
    day = next((day for day in seen["days"] if day["id"] == day_id), None)
    to = _where(day) if day else "the boneyard"
    return f"{'scene' if len(named) == 1 else 'scenes'} {listed} to {to}"
