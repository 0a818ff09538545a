"""My account: what others see of me, my password, and where I am signed in."""

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.page import confirm, title_line, told
from streamlit_app.state import api, flash

me = api().get("/auth/me")
with title_line("My account", me["email"] or ""):
    pass

profile, password, devices = st.tabs(
    ["Profile", "Password", "Where I am signed in"], on_change="rerun", key="account_tab"
)
if profile.open:
    with profile:
        if not me["email_verified"]:
            with st.container(
                border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
            ):
                st.markdown(":material/mark_email_unread: Your e-mail address is not confirmed yet.")
                if st.button("Send the mail again", key="resend"):
                    with told("Sent. Look into your inbox."):
                        api().post("/auth/resend-verification", {"email": me["email"]})
                st.page_link("views/verify.py", label="I have a code", icon=":material/pin:")
        with st.form("profile_form", width=560):
            name = st.text_input("Name", me["name"], max_chars=255)
            phone = st.text_input("Phone", me["phone"], help="Printed on call sheets for those who may see phones.")
            department = st.text_input("Department", me["department"])
            bio = st.text_area("About me", me["bio"])
            if st.form_submit_button("Save", type="primary"):
                with told("Saved."):
                    changes = {"name": name, "phone": phone, "department": department, "bio": bio}
                    api().patch("/auth/me", changes, match=me["version"])
if password.open:
    with password, st.form("password_form", width=440, clear_on_submit=True):
        old = st.text_input("Password now", type="password", autocomplete="current-password")
        new = st.text_input("New password", type="password", autocomplete="new-password", help="At least 8 characters.")
        again = st.text_input("New password again", type="password", autocomplete="new-password")
        st.caption("Your other devices will be signed out, and programs that keep your time must be paired again.")
        if st.form_submit_button("Change password", type="primary"):
            if new != again:
                st.error("The two new passwords differ.", icon=":material/error:")
            else:
                with told("Your password was changed; other devices are signed out."):
                    api().post("/auth/change-password", {"old_password": old, "new_password": new})
if devices.open:
    with devices:
        sessions = api().every("/auth/sessions")
        for row in sessions:
            with st.container(
                border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
            ):
                here = " :green-badge[This device]" if row["current"] else ""
                name, end = row["device"], "Sign out"
                if row["kind"] == "device":
                    name, here, end = words.paired(name), " :gray-badge[Keeps your time]", "Unpair"
                st.markdown(
                    f"**{words.plain(name)}**{here}  \n{row['ip']} · last seen {words.ago(row['last_seen_at'])}"
                )
                if not row["current"] and st.button(end, key=f"out_{row['id']}"):
                    try:
                        api().delete(f"/auth/sessions/{row['id']}")
                        flash("Signed out there.")
                        st.rerun()
                    except ApiError as problem:
                        st.error(problem.words())
        if len(sessions) > 1 and st.button("Sign out everywhere else", key="out_all"):
            confirm(
                "Every other device must sign in again, and programs that keep your time must be paired again.",
                lambda: api().delete("/auth/sessions"),
                button="Sign out",
                done="Signed out everywhere else.",
            )
