"""Import: bring a screenplay in, look through what it would change, write it."""

import streamlit as st

from streamlit_app.api.client import Refused
from streamlit_app.components.import_home import home, open_draft
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import title_line
from streamlit_app.components.review import review_page
from streamlit_app.components.schedule_files import schedule_file_button
from streamlit_app.state import flash, viewer

cares_about("draft", "scene")
draft = st.query_params.get("draft", "")
if draft.isdecimal():
    try:
        review_page(int(draft))
    except Refused:
        flash("That draft is gone: somebody discarded it.", ":material/info:")
        open_draft(None)
        st.rerun()
else:
    with title_line("Import", (viewer().production or {})["title"]):
        schedule_file_button()
    home()
