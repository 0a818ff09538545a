"""The team: who works here as what, inviting people, and handing out links."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.invite import invitations, invite
from streamlit_app.components.live import cares_about
from streamlit_app.components.member_form import add_member, edit_member
from streamlit_app.components.page import confirm, empty, title_line
from streamlit_app.state import api, viewer

MENU = {"Invite": ":material/link: Invite", "Edit": ":material/edit: Edit", "Remove": ":material/person_remove: Remove"}
LEVELS = {"admin": "Admin", "parent": "Manager", "child": "Member"}
cares_about("member", "invitation", "user")
may_edit = viewer().may("members.edit")
path = f"{viewer().path}/members"


def person(row: dict[str, Any]) -> None:
    """One line of the crew list."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        level = f" :blue-badge[{LEVELS[row['level']]}]" if row["level"] != "child" else ""
        account = "" if row["has_account"] else " :orange-badge[No account yet]"
        contact = " · ".join(part for part in (row["phone"], row["email"]) if part)
        what = row["position"] or words.role(row["job_role"])
        st.markdown(
            f"**{words.plain(row['name'])}** · {words.plain(what)}{level}{account}"
            + (f"  \n:small[{words.plain(contact)}]" if contact else "")
        )
        if not may_edit:
            return
        choices = ["Edit"] if row["has_account"] else ["Invite", "Edit"]
        if row["user_id"] != viewer().me["id"]:
            choices.append("Remove")
        chosen = st.menu_button(
            "Change", choices, key=f"menu_{row['id']}", type="tertiary", format_func=MENU.__getitem__
        )
    if chosen == "Invite":
        invite(member=row)
    elif chosen == "Edit":
        edit_member(row)
    elif chosen == "Remove":
        confirm(
            f"Take **{words.plain(row['name'])}** off this production? Their account stays.",
            lambda: api().delete(f"{path}/{row['id']}"),
            button="Remove",
            done=f"{row['name']} is off this production.",
        )


with title_line("Team", (viewer().production or {})["title"]):
    search = st.text_input(
        "Search",
        placeholder="Name, position, department",
        key="team_q",
        label_visibility="collapsed",
        bind="query-params",
    )
    if may_edit:
        if st.button("Add person", icon=":material/person_add:", key="add"):
            add_member()
        if st.button("Invite", type="primary", icon=":material/link:", key="invite"):
            invite()
rows = api().every(path, search=search)
departments: dict[str, list[dict[str, Any]]] = {}
for row in rows:
    departments.setdefault(row["department"] or "Everybody else", []).append(row)
for department in sorted(departments, key=lambda name: (name == "Everybody else", name)):
    st.subheader(department, anchor=False)
    for row in sorted(departments[department], key=lambda r: r["name"]):
        person(row)
if not rows:
    empty("Nobody found", "Try another name." if search else "Invite your crew with a link or a QR code.", "group_add")
if may_edit:
    invitations()
if rows and not search:
    with st.container(horizontal=True, horizontal_alignment="right"):
        if any(row["user_id"] == viewer().me["id"] for row in rows) and st.button(
            "Leave this production", key="leave", type="tertiary"
        ):
            confirm(
                "You will no longer see this production.",
                lambda: api().post(f"{path}/leave"),
                button="Leave",
                done="You left the production.",
            )
