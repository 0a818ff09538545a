"""The frame of every page: who is looking, where they can go, which production it is about."""

from pathlib import Path

import streamlit as st

from streamlit_app import navigation, sidebar
from streamlit_app.api.client import ApiError, Unreachable
from streamlit_app.components.live import watch
from streamlit_app.state import load_viewer, show_flashes
from streamlit_app.views.entrance import entrance

STATIC = Path(__file__).parent / "static"  # nothing is fetched from the internet, the icon neither
st.set_page_config(page_title="Backlot", page_icon=str(STATIC / "mark.svg"), layout="wide")
st.logo(str(STATIC / "logo.svg"), size="large", icon_image=str(STATIC / "mark.svg"))

try:
    viewer = load_viewer()
except Unreachable as problem:
    st.error(problem.message, icon=":material/cloud_off:")
    st.stop()

page = navigation.navigate(viewer)
if viewer is None and not navigation.is_public(page):
    entrance()
    st.stop()
if viewer is not None:
    sidebar.show(viewer)
    if viewer.production:
        with st.sidebar:  # takes no room there
            watch(viewer.pid)
show_flashes()
try:
    page.run()
except ApiError as problem:
    st.error(problem.words(), icon=":material/error:")
