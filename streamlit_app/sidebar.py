"""The sidebar: which production, what your timer does, and who you are."""

import streamlit as st

from streamlit_app import words
from streamlit_app.components.forms import send
from streamlit_app.components.timer import sidebar_line
from streamlit_app.state import Viewer, remember_production

LEVELS = {"admin": "Admin", "parent": "Manager", "child": "Member"}


def show(viewer: Viewer) -> None:
    """Draw the sidebar."""
    with st.sidebar:
        sidebar_line(viewer)
        if viewer.productions:
            _production_picker(viewer)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            role = viewer.job_role.replace("_", " ") if viewer.production else viewer.me["studio_role"]
            st.caption(f"**{words.plain(viewer.me['name'])}**  \n{role}")
            if st.button("Sign out", key="sign_out", icon=":material/logout:", type="tertiary"):
                send(key="do_sign_out", url="/api/auth/logout", then="/")


def _production_picker(viewer: Viewer) -> None:
    titles = {row["id"]: row["title"] for row in viewer.productions}
    current = viewer.production["id"] if viewer.production else None

    def chosen() -> None:
        remember_production(st.session_state["production_picker"])

    ids = list(titles)
    st.session_state["production_picker"] = current  # the address is the truth, the picker follows
    st.selectbox(
        "Production", ids, key="production_picker", format_func=lambda i: titles.get(i, ""),
        on_change=chosen, label_visibility="collapsed",
    )  # fmt: skip
