"""The page pattern: a title line with one primary action, empty states that say what to do, asking before deleting."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from streamlit_app.api.client import ApiError, Clash
from streamlit_app.state import flash


@contextmanager
def title_line(title: str, about: str = "") -> Iterator[None]:
    """A heading on the left; what is drawn inside the with block stands on its right."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(width="content", gap="xxsmall"):
            st.title(title, anchor=False)
            if about:
                st.caption(about)
        with st.container(horizontal=True, width="content", vertical_alignment="bottom"):
            yield


def empty(title: str, body: str, icon: str = "inbox") -> Any:
    """An empty state; returns a container for the button that helps."""
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        st.markdown(f":material/{icon}: **{title}**", width="content")
        st.caption(body, width="content")
        inner = st.container(horizontal=True, horizontal_alignment="center")
        st.space("small")
    return inner


@contextmanager
def told(success: str = "") -> Iterator[None]:
    """Run an API call; say what went wrong in place, or `success` after the rerun.

    In place also for what somebody else changed first (409): a dialog stays open with what was typed in it.
    """
    try:
        yield
    except Clash as clash:
        st.warning(clash.words(), icon=":material/sync_problem:")
    except ApiError as problem:
        st.error(problem.words(), icon=":material/error:")
    else:
        if success:
            flash(success)


@st.dialog("Are you sure?", width="small")
def confirm(
    question: str, action: Callable[[], object], *, button: str = "Delete", type_this: str = "", done: str = ""
) -> None:
    """Ask before something that cannot be undone; `type_this` must be typed first, `done` is said afterwards."""
    st.write(question)
    typed = st.text_input(f"Type **{type_this}** to confirm", key="confirm_text") if type_this else ""
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key="confirm_cancel"):
            st.rerun()
        if st.button(button, key="confirm_yes", type="primary", disabled=typed != type_this):
            try:
                action()
            except ApiError as problem:
                st.error(problem.words(), icon=":material/error:")
            else:
                if done:
                    flash(done)
                st.rerun()


def ask_delete(what: str, action: Callable[[], None], consequence: str = "", *, key: str = "delete") -> None:
    """Delete from inside a dialog, where no second dialog can open: a small question below the button."""
    with st.popover("Delete", icon=":material/delete:", type="tertiary", key=f"{key}_ask"):
        st.markdown(f"Delete {what}? {consequence}")
        if st.button("Delete", key=f"{key}_yes", type="primary"):
            with told():
                action()
                st.rerun()


def metrics(rows: list[tuple[str, Any, str]]) -> None:
    """A row of bordered figures: (label, value, note); wraps on a phone."""
    with st.container(horizontal=True):
        for label, value, note in rows:
            st.metric(
                label, value, delta=note or None, delta_color="off", delta_arrow="off", border=True, width="stretch"
            )
