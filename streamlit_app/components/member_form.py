"""Dialogs that put somebody on the crew list and change what they do."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import told
from streamlit_app.state import api, flash, viewer

LEVELS = {"child": "Member", "parent": "Manager", "admin": "Admin"}
LEVEL_HELP = "Admins may do everything, managers run the team's work, members take part."
DEPARTMENTS = (
    "Production", "Direction", "Camera", "Lighting", "Grip", "Sound", "Art", "Costume", "Hair and make-up", "Locations",
    "Transport", "Catering", "Stunts", "Special effects", "Visual effects", "Editing", "Music", "Cast",
)  # fmt: skip
JOB_ROLES = (
    "producer", "production_manager", "director", "assistant_director", "director_of_photography", "script_supervisor",
    "cast", "crew", "vfx_supervisor", "vfx_artist", "distribution_manager", "viewer",
)  # fmt: skip


def job_fields(row: dict[str, Any], key: str) -> dict[str, Any]:
    """Position, department, job role and level."""
    with st.container(horizontal=True):
        position = st.text_input("Position", row["position"], key=f"{key}_position", placeholder="Gaffer")
        choices = list(dict.fromkeys([row["department"], *DEPARTMENTS])) if row["department"] else list(DEPARTMENTS)
        department = st.selectbox(
            "Department",
            choices,
            index=0 if row["department"] else None,
            key=f"{key}_department",
            accept_new_options=True,
        )
    with st.container(horizontal=True):
        job_role = st.selectbox(
            "What they may do", JOB_ROLES, JOB_ROLES.index(row["job_role"]), format_func=words.role, key=f"{key}_role"
        )
        levels = list(LEVELS) if viewer().level == "admin" or viewer().owner else ["child", "parent"]
        levels = levels if row["level"] in levels else [*levels, row["level"]]
        level = st.selectbox(
            "Level",
            levels,
            levels.index(row["level"]),
            format_func=LEVELS.__getitem__,
            key=f"{key}_level",
            help=LEVEL_HELP,
        )
    return {"position": position, "department": department or "", "job_role": job_role, "level": level}


@st.dialog("Add a person", width="medium", icon=":material/person_add:")
def add_member() -> None:
    """Put somebody on the crew list; they need no account for that."""
    with st.form("add_member", border=False):
        name = st.text_input("Name", key="add_name")
        with st.container(horizontal=True):
            email = st.text_input("E-mail (optional)", key="add_email")
            phone = st.text_input("Phone (optional)", key="add_phone")
        blank = {"position": "", "department": "", "job_role": "crew", "level": "child"}
        fields = job_fields(blank, "add")
        if st.form_submit_button("Add", type="primary", width="stretch"):
            with told():
                body = {"name": name, "email": email.strip() or None, "phone": phone, **fields}
                api().post(f"{viewer().path}/members", body)
                flash(f"{name} is on the crew list.")
                st.rerun()


@st.dialog("Change a person", width="medium", icon=":material/edit:")
def edit_member(row: dict[str, Any]) -> None:
    """Change what somebody does, and their contact while they have no account."""
    with st.form("edit_member", border=False):
        fields: dict[str, Any] = {}
        if row["has_account"]:
            st.markdown(f"**{words.plain(row['name'])}**")
        else:
            fields["name"] = st.text_input("Name", row["name"], key="edit_name")
            with st.container(horizontal=True):
                fields["email"] = st.text_input("E-mail", row["email"] or "", key="edit_email").strip() or None
                fields["phone"] = st.text_input("Phone", row["phone"] or "", key="edit_phone")
        fields |= job_fields(row, "edit")
        if st.form_submit_button("Save", type="primary", width="stretch"):
            changes = {name: value for name, value in fields.items() if value != row[name]}
            with told():
                api().patch(f"{viewer().path}/members/{row['id']}", changes, match=row["version"])
                flash("Saved.")
                st.rerun()
