"""What somebody who is not signed in sees: making the owner's account at first start, or signing in."""

import streamlit as st

from streamlit_app.api.client import Api
from streamlit_app.components.forms import EMAIL, NAME, NEW_PASSWORD, PASSWORD, auth_form


def entrance() -> None:
    """Draw the first-start form, or sign-in with its side doors."""
    setup = Api(None).get("/auth/setup")
    with st.container(horizontal_alignment="center"), st.container(width=400):
        st.space("medium")
        st.title("Backlot", anchor=False)
        if setup["needs_owner"]:
            _first_start()
        else:
            _sign_in(setup["open_registration"])


def _first_start() -> None:
    st.subheader("Welcome. Let's make your account.", anchor=False)
    st.caption("You will own this installation: you decide who joins. Nothing leaves this computer.")
    auth_form(key="setup", url="/api/auth/setup", fields=[NAME, EMAIL, NEW_PASSWORD], submit="Create owner account")


def _sign_in(open_registration: bool) -> None:
    doors = ["Sign in", "Forgot password"] + (["Create account"] if open_registration else [])
    door = st.segmented_control(
        "What would you like to do?", doors, default="Sign in", label_visibility="collapsed", key="door"
    )
    if door == "Forgot password":
        st.caption("We send a link and a code. They work for a few minutes.")
        auth_form(key="forgot", url="/api/auth/forgot-password", fields=[EMAIL], submit="Send", stay=True)
        st.page_link("views/reset.py", label="I have a code", icon=":material/pin:")
    elif door == "Create account":
        auth_form(
            key="register",
            url="/api/auth/register",
            fields=[NAME, EMAIL, NEW_PASSWORD],
            submit="Create account",
            stay=True,
        )
    else:
        auth_form(key="login", url="/api/auth/login", fields=[EMAIL, PASSWORD], submit="Sign in")
        if not open_registration:
            st.caption("New here? Ask your production for an invitation link.")
