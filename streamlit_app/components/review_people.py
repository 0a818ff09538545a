"""Characters of a draft under review: who speaks how often, who is the same person, who is nobody."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import empty
from streamlit_app.components.review_state import decide_character


def people_view(review: dict[str, Any]) -> None:
    """Questions first, then everybody who speaks, then what was decided."""
    for offer in review["alias_offers"]:
        _offer(offer)
    _decided(review["renames"])
    if not review["characters"]:
        empty("Nobody speaks", "No character has a line in this draft.", "person_off")
        return
    _table(review["characters"])
    _change(review["characters"])


def _offer(offer: dict[str, Any]) -> None:
    name, targets = offer["name"], offer["targets"]
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        who = " and ".join(f"**{words.plain(target)}**" for target in targets)
        st.markdown(f"Is **{words.plain(name)}** the same as {who}?  \n:small[{words.plain(offer['reason'])}]")
        with st.container(horizontal=True, width="content"):
            st.button(
                "Yes, the same", key=f"same_{name}", type="primary", on_click=decide_character, args=(name, targets)
            )
            st.button("No", key=f"other_{name}", on_click=decide_character, args=(name, [name]))


def _decided(renames: dict[str, list[str]]) -> None:
    for name, becomes in renames.items():
        if [other.casefold() for other in becomes] == [name.casefold()]:
            said = "is somebody of their own"
        else:
            said = (
                "becomes " + " and ".join(f"**{words.plain(other)}**" for other in becomes)
                if becomes
                else "is no character"
            )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/check: **{words.plain(name)}** {said}", width="content")
            st.button("Undo", key=f"undo_{name}", type="tertiary", on_click=decide_character, args=(name, None))


def _table(characters: list[dict[str, Any]]) -> None:
    rows = [{**row, "aliases": ", ".join(row["aliases"])} for row in characters]
    number = st.column_config.NumberColumn
    config = {
        "name": st.column_config.TextColumn("Character", width=220),
        "scenes": number("Scenes", width=80), "cues": number("Cues", width=80), "lines": number("Lines", width=80),
        "aliases": st.column_config.TextColumn("Also called"),
    }  # fmt: skip
    st.dataframe(rows, hide_index=True, column_config=config, column_order=list(config), alt="Characters who speak")


def _change(characters: list[dict[str, Any]]) -> None:
    """Rename somebody, make two people one, or say that a name is nobody."""
    names = [row["name"] for row in characters]
    form = st.form("who", clear_on_submit=True)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Character", names, index=None, key="who_name", placeholder="Who")
        becomes = st.selectbox(
            "is really", names, index=None, key="who_becomes", accept_new_options=True,
            placeholder="A new name, or somebody else", help="Choose somebody else to make the two one.",
        )  # fmt: skip
        sent = st.form_submit_button("Rename or merge")
        nobody = st.form_submit_button("No character at all", type="tertiary")
    if name and ((sent and becomes) or nobody):
        decide_character(name, [str(becomes)] if sent else [])
        st.rerun()
