"""Choosing a new password with the link or the code that was mailed."""

import streamlit as st

from streamlit_app.components.forms import CODE, EMAIL, NEW_PASSWORD, auth_form

token = st.query_params.get("token", "")
with st.container(horizontal_alignment="center"), st.container(width=400):
    st.title("New password", anchor=False)
    if token:
        fields, fixed = [NEW_PASSWORD], {"token": token}
    else:
        st.caption("Type the 6-digit code from the mail.")
        fields, fixed = [EMAIL, CODE, NEW_PASSWORD], {}
    auth_form(
        key="reset", url="/api/auth/reset-password", fields=fields, fixed=fixed, submit="Save and sign in", then="/"
    )
