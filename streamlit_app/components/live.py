"""Hear of other people's changes: one socket per tab; a page says which kinds it shows and is drawn again on news."""

from pathlib import Path

import streamlit as st

from streamlit_app.state import tab_name

_LIVE = st.components.v2.component("backlot_live", js=(Path(__file__).parent / "live.js").read_text())


def watch(production_id: int) -> None:
    """Listen to a production; news of a kind the page cares about reruns the page."""
    with st.container(key="live", height=1, border=False, gap=None):
        _listen(production_id, tab_name())


@st.fragment
def _listen(production_id: int, tab: str) -> None:
    heard = _LIVE(
        key="live_socket", data={"room": f"production:{production_id}", "tab": tab}, on_news_change=lambda: None
    )
    news = heard.news
    if news and set(news["kinds"]) & {"*", *st.session_state.get("_cares", set())}:
        st.rerun(scope="app")


def cares_about(*kinds: str) -> None:
    """Say which kinds of rows this page shows (`scene`, `call sheet`, …); call at the top of a page."""
    st.session_state["_cares"] = set(kinds)
