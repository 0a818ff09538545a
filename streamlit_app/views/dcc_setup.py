"""DCC setup: what to install in Blender, Maya and other programs, and which of them keep one's time."""

import streamlit as st

from streamlit_app.components.dcc_install import install, stored
from streamlit_app.components.dcc_pairing import pair_button, paired_programs, pairing
from streamlit_app.components.page import title_line
from streamlit_app.state import api, viewer

with title_line("DCC setup", "Your hours, kept by the programs you work in"):
    pair_button()
pairing()
packages = api().get("/dcc-packages")
left, right = st.columns([5, 4], gap="large")
with left:
    st.subheader("Install", anchor=False)
    install(packages)
with right:
    st.subheader("Your programs", anchor=False)
    paired_programs({row["program"]: row["version"] for row in packages})
    st.subheader("What is kept about you", anchor=False)
    stored(api().get(f"{viewer().path}/time/settings"), (viewer().production or {})["title"])
