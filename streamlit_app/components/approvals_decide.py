"""Deciding about a week: approve what was seen, send back or reopen with a reason; several at once after a question."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError, Clash
from streamlit_app.components.page import told
from streamlit_app.editing.approvals import changes, may_decide
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]
CHANGED = "_approvals_changed"


def address(row: Row, action: str) -> str:
    """Where a decision about a week is posted."""
    return f"{viewer().path}/time/weeks/{row['user_id']}/{row['week']}/{action}"


def decision(row: Row) -> None:
    """What can be done about a week as it stands; `row` is what the lead sees, and what they approve."""
    if not may_decide(row, viewer().me["id"], viewer().level):
        st.caption("Somebody else decides about your own week.")
        return
    if row["state"] == "submitted":
        with st.container(horizontal=True, horizontal_alignment="right"):
            _with_reason(row, "reject", "Send back", ":material/undo:", "What should be looked at again?")
            st.button(
                "Approve", key="approve", type="primary", icon=":material/lock:", on_click=approve, args=(row,),
                help="Locks the week: nothing in it changes any more",
            )  # fmt: skip
    elif row["state"] == "approved":
        with st.container(horizontal=True, horizontal_alignment="right"):
            _with_reason(row, "reopen", "Reopen", ":material/lock_open:", "What must be changed?")


def _with_reason(row: Row, action: str, label: str, icon: str, question: str) -> None:
    with st.popover(label, icon=icon, key=f"{action}_ask"):
        comment = st.text_area(question, key=f"{action}_comment", max_chars=2000, height=90)
        if st.button(label, key=f"{action}_yes", type="primary", disabled=not comment.strip()):
            with told():
                api().post(address(row, action), {"comment": comment})
                flash(f"{row['user_name']}: {'sent back' if action == 'reject' else 'reopened'}.")
                st.rerun()
        if not comment.strip():
            st.caption("They read it, so it is needed.")


def approve(row: Row) -> None:
    """Approve the hours that were on screen; what has changed since is told instead."""
    try:
        api().post(address(row, "approve"), {"seconds": row["seconds"]})
    except Clash as clash:
        st.session_state[CHANGED] = (row["user_id"], row["week"], clash.words(), changes(row, _now(row)))
    except ApiError as problem:
        flash(problem.words(), ":material/error:")
    else:
        st.session_state.pop(CHANGED, None)
        flash(f"{row['user_name']}: approved, {words.length(row['seconds'])}.", ":material/lock:")


def _now(row: Row) -> Row:
    query = {"week": row["week"], "user_id": row["user_id"]}
    found: list[Row] = api().get(f"{viewer().path}/time/weeks", **query)
    return found[0] if found else row


def what_changed(row: Row) -> None:
    """Why an approval did not go through, until the page is opened anew or it does."""
    kept = st.session_state.get(CHANGED)
    if not kept or kept[:2] != (row["user_id"], row["week"]):
        return
    with st.container(border=True):
        st.markdown(f":orange[:material/sync_problem: **{words.plain(kept[2])}**]")
        for one in kept[3]:
            st.text(one)
        st.caption("What stands here now is what Approve approves.")


@st.dialog("Approve these weeks?", icon=":material/lock:")
def approve_all(rows: Sequence[Row]) -> None:
    """Ask, with every name, before several weeks are approved together."""
    st.markdown("Handed in, within a tenth of the plan, nothing held back:")
    said = [
        f"- **{words.plain(row['user_name'])}** {words.hours(row['seconds'])} of {words.hours(row['planned_seconds'])}"
        for row in rows
    ]
    st.markdown("\n".join(said))
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key="approve_all_cancel"):
            st.rerun()
        label = f"Approve {words.plural(len(rows), 'week')}"
        if st.button(label, key="approve_all_yes", type="primary"):
            _approve_each(rows)
            st.rerun()


def _approve_each(rows: Sequence[Row]) -> None:
    refused = []
    for row in rows:
        try:
            api().post(address(row, "approve"), {"seconds": row["seconds"]})
        except ApiError as problem:
            refused.append(f"{row['user_name']}: {problem.words()}")
    if done := len(rows) - len(refused):
        flash(f"{words.plural(done, 'week')} approved.", ":material/lock:")
    for one in refused:
        flash(one, ":material/sync_problem:")
