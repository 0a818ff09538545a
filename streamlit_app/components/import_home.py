"""Where a screenplay comes in: the drop zone, drafts waiting for a decision, and every draft there has been."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.page import empty
from streamlit_app.state import api, flash, viewer

ENDINGS = ["fountain", "spmd", "txt", "fdx", "pdf"]
LIMIT_MB = 5
FORMAT = {"fountain": "Fountain", "fdx": "Final Draft", "pdf": "PDF"}


def open_draft(draft_id: int | None) -> None:
    """Show a draft, or the list again."""
    if draft_id is None:
        st.query_params.pop("draft", None)
    else:
        st.query_params["draft"] = str(draft_id)


def drop_zone() -> None:
    """Take a file, read it, and go to its review; what is wrong with a file is said below until the next one."""
    serial = st.session_state.setdefault("_upload_serial", 0)
    file = st.file_uploader(
        "Screenplay", type=ENDINGS, max_upload_size=LIMIT_MB, key=f"screenplay_{serial}", label_visibility="collapsed"
    )
    if file is not None:
        st.session_state["_upload_serial"] += 1  # an empty drop zone, ready for the next file
        with st.spinner(f"Reading {file.name}…"):
            _upload(file.name, file.getvalue())
        st.rerun()
    st.caption(
        f"Fountain, Final Draft (.fdx) or a PDF with text in it, up to {LIMIT_MB} MB. "
        "You look through everything before a single scene is written."
    )
    if problem := st.session_state.get("_upload_problem"):
        st.error(problem, icon=":material/error:")


def _upload(name: str, content: bytes) -> None:
    st.session_state.pop("_upload_problem", None)
    try:
        review = api().upload(f"{viewer().path}/screenplays", content, filename=name)
    except ApiError as problem:
        st.session_state["_upload_problem"] = f"{name}: {problem.words()}"
    else:
        open_draft(review["id"])


def waiting(drafts: list[dict[str, Any]]) -> None:
    """Drafts that somebody uploaded and nobody has decided on."""
    for row in drafts:
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(
                f":orange-badge[Under review] **{words.plain(row['title'] or row['filename'])}**  \n"
                f":small[{_facts(row)} · uploaded {words.ago(row['created_at'])}{_by(row)}]"
            )
            st.button(
                "Go on with it", key=f"review_{row['id']}", type="primary", on_click=open_draft, args=(row["id"],)
            )


def history(drafts: list[dict[str, Any]]) -> None:
    """Imported drafts, the newest first, each with its source."""
    st.subheader("Drafts so far", anchor=False)
    if not drafts:
        empty("No draft yet", "The first one you import becomes draft 1, the white pages.", "description")
    for row in drafts:
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            colour = words.paper(row["colour"])
            st.markdown(
                f"**Draft {row['number']}** {colour} {words.plain(row['title'] or row['filename'])}  \n"
                f":small[{_facts(row)} · imported {words.day(row['imported_at'][:10], year=True)}{_by(row)}]"
            )
            with st.container(horizontal=True, width="content"):
                st.button("What it changed", key=f"show_{row['id']}", on_click=open_draft, args=(row["id"],))
                _download(row)


def _download(row: dict[str, Any]) -> None:
    path = f"{viewer().path}/screenplays/{row['id']}/source"
    client = api()  # the file is fetched when somebody asks for it, outside this run
    st.download_button(
        "Download", lambda: client.file(path), row["filename"], key=f"source_{row['id']}", on_click="ignore",
        icon=":material/download:", type="tertiary", help=row["filename"],
    )  # fmt: skip


def _facts(row: dict[str, Any]) -> str:
    kind = FORMAT.get(row["format"], row["format"])
    return f"{kind} · {words.plural(row['scene_count'], 'scene')} · {words.eighths(row['eighths'])} pages"


def _by(row: dict[str, Any]) -> str:
    names = st.session_state["_names"]
    name = names.get(row["uploaded_by_id"])
    return f" by {words.plain(name)}" if name else ""


def home() -> None:
    """The whole page when no draft is open."""
    drop_zone()
    drafts = api().every(f"{viewer().path}/screenplays")
    people = api().every(f"{viewer().path}/members")
    st.session_state["_names"] = {
        viewer().me["id"]: viewer().me["name"],
        **{row["user_id"]: row["name"] for row in people},
    }
    waiting([row for row in drafts if row["status"] == "review"])
    history([row for row in drafts if row["status"] == "imported"])


def discard(draft_id: int) -> None:
    """Throw a draft under review away."""
    api().delete(f"{viewer().path}/screenplays/{draft_id}")
    open_draft(None)
    flash("The draft was discarded.")
