"""Hours as files: sums or every session, CSV or Excel, of exactly what the page shows."""

import contextlib
from collections.abc import Callable

import streamlit as st

from streamlit_app.api.client import Api, Wrong
from streamlit_app.editing.team_time import Asked
from streamlit_app.state import api

KINDS = {
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "text/csv"),
}
DETAILS = {"summary": "Sums by person, task and day", "segments": "Every session"}


def export(asked: Asked) -> None:
    """A button that opens the four files; each is made when it is asked for."""
    with st.popover("Export", icon=":material/download:", key="team_export"):
        st.caption("With the days and filters of this page")
        for detail, title in DETAILS.items():
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(title, width="content")
                for kind, (label, mime) in KINDS.items():
                    st.download_button(
                        label, made(api(), asked, detail, kind), file_name(asked, detail, kind), mime,
                        key=f"team_export_{detail}_{kind}", on_click="ignore",
                    )  # fmt: skip


def made(client: Api, asked: Asked, detail: str, kind: str) -> Callable[[], bytes]:
    """What makes the file when it is downloaded; it knows who asks, because nobody runs the page then.

    Sums that are too many for one answer come without the days, then without the tasks.
    """
    query = {**asked.query(), "detail": detail, "format": kind}
    wanted = {name: value for name, value in query.items() if value is not None}

    def make() -> bytes:
        groups = ["user,task,week" if asked.by_week else "user,task,day", "user,task"]
        for group in groups:
            with contextlib.suppress(Wrong):
                return client.call("GET", "/time/export", params={**wanted, "group": group}).content
        return client.call("GET", "/time/export", params={**wanted, "group": "user"}).content

    return make


def file_name(asked: Asked, detail: str, kind: str) -> str:
    """`hours-2026-11-23-2026-11-29.xlsx`, `sessions-….csv`."""
    name = "hours" if detail == "summary" else "sessions"
    return f"{name}-{asked.first}-{asked.last}.{kind}"
