"""One scene of a draft under review, opened: its parts, its words, and where it could be cut or joined."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.review_state import decide, draft_path
from streamlit_app.components.screen import on_phone
from streamlit_app.state import api


@st.dialog("Scene of this draft", width="large", icon=":material/movie:")
def look_inside(key: str) -> None:
    """A scene's facts to change, its paragraphs to cut at, and what to do with it as a whole."""
    review = st.session_state["_review"]
    row = next(scene for scene in review["scenes"] if scene["key"] == key)
    st.markdown(f"**{words.plain(row['heading'])}**  \n:small[line {row['line']} of the file]")
    open_now = review["status"] == "review"
    if open_now:
        _facts(row)
        _whole(review, row)
    _paragraphs(row, api().get(f"{draft_path(review['id'])}/scenes/{key}")["paragraphs"], open_now)


def _facts(row: dict[str, Any]) -> None:
    places = [None, *words.INT_EXT]
    with st.form("inside_facts", border=False):
        with st.container(horizontal=True):
            number = st.text_input("Number", row["number"] or "", max_chars=20, key="inside_number")
            place = st.selectbox(
                "Place", places, places.index(row["int_ext"]), format_func=lambda one: one or "–", key="inside_place"
            )
            pages = st.text_input("Pages", words.eighths(row["eighths"]), key="inside_pages", help="1 2/8")
        with st.container(horizontal=True):
            set_name = st.text_input("Set", row["set_name"], max_chars=255, key="inside_set")
            light = st.text_input("Light", row["day_night"] or "", max_chars=60, key="inside_light")
        sent = st.form_submit_button("Save", type="primary")
    if not sent:
        return
    length = words.from_eighths(pages)
    if length is None or not number.strip():
        st.error("A scene needs a number, and a length such as 1 2/8.", icon=":material/error:")
        return
    typed = {
        "number": number.strip(), "int_ext": place, "eighths": length, "set_name": set_name.strip(),
        "day_night": light.strip() or None,
    }  # fmt: skip
    changes = {name: value for name, value in typed.items() if value != row[name]}
    if changes:
        decide(scenes=[{"key": row["key"], **changes}])
    st.rerun()


def _whole(review: dict[str, Any], row: dict[str, Any]) -> None:
    """What can be done with the scene as a whole, and undone."""
    key = row["key"]
    first = review["scenes"][0]["key"] == key
    with st.container(horizontal=True):
        if not first and st.button("Merge with the scene before", key="inside_merge", icon=":material/merge:"):
            _scene(key, action="merge")
        if row["skipped"] and st.button("Take in again", key="inside_keep", icon=":material/undo:"):
            _scene(key, action="keep")
        if not row["skipped"] and st.button("Leave out", key="inside_skip", icon=":material/block:"):
            _scene(key, action="skip")
        if "." in key and st.button("Undo the cut", key="inside_join", icon=":material/undo:"):
            scene, _, paragraph = key.partition(".")
            _split(scene, int(paragraph), undo=True)
        for merged in row["merged"]:
            if st.button(
                f"Separate line {merged.partition('-')[0].partition('.')[0]}",
                key=f"inside_part_{merged}",
                icon=":material/undo:",
            ):
                _scene(merged, action="keep")
        if row["decided"] and st.button("Back to what the file says", key="inside_reset", type="tertiary"):
            _scene(key, reset=True)


def _paragraphs(row: dict[str, Any], paragraphs: list[dict[str, Any]], open_now: bool) -> None:
    if open_now and len(paragraphs) > 1:
        st.caption("Cut the scene where another one begins: the paragraph becomes its first.")
    with st.container(height=360 if len(paragraphs) > 8 else "content", border=True, gap="xsmall"):
        for at, paragraph in enumerate(paragraphs):
            cut, text = st.columns([1, 4 if on_phone() else 9], wrap=False, vertical_alignment="center")
            if open_now and at and cut.button("Cut", key=f"cut_{at}", icon=":material/content_cut:", type="tertiary"):
                _split(row["key"], at)
            text.text(paragraph["text"])
        if not paragraphs:
            st.caption("No words below this heading.")


def _scene(key: str, **fields: Any) -> None:
    decide(scenes=[{"key": key, **fields}])
    st.rerun()


def _split(key: str, paragraph: int, *, undo: bool = False) -> None:
    decide(splits=[{"key": key, "paragraph": paragraph, "undo": undo}])
    st.rerun()
