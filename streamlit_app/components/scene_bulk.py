"""Changing many scenes at once: all of them or none."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.scene_rows import FLAGS, Row
from streamlit_app.state import api, flash, viewer

NO_LOCATION = 0
NEEDS = {f"{name}:{on}": label if on else f"No {label[0].lower() + label[1:] if label != 'VFX' else label}"
         for name, label in FLAGS.items() for on in (1, 0)}  # fmt: skip


def bulk_bar(ticked: Sequence[Row], script_days: Sequence[str]) -> None:
    """What should become of the ticked scenes; only what is filled in changes."""
    serial = st.session_state.setdefault("_bulk_serial", 0)
    common: dict[str, Any] = {"label_visibility": "collapsed"}
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bulk_bar"):
        st.markdown(f"**{words.plural(len(ticked), 'scene')}**", width="content")
        status = st.selectbox(
            "Status", list(words.SCENE_STATUS), None, key=f"bulk_status_{serial}", placeholder="Status",
            format_func=words.SCENE_STATUS.__getitem__, width=130, **common,
        )  # fmt: skip
        location = _location(serial, common)
        script_day = st.selectbox(
            "Story day", script_days, None, key=f"bulk_day_{serial}", placeholder="Story day", accept_new_options=True,
            width=120, **common,
        )  # fmt: skip
        priority = st.number_input(
            "Priority", value=None, step=1, key=f"bulk_priority_{serial}", placeholder="Priority", width=150, **common
        )
        needs = st.multiselect(
            "Needs", list(NEEDS), key=f"bulk_needs_{serial}", placeholder="Needs", format_func=NEEDS.__getitem__,
            width=125, **common,
        )  # fmt: skip
        changes = _changes(status, location, script_day, priority, needs)
        st.button(
            "Change all", type="primary", key="bulk_apply", disabled=not changes, on_click=_apply,
            args=([row["id"] for row in ticked], changes),
        )  # fmt: skip


def _location(serial: int, common: dict[str, Any]) -> int | None:
    names = {NO_LOCATION: "No location"}
    names |= {row["id"]: row["name"] for row in api().every(f"{viewer().path}/locations")}
    chosen: int | None = st.selectbox(
        "Location", list(names), None, key=f"bulk_location_{serial}", placeholder="Location",
        format_func=lambda key: names.get(key, ""), width=140, **common,
    )  # fmt: skip
    return chosen


def _changes(
    status: str | None, location: int | None, script_day: str | None, priority: int | None, needs: Sequence[str]
) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if status:
        changes["status"] = status
    if location is not None:
        changes["location_id"] = location or None
    if script_day:
        changes["script_day"] = script_day
    if priority is not None:
        changes["priority"] = priority
    for need in needs:
        name, _, on = need.partition(":")
        changes[name] = on == "1"
    return changes


def _apply(ids: list[int], changes: dict[str, Any]) -> None:
    try:
        api().post(f"{viewer().path}/scenes/bulk", {"ids": ids, "changes": changes})
    except ApiError as problem:
        flash(f"Nothing was changed. {problem.words()}", ":material/error:")
    else:
        flash(f"{words.plural(len(ids), 'scene')} changed.")
        st.session_state["_bulk_serial"] += 1
        st.session_state["_scenes_serial"] += 1
