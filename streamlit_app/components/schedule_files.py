"""Schedule files of other programs (Universal Schedule Standard, .uss): looked through, taken in, given out."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.page import metrics, told
from streamlit_app.components.screen import on_phone
from streamlit_app.state import api, flash, remember_production, viewer

ENDINGS = ["uss", "json"]
LIMIT_MB = 10
KINDS = {"boards": "Boards", "days": "Days", "scenes": "Scenes", "cast": "Cast", "elements": "Elements"}
CHANGE = {"added": "New", "changed": "Filled in", "unchanged": "As it is"}
FEW = 8


def schedule_file_button() -> None:
    """The way to the dialog, for those who may take a schedule file in or out."""
    if (viewer().may("exchange.import") or viewer().may("exchange.export")) and st.button(
        "Schedule file", key="schedule_file", icon=":material/swap_vert:", help="Import or export a .uss schedule"
    ):
        schedule_file()


@st.dialog("Schedule file", width="large", icon=":material/swap_vert:")
def schedule_file() -> None:
    """Import into this production, or take it elsewhere."""
    st.caption(
        "The Universal Schedule Standard (.uss) carries scenes, cast, elements, boards and calendars between "
        "scheduling programs."
    )
    if viewer().may("exchange.import"):
        _import(f"{viewer().path}/schedule-file")
    if viewer().may("exchange.export"):
        _export()


@st.dialog("New production from a schedule", width="large", icon=":material/swap_vert:")
def production_of_file() -> None:
    """Start a production with everything a schedule file has."""
    st.caption("A .uss file brings scenes, cast, elements, boards and calendars. Nothing is made before you say so.")
    _import("/schedule-files", new=True)


def _import(path: str, *, new: bool = False) -> None:
    """Choose a file, see what it would do, write it."""
    file = st.file_uploader(
        "Schedule file", type=ENDINGS, max_upload_size=LIMIT_MB, key=f"uss_{new}", label_visibility="collapsed"
    )
    if file is None:
        return
    preview = _preview(path, file)
    if preview is None:
        return
    title = st.text_input("Title", preview["title"], key="uss_title", max_chars=255) if new else ""
    _shown(preview)
    nothing = not any(count["added"] or count["changed"] for count in preview["counts"].values())
    if nothing:
        st.success("Everything in this file is here already.", icon=":material/check_circle:")
    label = "Start this production" if new else "Import"
    if st.button(label, key="uss_write", type="primary", width="stretch", disabled=nothing, icon=":material/download:"):
        with told(), st.spinner("Writing…"):
            done = api().upload(path, file.getvalue(), filename=file.name, title=title)
            _forget()
            if new:
                remember_production(done["production_id"])
            flash(f"{done['title']}: {_sum(done)} are in.")
            st.rerun()


def _preview(path: str, file: Any) -> dict[str, Any] | None:
    """What the import would do; asked once a file, said in place when the file cannot be read."""
    key = (path, file.file_id)
    if st.session_state.get("_uss_seen", (None,))[0] != key:
        try:
            with st.spinner(f"Reading {file.name}…"):
                seen: Any = api().upload(f"{path}/preview", file.getvalue(), filename=file.name)
        except ApiError as problem:
            seen = problem.words()
        st.session_state["_uss_seen"] = (key, seen)
    seen = st.session_state["_uss_seen"][1]
    if isinstance(seen, str):
        st.error(f"{words.plain(file.name)}: {words.plain(seen)}", icon=":material/error:")
        return None
    found: dict[str, Any] = seen
    return found


def _forget() -> None:
    st.session_state.pop("_uss_seen", None)


def _shown(preview: dict[str, Any]) -> None:
    """Figures first, then the boards, what is filled in, and what to look at."""
    said = [preview["file"][what] for what in ("name", "project", "source") if preview["file"][what]]
    st.markdown("**" + " · ".join(words.plain(each) for each in said) + "**" if said else "**A schedule**")
    metrics(
        [(label, preview["counts"][kind]["added"], _beside(preview["counts"][kind])) for kind, label in KINDS.items()]
    )
    if preview["boards"]:
        _boards(preview["boards"])
    filled = [row for row in preview["scenes"] if row["change"] == "changed"]
    if filled:
        texts = [f"**{words.plain(row['number'])}** ({', '.join(row['what'])})" for row in filled[:FEW]]
        more = f" and {len(filled) - FEW} more" if len(filled) > FEW else ""
        st.markdown(f"Scenes that are here and get what they lack: {' · '.join(texts)}{more}. Nothing is replaced.")
    if preview["notes"]:
        with st.container(height=150 if len(preview["notes"]) > 4 else "content", border=True):
            st.markdown("\n".join(f"- {words.plain(note)}" for note in preview["notes"]))


def _boards(rows: list[dict[str, Any]]) -> None:
    if on_phone():
        for row in rows:
            st.markdown(f"**{words.plain(row['name'])}** :small[{CHANGE[row['change']]} · {_span(row)}]")
        return
    table = [
        {
            "Board": row["name"],
            "": CHANGE[row["change"]],
            "Days": row["days"],
            "Strips": row["strips"],
            "When": _dates(row),
        }
        for row in rows
    ]
    st.dataframe(table, hide_index=True, key="uss_boards")


def _span(row: dict[str, Any]) -> str:
    return " · ".join(
        [words.plural(row["days"], "day"), words.plural(row["strips"], "strip"), *filter(None, [_dates(row)])]
    )


def _dates(row: dict[str, Any]) -> str:
    return f"{words.day(row['first'])} – {words.day(row['last'], year=True)}" if row["days"] else ""


def _beside(counts: dict[str, int]) -> str:
    """What is not new, below the figure of what is."""
    parts = [f"{counts['changed']} filled in"] if counts["changed"] else []
    parts += [f"{counts['unchanged']} as it is"] if counts["unchanged"] else []
    return ", ".join(parts) or "new"


def _sum(done: dict[str, Any]) -> str:
    counts = done["counts"]
    figures = [(counts["boards"]["added"], "board"), (counts["scenes"]["added"], "scene")]
    return f"{' and '.join(words.plural(count, what) for count, what in figures)}, with cast and elements,"


def _export() -> None:
    """Download the production; the file is made when somebody wants it."""
    person, path = api(), f"{viewer().path}/schedule-file"  # the click comes without a session
    title = (viewer().production or {})["title"]
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            "**Take it elsewhere**  \n:small[Every board with its days, the calendars, scenes, cast and elements.]"
        )
        st.download_button(
            "Download .uss", data=lambda: person.file(path), file_name=f"{title}.uss", mime="application/octet-stream",
            key="uss_out", on_click="ignore", icon=":material/upload:",
        )  # fmt: skip
