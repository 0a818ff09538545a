"""Everybody with an account on this installation; only the owner sees this."""

from functools import partial
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import confirm, empty, title_line, told
from streamlit_app.state import api, flash, viewer

ROLES = {"owner": "Owner", "member": "Member"}


@st.dialog("Account", width="small")
def edit(row: dict[str, Any]) -> None:
    """Change a person's account."""
    name = st.text_input("Name", row["name"], key="user_name")
    role = st.segmented_control(
        "In this studio", list(ROLES), default=row["studio_role"], format_func=ROLES.__getitem__, key="user_role"
    )
    active = st.toggle("May sign in", row["is_active"], key="user_active")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Sign out everywhere", key="user_revoke"):
            with told():
                api().post(f"/users/{row['id']}/revoke-sessions")
                flash(f"{row['name']} was signed out everywhere.")
                st.rerun()
        if st.button("Save", type="primary", key="user_save"):
            changes = {"name": name, "studio_role": role or row["studio_role"], "is_active": active}
            with told():
                api().patch(f"/users/{row['id']}", changes, match=row["version"])
                flash("Saved.")
                st.rerun()


with title_line("Users", "Everybody with an account here"):
    search = st.text_input(
        "Search", placeholder="Name or e-mail", key="users_search", label_visibility="collapsed", bind="query-params"
    )
rows = api().every("/users", search=search)
if not rows:
    empty(
        "Nobody found", "Try another name." if search else "Invite people on a production's Team page.", "person_search"
    )
for row in rows:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content", gap=None):
            badges = (" :blue-badge[Owner]" if row["studio_role"] == "owner" else "") + (
                "" if row["is_active"] else " :red-badge[Switched off]"
            )
            st.markdown(f"**{words.plain(row['name'])}**{badges}")
            seen = (
                f"last seen {words.ago(row['last_login_at'])}" if row.get("last_login_at") else "has not signed in yet"
            )
            st.caption(f"{row['email'] or 'no e-mail'} · {seen}")
        with st.container(horizontal=True, width="content"):
            if st.button("Edit", key=f"edit_{row['id']}", icon=":material/edit:"):
                edit(row)
            if row["id"] != viewer().me["id"] and st.button(
                "Delete", key=f"delete_{row['id']}", icon=":material/delete:", type="tertiary"
            ):
                confirm(
                    f"Delete the account of **{words.plain(row['name'])}**?",
                    partial(api().delete, f"/users/{row['id']}"),
                    done="Account deleted.",
                )
