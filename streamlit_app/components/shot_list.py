"""The shot list: a table edited in place, or cards by scene with a button for each step of the day."""

from itertools import groupby
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.grid import Column, grid
from streamlit_app.components.shot_form import ANGLE, COLOUR, MOVEMENT, STATUS, TYPE, Shot, facts, set_status
from streamlit_app.state import api, flash, viewer

A_PAGE = 30
NEXT = {"not_started": "in_progress", "in_progress": "completed", "completed": "approved", "rejected": "in_progress"}
STEP = {"in_progress": "Start", "completed": "Got it", "approved": "Approve"}
c = st.column_config


def columns() -> dict[str, Column]:
    """The columns of the table."""
    return {
        "scene_number": Column(c.TextColumn("Scene", width="small"), editable=False),
        "number": Column(c.TextColumn("Shot", width="small", max_chars=20)),
        "name": Column(c.TextColumn("Name", width="medium", max_chars=255), empty=""),
        "status": Column(_choice("Status", STATUS)),
        "shot_type": Column(_choice("Size", TYPE)),
        "camera_angle": Column(_choice("Angle", ANGLE)),
        "camera_movement": Column(_choice("Movement", MOVEMENT)),
        "lens": Column(c.TextColumn("Lens", width="small", max_chars=255), empty=""),
        "takes_planned": Column(c.NumberColumn("Takes", width="small", min_value=0, max_value=999, step=1)),
        "vfx_required": Column(c.CheckboxColumn("VFX", width="small")),
        "description": Column(c.TextColumn("Description", width="large"), empty=""),
    }


def _choice(label: str, words_of: dict[str, str]) -> Any:
    return c.SelectboxColumn(label, options=list(words_of), format_func=lambda one: words_of[str(one)], required=True)


def table(rows: list[Shot], scene_id: int | None, view: Any) -> None:
    """Every cell is saved when it is left; with one scene chosen, new shots are typed below the last."""
    path = viewer().path

    def save(row: Shot, changes: Shot) -> Shot:
        stored: Shot = api().patch(f"{path}/shots/{row['id']}", changes, match=row["version"])
        return stored

    def add(values: Shot) -> Shot:
        typed = {name: value for name, value in values.items() if value not in (None, "")}
        stored: Shot = api().post(f"{path}/scenes/{scene_id}/shots", typed)
        return stored

    may_edit = viewer().may("shots.edit")
    grid(
        rows, key="shots", columns=columns(), name="number", view=view, alt="The shot list",
        save=save if may_edit else None, add=add if may_edit and scene_id else None,
        height=560 if len(rows) > 15 else "auto",
    )  # fmt: skip


def by_scene(rows: list[Shot], scenes: dict[int, str]) -> None:
    """Cards grouped by scene, 30 a page."""
    pages = -(-len(rows) // A_PAGE)
    page = st.pagination(pages, key="shots_page") if pages > 1 else 1
    part = rows[(page - 1) * A_PAGE : page * A_PAGE]
    for scene_id, group in groupby(part, key=lambda shot: shot["scene_id"]):
        shots = list(group)
        st.markdown(f"##### {words.plain(scenes.get(scene_id, shots[0]['scene_number']))}")
        with st.grid(min_column_width=300, gap="small") as cells:
            for shot in shots:
                with cells.container(border=True, gap="xsmall", height="stretch"):
                    _card(shot)


def _card(shot: Shot) -> None:
    badge = f":{COLOUR[shot['status']]}-badge[{STATUS[shot['status']]}]"
    name = f" {words.plain(shot['name'])}" if shot["name"] else ""
    st.markdown(f"**{words.plain(shot['number'])}**{name} {badge}  \n:small[{words.plain(facts(shot))}]")
    may_edit = viewer().may("shots.edit")
    with st.container(horizontal=True):
        step = NEXT.get(shot["status"])
        if may_edit and step:
            st.button(
                STEP[step], key=f"step_{shot['id']}", type="primary" if step == "completed" else "secondary",
                on_click=_progress, args=(shot, step),
            )  # fmt: skip
        if may_edit and shot["status"] == "completed":
            st.button("Reject", key=f"reject_{shot['id']}", on_click=_progress, args=(shot, "rejected"))
        st.button(
            "Edit" if may_edit else "Open",
            key=f"open_{shot['id']}",
            type="tertiary",
            on_click=choose,
            args=(shot["id"],),
        )


def _progress(shot: Shot, status: str) -> None:
    try:
        set_status(shot, status)
    except ApiError as problem:
        flash(problem.words(), ":material/sync_problem:")


def choose(shot_id: int) -> None:
    """Open this shot's dialog in the run that follows."""
    st.session_state["_open_shot"] = shot_id


def chosen() -> int | None:
    """The shot whose dialog this run opens."""
    wanted: int | None = st.session_state.pop("_open_shot", None)
    return wanted
