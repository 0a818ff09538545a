"""The form of a production's time settings: each with one sentence about what it does."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from streamlit_app.components.saving import save_or_tell
from streamlit_app.editing.time_settings import FOREVER, KEPT, NUMBERS, RETENTION, SWITCHES, said
from streamlit_app.state import api, viewer

Row = dict[str, Any]
BASE = "_time_settings"


def form(settings: Row) -> None:
    """Show and save them; what somebody else saved meanwhile is told, and never overwritten by what was not changed."""
    base = _base(settings)
    mark = f"{base['id']}_{base['version']}"
    with st.form("time_settings", border=False):
        values: Row = {name: _number(name, base[name], mark) for name in NUMBERS}
        values["retention_days"] = _retention(base["retention_days"], mark)
        for name, (label, about) in SWITCHES.items():
            values[name] = _beside(about, partial(st.toggle, label, base[name], key=f"time_{name}_{mark}"))
        sent = st.form_submit_button("Save", type="primary", icon=":material/save:", key="time_save")
    if sent:
        changes = {name: value for name, value in values.items() if value is not None and value != base[name]}
        save_or_tell(base, changes, _send, said)
    elif base["version"] != settings["version"]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(":material/sync: Somebody else changed these settings.", width="content")
            st.button("Show", key="time_show", type="tertiary", on_click=st.session_state.pop, args=(BASE,))


def _base(settings: Row) -> Row:
    """What the fields were filled with: changes are measured by it until something is saved."""
    kept: Row | None = st.session_state.get(BASE)
    if kept and kept["id"] == viewer().pid and f"time_week_hours_{kept['id']}_{kept['version']}" in st.session_state:
        return kept
    st.session_state[BASE] = fresh = {**settings, "id": viewer().pid}
    return fresh


def _number(name: str, value: int, mark: str) -> int | None:
    one = NUMBERS[name]
    label, key = f"{one.label}, {one.unit}", f"time_{name}_{mark}"
    found: int | None = _beside(
        one.about, lambda: st.number_input(label, one.least, one.most, value, one.step, key=key)
    )
    return found


def _retention(value: int, mark: str) -> int:
    days = _beside(
        RETENTION,
        lambda: st.number_input(
            "Keep sessions, days", *KEPT, value or None, 30, key=f"time_retention_days_{mark}", placeholder="for good"
        ),
    )
    return FOREVER if days is None else int(days)


def _beside(about: str, field: Callable[[], Any]) -> Any:
    """A field with its sentence at its right; below it on a phone."""
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        value = field()
    right.caption(about)
    return value


def _send(changes: Row, version: int) -> Any:
    saved = api().patch(f"{viewer().path}/time/settings", changes, match=version)
    st.session_state.pop(BASE, None)
    return saved
