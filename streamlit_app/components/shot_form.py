"""Shots: how they read, and the dialog that adds or changes one."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.state import api, flash, viewer

Shot = dict[str, Any]
TYPE = {
    "wide": "Wide", "medium": "Medium", "close_up": "Close-up", "extreme_close_up": "Extreme close-up",
    "two_shot": "Two-shot", "over_shoulder": "Over the shoulder", "pov": "POV", "insert": "Insert",
    "establishing": "Establishing", "master": "Master",
}  # fmt: skip
ANGLE = {
    "eye_level": "Eye level", "high_angle": "High angle", "low_angle": "Low angle", "dutch_angle": "Dutch angle",
    "aerial": "Aerial", "birds_eye": "Bird's eye",
}  # fmt: skip
MOVEMENT = {
    "static": "Static", "pan": "Pan", "tilt": "Tilt", "dolly": "Dolly", "tracking": "Tracking", "crane": "Crane",
    "handheld": "Handheld", "steadicam": "Steadicam", "zoom": "Zoom",
}  # fmt: skip
STATUS = {
    "not_started": "To shoot", "in_progress": "Shooting", "completed": "Shot", "approved": "Approved",
    "rejected": "Rejected",
}  # fmt: skip
COLOUR = {"not_started": "gray", "in_progress": "blue", "completed": "green", "approved": "violet", "rejected": "red"}
BLANK: Shot = {
    "number": "", "name": "", "description": "", "shot_type": "medium", "camera_angle": "eye_level",
    "camera_movement": "static", "camera_model": "", "lens": "", "focal_length": "", "aperture": "", "iso": "",
    "frame_rate": 24, "duration": None, "takes_planned": 1, "status": "not_started", "vfx_required": False,
    "vfx_notes": "", "sound_notes": "", "lighting_setup": "", "notes": "",
}  # fmt: skip


def facts(shot: Shot) -> str:
    """`Close-up · handheld · low angle · 75 mm · 3 takes`; what is usual is left out."""
    parts = (
        TYPE[shot["shot_type"]],
        MOVEMENT[shot["camera_movement"]].lower() if shot["camera_movement"] != "static" else "",
        ANGLE[shot["camera_angle"]].lower() if shot["camera_angle"] != "eye_level" else "",
        shot["lens"] or shot["focal_length"],
        f"{shot['frame_rate']} fps" if shot["frame_rate"] != 24 else "",
        words.plural(shot["takes_planned"], "take") if shot["takes_planned"] != 1 else "",
        "VFX" if shot["vfx_required"] else "",
    )
    return " · ".join(filter(None, parts))


def set_status(shot: Shot, status: str) -> Shot:
    """Store how far a shot is. Raises ApiError."""
    path = f"{viewer().path}/shots/{shot['id']}/status"
    stored: Shot = api().patch(path, {"status": status}, match=shot["version"])
    return stored


@st.dialog("Add a shot", width="large", icon=":material/video_call:")
def add_shot(scenes: dict[int, str], scene_id: int | None) -> None:
    """A shot of a scene; its number is proposed."""
    ids = list(scenes)
    at = ids.index(scene_id) if scene_id in scenes else 0
    scene = st.selectbox("Scene", ids, at, format_func=lambda i: scenes[i], key="shot_scene")
    proposed = api().get(f"{viewer().path}/scenes/{scene}/shots/next-number")["number"]
    with st.form("add_shot", border=False):
        fields = shot_fields({**BLANK, "number": proposed}, f"new_{scene}")
        sent = st.form_submit_button("Add", type="primary", width="stretch")
    if sent:
        with told():
            made = api().post(f"{viewer().path}/scenes/{scene}/shots", fields)
            flash(f"Shot {made['number']} of scene {made['scene_number']} is on the list.")
            st.rerun()


@st.dialog("Shot", width="large", icon=":material/videocam:")
def open_shot(shot: Shot) -> None:
    """Change a shot, or read it without the right to."""
    st.markdown(f"**Scene {words.plain(shot['scene_number'])}, shot {words.plain(shot['number'])}**")
    if not viewer().may("shots.edit"):
        _read(shot)
        return
    with st.form("shot", border=False):
        fields = shot_fields(shot, f"shot_{shot['id']}")
        sent = st.form_submit_button("Save", type="primary", width="stretch")
    ask_delete("this shot", lambda: _gone(shot))
    if sent:
        changes = {name: value for name, value in fields.items() if value != shot[name]}
        with told():
            if changes:
                api().patch(f"{viewer().path}/shots/{shot['id']}", changes, match=shot["version"])
                flash("Saved.")
            st.rerun()


def _read(shot: Shot) -> None:
    st.markdown(f":{COLOUR[shot['status']]}-badge[{STATUS[shot['status']]}] **{words.plain(shot['name'])}**")
    st.text(facts(shot))
    for name in ("description", "lighting_setup", "sound_notes", "vfx_notes", "notes"):
        if shot[name]:
            st.text(f"{name.replace('_', ' ').capitalize()}: {shot[name]}")


def shot_fields(shot: Shot, key: str) -> Shot:
    """The form of a shot; answers its fields as the API takes them."""
    with st.container(horizontal=True):
        fields: Shot = {"number": st.text_input("Number", shot["number"], key=f"{key}_number", max_chars=20, width=110)}
        fields["name"] = st.text_input("Name", shot["name"], key=f"{key}_name", placeholder="Oskar at the window")
        fields["status"] = _choice("Status", STATUS, shot["status"], f"{key}_status")
    fields["description"] = st.text_area("Description", shot["description"], key=f"{key}_description", height=70)
    with st.container(horizontal=True):
        fields["shot_type"] = _choice("Size", TYPE, shot["shot_type"], f"{key}_type")
        fields["camera_angle"] = _choice("Angle", ANGLE, shot["camera_angle"], f"{key}_angle")
        fields["camera_movement"] = _choice("Movement", MOVEMENT, shot["camera_movement"], f"{key}_movement")
    return {**fields, **_camera(shot, key), **_notes(shot, key)}


def _camera(shot: Shot, key: str) -> Shot:
    fields: Shot = {}
    with st.container(horizontal=True):
        fields["camera_model"] = st.text_input("Camera", shot["camera_model"], key=f"{key}_camera")
        fields["lens"] = st.text_input("Lens", shot["lens"], key=f"{key}_lens")
        fields["focal_length"] = st.text_input("Focal length", shot["focal_length"], key=f"{key}_focal", max_chars=50)
        fields["aperture"] = st.text_input("Aperture", shot["aperture"], key=f"{key}_aperture", max_chars=50)
        fields["iso"] = st.text_input("ISO", shot["iso"], key=f"{key}_iso", max_chars=50)
    with st.container(horizontal=True):
        fields["frame_rate"] = st.number_input("Frames a second", 1, 1000, shot["frame_rate"], key=f"{key}_rate")
        fields["duration"] = st.number_input("Length, seconds", 0, 86_400, shot["duration"], key=f"{key}_duration")
        fields["takes_planned"] = st.number_input("Takes planned", 0, 999, shot["takes_planned"], key=f"{key}_takes")
    return fields


def _notes(shot: Shot, key: str) -> Shot:
    fields: Shot = {"vfx_required": st.checkbox("Needs visual effects", shot["vfx_required"], key=f"{key}_vfx")}
    for pair in (("vfx_notes", "sound_notes"), ("lighting_setup", "notes")):
        with st.container(horizontal=True):
            for name in pair:
                label = name.replace("vfx", "VFX").replace("_", " ")
                label = label[0].upper() + label[1:]
                fields[name] = st.text_area(label, shot[name], key=f"{key}_{name}", height=70)
    return fields


def _choice(label: str, words_of: dict[str, str], now: str, key: str) -> str:
    keys = list(words_of)
    return st.selectbox(label, keys, keys.index(now), format_func=lambda one: words_of[one], key=key)


def _gone(shot: Shot) -> None:
    api().delete(f"{viewer().path}/shots/{shot['id']}", match=shot["version"])
    flash(f"Shot {shot['number']} of scene {shot['scene_number']} is gone.")
