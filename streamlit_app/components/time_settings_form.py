"""The form of a production's time settings: each with one sentence about what it does."""

from typing import Any

import streamlit as st

from streamlit_app.components.saving import save_or_tell
from streamlit_app.editing.time_settings import FOREVER, KEPT, NUMBERS, RETENTION, SWITCHES, said
from streamlit_app.state import api, viewer

Row = dict[str, Any]


def form(settings: Row) -> None:
    """Show and save them; what somebody else saved meanwhile is told first."""
    with st.form("time_settings", border=False):
        values: Row = {name: _number(name, settings[name]) for name in NUMBERS}
        values["retention_days"] = _retention(settings["retention_days"])
        for name, (label, about) in SWITCHES.items():
            values[name] = _beside(
                about, lambda name=name, label=label: st.toggle(label, settings[name], key=f"time_{name}")
            )
        sent = st.form_submit_button("Save", type="primary", icon=":material/save:", key="time_save")
    if sent:
        row = {**settings, "id": viewer().pid}
        changes = {name: value for name, value in values.items() if value is not None and value != settings[name]}
        save_or_tell(row, changes, _send, said)


def _number(name: str, value: int) -> int | None:
    setting = NUMBERS[name]
    found: int | None = _beside(
        setting.about,
        lambda: st.number_input(
            f"{setting.label}, {setting.unit}", setting.least, setting.most, value, setting.step, key=f"time_{name}"
        ),
    )
    return found


def _retention(value: int) -> int | None:
    days = _beside(
        RETENTION,
        lambda: st.number_input(
            "Keep sessions, days", *KEPT, value or None, 30, key="time_retention_days", placeholder="for good"
        ),
    )  # fmt: skip
    return FOREVER if days is None else int(days)


def _beside(about: str, field: Any) -> Any:
    """A field with its sentence at its right; below it on a phone."""
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        value = field()
    right.caption(about)
    return value


def _send(changes: Row, version: int) -> Any:
    return api().patch(f"{viewer().path}/time/settings", changes, match=version)
