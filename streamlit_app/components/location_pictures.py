"""The pictures of a location: looked at, added, named and taken away in one dialog."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.location_cards import picture
from streamlit_app.components.page import told
from streamlit_app.state import api, flash, viewer


@st.dialog("Pictures", width="large", icon=":material/photo_library:")
def pictures(row: dict[str, Any]) -> None:
    """Everything that was photographed at a location."""
    path = f"{viewer().path}/locations/{row['id']}/photos"
    st.caption(words.plain(row["name"]))
    if viewer().may("locations.edit"):
        _add(path)
    for photo in api().get(path):
        with st.container(border=True):
            st.image(picture(row["id"], photo["id"], "full"), width="stretch", caption=photo["caption"] or None)
            if viewer().may("locations.edit"):
                _change(path, photo)


def _add(path: str) -> None:
    with st.form("pictures", border=False, clear_on_submit=True):
        files = st.file_uploader(
            "Add pictures", ["jpg", "jpeg", "png", "webp", "gif"], accept_multiple_files=True, key="place_pictures"
        )
        caption = st.text_input("What they show", key="place_caption", max_chars=255)
        sent = st.form_submit_button("Add", type="primary", icon=":material/add_a_photo:")
    if not sent or not files:
        return
    added = 0
    for file in files:
        try:
            api().upload(path, file.getvalue(), caption=caption)
            added += 1
        except ApiError as problem:
            st.error(f"{file.name}: {problem.words()}")
    if added == len(files):
        flash(f"{words.plural(added, 'picture')} added.")
        st.rerun()


def _change(path: str, photo: dict[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        caption = st.text_input("What it shows", photo["caption"], key=f"caption_{photo['id']}", max_chars=255)
        if caption != photo["caption"] and st.button("Save", key=f"save_caption_{photo['id']}"):
            with told():
                api().patch(f"{path}/{photo['id']}", {"caption": caption}, match=photo["version"])
                st.rerun()
        with st.popover("Remove", icon=":material/delete:"):
            st.markdown("The picture is gone for everybody.")
            if st.button("Remove it", key=f"remove_{photo['id']}", type="primary"):
                with told():
                    api().delete(f"{path}/{photo['id']}", match=photo["version"])
                    flash("The picture was removed.")
                    st.rerun()
