"""What went out: the editions of a call sheet with their PDFs, and what changed between any two, for whom."""

from itertools import groupby
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.call_sheet_facts import Sheet, moment
from streamlit_app.components.call_sheet_pdf import download
from streamlit_app.components.page import empty
from streamlit_app.state import api, viewer

PARTS = {
    "times": "Times", "places": "Places", "weather": "Weather", "notes": "Notes and safety", "scenes": "Scenes",
    "cast": "Cast", "crew": "Crew", "background": "Background", "departments": "Departments",
    "info": "Unit information",
}  # fmt: skip
NOW = 0  # the sheet as it stands, among the numbers of editions


def editions(sheet: Sheet) -> None:
    """Every edition that went out, and the comparison."""
    path = f"{viewer().path}/call-sheets/{sheet['id']}"
    rows = api().get(f"{path}/editions")
    if not rows:
        empty("Nothing went out yet", "Every publication is kept here as it went out, with its PDF.", "history")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        for row in rows:
            _edition(sheet, row)
    with right:
        _compared(sheet, path, [row["number"] for row in rows])


def _edition(sheet: Sheet, row: dict[str, Any]) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        who = f" · {words.plain(row['published_by'])}" if row["published_by"] else ""
        when = moment(row["published_at"], viewer().zone)
        title = f"Edition {row['number']}, {words.plain(row['colour'])}"
        st.markdown(f"**{title}**  \n:small[{when}{who}]", width="content")
        name = f" edition {row['number']}"
        download(sheet, key=f"pdf_edition_{row['number']}", name=name, edition=row["number"])


def _compared(sheet: Sheet, path: str, numbers: list[int]) -> None:
    """Two selects, newest against the one before it at first; what changed below."""
    choices = [NOW, *numbers] if sheet["unpublished"] else numbers

    def say(one: int) -> str:
        return f"Edition {one}" if one else "The sheet as it stands"

    if len(choices) < 2:
        st.caption("What changed between two editions is shown here as soon as there is a second one.")
        return
    with st.container(horizontal=True):
        since = st.selectbox("From", choices[1:], key="compare_since", format_func=say)
        later = [one for one in choices if one == NOW or one > since]
        to = st.selectbox("To", later, key="compare_to", format_func=say)
    try:
        found = api().get(f"{path}/changes", since=since, to=to or None)
    except ApiError as problem:
        st.error(problem.words(), icon=":material/error:")
        return
    _differences(found)


def _differences(found: dict[str, Any]) -> None:
    if not found["differences"]:
        st.markdown("Nothing changed.")
    for section, rows in groupby(found["differences"], key=lambda row: row["section"]):
        lines = "\n".join(f"- {words.plain(row['sentence'])}" for row in rows)
        st.markdown(f"**{PARTS.get(section, section)}**\n\n{lines}")
    if found["people"]:
        st.subheader("For each person", anchor=False)
        st.caption("Those whose own call changed; they confirm again.")
        for one in found["people"]:
            part = f" :gray[{words.plain(one['part'])}]" if one["part"] else ""
            said = " ".join(words.plain(sentence) for sentence in one["sentences"])
            st.markdown(f"**{words.plain(one['name'])}**{part}  \n{said}")
