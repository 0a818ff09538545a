"""A scene's words for its breakdown: marks in category colours, words to select, suggestions to decide key by key."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app.api.client import ApiError
from streamlit_app.editing.breakdown import REASONS, keys_of, state_of
from streamlit_app.state import flash

HERE = Path(__file__).parent

# not isolated: browsers do not agree on how to ask for a selection inside a shadow root
_READER = st.components.v2.component(
    "backlot_breakdown", css=(HERE / "breakdown_reader.css").read_text(), js=(HERE / "breakdown_reader.js").read_text(),
    isolate_styles=False,
)  # fmt: skip

Act = Callable[[Mapping[str, Any]], None]


def breakdown_reader(
    scene: Mapping[str, Any], states: Sequence[Mapping[str, Any]], categories: Sequence[Mapping[str, Any]], *, key: str,
    acts: Mapping[str, Act], editable: bool,
) -> None:  # fmt: skip
    """Draw it; `acts` are called before the page runs again.

    open    {scene_id}
    mark    {paragraph, start, end, category_id}: selected words, in characters
    unmark  {id}
    accept  {key, everywhere, category_id?}
    refuse  {key, everywhere}
    """
    letters = keys_of(categories)
    now = next(row for row in states if row["scene_id"] == scene["scene_id"])
    entries = {entry["element_id"]: entry for entry in scene["entries"]}
    data = {
        "scene": {
            "id": scene["scene_id"], "number": now["number"], "heading": now["heading"],
            "paragraphs": scene["paragraphs"],
            "marks": [
                {**mark, "name": entry["name"], "category": entry["category_id"]}
                for mark in scene["marks"] if (entry := entries.get(mark["element_id"]))
            ],
            "suggestions": [{**each, "why": REASONS[each["reason"]]} for each in scene["suggestions"]],
        },
        "scenes": [
            {"id": row["scene_id"], "number": row["number"], "heading": row["heading"], **state_of(row)}
            for row in states
        ],
        "categories": [
            {**{name: row[name] for name in ("id", "name", "colour", "kind", "archived")}, "key": letters[row["id"]]}
            for row in categories
        ],
        "editable": editable, "seen": st.session_state.get(f"_{key}_seen", 0),
    }  # fmt: skip
    _READER(key=key, data=data, on_did_change=partial(_did, key, acts))


def _did(key: str, acts: Mapping[str, Act]) -> None:
    said = st.session_state[key].did
    st.session_state[f"_{key}_seen"] = said["n"]  # the browser waits for this before it sends the next one
    try:
        acts[said["what"]](said)
    except ApiError as problem:
        flash(problem.words(), ":material/sync_problem:")
