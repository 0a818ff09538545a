"""The schedule on paper: every list an assistant director prints, as PDF and as a workbook."""

from functools import partial

import streamlit as st

from streamlit_app.state import api, viewer

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPERS = {
    "one-liner": ("One-line schedule", "A line a scene, day by day"),
    "shooting-schedule": ("Shooting schedule", "Every scene with cast and all it needs"),
}


def print_menu(board_id: int | None = None) -> None:
    """A button that opens the papers of a board (the active one when none is named); files are made when asked for."""
    client, path = api(), viewer().path  # kept for the moment somebody asks: that is outside this run
    with st.popover("Print", icon=":material/print:"):
        boneyard = st.checkbox("With the scenes that have no day", key="papers_boneyard")
        for kind, (name, about) in PAPERS.items():
            st.markdown(f"**{name}**  \n:small[{about}]")
            with st.container(horizontal=True):
                for ending, label, mime in (("pdf", "PDF", "application/pdf"), ("excel", "Excel", EXCEL)):
                    fetch = partial(
                        client.file, f"{path}/reports/{kind}/{ending}", board_id=board_id, boneyard=boneyard
                    )
                    st.download_button(
                        label, fetch, f"{kind}.{'pdf' if ending == 'pdf' else 'xlsx'}", mime, on_click="ignore",
                        key=f"paper_{kind}_{ending}", icon=":material/download:",
                    )  # fmt: skip
