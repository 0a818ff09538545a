"""Inviting people: a link to send, a QR code to show, and the list of links that are out."""

from functools import partial
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.member_form import job_fields
from streamlit_app.components.page import confirm, told
from streamlit_app.state import api, viewer

STATE = {"open": "green", "used_up": "gray", "expired": "orange", "revoked": "red"}


def invite(member: dict[str, Any] | None = None) -> None:
    """Make an invitation link, for a role or for somebody on the crew list."""
    st.session_state.pop("_invitation", None)  # a dialog that was closed by its cross leaves its link behind
    _invite(member)


@st.dialog("Invite", width="medium", icon=":material/link:")
def _invite(member: dict[str, Any] | None) -> None:
    made = st.session_state.get("_invitation")
    if made:
        _show(made)
        return
    with st.form("invite_form", border=False):
        fields: dict[str, Any]
        if member:
            st.markdown(
                f"For **{words.plain(member['name'])}**, {member['position'] or words.role(member['job_role'])}"
            )
            fields = {"member_id": member["id"]}
        else:
            fields = job_fields({"position": "", "department": "", "job_role": "crew", "level": "child"}, "invite")
        with st.container(horizontal=True):
            days = st.number_input("Works for days", 1, 30, 7, key="invite_days")
            uses = 1 if member else st.number_input("People who may use it", 1, 100, 1, key="invite_uses")
        email = st.text_input("Send to e-mail (optional)", (member or {}).get("email") or "", key="invite_email")
        if st.form_submit_button("Make the link", type="primary", width="stretch"):
            with told():
                body = {**fields, "expires_days": days, "max_uses": uses, "email": email.strip() or None}
                st.session_state["_invitation"] = api().post(f"{viewer().path}/invitations", body)
                st.rerun(scope="fragment")


def _show(made: dict[str, Any]) -> None:
    st.markdown("Send this link, or let them scan the code. **It is shown only now.**")
    st.code(made["link"], language=None, wrap_lines=True)
    with st.container(horizontal_alignment="center"):
        st.image(made["qr_svg"], width=240, alt="QR code of the invitation link")
    until = words.day(made["expires_at"][:10])
    st.caption(
        f"Works until {until}, for {words.plural(made['max_uses'], 'person', 'people')}."
        + (" A mail is on its way." if made["mailed"] else "")
    )
    if st.button("Done", type="primary", width="stretch", key="invite_done"):
        del st.session_state["_invitation"]
        st.rerun()


def invitations() -> None:
    """The links that are out."""
    rows = api().every(f"{viewer().path}/invitations")
    if not rows:
        return
    st.subheader("Invitations", anchor=False)
    for row in rows[:20]:
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            what = row["position"] or words.role(row["job_role"])
            state = f":{STATE[row['state']]}-badge[{row['state'].replace('_', ' ').capitalize()}]"
            st.markdown(
                f"**{words.plain(what)}** {state}  \n:small[{row['email'] or 'link'} · by {row['invited_by']} · "
                f"used {row['uses']} of {row['max_uses']} · until {words.day(row['expires_at'][:10])}]"
            )
            if row["state"] == "open" and st.button("Withdraw", key=f"withdraw_{row['id']}", type="tertiary"):
                confirm(
                    "The link will stop working.",
                    partial(api().delete, f"{viewer().path}/invitations/{row['id']}"),
                    button="Withdraw",
                    done="The link no longer works.",
                )
