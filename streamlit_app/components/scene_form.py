"""Dialogs for the facts of a scene: adding one by hand, changing one."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import told
from streamlit_app.components.saving import save_or_tell
from streamlit_app.components.scene_rows import FLAGS, Row, choices
from streamlit_app.state import api, flash, viewer

LABELS = {
    "number": "Number", "heading": "Heading", "int_ext": "Place", "day_night": "Light", "set_name": "Set",
    "synopsis": "Synopsis", "eighths": "Pages", "script_day": "Story day", "status": "Status", "priority": "Priority",
    "estimated_minutes": "Minutes to shoot", "notes": "Notes", "location_name": "Location", **FLAGS,
}  # fmt: skip


@st.dialog("Add a scene", width="large", icon=":material/add:")
def add_scene(rows: Sequence[Row]) -> None:
    """A scene by hand, behind another one or at the end."""
    with st.form("add_scene", border=False):
        with st.container(horizontal=True):
            number = st.text_input("Number", key="scene_number", max_chars=20, placeholder="12A", width=130)
            names = {row["id"]: f"{row['number']} {row['heading']}" for row in rows}
            after = st.selectbox(
                "After", list(names), None, key="scene_after", format_func=names.__getitem__, placeholder="At the end"
            )
        fields = _script_fields({}, rows)
        synopsis = st.text_area("Synopsis", key="scene_synopsis", height=80)
        if not st.form_submit_button("Add", type="primary", width="stretch"):
            return
    if fields["eighths"] is None:
        st.error("Pages are written as 2, 3/8 or 1 2/8.", icon=":material/error:")
        return
    with told():
        made = api().post(
            f"{viewer().path}/scenes", {"number": number.strip(), "after_id": after, "synopsis": synopsis, **fields}
        )
        flash(f"Scene {made['number']} was added.")
        st.rerun()


@st.dialog("Scene", width="large", icon=":material/edit:")
def edit_scene(row: Row, rows: Sequence[Row]) -> None:
    """Change the facts of a scene; only what was changed is sent."""
    with st.form("edit_scene", border=False):
        with st.container(horizontal=True):
            number = st.text_input("Number", row["number"], max_chars=20, key="scene_number", width=130)
            heading = st.text_input("Heading", row["heading"], max_chars=500, key="scene_heading")
        fields = {"number": number.strip(), "heading": heading, **_script_fields(row, rows), **_plan_fields(row, rows)}
        fields["synopsis"] = st.text_area("Synopsis", row["synopsis"], key="scene_synopsis", height=80)
        fields["notes"] = st.text_area("Notes", row["notes"], key="scene_notes", height=80)
        sent = st.form_submit_button("Save", type="primary", width="stretch")
    if not sent:
        return
    if fields["eighths"] is None:
        st.error("Pages are written as 2, 3/8 or 1 2/8.", icon=":material/error:")
        return
    changes = {name: value for name, value in fields.items() if value != row[name]}
    path = f"{viewer().path}/scenes/{row['id']}"
    save_or_tell(row, changes, lambda changed, version: api().patch(path, changed, match=version), say)


def say(name: str, value: Any) -> str:
    """A field of a scene in words; nothing for what is not shown in the form."""
    if name not in LABELS:
        return ""
    if name == "eighths":
        value = words.eighths(value)
    elif name == "status":
        value = words.SCENE_STATUS[value]
    elif isinstance(value, bool):
        value = "yes" if value else "no"
    return f"{LABELS[name]}: {value if value not in (None, '') else 'empty'}"


def _script_fields(row: Row, rows: Sequence[Row]) -> dict[str, Any]:
    """Place, set, light and length."""
    places = [None, *words.INT_EXT]
    sets = choices(rows, "set_name")
    with st.container(horizontal=True):
        place = st.selectbox(
            "Place",
            places,
            places.index(row.get("int_ext")),
            key="scene_place",
            format_func=lambda one: one or "–",
            width=110,
        )
        set_name = st.selectbox(
            "Set",
            sets,
            sets.index(row["set_name"]) if row.get("set_name") else None,
            key="scene_set",
            accept_new_options=True,
        )
        light = st.text_input("Light", row.get("day_night") or "", max_chars=60, key="scene_light", width=150)
        pages = st.text_input("Pages", words.eighths(row.get("eighths", 1)), key="scene_pages", help="1 2/8", width=110)
    return {
        "int_ext": place, "set_name": set_name or "", "day_night": light.strip() or None,
        "eighths": words.from_eighths(pages),
    }  # fmt: skip


def _plan_fields(row: Row, rows: Sequence[Row]) -> dict[str, Any]:
    """What the plan adds: story day, location, time to shoot, priority, needs."""
    names: dict[int, str] = {one["id"]: one["name"] for one in api().every(f"{viewer().path}/locations")}
    days = choices(rows, "script_day")
    ids = list(names)
    with st.container(horizontal=True):
        script_day = st.selectbox(
            "Story day", days, days.index(row["script_day"]) if row["script_day"] else None, key="scene_day",
            accept_new_options=True, placeholder="", width=130,
        )  # fmt: skip
        location = st.selectbox(
            "Location", ids, ids.index(row["location_id"]) if row["location_id"] in ids else None, key="scene_location",
            format_func=names.__getitem__,
        )  # fmt: skip
        minutes = st.number_input(
            "Minutes to shoot", 1, 100_000, row["estimated_minutes"], key="scene_minutes", width=150
        )
        priority = st.number_input("Priority", value=row["priority"], step=1, key="scene_priority", width=110)
    with st.container(horizontal=True):
        needs = {name: st.checkbox(label, row[name], key=f"scene_{name}") for name, label in FLAGS.items()}
    return {
        "script_day": script_day or "", "location_id": location, "estimated_minutes": minutes, "priority": priority,
        **needs,
    }  # fmt: skip
