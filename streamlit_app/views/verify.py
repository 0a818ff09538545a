"""Confirming an e-mail address with the link or the code that was mailed."""

import streamlit as st

from streamlit_app.components.forms import CODE, EMAIL, auth_form

token = st.query_params.get("token", "")
with st.container(horizontal_alignment="center"), st.container(width=400):
    st.title("Confirm your e-mail", anchor=False)
    if not token:
        st.caption("Type the 6-digit code from the mail.")
    auth_form(
        key="verify",
        url="/api/auth/verify-email",
        fields=[] if token else [EMAIL, CODE],
        fixed={"token": token} if token else {},
        submit="Confirm my address",
        then="/",
    )
