"""One scene: where it stands, its facts, who is in it, its words."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.api.client import ApiError
from streamlit_app.components.page import confirm, title_line
from streamlit_app.components.reader import scene_words
from streamlit_app.components.scene_form import edit_scene
from streamlit_app.components.scene_list import open_scene
from streamlit_app.components.scene_rows import Row, day_of, flags
from streamlit_app.components.screen import on_phone
from streamlit_app.components.script_changes import scene_history
from streamlit_app.state import api, flash, viewer

MENU = {
    "Edit": ":material/edit: Edit", "Omit": ":material/block: Omit", "Restore": ":material/undo: Bring back",
    "Delete": ":material/delete: Delete",
}  # fmt: skip


def scene_detail(row: Row, rows: Sequence[Row], cast: Sequence[dict[str, Any]]) -> None:
    """The page of one scene."""
    at = next(place for place, one in enumerate(rows) if one["id"] == row["id"])
    with title_line(f"Scene {row['number']}", row["heading"]):
        st.button("All scenes", key="all_scenes", icon=":material/arrow_back:", on_click=open_scene, args=(None,))
        for label, icon, other, key in (
            ("Previous", "chevron_left", at - 1, "Alt+ArrowLeft"),
            ("Next", "chevron_right", at + 1, "Alt+ArrowRight"),
        ):
            there = 0 <= other < len(rows)
            st.button(
                label, key=f"go_{label.lower()}", icon=f":material/{icon}:", disabled=not there,
                shortcut=None if on_phone() else key,
                on_click=open_scene, args=(rows[other]["id"] if there else None,),
            )  # fmt: skip
        if viewer().may("scenes.edit"):
            _menu(row, rows)
    facts, script = st.columns([2, 3], gap="medium")
    with facts:
        _status(row)
        _facts(row)
        _cast(row, cast)
    with script, st.container(border=True):
        text = (
            api().get(f"{viewer().path}/scenes/{row['id']}/text") if viewer().may("script.read") else {"paragraphs": []}
        )
        if text["paragraphs"]:
            scene_words(text["paragraphs"], key=f"words_{row['id']}")
            scene_history(row["id"])
        else:
            st.caption("No words: this scene came from no draft.")


def _menu(row: Row, rows: Sequence[Row]) -> None:
    omitted = row["status"] == "omitted"
    chosen = st.menu_button(
        "Change", ["Edit", "Restore" if omitted else "Omit", "Delete"], key="scene_menu", type="primary",
        format_func=MENU.__getitem__,
    )  # fmt: skip
    if chosen == "Edit":
        edit_scene(row, rows)
    elif chosen == "Restore":
        _set_status(row["id"], "not_started")
        st.rerun()
    elif chosen == "Omit":
        confirm(
            f"Scene {words.plain(row['number'])} keeps its number and its work. "
            "It counts for nothing until it is brought back.",
            lambda: _set_status(row["id"], "omitted"),
            button="Omit",
        )
    elif chosen == "Delete":
        confirm(
            f"Scene {words.plain(row['number'])} is deleted for good. A scene the script lost is better omitted.",
            lambda: _delete(row),
        )


def _delete(row: Row) -> None:
    api().delete(f"{viewer().path}/scenes/{row['id']}")
    open_scene(None)
    flash(f"Scene {row['number']} was deleted.")


def _set_status(scene_id: int, status: str) -> None:
    try:
        api().patch(f"{viewer().path}/scenes/{scene_id}/status", {"status": status})
    except ApiError as problem:
        flash(problem.words(), ":material/error:")
    else:
        flash(words.SCENE_STATUS[status] + ".")


def _status(row: Row) -> None:
    """Where the scene stands; a click moves the production's progress."""
    if row["status"] == "omitted" or not viewer().may("scenes.status"):
        st.markdown(f":{words.STATUS_COLOUR[row['status']]}-badge[{words.SCENE_STATUS[row['status']]}]")
        return
    key = f"status_{row['id']}_{row['version']}"
    st.pills(
        "Status", [status for status in words.SCENE_STATUS if status != "omitted"], default=row["status"],
        required=True, wrap=True, key=key, format_func=words.SCENE_STATUS.__getitem__,
        label_visibility="collapsed",
        on_change=lambda: _set_status(row["id"], st.session_state[key]),
    )  # fmt: skip


