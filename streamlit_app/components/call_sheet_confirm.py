"""One's own call in the app: whether it is confirmed, what changed, the button; the same state as behind the link."""

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.call_sheet_facts import Sheet
from streamlit_app.components.call_sheet_send_words import moment
from streamlit_app.components.page import told
from streamlit_app.state import api, flash, viewer


def mine(sheet: Sheet, *, slim: bool = False) -> None:
    """Above the sheet for whoever is on it, nothing for everybody else; `slim` beside other work."""
    if not sheet["edition"] or not viewer().may("call_sheets.read"):
        return
    path = f"{viewer().path}/call-sheets/{sheet['id']}/mine"
    try:
        rows = api().get(path)
    except ApiError:
        return
    if not rows:
        return
    waiting = [row for row in rows if row["state"] != "confirmed"]
    if not waiting:
        at = moment(rows[0]["confirmed_at"], viewer().zone)
        st.markdown(f":green[:material/check_circle:] You confirmed your call {at}.")
        return
    again = any(row["state"] == "stale" or row["changes"] for row in waiting)
    if slim:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("You are on this sheet yourself and have not confirmed your call.", width="content")
            _button(path, "Confirm my call", slim=True)
        return
    with st.container(border=True, key="my_confirmation"):
        changes = [change for row in waiting for change in row["changes"]]
        if sheet["status"] == "cancelled":
            said = "**This day is off.** Say that you know."
        elif again:
            said = "**Your call changed since you confirmed it.** Please look at it and confirm again."
        else:
            said = "**Please confirm that you know your call.**"
        st.markdown("\n".join([said, "", *(f"- {words.plain(change)}" for change in changes)]))
        label = "I know" if sheet["status"] == "cancelled" else ("Confirm again" if again else "Confirm")
        _button(path, label)


def _button(path: str, label: str, *, slim: bool = False) -> None:
    kind, width = ("tertiary", "content") if slim else ("primary", "stretch")
    if st.button(label, type=kind, icon=":material/check:", key="confirm_mine", width=width):  # type: ignore[arg-type]
        with told():
            api().post(f"{path}/confirm")
            flash("Thank you. Your call is confirmed.")
            st.rerun()
