"""A month of days with what is on each, and the dialog that hands out a private calendar address."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app.components.page import told
from streamlit_app.editing.month import WEEKDAYS, weeks
from streamlit_app.state import api, viewer

HERE = Path(__file__).parent
_MONTH = st.components.v2.component(
    "backlot_month", css=(HERE / "month.css").read_text(), js=(HERE / "month.js").read_text()
)


def month_grid(
    month: dt.date, today: dt.date, entries: Sequence[dict[str, Any]], *, key: str, on_open: Callable[[str], None]
) -> None:
    """Draw a month; `on_open` is called with an entry's key (`shoot:7`) while the page is drawn."""
    data = {"weekdays": list(WEEKDAYS), "weeks": weeks(month, today, entries)}
    said = _MONTH(key=key, data=data, on_opened_change=lambda: None)
    if said.opened is not None:
        on_open(said.opened["key"])


@st.dialog("Subscribe", width="medium", icon=":material/rss_feed:")
def subscribe() -> None:
    """One's own calendar address; planners choose a cast member's as well."""
    path = f"{viewer().path}/calendar/feed"
    whose: dict[int | None, str] = {None: "My own days"}
    if viewer().may("call_sheets.send"):
        for member in api().every(f"{viewer().path}/cast-members"):
            who = f" · {member['name']}" if member["name"] else ""
            whose[member["id"]] = f"{member['number']}. {member['character_name']}{who}"
    chosen = st.selectbox("Whose calendar", list(whose), format_func=whose.__getitem__, key="feed_of")
    body = {"cast_member_id": chosen}
    with told():
        feed = api().post(path, body)
        st.code(feed["url"], language=None, wrap_lines=True)
        st.caption(
            "Add this address to a phone or calendar program as a subscribed calendar: it then follows every change. "
            "Shooting days show as whole days until their call sheet is out, then with this person's own call. "
            "Phones reach it while they are on the same network as Backlot."
        )
        if st.button("Make a new address", key="renew_feed", help="The old one shows nothing any more"):
            api().post(f"{path}/renew", body)
            st.rerun(scope="fragment")
