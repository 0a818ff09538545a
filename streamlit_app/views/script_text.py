"""The script: the words of every scene, as they are now, as a draft had them, or what changed between two drafts."""

from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.reader import page_of_script, reader
from streamlit_app.components.script_changes import changes, name_of, rules_button
from streamlit_app.state import api, viewer

cares_about("scene", "draft", "script rules")
path = viewer().path
drafts = {row["id"]: row for row in api().every(f"{path}/screenplays", status="imported")}


def draft_name(draft_id: int | None) -> str:
    """`Draft 2 · blue · Tue 24 Nov`, or the script as it stands."""
    if draft_id is None:
        return "As it stands now"
    return name_of(drafts[draft_id])


def open_scene(scene_id: int) -> None:
    """To the scene's own page."""
    st.switch_page(navigation.link("scenes"), query_params={"production": str(viewer().pid), "scene": str(scene_id)})


def length(scenes: list[dict[str, Any]], draft_id: int | None) -> str:
    """`69 scenes · 58 3/8 pages`; an old draft keeps the length it had."""
    live = [row for row in scenes if row["status"] != "omitted"]
    eighths = sum(row["eighths"] for row in live) if draft_id is None else drafts[draft_id]["eighths"]
    count = len(live) if draft_id is None else drafts[draft_id]["scene_count"]
    return f"{words.plural(count, 'scene')} · {words.eighths(eighths)} pages"


with title_line("Script", (viewer().production or {})["title"]):
    chosen = None
    if len(drafts) > 1:
        chosen = st.selectbox(
            "Draft",
            [None, *drafts],
            format_func=draft_name,
            key="draft",
            label_visibility="collapsed",
            bind="query-params",
        )
    if viewer().may("script.import"):
        rules_button()
    if viewer().may("script.import"):
        st.page_link(navigation.link("script_import"), label="Import a draft", icon=":material/upload_file:")
latest = max(drafts.values(), key=lambda row: row["number"], default=None)
now = drafts[chosen] if chosen else latest
earlier = [row["id"] for row in drafts.values() if now and row["number"] < now["number"]]
since = None
if earlier:
    since = st.selectbox(
        "Changes", [None, *earlier], key="changes_since", width=320, label_visibility="collapsed", bind="query-params",
        format_func=lambda one: f"Changes since {draft_name(one)}" if one else "Without marks of changes",
    )  # fmt: skip
if now and since:
    changes(now["id"], since, open_scene)
    st.stop()
texts = {row["scene_id"]: row["paragraphs"] for row in api().every(f"{path}/scenes/texts", draft=chosen)}
scenes = [row for row in api().every(f"{path}/scenes") if chosen is None or row["id"] in texts]
if scenes:
    st.caption(length(scenes, chosen))
    wanted = st.query_params.get("at", "")
    script = [page_of_script(row, texts.get(row["id"], [])) for row in scenes]
    reader(script, key="script", start=int(wanted) if wanted.isdecimal() else None, on_open=open_scene)
else:
    with empty(
        "No script yet",
        "Import the screenplay as Fountain, Final Draft or PDF; then everybody reads it here.",
        "article",
    ):
        if viewer().may("script.import"):
            st.page_link(navigation.link("script_import"), label="Import the screenplay", icon=":material/upload_file:")
