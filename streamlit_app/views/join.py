"""Accepting an invitation: what it is for, then an account or a click."""

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.forms import EMAIL, NAME, NEW_PASSWORD, auth_form
from streamlit_app.state import api, token

invitation = st.query_params.get("token", "")
with st.container(horizontal_alignment="center"), st.container(width=400):
    st.title("Join the crew", anchor=False)
    try:
        offer = api().get(f"/invitations/{invitation}") if invitation else None
    except ApiError as problem:
        st.error(problem.words(), icon=":material/link_off:")
        st.stop()
    if offer is None:
        st.info("Open the link you were sent; it carries your invitation.", icon=":material/link:")
        st.stop()
    what = offer["position"] or words.role(offer["job_role"])
    st.markdown(
        f"**{words.plain(offer['invited_by'])}** invites you to "
        f"**{words.plain(offer['production_title'])}** as **{words.plain(what)}**."
    )
    url = f"/api/invitations/{invitation}/accept"
    if token():
        auth_form(key="join_now", url=url, fields=[], submit="Join", then="/")
    else:
        email = {**EMAIL, "value": offer.get("email") or ""}
        name = {**NAME, "value": offer.get("name") or ""}
        auth_form(key="join", url=url, fields=[name, email, NEW_PASSWORD], submit="Create account and join", then="/")
        st.caption("You have an account already? Sign in first, then open this link again.")
        st.link_button("Sign in", "/", type="tertiary")
