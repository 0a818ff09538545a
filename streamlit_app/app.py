"""The frame of every page: who is looking, where they can go, which production it is about."""

import streamlit as st

from streamlit_app import navigation, sidebar
from streamlit_app.api.client import ApiError, Unreachable
from streamlit_app.components.live import watch
from streamlit_app.state import load_viewer, show_flashes
from streamlit_app.views.entrance import entrance

st.set_page_config(page_title="Backlot", page_icon=":material/movie:", layout="wide")

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
        watch(viewer.pid)
show_flashes()
try:
    page.run()
except ApiError as problem:
    st.error(problem.words(), icon=":material/error:")
