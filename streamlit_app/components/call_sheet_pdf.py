"""A call sheet on paper: to download, and to look at before it goes out."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.call_sheet_facts import Sheet
from streamlit_app.state import api, viewer


def download(sheet: Sheet, *, key: str = "pdf", width: Any = "content", name: str = "", **which: Any) -> None:
    """Download the PDF (`which`: paper, edition, person, phones); it is set only when somebody wants it."""
    title = (viewer().production or {})["title"]
    st.download_button(
        "PDF", data=_typesetter(sheet, which), file_name=f"Call sheet {sheet['date']} {title}{name}.pdf",
        mime="application/pdf", key=key, on_click="ignore", icon=":material/download:", width=width,
    )  # fmt: skip


def _typesetter(sheet: Sheet, which: dict[str, Any]) -> Callable[[], bytes]:
    person, address = api(), f"{viewer().path}/call-sheets/{sheet['id']}/pdf"  # the click comes without a session
    return lambda: person.file(address, **which)


def preview(sheet: Sheet) -> None:
    """The sheet as it will be printed, on the production's paper or the other one."""
    own = (viewer().production or {})["paper"]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        paper = st.segmented_control(
            "Paper", list(words.PAPER), default=own, format_func=lambda one: words.PAPER[one], required=True,
            key="paper", label_visibility="collapsed",
        )  # fmt: skip
        people = _people(sheet)
        person = st.selectbox(
            "For", list(people), key="preview_for", format_func=lambda one: people[one], label_visibility="collapsed",
            width=260,
        )  # fmt: skip
        phones = st.toggle("Phone numbers", True, key="preview_phones")
        which = {"paper": paper, "person": person or None, "phones": "true" if phones else "false"}
        download(sheet, key="pdf_of_preview", name=f" {people[person]}" if person else "", **which)
    try:
        content, points = _printed(sheet, which)
    except ApiError as problem:
        st.error(problem.words(), icon=":material/error:")
        return
    if points:
        letters = " ".join(chr(int(point.removeprefix("U+"), 16)) for point in points)
        said = f"No font here has these characters, so they print as boxes: {words.plain(letters)}"
        st.warning(said, icon=":material/font_download_off:")
    st.pdf(content, height=900, key="pdf_preview", alt="The call sheet as it prints")


def _people(sheet: Sheet) -> dict[str, str]:
    """Whose copy it may be: key → name; the first is everybody's."""
    cast = {f"cast:{row['cast_member_id']}": row["name"] or row["character_name"] for row in sheet["cast"]}
    crew = {
        (f"member:{row['member_id']}" if row["member_id"] else f"crew:{row['id']}"): row["name"]
        for row in sheet["crew"]
    }
    return {"": "Everybody", **cast, **crew}


def _printed(sheet: Sheet, which: dict[str, Any]) -> tuple[bytes, list[str]]:
    """The PDF and the code points no font has; set again only when the sheet or the production changed."""
    of = (which, sheet, (viewer().production or {})["version"])
    kept = st.session_state.get("_printed")
    if kept is None or kept[0] != of:
        answer = api().call("GET", f"{viewer().path}/call-sheets/{sheet['id']}/pdf", params=_given(which))
        points = answer.headers.get("X-Backlot-Missing-Glyphs", "").split()
        kept = st.session_state["_printed"] = (of, (answer.content, points))
    found: tuple[bytes, list[str]] = kept[1]
    return found


def _given(which: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in which.items() if value is not None}
