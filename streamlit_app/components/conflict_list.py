"""What stands against a board, as a list: by date, each with a jump to its day, a fix, and a way to accept it."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.api.client import ApiError
from streamlit_app.components.page import told
from streamlit_app.editing.conflicts import ELSEWHERE, ICON, SEVERITIES, by_date, group_of, of_groups, summary
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]
Jump = Callable[[int, list[int]], None]
Move = Callable[[list[int], int], None]
SHOWN = 25  # more at once helps nobody and costs every phone


def read_conflicts(board_id: int | None = None) -> Row:
    """Every conflict of a board (the active one when none is named), as the API answers them."""
    found: Row = api().get(f"{viewer().path}/conflicts", board_id=board_id)
    return found


def conflict_list(
    found: Row,
    days: Sequence[Row],
    *,
    board_id: int | None = None,
    on_jump: Jump | None = None,
    on_move: Move | None = None,
) -> None:
    """Draw what `read_conflicts` answered for a board with these days.

    on_jump   called with a day's id and the keys of the strips concerned, to show them on the board
    on_move   called with strip keys and the day that would suit them; without it nothing is offered to be moved
    """
    counts = found["counts"]
    groups = [name for name in SEVERITIES if counts[name]]
    if not groups:
        st.markdown(":green[:material/check_circle:] Nothing stands against this board.")
    else:
        default = [name for name in groups if name in ("error", "warning")] or groups
        chosen = st.pills(
            "Show", groups, selection_mode="multi", default=default, key="conflict_groups",
            format_func=lambda name: f"{counts[name]} {SEVERITIES[name].lower()}", label_visibility="collapsed",
        )  # fmt: skip
        listed = of_groups(found["conflicts"], chosen or groups)
        every = len(listed) <= SHOWN or st.toggle(f"Show all {len(listed)}", key="conflicts_all")
        numbers = {day["id"]: day for day in days}
        for date, those in by_date(listed if every else listed[:SHOWN]).items():
            with st.container(border=True):
                day = numbers.get(those[0]["day_ids"][0])
                st.markdown(f"**{words.day(date)}**" + (f" · day {day['number']} of {day['of']}" if day else ""))
                for one in those:
                    _conflict(one, numbers, board_id, on_jump, on_move)
    if found["unchecked"]:
        count = words.plural(len(found["unchecked"]), "day has", "days have")
        st.caption(f"{count} no general call: rest, meals and hours cannot be judged there.")


@st.dialog("Conflicts", width="large", icon=":material/report:")
def conflicts_dialog(
    found: Row,
    days: Sequence[Row],
    board_id: int | None = None,
    on_jump: Jump | None = None,
    on_move: Move | None = None,
) -> None:
    """The list in a dialog of the board."""
    conflict_list(found, days, board_id=board_id, on_jump=on_jump, on_move=on_move)


def conflicts_button(
    found: Row,
    days: Sequence[Row],
    board_id: int | None = None,
    on_jump: Jump | None = None,
    on_move: Move | None = None,
) -> None:
    """`2 errors, 5 warnings`: opens the list. Nothing while nothing stands against the board."""
    counts = found["counts"]
    if not any(counts.values()):
        return
    icon = ":material/error:" if counts["error"] else ":material/warning:" if counts["warning"] else ":material/info:"
    if st.button(summary(counts).capitalize(), key="conflicts", icon=icon):
        conflicts_dialog(found, days, board_id, on_jump, on_move)


def _conflict(one: Row, days: dict[int, Row], board_id: int | None, on_jump: Jump | None, on_move: Move | None) -> None:
    accepted, key = one["accepted"], one["fingerprint"][:12]
    st.markdown(f"{ICON[group_of(one)]} {words.plain(one['sentence'])}  \n:small[{words.plain(_below(one))}]")
    with st.container(horizontal=True, gap="small"):
        if (
            on_jump
            and one["day_ids"]
            and st.button("Show", key=f"jump_{key}", icon=":material/visibility:", type="tertiary")
        ):
            on_jump(one["day_ids"][0], one["strip_keys"])
            st.rerun()
        better = days.get(one["to_day_id"])
        if on_move and better and not accepted and viewer().may("schedule.edit"):
            label = f"Move to {words.day(better['date'])}"
            if st.button(label, key=f"move_{key}", icon=":material/drive_file_move:", type="tertiary"):
                with told():
                    on_move(one["strip_keys"], better["id"])
                    st.rerun()
        if (place := ELSEWHERE.get(one["code"])) and not accepted:
            query = {"production": str(viewer().pid)}
            st.page_link(navigation.link(place[0]), label=place[1], icon=":material/open_in_new:", query_params=query)
        if viewer().may("schedule.edit"):
            _accepting(one, key, board_id)


def _below(one: Row) -> str:
    accepted = one["accepted"]
    if accepted:
        return f"Accepted by {accepted['by'] or 'somebody who left'}, {words.ago(accepted['at'])}: {accepted['reason']}"
    return str(one["hint"])


def _accepting(one: Row, key: str, board_id: int | None) -> None:
    path = f"{viewer().path}/conflicts/{one['fingerprint']}/acceptance"
    if one["accepted"]:
        st.button(
            "Take back", key=f"again_{key}", icon=":material/undo:", type="tertiary", on_click=_again, args=(path,)
        )
        return
    with st.popover("Accept", icon=":material/check:", type="tertiary", key=f"accept_{key}"):
        reason = st.text_input("Why it may stand", key=f"reason_{key}", max_chars=255, placeholder="Agreed with …")
        st.caption("It stays in the list, and comes back when its facts change.")
        if st.button("Accept", key=f"accepted_{key}", type="primary"):
            if not reason.strip():
                st.warning("Say why.", icon=":material/edit:")
                return
            with told("Accepted."):
                api().put(path, {"reason": reason, "board_id": board_id})
                st.rerun()


def _again(path: str) -> None:
    try:
        api().delete(path)
    except ApiError as problem:
        flash(problem.words(), ":material/error:")