def _facts(row: Row) -> None:
    facts = {
        "Pages": words.eighths(row["eighths"]),
        "Shooting day": day_of(row) or "Not scheduled",
        "Location": row["location_name"] or "",
        "Story day": row["script_day"],
        "Minutes to shoot": row["estimated_minutes"] or "",
        "Priority": row["priority"] or "",
        "Needs": flags(row),
        "Shots": _shots(row["id"]),
        "Synopsis": row["synopsis"],
        "Notes": row["notes"],
    }
    with st.container(border=True, gap="xsmall"):
        for label, value in facts.items():
            if value != "":
                name, said = st.columns([2, 3], wrap=False, gap="small")
                name.caption(label)
                said.text(str(value))


def _shots(scene_id: int) -> str:
    if not viewer().may("shots.read"):
        return ""
    _rows, _cursor, total = api().page(f"{viewer().path}/scenes/{scene_id}/shots", limit=1)
    return words.plural(total, "shot") if total else "None listed"


def _cast(row: Row, cast: Sequence[dict[str, Any]]) -> None:
    """Who is in the scene, and putting somebody in or taking them out by hand."""
    if not viewer().may("cast.read"):
        return
    members = {member["id"]: member for member in cast}
    found = sorted(api().every(f"{viewer().path}/appearances", scene_id=row["id"]), key=lambda one: one["number"])
    may_edit = viewer().may("cast.edit")
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**Cast** · {len(found)}")
        for one in found:
            _appearance(row, one, members.get(one["cast_member_id"], {}), may_edit)
        if not found:
            st.caption("Nobody yet.")
        others = [key for key in members if key not in {one["cast_member_id"] for one in found}]
        if may_edit and others:
            key = f"add_cast_{row['id']}_{len(found)}"
            st.selectbox(
                "Add", others, None, key=key, placeholder="Add a character", label_visibility="collapsed",
                format_func=lambda member: f"{members[member]['number']} {members[member]['character_name']}",
                on_change=lambda: _appear(row["id"], st.session_state[key]),
            )  # fmt: skip
        elif not members:
            st.page_link(navigation.link("cast"), label="Cast", icon=":material/theater_comedy:")


def _appearance(row: Row, one: dict[str, Any], member: dict[str, Any], may_edit: bool) -> None:
    performer = f" · {words.plain(member['name'])}" if member.get("name") else ""
    said = (
        "by hand"
        if one["by_hand"] and not one["cues"]
        else f"{words.plural(one['cues'], 'cue')}, {words.plural(one['lines'], 'line')}"
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", wrap=False):
        st.markdown(f"**{one['number']}** {words.plain(one['character_name'])}{performer}  \n:small[{said}]")
        if may_edit and st.button("Take out", key=f"out_{one['id']}", icon=":material/person_remove:", type="tertiary"):
            confirm(
                f"{words.plain(one['character_name'])} is taken out of scene {words.plain(row['number'])}.",
                lambda: _disappear(row["id"], one["cast_member_id"]),
                button="Take out",
            )


def _appear(scene_id: int, member_id: int | None) -> None:
    if member_id is None:
        return
    try:
        api().put(f"{viewer().path}/cast-members/{member_id}/scenes/{scene_id}")
    except ApiError as problem:
        flash(problem.words(), ":material/error:")


def _disappear(scene_id: int, member_id: int) -> None:
    api().delete(f"{viewer().path}/cast-members/{member_id}/scenes/{scene_id}")
