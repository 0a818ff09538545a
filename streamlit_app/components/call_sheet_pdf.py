"""A call sheet on paper: to download, and to look at before it goes out."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.call_sheet_facts import Sheet
from streamlit_app.state import api, viewer


def download(sheet: Sheet, paper: str | None = None, *, key: str = "pdf", width: Any = "content") -> None:
    """Download the PDF; it is set only when somebody wants it."""
    title = (viewer().production or {})["title"]
    st.download_button(
        "PDF", data=_typesetter(sheet, paper), file_name=f"Call sheet {sheet['date']} {title}.pdf",
        mime="application/pdf", key=key, on_click="ignore", icon=":material/download:", width=width,
    )  # fmt: skip


def _typesetter(sheet: Sheet, paper: str | None) -> Callable[[], bytes]:
    person, address = api(), f"{viewer().path}/call-sheets/{sheet['id']}/pdf"  # the click comes without a session
    return lambda: person.file(address, paper=paper)


def preview(sheet: Sheet) -> None:
    """The sheet as it will be printed, on the production's paper or the other one."""
    own = (viewer().production or {})["paper"]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        paper = st.segmented_control(
            "Paper", list(words.PAPER), default=own, format_func=lambda one: words.PAPER[one], required=True,
            key="paper", label_visibility="collapsed",
        )  # fmt: skip
        download(sheet, paper, key="pdf_of_preview")
    try:
        content, points = _printed(sheet, paper)
    except ApiError as problem:
        st.error(problem.words(), icon=":material/error:")
        return
    if points:
        letters = " ".join(chr(int(point.removeprefix("U+"), 16)) for point in points)
        said = f"No font here has these characters, so they print as boxes: {words.plain(letters)}"
        st.warning(said, icon=":material/font_download_off:")
    st.pdf(content, height=900, key="pdf_preview", alt="The call sheet as it prints")


def _printed(sheet: Sheet, paper: str) -> tuple[bytes, list[str]]:
    """The PDF and the code points no font has; set again only when the sheet or the production changed."""
    of = (paper, sheet, (viewer().production or {})["version"])
    kept = st.session_state.get("_printed")
    if kept is None or kept[0] != of:
        answer = api().call("GET", f"{viewer().path}/call-sheets/{sheet['id']}/pdf", params={"paper": paper})
        points = answer.headers.get("X-Backlot-Missing-Glyphs", "").split()
        kept = st.session_state["_printed"] = (of, (answer.content, points))
    found: tuple[bytes, list[str]] = kept[1]
    return found
